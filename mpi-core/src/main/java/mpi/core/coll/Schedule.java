package mpi.core.coll;

import java.lang.ref.Reference;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import mpi.MPI;
import mpi.MPIException;
import mpi.core.boot.RankState;
import mpi.core.progress.Agenda;
import mpi.core.progress.Awaited;
import mpi.core.progress.Condition;
import mpi.core.transport.Memory;
import mpi.spi.Collective;
import mpi.spi.Completion;
import mpi.spi.Faults;
import mpi.spi.Reduction;
import mpi.spi.RequestEngine;

/**
 * A collective operation under way, as a list of {@linkplain Step steps}: its request. The rank's loop takes the steps
 * as the messages before them are done (MPI 4.1, section 6.12); code of the user runs in the thread that polls, without
 * the lock. A step that fails does not keep the others from being taken, so that no rank waits in vain; the first
 * failure is the operation's.
 *
 * <p>Guarded by the progress lock, but {@link #isDone()}, which any thread may ask.
 */
final class Schedule implements RequestEngine, Condition, Agenda.Task {
    private final Agenda agenda;
    private final SchedulePort port;
    private final String where;
    /** Keeps memory that has only an address reachable. */
    private final Collective operation;
    /** How many schedules of the communicator are not done. */
    private final AtomicInteger underWay;
    private final Queue<Step> steps = new ArrayDeque<>();
    private final List<Started> round = new ArrayList<>();
    private final Completion outcome = new Completion();
    private final LocalWork work = new LocalWork();
    private int pending;
    /** Whether a thread is taking steps; then it sees for itself that messages are done. */
    private boolean advancing;
    private MPIException failure;
    private volatile boolean done;
    /** One that blocks, for the hang report: read without the lock, best effort. */
    private volatile RequestEngine awaited;

    private record Started(RequestEngine request, int use) {}

    /**
     * Makes a schedule without steps.
     *
     * @param agenda the rank's tasks
     * @param port the operation's messages
     * @param where the operation with communicator and rank, for error texts
     * @param operation the operation
     * @param underWay counts the schedules of the communicator from their start to their end
     */
    Schedule(final Agenda agenda, final SchedulePort port, final String where, final Collective operation,
        final AtomicInteger underWay) {
        this.agenda = agenda;
        this.port = port;
        this.where = where;
        this.operation = operation;
        this.underWay = underWay;
    }

    /** Adds a step behind all others. Called before the start, or by a step. */
    void add(final Step step) {
        steps.add(step);
    }

    /** Notes that something has failed; only the first failure counts. */
    void fail(final MPIException e) {
        if (failure == null) {
            failure = e;
        }
    }

    /** Whether something has failed so far. */
    boolean hasFailed() {
        return failure != null;
    }

    /** The operation with communicator and rank, for error texts. */
    String where() {
        return where;
    }

    /** Begins to take steps. */
    void start() {
        underWay.incrementAndGet();
        agenda.begin(this);
    }

    @Override
    public void advance() {
        advancing = true;
        while (pending == 0 && !steps.isEmpty() || isMessage(steps.peek())) {
            final Step step = steps.poll();
            if (!isMessage(step)) {
                collect();
            }
            take(step);
        }
        advancing = false;
        if (pending == 0) {
            collect();
            done = true;
            Reference.reachabilityFence(operation);
            underWay.decrementAndGet();
            agenda.ended();
        } else {
            awaited = firstPending();
        }
    }

    private RequestEngine firstPending() {
        for (final Started started : round) {
            if (!started.request.isDone()) {
                return started.request;
            }
        }
        return null;
    }

    private static boolean isMessage(final Step step) {
        return step instanceof Step.Send || step instanceof Step.Receive;
    }

    private void take(final Step step) {
        try {
            switch (step) {
                case Step.Send s -> track(port.isend(s.dest(), s.base(), s.offset(), s.lengthBytes()));
                case Step.Receive r -> track(port.irecv(r.source(), r.base(), r.offset(), r.lengthBytes()));
                case Step.Copy c -> Memory.copy(c.source(), c.sourceOffset(), c.target(), c.targetOffset(),
                    c.lengthBytes());
                case Step.Combine c -> combine(c);
                case Step.Deliver d -> d.region().deliver(d.fromBytes(), d.lengthBytes());
                case Step.Continue c -> c.code().run();
                case Step.RunOutside u -> runOutside(u.code());
                case Step.Round _ -> {} // all before it is done
            }
        } catch (final MPIException e) {
            fail(e);
        } catch (final RuntimeException | Error e) {
            // The thread that polls is not to blame: the failure goes to this operation, whose other steps are taken.
            final MPIException fault = Faults.fault(e instanceof OutOfMemoryError ? MPI.ERR_NO_MEM : MPI.ERR_INTERN,
                where, "a step of the operation has failed: " + e);
            fault.initCause(e);
            fail(fault);
        }
    }

    private void combine(final Step.Combine c) {
        if (c.op().kind() == Reduction.Kind.USER) {
            runOutside(() -> work.combine(c.op(), c.type(), c.in(), c.inout(), c.first(), c.elements()));
        } else {
            work.combine(c.op(), c.type(), c.in(), c.inout(), c.first(), c.elements());
        }
    }

    /** What the user's code throws is told to whoever completes the request, which may be another thread. */
    private void runOutside(final Runnable code) {
        agenda.runOutside(() -> {
            try {
                code.run();
            } catch (final Throwable e) {
                throw UserCode.failure(e, where);
            }
        });
    }

    private void track(final RequestEngine request) {
        round.add(new Started(request, request.use()));
        if (!request.isDone()) {
            pending++;
            port.whenDone(request, this::onMessageDone);
        }
    }

    private void onMessageDone() {
        pending--;
        if (pending == 0 && !advancing) {
            agenda.ready(this);
        }
    }

    /** Takes the outcomes of messages, all of which are done. */
    private void collect() {
        for (final Started started : round) {
            started.request.complete(started.use, outcome);
            if (outcome.error != null) {
                fail(outcome.error);
            }
        }
        round.clear();
    }

    @Override
    public boolean isDone() {
        return done;
    }

    @Override
    public boolean isMet() {
        return done;
    }

    @Override
    public boolean test(final Completion completion) {
        if (!done) {
            agenda.pollOnce();
            if (!done) {
                return false;
            }
        }
        fill(completion);
        return true;
    }

    @Override
    public void await(final Completion completion) {
        if (!done) {
            agenda.await(this);
        }
        fill(completion);
    }

    private void fill(final Completion completion) {
        completion.reset();
        completion.error = failure;
    }

    /** Blocks until it is done; throws its failure. */
    void join() {
        if (!done) {
            agenda.await(this);
        }
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public void cancel() {
        throw Faults.fault(MPI.ERR_REQUEST, where, "a collective operation cannot be cancelled");
    }

    @Override
    public String describe() {
        return where;
    }

    /** {@inheritDoc} Of the messages under way all are needed, so that one is enough to say. */
    @Override
    public void awaits(final Awaited ranks) {
        awaited = firstPending();
        if (awaited instanceof final Condition message) {
            message.awaits(ranks);
        } else {
            ranks.addEverybody();
        }
    }

    @Override
    public RankState.Operation describe(final long blockedNanos) {
        return port.describe(awaited, blockedNanos);
    }
}
