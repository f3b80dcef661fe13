package mpjrun.launch;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import mpi.core.diag.ErrorLog;
import mpjrun.boot.OrphanGuard;
import mpjrun.boot.RankStarter;
import mpjrun.io.InputPump;
import mpjrun.io.OutputPump;
import mpjrun.io.OutputRoutes;
import mpjrun.io.SharedOutput;
import mpjrun.plan.JobPlan;

/**
 * The processes of a job's ranks. Used by the thread that starts them, {@link #killAll} also
 * by the JVM's shutdown.
 */
final class Ranks {
    private static final Duration SHORT_IDLE_LIMIT = Duration.ofMillis(20);

    private final JobPlan plan;
    private final OrphanGuard guard;
    private final Streams streams;
    /** By rank. Also read by the JVM's shutdown. */
    private final List<RankProcess> started = new CopyOnWriteArrayList<>();

    /**
     * Where input and output of a job lead.
     *
     * @param in goes to rank 0
     * @param routes take standard output and standard error of ranks
     * @param err takes what the launcher has to say
     * @param errors takes what fails in the background
     */
    record Streams(InputStream in, OutputRoutes routes, SharedOutput err, ErrorLog errors) {}

    Ranks(final JobPlan plan, final OrphanGuard guard, final Streams streams) {
        this.plan = plan;
        this.guard = guard;
        this.streams = streams;
    }

    /** Starts all; throws if one cannot be started, with a reason in one line: then those before it run. */
    void start(final RankStarter starter, final Consumer<Event> events) throws IOException {
        for (final JobPlan.RankPlan rankPlan : plan.ranks()) {
            final int rank = rankPlan.place().rank();
            final Process process = start(starter, rankPlan);
            final List<OutputPump> outputs = List.of(
                OutputPump.start(plan.output(), rank, "stdout", process.getInputStream(), streams.routes().out(rank),
                    () -> events.accept(new Event.OutputRefused()), streams.errors()),
                OutputPump.start(plan.output(), rank, "stderr", process.getErrorStream(), streams.routes().err(rank),
                    () -> {}, streams.errors()));
            started.add(new RankProcess(rank, process.toHandle(), outputs));
            guard.guard(pidsOfLiving());
            process.onExit().thenAccept(ended -> events.accept(new Event.Exited(rank, ended.exitValue())));
            if (rank == 0) {
                InputPump.start(streams.in(), process.getOutputStream(), streams.errors());
            } else {
                InputPump.close(process.getOutputStream());
            }
        }
    }

    private static Process start(final RankStarter starter, final JobPlan.RankPlan plan) throws IOException {
        try {
            return starter.start(plan);
        } catch (final IOException e) {
            throw new IOException("cannot start rank " + plan.place().rank() + ": " + e.getMessage(), e);
        }
    }

    /** The process of a rank, as long as it is known that it was started. */
    RankProcess get(final int rank) {
        return started.get(rank);
    }

    List<RankProcess> living() {
        return started.stream().filter(RankProcess::isAlive).toList();
    }

    List<Long> pidsOfLiving() {
        return living().stream().map(RankProcess::pid).toList();
    }

    void exited(final int rank) throws IOException {
        started.get(rank).exited();
        guard.guard(pidsOfLiving());
    }

    /** Kills what still runs, also what ranks had started. */
    void killAll() {
        started.forEach(RankProcess::kill);
    }

    /** Waits until all output is written; waits once for what is held open by processes that ranks left behind. */
    void awaitOutput(final Duration idleLimit) throws InterruptedException {
        Duration limit = idleLimit;
        for (final RankProcess rank : started) {
            for (final OutputPump output : rank.outputs()) {
                limit = output.awaitEnd(limit) ? limit : SHORT_IDLE_LIMIT;
            }
        }
    }
}
