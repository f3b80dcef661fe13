package jobs.program;

import mpi.MPI;

/** One rank ends in the way that its argument names, while the others wait for it in MPI. */
public final class Fatal {
    private static final int TAG = 7;
    private static final int CULPRIT = 1;

    private Fatal() {}

    /**
     * Runs a rank.
     *
     * @param args the way to end
     */
    public static void main(final String[] args) {
        MPI.Init(args);
        if (MPI.COMM_WORLD.getRank() == CULPRIT) {
            switch (args[0]) {
                case "exit" -> System.exit(3);
                case "throw" -> throw new IllegalStateException("the program is wrong");
                case "abort" -> MPI.COMM_WORLD.abort(7);
                case "return" -> {
                    return;
                }
                case "truncate" -> {
                    MPI.COMM_WORLD.send(new int[2], 2, MPI.INT, CULPRIT, TAG);
                    MPI.COMM_WORLD.recv(new int[1], 1, MPI.INT, CULPRIT, TAG);
                }
                case "mistake" -> MPI.COMM_WORLD.Send(new int[4], 0, 5, MPI.INT, 0, TAG);
                default -> throw new IllegalArgumentException(args[0]);
            }
        }
        MPI.COMM_WORLD.recv(new byte[1], 1, MPI.BYTE, CULPRIT, TAG);
        MPI.Finalize();
    }
}
