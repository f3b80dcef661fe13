package jobs.program;

import java.util.Arrays;
import mpi.MPI;
import mpi.Request;

/**
 * Rank 0 sends many messages before rank 1 takes any, and rank 1 takes the last one first, then the others in order.
 */
public final class Flood {
    private static final int BYTES = 1024;
    /** Messages that are received at a time; a multiple of the contents. */
    private static final int WINDOW = 128;
    private static final int CONTENTS = 16;
    private static final int TAG = 1;
    private static final int LAST_TAG = 2;

    private Flood() {}

    /**
     * Runs a rank.
     *
     * @param args number of messages
     */
    public static void main(final String[] args) {
        MPI.Init(args);
        final int messages = Integer.parseInt(args[0]);
        if (MPI.COMM_WORLD.getRank() == 0) {
            send(messages);
        } else {
            receive(messages);
        }
        MPI.Finalize();
    }

    private static void send(final int messages) {
        final Request[] requests = new Request[messages];
        final byte[][] buffers = new byte[CONTENTS][BYTES];
        for (int i = 0; i < buffers.length; i++) {
            Arrays.fill(buffers[i], (byte) i);
        }
        for (int i = 0; i < messages; i++) {
            final int tag = i == messages - 1 ? LAST_TAG : TAG;
            requests[i] = MPI.COMM_WORLD.iSend(buffers[i % buffers.length], BYTES, MPI.BYTE, 1, tag);
        }
        Request.waitAll(requests);
    }

    private static void receive(final int messages) {
        MPI.COMM_WORLD.recv(new byte[BYTES], BYTES, MPI.BYTE, 0, LAST_TAG);
        final byte[][] buffers = new byte[WINDOW][BYTES];
        int right = 0;
        for (int first = 0; first < messages - 1; first += WINDOW) {
            final Request[] requests = new Request[Math.min(WINDOW, messages - 1 - first)];
            for (int i = 0; i < requests.length; i++) {
                requests[i] = MPI.COMM_WORLD.iRecv(buffers[i], BYTES, MPI.BYTE, 0, TAG);
            }
            Request.waitAll(requests);
            for (int i = 0; i < requests.length; i++) {
                final int expected = i % CONTENTS;
                right += buffers[i][0] == expected && buffers[i][BYTES - 1] == expected ? 1 : 0;
            }
        }
        System.out.println(right + " messages were right");
    }
}
