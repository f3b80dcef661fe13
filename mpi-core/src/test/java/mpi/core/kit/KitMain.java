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
     * @param args to run a sample: that one exchange in so many takes place, and a seed; {@code shared} or {@code
     *     served} for windows, whose memory all ranks map or not
     */
    public static void main(final String[] args) {
        MPI.Init(args);
        final int passed = switch (args.length) {
            case 0 -> BehaviourKit.run();
            case 1 -> BehaviourKit.runWindows("shared".equals(args[0]));
            default -> BehaviourKit.run(new Sample(Integer.parseInt(args[0]), Long.parseLong(args[1])));
        };
        if (MPI.COMM_WORLD.getRank() == 0) {
            System.out.println(passed + " cases passed with " + MPI.COMM_WORLD.getSize() + " ranks");
        }
        MPI.Finalize();
    }
}
