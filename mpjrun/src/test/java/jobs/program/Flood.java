package jobs.program;

import java.util.Arrays;
import mpi.MPI;
import mpi.Request;

/** Rank 0 sends many messages before rank 1 takes any, and rank 1 takes the last one first. */
public final class Flood {
    private static final int BYTES = 1024;
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
        final byte[][] buffers = new byte[16][BYTES];
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
        final byte[] buffer = new byte[BYTES];
        MPI.COMM_WORLD.recv(buffer, BYTES, MPI.BYTE, 0, LAST_TAG);
        int right = 0;
        for (int i = 0; i < messages - 1; i++) {
            MPI.COMM_WORLD.recv(buffer, BYTES, MPI.BYTE, 0, TAG);
            right += buffer[0] == i % 16 && buffer[BYTES - 1] == i % 16 ? 1 : 0;
        }
        System.out.println(right + " messages were right");
    }
}
