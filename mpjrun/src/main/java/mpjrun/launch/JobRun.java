package mpjrun.launch;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import mpi.core.boot.RendezvousServer;
import mpi.core.boot.StateAnswer;
import mpi.core.diag.ErrorLog;
import mpjrun.boot.RankStarter;
import mpjrun.io.SharedOutput;
import mpjrun.plan.JobPlan;
import mpjrun.plan.OutputFiles;
import mpjrun.watch.DeadlockSampler;
import mpjrun.watch.Ending;
import mpjrun.watch.ExitStatus;
import mpjrun.watch.HangSampler;
import mpjrun.watch.OutOfMemoryCount;
import mpjrun.watch.TimeLimitReport;
import mpjrun.watch.Verdict;

/**
 * A running job. One thread, the one that calls {@link #toEnd}, starts the ranks and acts on all that happens; other
 * threads only put events into its queue.
 */
final class JobRun {
    /** As shells have it for a command that cannot be started. */
    private static final int CANNOT_START_CODE = 127;
    /** Lets a JVM print the stacks of its threads to its standard output. */
    private static final String STACKS_SIGNAL = "QUIT";
    /** How long a rank may take to say what it was doing when the time was over. */
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(1);
    /** How long to wait for the output of the rank that is to blame before it is named. */
    private static final Duration BLAMED_OUTPUT_LIMIT = Duration.ofMillis(200);
    /** How long to wait for output that processes of a rank's own may still write. */
    private static final Duration OUTPUT_IDLE_LIMIT = Duration.ofSeconds(2);

    private final JobPlan plan;
    private final RendezvousServer server;
    private final Ranks ranks;
    private final BlockingQueue<Event> events;
    private final SharedOutput err;
    private final ErrorLog errors;
    private final int size;
    private final Termination termination;
    private final OutOfMemoryCount outOfMemory = new OutOfMemoryCount();
    private final Verdict verdict;
    private final HangSampler sampler;
    private final DeadlockSampler deadlockSampler;
    private final String[] statistics;
    private final boolean[] isSettled;
    private final long startNanos = System.nanoTime();
    /** {@link Long#MAX_VALUE} if the job has no time limit, or it has been dealt with. */
    private long timeLimitNanos = Long.MAX_VALUE;
    /** Why the job ends, once it is decided; a job that succeeds has none. */
    private Optional<Ending> ending = Optional.empty();
    /** What may explain it. Later errors do not: lines break when ranks are ended. */
    private List<String> errorsBeforeEnding = List.of();

    JobRun(final JobPlan plan, final HangSampler.Limits hangLimits, final RendezvousServer server, final Ranks ranks,
        final BlockingQueue<Event> events, final Ranks.Streams streams) {
        this.plan = plan;
        this.server = server;
        this.ranks = ranks;
        this.events = events;
        err = streams.err();
        errors = streams.errors();
        size = plan.ranks().size();
        termination = new Termination(ranks, plan.patience());
        verdict = new Verdict(size);
        sampler = new HangSampler(size, hangLimits, System.nanoTime());
        deadlockSampler = new DeadlockSampler(size, hangLimits.areDeadlocksSought(), System.nanoTime());
        statistics = new String[size];
        isSettled = new boolean[size];
    }

    /** Runs the job; returns its exit code. */
    int toEnd(final RankStarter starter) throws IOException, InterruptedException {
        plan.timeLimit().ifPresent(limit -> timeLimitNanos = limit.toNanos());
        try {
            ranks.start(starter, events::add);
        } catch (final IOException e) {
            end(Ending.ofJob(CANNOT_START_CODE, e.getMessage()));
        }
        while (!isOver()) {
            final long nowNanos = System.nanoTime();
            final Event event = events.poll(nanosToDeadline(nowNanos), TimeUnit.NANOSECONDS);
            if (event != null) {
                apply(event);
            }
            onTime(System.nanoTime());
        }
        finish();
        return ending.map(Ending::exitCode).orElse(0);
    }

    private boolean isOver() {
        final boolean haveAllEnded = ranks.living().isEmpty();
        return termination.isGivenUp() || haveAllEnded && (ending.isPresent() || areAllSettled());
    }

    private boolean areAllSettled() {
        for (final boolean is : isSettled) {
            if (!is) {
                return false;
            }
        }
        return true;
    }

    private long nanosToDeadline(final long nowNanos) {
        return LongStream
            .of(verdict.nanosToDeadline(nowNanos), sampler.nanosToDeadline(nowNanos),
                deadlockSampler.nanosToDeadline(nowNanos), termination.nanosToDeadline(nowNanos),
                timeLimitNanos - (nowNanos - startNanos))
            .min()
            .orElseThrow();
    }

    private void apply(final Event event) throws IOException, InterruptedException {
        final long nowNanos = System.nanoTime();
        // The events of every job come first, and not in a switch over patterns, whose classes the JVM would make at
        // run time (docs/adr/0010).
        if (event instanceof Event.Joined joined) {
            verdict.joined(joined.rank());
        } else if (event instanceof Event.Initialized initialized) {
            verdict.initialized(initialized.rank());
        } else if (event instanceof Event.Finalized finalized) {
            onFinalized(finalized);
        } else if (event instanceof Event.LineLost lost) {
            verdict.lineLost(nowNanos, lost.rank());
        } else if (event instanceof Event.Exited exited) {
            onExited(nowNanos, exited.rank(), new ExitStatus(exited.code()));
        } else if (event instanceof Event.Drained drained) {
            verdict.drained(drained.rank());
        } else {
            applyRare(nowNanos, event);
        }
    }

    private void applyRare(final long nowNanos, final Event event) throws IOException, InterruptedException {
        switch (event) {
            case Event.AbortRequested abort ->
                verdict.abortRequested(nowNanos, abort.rank(), abort.code(), abort.reason());
            case Event.Sampled sampled ->
                sampler.answered(nowNanos, verdict.inMpi(), sampled.answers()).ifPresent(err::print);
            case Event.DeadlockSampled sampled -> onDeadlockSampled(nowNanos, sampled.answers());
            case Event.TimeLimitStates states -> onTimeLimit(states.answers());
            case Event.OutputRefused _ -> onOutputRefused(nowNanos);
            case Event.Signalled signalled -> onSignal(nowNanos, signalled.signal());
            default -> throw new IllegalArgumentException(event.toString());
        }
    }

    private void onTime(final long nowNanos) throws InterruptedException {
        final Optional<Ending> failure = verdict.ending(nowNanos);
        if (failure.isPresent()) {
            end(failure.get());
        }
        for (int rank = 0; rank < size; rank++) {
            if (!isSettled[rank] && verdict.isSettled(nowNanos, rank)) {
                isSettled[rank] = true;
                if (!termination.hasBegun()) {
                    final int dead = rank;
                    verdict.deathOf(rank).ifPresent(reason -> server.announceDeath(dead, reason));
                }
            }
        }
        if (sampler.isDue(nowNanos)) {
            server.queryStates(sampler.answerLimit(), false)
                .thenAccept(answers -> events.add(new Event.Sampled(answers)));
        }
        if (deadlockSampler.isDue(nowNanos)) {
            server.queryStates(deadlockSampler.answerLimit(), false)
                .thenAccept(answers -> events.add(new Event.DeadlockSampled(answers)));
        }
        if (nowNanos - startNanos >= timeLimitNanos) {
            timeLimitNanos = Long.MAX_VALUE;
            server.queryStates(ANSWER_LIMIT, true)
                .thenAccept(answers -> events.add(new Event.TimeLimitStates(answers)));
        }
        termination.onTime(nowNanos);
    }

    private void onFinalized(final Event.Finalized finalized) {
        verdict.finalized(finalized.rank());
        statistics[finalized.rank()] =
            Objects.requireNonNullElse(statistics[finalized.rank()], "") + finalized.statistics();
    }

    private void onExited(final long nowNanos, final int rank, final ExitStatus exit) throws IOException {
        ranks.exited(rank);
        verdict.exited(nowNanos, rank, exit, exit.signal() == ExitStatus.KILL && outOfMemory.hasRisen());
        server.drained().thenRun(() -> events.add(new Event.Drained(rank)));
    }

    private void onDeadlockSampled(final long nowNanos, final List<StateAnswer> answers) throws InterruptedException {
        final Optional<String> deadlock = deadlockSampler.answered(nowNanos, verdict.inMpi(), answers);
        if (deadlock.isPresent() && ending.isEmpty()) {
            err.print(deadlock.get());
            end(Ending.ofJob(Ending.DEADLOCK_CODE, "the job is deadlocked"));
        }
    }

    private void onTimeLimit(final List<StateAnswer> answers) throws IOException, InterruptedException {
        if (ending.isEmpty()) {
            err.print(TimeLimitReport.text(size, verdict.joined(), answers));
            keepStacks(answers);
            // A JVM takes one signal after the other: it has printed its stacks when it begins to end.
            SignalSender.send(STACKS_SIGNAL, silentPids(answers));
            end(Ending.ofJob(Ending.TIME_LIMIT_CODE,
                "the time limit of " + seconds(plan.timeLimit().orElseThrow()) + " s is over"));
        }
        termination.begin(System.nanoTime());
    }

    /** Writes the stacks of all threads to a file; to the screen if there is none. */
    private void keepStacks(final List<StateAnswer> answers) {
        if (answers.isEmpty()) {
            return;
        }
        final String stacks = TimeLimitReport.stacks(answers);
        try {
            final Path file = StacksFile.write(plan.output().files().map(OutputFiles::directory), stacks);
            err.print("stacks of all threads: " + file + "\n");
        } catch (final IOException e) {
            err.print("no file for the stacks of all threads: " + e + "\n" + stacks);
        }
    }

    private List<Long> silentPids(final List<StateAnswer> answers) {
        final Set<Integer> answered = answers.stream().map(StateAnswer::rank).collect(Collectors.toSet());
        return ranks.living()
            .stream()
            .filter(rank -> !answered.contains(rank.rank()))
            .map(RankProcess::pid)
            .toList();
    }

    private static String seconds(final Duration limit) {
        return BigDecimal.valueOf(limit.toMillis(), 3).stripTrailingZeros().toPlainString();
    }

    /** The first signal is passed on, and ranks may take their time; the second ends them. */
    private void onSignal(final long nowNanos, final LauncherSignal signal) throws IOException, InterruptedException {
        if (ending.isPresent()) {
            termination.kill(nowNanos);
            return;
        }
        ending = Optional.of(Ending.ofJob(signal.exitCode(), "signal " + signal + " passed on to all ranks"));
        SignalSender.send(signal.name(), ranks.pidsOfLiving());
        err.print("mpjrun: signal " + signal + " passed on to all ranks; a second one kills them\n");
    }

    /** Without a word, as a command ends whose pipe is broken: {@code mpjrun ... | head -1} is no failure. */
    private void onOutputRefused(final long nowNanos) {
        if (ending.isEmpty()) {
            ending =
                Optional.of(Ending.ofJob(ExitStatus.ofSignal(ExitStatus.PIPE).code(), "standard output is closed"));
        }
        termination.begin(nowNanos);
    }

    /** Ends the job, unless it is being ended. */
    private void end(final Ending reason) throws InterruptedException {
        if (ending.isPresent()) {
            return;
        }
        ending = Optional.of(reason);
        errorsBeforeEnding = errors.entries();
        // First of all: the others are not to complain of what follows from it.
        termination.begin(System.nanoTime());
        String who = "";
        if (reason.rank() != Ending.NO_RANK) {
            final RankProcess blamed = ranks.get(reason.rank());
            // Also of one that lives: it has said that it aborts, and ends now.
            blamed.awaitOutputAtMost(BLAMED_OUTPUT_LIMIT);
            who = "rank " + blamed.rank() + " (pid " + blamed.pid() + ") ";
        }
        err.print("mpjrun: " + who + reason.reason() + "\n");
    }

    private void finish() throws InterruptedException {
        if (ending.isPresent()) {
            // Also what the ranks had started, and which was asked to end with them.
            ranks.killAll();
        }
        ranks.awaitOutput(OUTPUT_IDLE_LIMIT);
        if (plan.statistics()) {
            err.print(Arrays.stream(statistics).filter(Objects::nonNull).collect(Collectors.joining()));
        }
        errorsBeforeEnding.forEach(entry -> err.print("mpjrun: " + entry + "\n"));
    }
}
