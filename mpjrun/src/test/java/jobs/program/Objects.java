package jobs.program;

import java.util.ArrayList;
import java.util.List;
import mpi.MPI;
import mpi.MPIException;

/** Rank 0 sends a list and then a text as objects; rank 1 prints what becomes of them. */
public final class Objects {
    private static final int TAG = 3;

    private Objects() {}

    /**
     * Runs a rank.
     *
     * @param args none
     */
    public static void main(final String[] args) {
        MPI.Init(args);
        MPI.COMM_WORLD.setErrhandler(MPI.ERRORS_RETURN);
        if (MPI.COMM_WORLD.getRank() == 0) {
            MPI.COMM_WORLD.send(new Object[] {new ArrayList<>(List.of("a"))}, 1, MPI.OBJECT, 1, TAG);
            MPI.COMM_WORLD.send(new Object[] {"text"}, 1, MPI.OBJECT, 1, TAG);
            System.out.println("sent");
        } else {
            receive();
            receive();
        }
        MPI.Finalize();
    }

    private static void receive() {
        final Object[] received = new Object[1];
        try {
            MPI.COMM_WORLD.recv(received, 1, MPI.OBJECT, 0, TAG);
            System.out.println("received " + received[0]);
        } catch (final MPIException e) {
            System.out.println(e.getMessage());
        }
    }
}
