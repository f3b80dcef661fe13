package mpi.core.runtime;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import mpi.MPI;
import mpi.MPIException;
import mpi.core.boot.ControlChannel;
import mpi.core.boot.JobEnvironment;
import mpi.core.boot.RankState;
import mpi.core.coll.host.HostLimits;
import mpi.core.coll.host.HostSpace;
import mpi.core.coll.select.Selector;
import mpi.core.comm.CheckedCommunicators;
import mpi.core.comm.Communicator;
import mpi.core.comm.ContextIds;
import mpi.core.datatype.ObjectCodec;
import mpi.core.datatype.Packing;
import mpi.core.diag.Counters;
import mpi.core.diag.ErrorLog;
import mpi.core.diag.Statistics;
import mpi.core.p2p.PointToPoint;
import mpi.core.progress.Awaited;
import mpi.core.progress.Condition;
import mpi.core.progress.Progress;
import mpi.core.rma.Windows;
import mpi.core.transport.HostMemory;
import mpi.core.transport.Transport;
import mpi.core.transport.TransportContext;
import mpi.core.transport.TransportProvider;
import mpi.spi.CommEngine;
import mpi.spi.Engine;
import mpi.spi.Faults;
import mpi.spi.RequestEngine;
import mpi.spi.WinEngine;

/**
 * One rank, from Init to Finalize. Several may live in one JVM.
 */
public final class Rank implements Engine {
    /** MPI_THREAD_MULTIPLE, which is always provided. */
    private static final int THREAD_MULTIPLE = 3;

    private final JobEnvironment job;
    private final Settings settings;
    private final ControlChannel control;
    private final ProcessEnd processEnd;
    private final Parts parts;
    private final List<Transport> transports;
    private final CommEngine world;
    private final CommEngine self;
    private final Communicator internal;
    private final Windows windows;
    /** Null unless collectives are checked. */
    private final CheckedCommunicators checks;

    /**
     * What a rank is made of.
     *
     * @param progress its loop
     * @param messages its point-to-point protocol
     * @param counters what it has done
     * @param errors what failed in the background
     * @param packing packs what is not raw memory
     * @param selector chooses the algorithms of collectives
     * @param checked whether it looks for errors of the program
     */
    public record Parts(Progress progress, PointToPoint messages, Counters counters, ErrorLog errors,
        Packing packing, Selector selector, boolean checked) {}

    private Rank(final JobEnvironment job, final Settings settings, final ControlChannel control,
        final ProcessEnd processEnd, final Parts parts, final List<Transport> transports) {
        this.job = job;
        this.settings = settings;
        this.control = control;
        this.processEnd = processEnd;
        this.parts = parts;
        this.transports = transports;
        final ContextIds contexts = new ContextIds(job.rank());
        final Communicator everybody = Communicator.world(parts.messages, parts.packing, parts.selector, contexts,
            job.rank(), job.size(), hostSpace());
        final Communicator alone =
            Communicator.self(parts.messages, parts.packing, parts.selector, contexts, job.rank());
        checks = parts.checked ? new CheckedCommunicators() : null;
        world = checks == null ? everybody : checks.check(everybody);
        self = checks == null ? alone : checks.check(alone);
        internal =
            Communicator.internal(parts.messages, parts.packing, parts.selector, contexts, job.rank(), job.size());
        windows = new Windows(parts.progress, parts.messages, this::allocate);
    }

    /**
     * What the collectives of a host need; {@code null} where they are messages. Where the program is checked they are:
     * what a rank has stored does not count when ranks are asked whom they wait for.
     */
    private HostSpace hostSpace() {
        if (!settings.flag(Setting.COLL_HOST) || parts.checked) {
            return null;
        }
        HostMemory memory = null;
        for (final Transport transport : transports) {
            memory = memory == null ? transport.hostMemory() : memory;
        }
        return new HostSpace(parts.progress, parts.counters, memory, settings.count(Setting.COLL_HOST_CELL),
            job.oversubscribed(), HostLimits.of(settings));
    }

    /** Makes the parts of a rank that has no routes yet. */
    static Parts parts(final JobEnvironment job, final Settings settings, final ErrorLog errors) {
        final Counters counters = new Counters(job.size());
        final Progress progress = new Progress(settings, counters, job.oversubscribed());
        final Packing packing = new Packing(new ObjectCodec(settings));
        final PointToPoint messages = new PointToPoint(job.rank(), job.size(), progress, packing, counters, errors,
            settings, job.oversubscribed());
        return new Parts(progress, messages, counters, errors, packing, new Selector(settings),
            settings.flag(Setting.CHECK));
    }

    /**
     * Joins a job; collective over its ranks.
     *
     * @param job the rank's place
     * @param settings settings
     * @param control the line to the launcher
     * @param processEnd what ends this process in an abort
     * @param parts what {@link #parts} made
     * @param providers transports in order of preference
     * @return the rank
     * @throws IOException if the other ranks cannot be reached
     */
    static Rank join(final JobEnvironment job, final Settings settings, final ControlChannel control,
        final ProcessEnd processEnd, final Parts parts, final List<TransportProvider> providers) throws IOException {
        final TransportContext context = new TransportContext(job, settings, parts.messages.frameHandler(),
            parts.messages::onPeerFailed, parts.counters, parts.errors);
        // Not under the lock: no other thread knows the transports yet, and the control thread, which may want the
        // lock for the news of a death, is the one that ends an exchange.
        final Routes routes = new Routes(context, control);
        if (!job.isSingleton()) {
            routes.find(providers);
        }
        routes.apply(parts.messages, parts.counters);
        parts.progress.drives(routes.transports(), parts.messages.outbound());
        return new Rank(job, settings, control, processEnd, parts, routes.transports());
    }

    /**
     * The rank's place in its job.
     *
     * @return the place
     */
    public JobEnvironment job() {
        return job;
    }

    /**
     * What the rank has done.
     *
     * @return its counters
     */
    public Counters counters() {
        return parts.counters;
    }

    /**
     * What failed in the background.
     *
     * @return its error log
     */
    public ErrorLog errors() {
        return parts.errors;
    }

    @Override
    public CommEngine world() {
        return world;
    }

    @Override
    public CommEngine self() {
        return self;
    }

    @Override
    public int threadLevel() {
        return THREAD_MULTIPLE;
    }

    @Override
    public ByteBuffer allocate(final int capacityBytes) {
        parts.progress.lock().enter();
        try {
            for (final Transport transport : transports) {
                final ByteBuffer shared = transport.allocate(capacityBytes);
                if (shared != null) {
                    return shared;
                }
            }
        } finally {
            parts.progress.lock().exit();
        }
        return ByteBuffer.allocateDirect(capacityBytes).order(ByteOrder.nativeOrder());
    }

    @Override
    public WinEngine window(final CommEngine comm, final Object base, final long sizeBytes,
        final int dispUnitBytes) {
        return windows.over(comm, base, sizeBytes, dispUnitBytes);
    }

    @Override
    public WinEngine allocateWindow(final CommEngine comm, final long sizeBytes, final int dispUnitBytes,
        final boolean isShared, final boolean isContiguous) {
        return windows.allocate(comm, sizeBytes, dispUnitBytes, isShared, isContiguous);
    }

    @Override
    public WinEngine dynamicWindow(final CommEngine comm) {
        return windows.dynamic(comm);
    }

    @Override
    public int awaitAny(final RequestEngine[] requests) {
        return parts.messages.completions().awaitAny(requests);
    }

    @Override
    public void poll() {
        parts.messages.completions().pollOnce();
    }

    @Override
    public void attachBuffer(final Object buffer, final long lengthBytes) {
        parts.messages.attachedBuffer().attach(buffer, lengthBytes);
    }

    @Override
    public Object detachBuffer() {
        return parts.messages.attachedBuffer().detach();
    }

    @Override
    public void whenDone(final RequestEngine request, final Runnable action) {
        parts.messages.completionThread().whenDone(request, action);
    }

    /** {@inheritDoc} Engine invariant 16. */
    @Override
    public void finish() {
        boolean orderly = false;
        MPIException disagreement = null;
        try {
            disagreement = checks == null ? null : checks.arriveAtFinalize();
            awaitOutput();
            internal.synchronise();
            awaitOutput();
            orderly = true;
        } finally {
            close(orderly);
            reportErrors();
            control.finalized(
                settings.flag(Setting.STATS) ? Statistics.text(parts.counters, job.rank(), job.size()) : "");
        }
        if (disagreement != null) {
            throw disagreement;
        }
    }

    /** Nothing fails in the background unseen. */
    private void reportErrors() {
        if (parts.errors.count() > 0) {
            // made here: a logger takes time, and a rank without errors needs none
            System.getLogger(Rank.class.getName())
                .log(System.Logger.Level.WARNING, "rank {0}: {1} errors in the background, the first ones: {2}",
                    job.rank(), parts.errors.count(), String.join("; ", parts.errors.entries()));
        }
    }

    private void awaitOutput() {
        parts.progress.lock().enter();
        try {
            parts.progress.await(new OutputSent());
        } finally {
            parts.progress.lock().exit();
        }
    }

    private void close(final boolean orderly) {
        windows.close();
        parts.progress.lock().enter();
        try {
            for (final Transport transport : transports) {
                transport.close(orderly);
            }
            parts.messages.close();
            parts.progress.drives(List.of(), parts.messages.outbound());
            parts.progress.endBackground();
        } finally {
            parts.progress.lock().exit();
        }
    }

    /** That everything accepted from the user has left this process. */
    private final class OutputSent implements Condition {
        /** A send that is not answered, as seen by the latest {@link #awaits}. */
        private Condition unanswered;

        @Override
        public boolean isMet() {
            if (!parts.messages.outbound().isEmpty() || parts.messages.hasSends()) {
                return false;
            }
            for (final Transport transport : transports) {
                if (transport.hasPendingOutput()) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public void awaits(final Awaited ranks) {
            unanswered = parts.messages.unansweredSend();
            if (unanswered == null) {
                ranks.addEverybody();
            } else {
                unanswered.awaits(ranks);
            }
        }

        @Override
        public RankState.Operation describe(final long blockedNanos) {
            final Condition send = unanswered;
            if (send == null) {
                return new RankState.Operation("finalize", "COMM_WORLD", RankState.NO_PEER, -1, 0, blockedNanos);
            }
            final RankState.Operation message = send.describe(blockedNanos);
            return new RankState.Operation("finalize, before which nobody has received " + message.name(),
                message.communicator(), message.peer(), message.tag(), message.bytes(), blockedNanos);
        }
    }

    @Override
    public void abort(final int code, final String reason) {
        final int exitCode = (code & 0xff) == 0 ? 1 : code & 0xff;
        reportErrors();
        processEnd.end(exitCode, reason, () -> control.abort(exitCode, reason));
    }

    @Override
    public void abort(final MPIException fault, final String reason) {
        if (fault.getErrorClass() == MPI.ERR_PROC_FAILED) {
            control.awaitVerdict();
        }
        processEnd.show(fault);
        abort(fault.getErrorClass(), reason);
    }

    /** The error that Init throws where a rank cannot join. */
    static MPIException cannotJoin(final JobEnvironment job, final IOException cause) {
        final MPIException error = Faults.fault(MPI.ERR_OTHER, "init on rank " + job.rank() + " of " + job.size(),
            String.valueOf(cause.getMessage()));
        error.initCause(cause);
        return error;
    }
}
