package mpjrun.launch;

import java.io.InputStream;
import java.io.PrintStream;
import mpjrun.plan.JobPlan;

/** A job, from the start of its ranks to its exit code. */
public final class Job {
    private Job() {}

    /**
     * Runs a job to its end.
     *
     * @param plan what to start
     * @param in goes to rank 0
     * @param out takes what ranks write to their standard output
     * @param err takes what ranks write to their standard error, and what the launcher has to say
     * @return the exit code of the job
     */
    public static int run(final JobPlan plan, final InputStream in, final PrintStream out, final PrintStream err) {
        throw new UnsupportedOperationException("starting ranks");
    }
}
