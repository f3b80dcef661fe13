package prk;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import mpi.Intracomm;
import mpi.MPI;

/**
 * Runs a kernel several times in one job, for who wants to see how its rate varies. Each run makes its data anew and
 * prints what the kernel prints; only the first one warms up for long.
 *
 * <pre>{@code
 * mpjrun -n 2 prk.Repeat <runs> <seconds> <kernel> <arguments of the kernel>
 * mpjrun -n 2 prk.Repeat 10 2.5 Nstream 10 20000000 0
 * }</pre>
 *
 * <p>There are as many runs as are asked for, but none begins once so many seconds have passed since the first one has
 * ended; there is at least one. After a wrong result there is no further one.
 */
public final class Repeat {
    private static final String USAGE =
        "Usage: prk.Repeat <runs> <seconds> <kernel, such as Nstream> <arguments of the kernel>";
    /** What is before the arguments of the kernel: runs, seconds, kernel. */
    private static final int OWN_ARGUMENTS = 3;
    private static final int MAX_RUNS = 1_000_000;

    private static final Map<String, Program> KERNELS = new TreeMap<>(Map.ofEntries(
        Map.entry("Amr", Amr.PROGRAM),
        Map.entry("Branch", Branch.PROGRAM),
        Map.entry("Dgemm", Dgemm.PROGRAM),
        Map.entry("Global", Global.PROGRAM),
        Map.entry("Nstream", Nstream.PROGRAM),
        Map.entry("P2p", P2p.PROGRAM),
        Map.entry("P2pRma", P2pRma.PROGRAM),
        Map.entry("Pic", Pic.PROGRAM),
        Map.entry("Random", Random.PROGRAM),
        Map.entry("Reduce", Reduce.PROGRAM),
        Map.entry("Sparse", Sparse.PROGRAM),
        Map.entry("Stencil", Stencil.PROGRAM),
        Map.entry("StencilRma", StencilRma.PROGRAM),
        Map.entry("Transpose", Transpose.PROGRAM),
        Map.entry("TransposeA2a", TransposeA2a.PROGRAM),
        Map.entry("TransposeRma", TransposeRma.PROGRAM)));

    private Repeat() {}

    /**
     * Runs the kernel; exits with 1 if the command line or a result is wrong.
     *
     * @param args runs, seconds, name of the kernel, its arguments
     */
    public static void main(final String[] args) {
        final String[] arguments = MPI.Init(args);
        final boolean valid = run(arguments, MPI.COMM_WORLD, System.out, System.err);
        MPI.Finalize();
        if (!valid) {
            System.exit(1);
        }
    }

    /** All runs. Unlike a kernel, this relies on a launcher that hands the command line to every rank. */
    static boolean run(final String[] args, final Intracomm world, final PrintStream out, final PrintStream err) {
        final int runs;
        final double seconds;
        try {
            final CommandLine line = new CommandLine(USAGE, OWN_ARGUMENTS, Integer.MAX_VALUE - OWN_ARGUMENTS, args);
            runs = (int) line.number(0, "runs", 1, MAX_RUNS);
            seconds = line.real(1, "seconds");
            if (!KERNELS.containsKey(args[2])) {
                throw line.problem("there is no kernel \"" + args[2] + "\", but " + KERNELS.keySet());
            }
        } catch (final UsageException e) {
            if (world.getRank() == CommandLine.ROOT) {
                err.println(e.getMessage());
            }
            return false;
        }
        final Program kernel = KERNELS.get(args[2]);
        final String[] arguments = Arrays.copyOfRange(args, OWN_ARGUMENTS, args.length);
        boolean valid = kernel.run(new Job(arguments, world, WarmUp.seconds(kernel.warmUpSeconds(), world), out, err));
        final double end = MPI.wtime() + seconds;
        for (int i = 1; valid && i < runs && isBefore(end, world); i++) {
            valid = kernel.run(new Job(arguments, world, 0, out, err));
        }
        return valid;
    }

    /** Whether there is time left at root; the same on every rank. Collective. */
    private static boolean isBefore(final double end, final Intracomm world) {
        final boolean[] before = {MPI.wtime() < end};
        world.bcast(before, 1, MPI.BOOLEAN, CommandLine.ROOT);
        return before[0];
    }
}
