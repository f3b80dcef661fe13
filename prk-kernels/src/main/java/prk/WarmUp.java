package prk;

import mpi.Comm;
import mpi.Intracomm;
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
    private static final double LONGEST = 4;

    private WarmUp() {}

    /**
     * How long to warm up: as long as the kernel needs with a core for each rank, or as the user wants. Where ranks
     * outnumber the cores of their host their compilers share these, too; a rank alone has no messages to compile.
     * Collective.
     */
    static double seconds(final double needed, final Intracomm world) {
        final String wanted = System.getProperty(SECONDS);
        if (wanted != null) {
            return Double.parseDouble(wanted);
        }
        final Intracomm host = world.splitType(Comm.TYPE_SHARED, 0, MPI.INFO_NULL);
        final int neighbours = host.getSize();
        host.free();
        return needed * (world.getSize() == 1 ? ALONE : share(neighbours, Runtime.getRuntime().availableProcessors()));
    }

    /** How much longer some ranks on some cores take. A rank that is bound to a core sees that one alone. */
    static double share(final int ranks, final int cores) {
        return cores == 1 ? 1 : Math.clamp((double) ranks / cores, 1, LONGEST);
    }

    /**
     * Repeats a step until this has taken so many seconds on root; every rank takes as many steps, at least one. A
     * barrier is before each, as before iteration 0: the first wait in one makes the JVM compile all waiting again, for
     * half a second if ranks share cores. Collective.
     */
    static void repeat(final Comm world, final double seconds, final Runnable step) {
        final double end = MPI.wtime() + seconds;
        final int[] another = new int[1];
        do {
            world.barrier();
            step.run();
            another[0] = MPI.wtime() < end ? 1 : 0;
            world.bcast(another, 1, MPI.INT, CommandLine.ROOT);
        } while (another[0] == 1);
    }
}
