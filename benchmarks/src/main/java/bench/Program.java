package bench;

import java.util.function.IntPredicate;
import mpi.MPI;

/**
 * The frame of a benchmark: Init, its options, Finalize.
 *
 * @param name what the user typed
 * @param ranks tells for how many ranks it is made
 * @param ranksText the same in words
 * @param defaults options where the user says nothing
 */
record Program(String name, IntPredicate ranks, String ranksText, Options defaults) {
    /** Runs a benchmark; exits with 1 if the benchmark cannot run as asked, which rank 0 explains. */
    void run(final String[] args, final Body body) {
        final String[] arguments = MPI.Init(args);
        final boolean understood = runOrExplain(arguments, body);
        MPI.Finalize();
        if (!understood) {
            System.exit(1);
        }
    }

    private boolean runOrExplain(final String[] arguments, final Body body) {
        try {
            body.run(options(MPI.COMM_WORLD.getSize(), arguments));
            return true;
        } catch (final UsageException e) {
            if (MPI.COMM_WORLD.getRank() == 0) {
                System.err.println(name + ": " + e.getMessage());
                System.err.println(Options.USAGE);
            }
            return false;
        }
    }

    Options options(final int worldSize, final String... arguments) throws UsageException {
        if (!ranks.test(worldSize)) {
            throw new UsageException("number of ranks is " + worldSize + ", expected " + ranksText);
        }
        final Options options = defaults.with(arguments);
        if (options.delay().rank() >= worldSize) {
            throw new UsageException("--delayed-rank is " + options.delay().rank()
                + ", expected less than the number of ranks, " + worldSize);
        }
        return options;
    }

    /** What a benchmark does with its options. */
    @FunctionalInterface
    interface Body {
        void run(Options options) throws UsageException;
    }
}
