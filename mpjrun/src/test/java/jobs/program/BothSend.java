package jobs.program;

import java.util.Arrays;
import mpi.MPI;
import mpi.Request;

/** Two ranks send to each other without blocking before they receive, in pieces of 64 KB. */
public final class BothSend {
    private static final int PIECE = 64 << 10;
    private static final int TAG = 1;

    private BothSend() {}

    /**
     * Runs a rank.
     *
     * @param args how many megabytes
     */
    public static void main(final String[] args) {
        MPI.Init(args);
        final int me = MPI.COMM_WORLD.getRank();
        final int pieces = Integer.parseInt(args[0]) * ((1 << 20) / PIECE);
        final byte[] sent = new byte[PIECE];
        Arrays.fill(sent, (byte) (me + 1));
        final Request[] sends = new Request[pieces];
        for (int i = 0; i < pieces; i++) {
            sends[i] = MPI.COMM_WORLD.iSend(sent, PIECE, MPI.BYTE, 1 - me, TAG);
        }
        final byte[] expected = new byte[PIECE];
        Arrays.fill(expected, (byte) (2 - me));
        final byte[] received = new byte[PIECE];
        int right = 0;
        for (int i = 0; i < pieces; i++) {
            Arrays.fill(received, (byte) 0);
            MPI.COMM_WORLD.recv(received, PIECE, MPI.BYTE, 1 - me, TAG);
            right += Arrays.equals(expected, received) ? 1 : 0;
        }
        Request.waitAll(sends);
        System.out.println(right + " pieces were right");
        MPI.Finalize();
    }
}
