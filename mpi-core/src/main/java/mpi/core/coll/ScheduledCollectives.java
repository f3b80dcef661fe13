package mpi.core.coll;

import java.util.function.Supplier;
import mpi.core.coll.select.Selector;
import mpi.core.datatype.Packing;
import mpi.core.progress.Agenda;
import mpi.spi.BufferBlocks;
import mpi.spi.Collective;
import mpi.spi.Faults;
import mpi.spi.Layout;
import mpi.spi.PersistentEngine;
import mpi.spi.RequestEngine;

/**
 * The collective operations of one communicator that run as schedules: all that are not blocking, neighbourhoods, what
 * {@link ObjectCollectives} does not have, and all of an intercommunicator. Any number may be under way; each has a
 * port of its own.
 */
public final class ScheduledCollectives {
    private final Agenda agenda;
    private final Packing packing;
    private final Selector selector;
    private final Supplier<String> name;
    private final int rank;
    private final Hosts hosts;
    private final int size;
    private final int peers;
    private final boolean isInter;
    private final CollectiveChecks checks;
    /** How many schedules are not done; guarded by the progress lock. */
    private int underWay;
    private final SchedulePool pool = new SchedulePool(() -> newSchedule(false));

    /**
     * Works on an intracommunicator.
     *
     * @param agenda the rank's tasks
     * @param packing what makes messages of objects
     * @param selector chooses algorithms
     * @param name the communicator's present name, for error texts
     * @param rank this rank
     * @param hosts where the ranks of the communicator are
     */
    public ScheduledCollectives(final Agenda agenda, final Packing packing, final Selector selector,
        final Supplier<String> name, final int rank, final Hosts hosts) {
        this(agenda, packing, selector, name, rank, hosts, hosts.size(), false);
    }

    /**
     * Works on an intercommunicator.
     *
     * @param agenda the rank's tasks
     * @param packing what makes messages of objects
     * @param selector chooses algorithms
     * @param name the communicator's present name, for error texts
     * @param rank this rank in the local group
     * @param size ranks of the local group
     * @param remoteSize ranks of the remote group
     * @return its collectives
     */
    public static ScheduledCollectives inter(final Agenda agenda, final Packing packing, final Selector selector,
        final Supplier<String> name, final int rank, final int size, final int remoteSize) {
        return new ScheduledCollectives(agenda, packing, selector, name, rank, Hosts.one(size), remoteSize, true);
    }

    private ScheduledCollectives(final Agenda agenda, final Packing packing, final Selector selector,
        final Supplier<String> name, final int rank, final Hosts hosts, final int peers, final boolean isInter) {
        this.agenda = agenda;
        this.packing = packing;
        this.selector = selector;
        this.name = name;
        this.rank = rank;
        this.hosts = hosts;
        size = hosts.size();
        this.peers = peers;
        this.isInter = isInter;
        checks = new CollectiveChecks(rank, peers, isInter, this::where);
    }

    /**
     * Starts an operation that has been {@linkplain #check looked at}.
     *
     * @param call the operation
     * @param port its messages
     * @return the request
     */
    public RequestEngine start(final Collective call, final SchedulePort port) {
        return start(Form.NON_BLOCKING, call, port);
    }

    /**
     * Runs an operation that has been {@linkplain #check looked at} to its end.
     *
     * @param call the operation
     * @param port its messages
     * @throws mpi.MPIException its failure
     */
    public void run(final Collective call, final SchedulePort port) {
        start(Form.BLOCKING, call, port).join();
    }

    /**
     * Prepares an operation that is started many times.
     *
     * @param call the operation
     * @param port gives its messages, those of one start behind those of the other; not asked if the operation is
     *     refused, so that it takes no number of the other ranks' order
     * @return the operation
     * @throws mpi.MPIException what is found to be wrong
     */
    public PersistentEngine init(final Collective call, final Supplier<SchedulePort> port) {
        check(Form.PERSISTENT, call);
        return new PersistentSchedule(this, call, port);
    }

    /**
     * Whether operations that were started are not done. Called with the progress lock held.
     *
     * @return false if there is nothing to wait for
     */
    public boolean areUnderWay() {
        return underWay > 0;
    }

    /** Notes that a schedule has begun. Called with the progress lock held. */
    void begun() {
        underWay++;
    }

    /** Notes that a schedule is done. Called with the progress lock held. */
    void ended() {
        underWay--;
    }

    private Schedule start(final Form form, final Collective call, final SchedulePort port) {
        final Schedule known = pool.again(port, form, call);
        final Schedule schedule = known != null ? known : plan(form, call, port);
        schedule.start();
        return schedule;
    }

    private Schedule plan(final Form form, final Collective call, final SchedulePort port) {
        // Made before anything is written: once the steps are there nothing may fail any more.
        final Collective shape = isRepeatable(call) ? call.withoutMemory() : null;
        final Schedule schedule = pool.take();
        schedule.open(port, form, call);
        planOrAbandon(schedule, call);
        if (shape != null) {
            pool.keep(schedule, shape);
        }
        return schedule;
    }

    /**
     * Looks at the arguments of an operation, before it takes a number in the order of the ranks.
     *
     * @param form how it is called
     * @param call the operation
     * @throws mpi.MPIException what is wrong
     */
    public void check(final Form form, final Collective call) {
        checks.check(form, call);
    }

    /** An operation with communicator and rank, for error texts. */
    String where(final Form form, final Collective.Kind kind, final int root) {
        return Faults.on(form.nameOf(kind), name.get(), rank, size) + (kind.isRooted() ? Faults.root(root) : "");
    }

    /** A schedule that is not used again, or only with the steps that it has. */
    Schedule newSchedule(final boolean isPersistent) {
        return new Schedule(this, agenda, isPersistent);
    }

    /** What adds steps to a schedule for algorithms. */
    Recorder newRecorder(final Schedule schedule) {
        return new Recorder(schedule, rank, size);
    }

    /** What writes operations on raw memory down as steps of a schedule. */
    Recording newRecording(final Recorder recorder, final Operands operands, final Supplier<String> where) {
        final int keptBytes = (int) RawCollectives.SEGMENT_BYTES;
        return new Recording(new RawCollectives(recorder, hosts, HostTier.none(), recorder, selector, keptBytes,
            operands, where, recorder), recorder, new ListedBlocks(), new ListedBlocks());
    }

    /**
     * Starts an operation behind a preface.
     *
     * @param form whether it is not blocking or persistent
     * @param call the operation
     * @param ports gives its messages and those of the preface; not asked if the operation is refused, so that it takes
     *     no number of the other ranks' order
     * @param preface what comes first
     * @return the request
     * @throws mpi.MPIException what is found to be wrong before anything is sent
     */
    public RequestEngine start(final Form form, final Collective call, final Supplier<PrefacedPort> ports,
        final Preface preface) {
        check(form, call);
        final Schedule schedule = newSchedule(false);
        final PrefacedPort port = ports.get();
        schedule.open(port.preface(), form, call);
        preface.begin(schedule, () -> {
            schedule.uses(port.operation());
            // packing is code of the user
            schedule.thenOutside(() -> plan(schedule, call));
        });
        schedule.start();
        return schedule;
    }

    /**
     * Starts a preface that nothing follows, or what is no schedule.
     *
     * @param where the operation with communicator and rank, for error texts
     * @param port its messages
     * @param preface what all ranks tell each other
     * @return the request
     */
    public RequestEngine start(final String where, final SchedulePort port, final Preface preface) {
        final Schedule schedule = newSchedule(false);
        schedule.open(port, where);
        preface.begin(schedule, () -> {});
        schedule.start();
        return schedule;
    }

    /**
     * Starts a preface, behind which one rank tells the others numbers.
     *
     * @param where the operation with communicator and rank, for error texts
     * @param port the messages of both
     * @param preface what all ranks tell each other first
     * @param announcement what one of them tells then, if they agree
     * @return the request
     */
    public RequestEngine start(final String where, final SchedulePort port, final Preface preface,
        final Announcement announcement) {
        final Schedule schedule = newSchedule(false);
        schedule.open(port, where);
        preface.begin(schedule, announcement);
        schedule.start();
        return schedule;
    }

    /** As {@link #plan}; if it fails the schedule is not in use any more. */
    void planOrAbandon(final Schedule schedule, final Collective call) {
        try {
            plan(schedule, call);
        } catch (final RuntimeException | Error e) {
            schedule.abandon();
            throw e;
        }
    }

    /** Packs at the call what has to be; reductions do so by themselves, as they work on typed arrays anyway. */
    void plan(final Schedule schedule, final Collective call) {
        if (call.op() != null || hasObjects(call) || !isPacked(call)) {
            planUnpacked(schedule, call);
            return;
        }
        final PackedBlocks received = PackedBlocks.areNeeded(call.recv())
            ? PackedBlocks.of(call.recv(), packing, schedule::where)
            : null;
        final BufferBlocks sent = PackedBlocks.areNeeded(call.send())
            ? PackedBlocks.of(call.send(), packing, schedule::where).packed()
            : call.send();
        planUnpacked(schedule, new Collective(call.kind(), sent, received == null ? call.recv() : received.packed(),
            null, call.root(), call.neighbours()));
        if (received != null) {
            schedule.thenOutside(() -> received.unpack(packing, schedule::where));
        }
    }

    private void planUnpacked(final Schedule schedule, final Collective call) {
        if (hasObjects(call)) {
            ObjectExchange.plan(schedule, call, packing, pattern(call), rank, isInter);
        } else if (isInter && call.op() != null) {
            RemoteReduction.plan(schedule, call, pattern(call), rank);
        } else if (isInter || call.kind().isNeighbourhood()) {
            DirectExchange.plan(schedule, call, pattern(call));
        } else {
            schedule.recording().write(call);
        }
    }

    /** Whether the steps of an operation are the same whatever its buffers hold: nothing is packed at the call. */
    static boolean isRepeatable(final Collective call) {
        return !hasObjects(call) && (call.op() != null || !isPacked(call));
    }

    private static boolean isPacked(final Collective call) {
        return PackedBlocks.areNeeded(call.send()) || PackedBlocks.areNeeded(call.recv());
    }

    private Pattern pattern(final Collective call) {
        return Pattern.of(call, rank, peers, isInter);
    }

    /**
     * Whether an operation can only run as a schedule, blocking or not.
     *
     * @param call the operation
     * @return true of neighbourhoods, of reductions of objects, and where else a type is not one run of bytes
     */
    public static boolean areNeededFor(final Collective call) {
        if (call.op() != null) {
            // Ranks may differ in the gaps of their types, but all have to take one way.
            return hasObjects(call);
        }
        return call.kind().isNeighbourhood() || !areRaw(call.send()) || !areRaw(call.recv());
    }

    private static boolean areRaw(final BufferBlocks blocks) {
        for (final Layout type : blocks.types()) {
            if (!type.isRaw()) {
                return false;
            }
        }
        return true;
    }

    /** Whether an operation moves objects: all its types are alike in that. */
    static boolean hasObjects(final Collective call) {
        return hasObjects(call.send()) || hasObjects(call.recv());
    }

    private static boolean hasObjects(final BufferBlocks blocks) {
        return blocks.blocks() > 0 && blocks.types()[0].isObject();
    }
}
