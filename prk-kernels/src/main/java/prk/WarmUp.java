package prk;

import mpi.Comm;
import mpi.MPI;

/**
 * What a Java kernel needs that a C kernel does not: a JVM first interprets a program, and compiles it on the cores
 * that the ranks run on, for some seconds (docs/adr/0014). The C kernels come compiled, and iteration 0, which is
 * not timed, is over after milliseconds. So a kernel works on data of no use before iteration 0, and calls the methods
 * that it calls later. The measured data, their number of iterations and what is timed stay as they are.
 */
final class WarmUp {
    /** Seconds of every kernel's warm-up, for who wants a result and no rate: {@code mpjrun -Dprk.warmup.seconds=0}. */
    private static final String SECONDS = "prk.warmup.seconds";

    private static final double ALONE = 0.5;

    private WarmUp() {}

    /**
     * How long to warm up: as long as the kernel needs with a core for each rank, or as the user wants. Where ranks
     * outnumber cores their compilers share these, too; a rank alone has no messages to compile.
     */
    static double seconds(final double needed, final Comm world) {
        final String wanted = System.getProperty(SECONDS);
        return wanted == null ? needed * share(world.getSize(), Runtime.getRuntime().availableProcessors())
            : Double.parseDouble(wanted);
    }

    /** A rank that is bound to a core sees that one alone. */
    static double share(final int ranks, final int cores) {
        if (ranks == 1) {
            return ALONE;
        }
        return cores == 1 ? 1 : Math.max(1, (double) ranks / cores);
    }

    /**
     * Repeats a step until this has taken so many seconds on root; every rank takes as many steps, at least one.
     * Collective.
     */
    static void repeat(final Comm world, final double seconds, final Runnable step) {
        final double end = MPI.wtime() + seconds;
        final int[] another = new int[1];
        do {
            step.run();
            another[0] = MPI.wtime() < end ? 1 : 0;
            world.bcast(another, 1, MPI.INT, CommandLine.ROOT);
        } while (another[0] == 1);
    }
}
