package mpi.core.coll;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import mpi.core.coll.select.Selector;
import mpi.core.datatype.Packing;
import mpi.core.progress.Agenda;
import mpi.spi.BufferBlocks;
import mpi.spi.Collective;
import mpi.spi.Faults;
import mpi.spi.Layout;
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
    private final AtomicInteger underWay = new AtomicInteger();

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
    }

    /**
     * Starts an operation.
     *
     * @param call the operation
     * @param port its messages
     * @return the request
     * @throws mpi.MPIException what is found to be wrong before anything is sent
     */
    public RequestEngine start(final Collective call, final SchedulePort port) {
        return start("i" + call.kind().text(), call, port);
    }

    /**
     * Runs an operation to its end.
     *
     * @param call the operation
     * @param port its messages
     * @throws mpi.MPIException its failure
     */
    public void run(final Collective call, final SchedulePort port) {
        start(call.kind().text(), call, port).join();
    }

    /**
     * Whether operations that were started are not done.
     *
     * @return false if there is nothing to wait for
     */
    public boolean areUnderWay() {
        return underWay.get() > 0;
    }

    private Schedule start(final String operation, final Collective call, final SchedulePort port) {
        final Schedule schedule = new Schedule(agenda, port, checked(operation, call), call, underWay);
        plan(schedule, call);
        schedule.start();
        return schedule;
    }

    /** The operation, for error texts; throws what is wrong with it. */
    private String checked(final String operation, final Collective call) {
        final String where = Faults.on(operation, name.get(), rank, size)
            + (call.kind().isRooted() ? Faults.root(call.root()) : "");
        new CollectiveChecks(call, rank, peers, isInter, where).check();
        return where;
    }

    /**
     * Starts an operation behind a preface.
     *
     * @param call the operation
     * @param port gives its messages and those of the preface; not asked if the operation is refused, so that it takes
     *     no number of the other ranks' order
     * @param preface what comes first
     * @return the request
     * @throws mpi.MPIException what is found to be wrong before anything is sent
     */
    public RequestEngine start(final Collective call, final Supplier<SchedulePort> port, final Preface preface) {
        final String where = checked("i" + call.kind().text(), call);
        final Schedule schedule = new Schedule(agenda, port.get(), where, call, underWay);
        preface.begin(schedule, new Step.RunOutside(() -> plan(schedule, call))); // packing is code of the user
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
        final Schedule schedule = new Schedule(agenda, port, where, null, underWay);
        preface.begin(schedule, Step.Round.END);
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
        final Schedule schedule = new Schedule(agenda, port, where, null, underWay);
        preface.begin(schedule, announcement);
        schedule.start();
        return schedule;
    }

    /** Packs at the call what has to be; reductions do so by themselves, as they work on typed arrays anyway. */
    private void plan(final Schedule schedule, final Collective call) {
        if (call.op() != null || hasObjects(call)) {
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
            schedule.add(new Step.RunOutside(() -> received.unpack(packing, schedule::where)));
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
            final Recorder recorder = new Recorder(schedule, rank, size);
            final int keptBytes = (int) RawCollectives.SEGMENT_BYTES;
            final Tiers tiers =
                Tiers.of(hosts, recorder, HostTier.none(), recorder, false, keptBytes, schedule::where);
            RawDispatch.run(call, recorder, new RawCollectives(recorder, HostTier.none(), tiers, recorder, selector,
                keptBytes, schedule::where));
        }
    }

    private Pattern pattern(final Collective call) {
        return Pattern.of(call, rank, peers, isInter);
    }

    /**
     * Whether an operation can only run as a schedule, blocking or not.
     *
     * @param call the operation
     * @return true of neighbourhoods, and where a type is not one run of bytes
     */
    public static boolean areNeededFor(final Collective call) {
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
