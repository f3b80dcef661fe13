package mpi.core.kit;

import mpi.MPI;

/**
 * Runs the {@link BehaviourKit} as a job of processes: {@code mpjrun -n 4 -cp <tests> mpi.core.kit.KitMain}.
 */
public final class KitMain {
    private KitMain() {}

    /**
     * Runs all cases and says so; ends with the failure of a case otherwise.
     *
     * @param args none
     */
    public static void main(final String[] args) {
        MPI.Init(args);
        final int passed = BehaviourKit.run();
        if (MPI.COMM_WORLD.getRank() == 0) {
            System.out.println(passed + " cases passed with " + MPI.COMM_WORLD.getSize() + " ranks");
        }
        MPI.Finalize();
    }
}
