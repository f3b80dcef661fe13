package mpi.local;

import mpi.MPI;
import mpi.Request;

/** Passes a message round that is not to be mistaken for another world's. */
final class RingMain {
    private RingMain() {}

    public static void main(final String[] args) {
        MPI.Init(args);
        final int rank = MPI.COMM_WORLD.getRank();
        final int size = MPI.COMM_WORLD.getSize();
        final char[] text = (args[0] + rank + size).toCharArray();
        final char[] received = new char[text.length];
        final Request send = MPI.COMM_WORLD.iSend(text, text.length, MPI.CHAR, (rank + 1) % size, 3);
        final int left = (rank + size - 1) % size;
        MPI.COMM_WORLD.recv(received, received.length, MPI.CHAR, left, 3);
        send.waitFor();
        if (!(args[0] + left + size).equals(new String(received))) {
            throw new AssertionError(new String(received));
        }
        MPI.Finalize();
    }
}
