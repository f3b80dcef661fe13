package jobs.program;

import mpi.MPI;

/** Prints the number of its rank and its arguments, on both streams. */
public final class Words {
    private Words() {}

    public static void main(final String[] arguments) {
        MPI.Init(arguments);
        final String line = MPI.COMM_WORLD.getRank() + ": " + String.join("|", arguments);
        System.out.println("out " + line);
        System.err.println("err " + line);
        System.out.println("property " + System.getProperty("words"));
        MPI.Finalize();
    }
}
