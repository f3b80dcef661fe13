package mpjrun.boot;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import mpi.core.boot.JobVariables;
import mpjrun.plan.JobPlan;

/**
 * Makes processes of ranks.
 */
public final class RankStarter {
    private final OrphanGuard guard;
    private final InetSocketAddress rendezvous;

    /**
     * Makes a starter.
     *
     * @param guard sees to it that ranks do not outlive the launcher
     * @param rendezvous where ranks meet
     */
    public RankStarter(final OrphanGuard guard, final InetSocketAddress rendezvous) {
        this.guard = guard;
        this.rendezvous = rendezvous;
    }

    /**
     * Starts a rank. The calling thread has to live as long as the rank: its end ends the rank.
     *
     * @param plan the rank
     * @return its process
     * @throws IOException if it cannot be started; the text says why in one line
     */
    public Process start(final JobPlan.RankPlan plan) throws IOException {
        final ProcessBuilder builder =
            new ProcessBuilder(guard.guarded(plan.command())).directory(plan.directory().toFile());
        final Map<String, String> environment = builder.environment();
        environment.putAll(plan.environment());
        environment.putAll(JobVariables.write(plan.place(), rendezvous));
        final Optional<String> problem = ProgramPath.problem(plan.command().getFirst(), plan.directory(),
            environment.getOrDefault("PATH", "/usr/bin:/bin"));
        if (problem.isPresent()) {
            throw new IOException(problem.get());
        }
        return builder.start();
    }
}
