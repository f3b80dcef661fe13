package prk;

import java.io.PrintStream;
import mpi.Intracomm;

/**
 * What a kernel is run with: by a launcher, again and again by {@link Repeat}, or by a test.
 *
 * @param args the command line, of which only root's counts
 * @param world all ranks
 * @param warmUpSeconds how long to work on data of no use first
 * @param out where root prints
 * @param err where root says what is wrong
 */
record Job(String[] args, Intracomm world, double warmUpSeconds, PrintStream out, PrintStream err) {
    /** Lets root read the command line and tells all ranks, see {@link CommandLine#share}; collective. */
    long[] numbers(final CommandLine.Reader reader) {
        return CommandLine.share(args, world, err, reader);
    }

    /** Starts what the kernel tells its user. */
    Report report(final String heading) {
        final Report report = new Report(world, out, err);
        report.heading(heading);
        return report;
    }

    /** Repeats a step on the data that are described here until it is compiled, see {@link WarmUp}; collective. */
    void warmUp(final String data, final Runnable step) {
        new Report(world, out, err).line("Warm-up = " + warmUpSeconds + " s, " + data);
        WarmUp.repeat(world, warmUpSeconds, step);
    }
}
