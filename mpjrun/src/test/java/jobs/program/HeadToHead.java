package jobs.program;

import mpi.MPI;

/** Two ranks send 4 MB to each other and block there, which is a mistake in a program. */
public final class HeadToHead {
    private static final int BYTES = 4 << 20;
    private static final int TAG = 7;

    private HeadToHead() {}

    /**
     * Runs a rank.
     *
     * @param args none
     */
    public static void main(final String[] args) {
        MPI.Init(args);
        final int peer = 1 - MPI.COMM_WORLD.getRank();
        MPI.COMM_WORLD.send(new byte[BYTES], BYTES, MPI.BYTE, peer, TAG);
        MPI.COMM_WORLD.recv(new byte[BYTES], BYTES, MPI.BYTE, peer, TAG);
        MPI.Finalize();
    }
}
