package mpjrun.launch;

import mpi.MPI;

/** A program with the engine, as users write it. */
final class RealProgram {
    private RealProgram() {}

    public static void main(final String[] arguments) {
        MPI.Init(arguments);
        switch (arguments[0]) {
            case "finalize" -> MPI.Finalize();
            case "abort" -> MPI.COMM_WORLD.abort(7);
            case "receive" -> MPI.COMM_WORLD.recv(new int[1], 1, MPI.INT, 0, 7);
            default -> {
                // Ends without Finalize.
            }
        }
    }
}
