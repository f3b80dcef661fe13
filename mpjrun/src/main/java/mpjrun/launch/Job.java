package mpjrun.launch;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import mpi.core.boot.JobEnvironment;
import mpi.core.boot.RendezvousServer;
import mpi.core.diag.ErrorLog;
import mpjrun.boot.OrphanGuard;
import mpjrun.boot.RankStarter;
import mpjrun.io.OutputRoutes;
import mpjrun.io.SharedOutput;
import mpjrun.plan.JobPlan;
import mpjrun.watch.HangSampler;

/**
 * A job, from the start of its ranks to its exit code. The rank that fails first decides: with its exit code, or 128
 * and the number of the signal that killed it, and all others are ended. A rank that calls Init must call Finalize; one
 * that never calls Init need not.
 */
public final class Job {
    /** Exit code of a job that could not be started, or not be watched, by no fault of its ranks. */
    private static final int LAUNCHER_FAILED_CODE = 1;

    private Job() {}

    /**
     * Runs a job to its end. To be called by a thread that is not virtual: the ranks end with it.
     *
     * @param plan what to start
     * @param hangLimits when the user is told that the job hangs
     * @param trial of how ranks are kept from outliving the launcher
     * @param in goes to rank 0
     * @param out takes what ranks write to their standard output
     * @param err takes what ranks write to their standard error, and what the launcher has to say
     * @return the exit code of the job
     */
    public static int run(final JobPlan plan, final HangSampler.Limits hangLimits,
        final OrphanGuard.Trial trial, final InputStream in, final PrintStream out, final PrintStream err) {
        final ErrorLog errors = new ErrorLog();
        final SharedOutput sharedErr = new SharedOutput(err);
        final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
        try (OutputRoutes routes =
            OutputRoutes.open(plan.output(), plan.ranks().size(), new SharedOutput(out), sharedErr);
            RendezvousServer server = rendezvous(plan, events, errors);
            OrphanGuard guard = trial.open()) {
            final Ranks.Streams streams = new Ranks.Streams(in, routes, sharedErr, errors);
            final Ranks ranks = new Ranks(plan, guard, streams);
            try (SignalTrap _ = new SignalTrap(signal -> events.add(new Event.Signalled(signal)), errors);
                ShutdownKill _ = new ShutdownKill(ranks)) {
                return new JobRun(plan, hangLimits, server, ranks, events, streams)
                    .toEnd(new RankStarter(guard, server.address()));
            }
        } catch (final IOException e) {
            sharedErr.print("mpjrun: " + e.getMessage() + "\n");
            return LAUNCHER_FAILED_CODE;
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            sharedErr.print("mpjrun: interrupted\n");
            return LAUNCHER_FAILED_CODE;
        }
    }

    private static RendezvousServer rendezvous(final JobPlan plan, final BlockingQueue<Event> events,
        final ErrorLog errors) throws IOException {
        final JobEnvironment place = plan.ranks().getFirst().place();
        return RendezvousServer.open(InetAddress.getLoopbackAddress(), place.jobId(), place.size(), place.secret(),
            new ControlEvents(events::add), errors);
    }
}
