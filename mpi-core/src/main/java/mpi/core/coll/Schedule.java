package mpi.core.coll;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.Reference;
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
import mpi.spi.Layout;
import mpi.spi.Reduction;
import mpi.spi.RequestEngine;

/**
 * A collective operation under way, as a list of {@linkplain Step steps}: its request. The rank's loop takes the steps
 * as the messages before them are done (MPI 4.1, section 6.12); code of the user runs in the thread that polls, without
 * the lock. A step that fails does not keep the others from being taken, so that no rank waits in vain; the first
 * failure is the operation's.
 *
 * <p>Used again once its request has been completed: by its {@link SchedulePool} for other operations, or with the same
 * steps for one {@linkplain Collective#isLike like} the last; or by a {@link PersistentSchedule}. Guarded by the
 * progress lock while it is under way, but {@link #isDone()}, which any thread may ask.
 */
final class Schedule implements RequestEngine, Condition, Agenda.Task {
    /** What {@link #keptBytes} are of a schedule without steps for another operation. */
    static final long NOTHING_KEPT = -1;

    /** So much memory stays when the steps that work in it go, for the next. */
    private static final long SHORT_BYTES = 4_096;

    private static final VarHandle DONE;
    private static final VarHandle GIVEN_BACK;

    static {
        try {
            final MethodHandles.Lookup lookup = MethodHandles.lookup();
            DONE = lookup.findVarHandle(Schedule.class, "done", boolean.class);
            GIVEN_BACK = lookup.findVarHandle(Schedule.class, "givenBack", int.class);
        } catch (final ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final ScheduledCollectives collectives;
    private final Agenda agenda;
    /** Whether the steps stay as they are for another start. */
    private final boolean isPersistent;
    private final Steps steps = new Steps();
    private final Round round = new Round();
    private final Completion outcome = new Completion();
    private LocalWork work = new LocalWork();
    private final Recorder recorder;
    private final Operands operands;
    private final Runnable onMessageDone = this::onMessageDone;
    /** Writes the steps of operations on raw memory; made for the first of them. */
    private Recording recording;
    private SchedulePort port;
    /** What the operation is called, if it is not a collective one; else it is told by what follows. */
    private String name;
    private Form form;
    private Collective.Kind kind;
    private int root;
    /** The operation under way: keeps memory that has only an address reachable. */
    private Collective operation;
    /** What the steps are of, without the user's memory, if they stay at the end of the operation; else null. */
    private Collective written;
    /** Memory that those steps work in. */
    private long writtenBytes;
    /** The step to be taken next. */
    private int next;
    private boolean hasBegun;
    private int pending;
    /** Whether a thread is taking steps; then it sees for itself that messages are done. */
    private boolean advancing;
    private MPIException failure;
    /** Counts the uses of this object, so that a request which is not its own any more is told from its own. */
    private int use;
    /** The latest use that is over; written by a release store of whoever completes it, read by the pool. */
    private int givenBack;
    /** Written by a release store once everything else is, read by an acquire load outside the lock. */
    private boolean done;

    /**
     * Makes a schedule without steps.
     *
     * @param collectives whose it is
     * @param agenda the rank's tasks
     * @param isPersistent whether the steps stay as they are for another start
     */
    Schedule(final ScheduledCollectives collectives, final Agenda agenda, final boolean isPersistent) {
        this.collectives = collectives;
        this.agenda = agenda;
        this.isPersistent = isPersistent;
        recorder = collectives.newRecorder(this);
        operands = new Operands(recorder, this::where);
    }

    /** Begins the next use of this object, for an operation, without steps. Called while nobody else uses it. */
    void open(final SchedulePort nextPort, final Form nextForm, final Collective call) {
        form = nextForm;
        kind = call.kind();
        root = call.root();
        open(nextPort);
        operation = call;
    }

    /** The same for what is no operation of {@link Collective}; {@code where} is for error texts. */
    void open(final SchedulePort nextPort, final String where) {
        name = where;
        open(nextPort);
    }

    private void open(final SchedulePort nextPort) {
        if (written != null && writtenBytes > SHORT_BYTES) {
            close();
        } else {
            forget();
        }
        port = nextPort;
        rewind();
    }

    /** Length of the memory that the steps work in, but the user's; more than any pool keeps if they are very many. */
    long workingBytes() {
        return steps.areFew() ? steps.workingBytes() : Long.MAX_VALUE;
    }

    /** Keeps the steps, all of which have been added, for when the operation is called again, which has this shape. */
    void keep(final Collective shape, final long workingBytes) {
        operands.note();
        writtenBytes = workingBytes;
        written = shape;
    }

    /** Length of the memory that the steps kept work in; {@link #NOTHING_KEPT} if none are. */
    long keptBytes() {
        return written == null ? NOTHING_KEPT : writtenBytes;
    }

    /**
     * Begins the next use of this object with the steps that it has, for an operation that has the same. Called while
     * nobody else uses it.
     *
     * @return false if the operation has others
     */
    boolean again(final SchedulePort nextPort, final Form nextForm, final Collective call) {
        if (written == null || !written.isLike(call) || !operands.rebind(call)) {
            return false;
        }
        form = nextForm;
        port = nextPort;
        operation = call;
        rewind();
        return true;
    }

    /** Sets the messages of an operation that has been opened without them, or with those of its preface. */
    void uses(final SchedulePort messages) {
        port = messages;
    }

    /** Ends a use that has not been started. */
    void abandon() {
        close();
        giveBack(use);
    }

    /** Makes it fit for its next use with the steps that it has. Called while nobody else uses it. */
    void rewind() {
        use++;
        next = 0;
        hasBegun = false;
        failure = null;
        DONE.setOpaque(this, false);
    }

    /** Whether nobody uses the object. */
    boolean isGivenBack() {
        return (int) GIVEN_BACK.getAcquire(this) == use;
    }

    /** The buffers of the operation. */
    Operands operands() {
        return operands;
    }

    /** What adds steps for algorithms. */
    Recorder recorder() {
        return recorder;
    }

    /** What writes the steps of operations on raw memory, made when it is first asked for. */
    Recording recording() {
        if (recording == null) {
            recording = collectives.newRecording(recorder, operands, this::where);
        }
        return recording;
    }

    // Steps: added before the start, or by a step

    void send(final int dest, final Object base, final long offset, final long lengthBytes) {
        final Step step = steps.add(Step.Kind.SEND);
        step.peer = dest;
        step.source = base;
        step.sourceOffset = offset;
        step.lengthBytes = lengthBytes;
    }

    void receive(final int source, final Object base, final long offset, final long lengthBytes) {
        final Step step = steps.add(Step.Kind.RECEIVE);
        step.peer = source;
        step.target = base;
        step.targetOffset = offset;
        step.lengthBytes = lengthBytes;
    }

    void endRound() {
        if (steps.count() > 0) {
            steps.add(Step.Kind.ROUND);
        }
    }

    void copy(final Object source, final long sourceOffset, final Object target, final long targetOffset,
        final long lengthBytes) {
        final Step step = steps.add(Step.Kind.COPY);
        step.source = source;
        step.sourceOffset = sourceOffset;
        step.target = target;
        step.targetOffset = targetOffset;
        step.lengthBytes = lengthBytes;
    }

    void combine(final Layout type, final Object in, final Object inout, final int first, final int elements) {
        final Step step = steps.add(Step.Kind.COMBINE);
        step.type = type;
        step.source = in;
        step.target = inout;
        step.first = first;
        step.elements = elements;
    }

    void fetch(final Region region) {
        steps.add(Step.Kind.FETCH).region = region;
    }

    void deliver(final Region region, final long fromBytes, final long lengthBytes) {
        final Step step = steps.add(Step.Kind.DELIVER);
        step.region = region;
        step.sourceOffset = fromBytes;
        step.lengthBytes = lengthBytes;
    }

    void then(final Runnable code) {
        steps.add(Step.Kind.CONTINUE).code = code;
    }

    void thenOutside(final Runnable code) {
        steps.add(Step.Kind.RUN_OUTSIDE).code = code;
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
        return name == null ? collectives.where(form, kind, root) : name;
    }

    /** Begins to take steps. */
    void start() {
        agenda.begin(this);
    }

    @Override
    public void advance() {
        advancing = true;
        if (!hasBegun) {
            hasBegun = true;
            collectives.begun();
        }
        while (next < steps.count()) {
            final Step step = steps.at(next);
            if (!step.isMessage()) {
                if (pending > 0) {
                    break;
                }
                collect();
            }
            next++;
            take(step);
        }
        advancing = false;
        if (pending == 0) {
            collect();
            end();
        }
    }

    private void end() {
        Reference.reachabilityFence(operation);
        if (!isPersistent) {
            operation = null;
            if (written != null && failure == null) {
                operands.unbind();
            } else {
                close();
            }
        }
        DONE.setRelease(this, true);
        collectives.ended();
        agenda.ended();
    }

    /** Lets go of the user's memory, of the steps, and of all memory that steps have worked in. */
    void close() {
        forget();
        recording = null;
        work = new LocalWork();
    }

    /** Lets go of the user's memory, and of the steps. */
    private void forget() {
        operation = null;
        written = null;
        operands.close();
        steps.clear();
    }

    private void take(final Step step) {
        try {
            switch (step.kind) {
                case SEND -> track(haveLost() ? port.isendLoss(step.peer)
                    : port.isend(step.peer, Place.base(step.source), Place.offset(step.source, step.sourceOffset),
                        step.lengthBytes));
                case RECEIVE -> track(port.irecv(step.peer, Place.base(step.target),
                    Place.offset(step.target, step.targetOffset), step.lengthBytes));
                case ROUND -> {} // all before it is done
                case COPY -> Memory.copy(Place.base(step.source), Place.offset(step.source, step.sourceOffset),
                    Place.base(step.target), Place.offset(step.target, step.targetOffset), step.lengthBytes);
                case COMBINE -> combine(step);
                case FETCH -> step.region.fetch();
                case DELIVER -> step.region.deliver(step.sourceOffset, step.lengthBytes);
                case CONTINUE -> step.code.run();
                case RUN_OUTSIDE -> runOutside(step.code);
            }
        } catch (final MPIException e) {
            fail(e);
        } catch (final RuntimeException | Error e) {
            // The thread that polls is not to blame: the failure goes to this operation, whose other steps are taken.
            final MPIException fault = Faults.fault(e instanceof OutOfMemoryError ? MPI.ERR_NO_MEM : MPI.ERR_INTERN,
                where(), "a step of the operation has failed: " + e);
            fault.initCause(e);
            fail(fault);
        }
    }

    private void combine(final Step step) {
        final Reduction op = operation.op();
        final Object in = Place.base(step.source);
        final Object inout = Place.base(step.target);
        if (op.kind() == Reduction.Kind.USER) {
            runOutside(() -> work.combine(op, step.type, in, inout, step.first, step.elements));
        } else {
            work.combine(op, step.type, in, inout, step.first, step.elements);
        }
    }

    /** What the user's code throws is told to whoever completes the request, which may be another thread. */
    private void runOutside(final Runnable code) {
        agenda.runOutside(() -> {
            try {
                code.run();
            } catch (final Throwable e) {
                throw UserCode.failure(e, where());
            }
        });
    }

    /** Most sends, of which nothing is left to be known, and receives of what has come already, are done at once. */
    private void track(final RequestEngine request) {
        if (request == null) {
            return;
        }
        if (request.isDone()) {
            complete(request, request.use());
        } else {
            round.add(request);
            pending++;
            port.whenDone(request, onMessageDone);
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
        for (int i = 0; i < round.count(); i++) {
            complete(round.request(i), round.use(i));
        }
        round.clear();
    }

    private void complete(final RequestEngine request, final int ofUse) {
        request.complete(ofUse, outcome);
        if (outcome.error != null) {
            fail(outcome.error);
        } else if (Loss.isIn(outcome)) {
            fail(Loss.fault(where(), outcome.source));
        }
    }

    /** Whether this rank misses what a rank that has failed should have sent, and has nothing to pass on. */
    private boolean haveLost() {
        return failure != null && failure.getErrorClass() == MPI.ERR_PROC_FAILED;
    }

    @Override
    public int use() {
        return use;
    }

    @Override
    public boolean isDone() {
        return (boolean) DONE.getAcquire(this);
    }

    @Override
    public boolean isMet() {
        return done;
    }

    @Override
    public boolean test(final Completion completion) {
        if (!isDone()) {
            agenda.pollOnce();
            if (!isDone()) {
                return false;
            }
        }
        fill(completion);
        return true;
    }

    @Override
    public void await(final Completion completion) {
        await();
        fill(completion);
    }

    private void await() {
        if (!isDone()) {
            agenda.await(this);
        }
    }

    @Override
    public void complete(final int forUse, final Completion completion) {
        if (forUse != use) {
            completion.reset();
            return;
        }
        await(completion);
        failure = null;
        giveBack(forUse);
    }

    @Override
    public MPIException completeWithoutStatus(final int forUse) {
        if (forUse != use) {
            return null;
        }
        await();
        final MPIException error = failure;
        failure = null;
        giveBack(forUse);
        return error;
    }

    /**
     * Says that nobody needs the outcome of a use any more, as of point-to-point operations: a failure, which may hold
     * what the user's code has thrown, has been handed out. Of a freed request nobody
     * says so: its object is left to the garbage collector.
     */
    private void giveBack(final int endedUse) {
        GIVEN_BACK.setRelease(this, endedUse);
    }

    private void fill(final Completion completion) {
        completion.reset();
        completion.error = failure;
    }

    /** Blocks until it is done; throws its failure. */
    void join() {
        final MPIException error = completeWithoutStatus(use);
        if (error != null) {
            throw error;
        }
    }

    @Override
    public void cancel() {
        throw Faults.fault(MPI.ERR_REQUEST, where(), "a collective operation cannot be cancelled");
    }

    @Override
    public String describe() {
        return where();
    }

    /** {@inheritDoc} Of the messages under way all are needed, so that one is enough to say. */
    @Override
    public void awaits(final Awaited ranks) {
        if (round.firstPending() instanceof final Condition message) {
            message.awaits(ranks);
        } else {
            ranks.addEverybody();
        }
    }

    @Override
    public RankState.Operation describe(final long blockedNanos) {
        return port.describe(round.firstPending(), blockedNanos);
    }
}
