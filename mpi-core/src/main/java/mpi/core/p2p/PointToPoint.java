package mpi.core.p2p;

import mpi.MPI;
import mpi.MPIException;
import mpi.core.boot.RankState;
import mpi.core.datatype.Packing;
import mpi.core.diag.Counters;
import mpi.core.diag.ErrorLog;
import mpi.core.progress.Condition;
import mpi.core.progress.Progress;
import mpi.core.progress.ProgressLock;
import mpi.core.runtime.Setting;
import mpi.core.runtime.Settings;
import mpi.core.transport.Endpoint;
import mpi.core.transport.FrameHandler;
import mpi.spi.Completion;
import mpi.spi.Layout;
import mpi.spi.RequestEngine;
import mpi.spi.SendMode;

/**
 * Point-to-point messages of one rank (MPI 4.1, chapter 3): the way in from communicators. Memory is engine memory, see
 * {@link mpi.core.transport.Memory}; ranks have been checked. Any thread may call.
 */
public final class PointToPoint {
    /** Turns of the loop that a blocking send gives the receiver to answer before the message is copied. */
    private static final int ANSWER_POLLS = 200;

    private final Progress progress;
    private final ProgressLock lock;
    private final Counters counters;
    private final Packing packing;
    private final Peer[] peers;
    private final int self;
    private final SendProtocol sends;
    private final ReceiveProtocol receives;
    private final BufferPool buffers = new BufferPool();
    private final long eagerLimitBytes;
    private final int answerPolls;
    private int deadPeers;

    /**
     * Makes the protocol of a rank that has no routes yet.
     *
     * @param worldRank this rank
     * @param worldSize ranks in the world
     * @param progress the rank's loop
     * @param packing packs what is not raw memory
     * @param counters counts
     * @param errors takes what a peer did wrong
     * @param settings settings
     * @param oversubscribed whether waiting for an answer keeps its sender from running
     */
    public PointToPoint(final int worldRank, final int worldSize, final Progress progress, final Packing packing,
        final Counters counters, final ErrorLog errors, final Settings settings, final boolean oversubscribed) {
        this.progress = progress;
        this.lock = progress.lock();
        this.packing = packing;
        this.counters = counters;
        self = worldRank;
        peers = new Peer[worldSize];
        for (int rank = 0; rank < worldSize; rank++) {
            peers[rank] = new Peer(rank);
        }
        sends = new SendProtocol(this, progress, counters, settings, buffers);
        receives = new ReceiveProtocol(this, progress, counters, errors, buffers);
        eagerLimitBytes = settings.number(Setting.EAGER_LIMIT);
        answerPolls = oversubscribed ? 1 : ANSWER_POLLS;
    }

    /**
     * Sets the way to a peer. Called before messages are sent to it.
     *
     * @param endpoint the way
     * @param fallback the way if the first attempt finds no space for {@code endpoint}, or null
     */
    public void route(final Endpoint endpoint, final Endpoint fallback) {
        final Peer peer = peers[endpoint.peer()];
        peer.endpoint = endpoint;
        peer.fallback = fallback;
    }

    /**
     * What transports hand frames to.
     *
     * @return the handler
     */
    public FrameHandler frameHandler() {
        return receives;
    }

    /**
     * What the loop has to send.
     *
     * @return the queues of all peers
     */
    public Progress.Outbound outbound() {
        return sends;
    }

    /**
     * Whether sends wait for their receiver. Called with the lock held.
     *
     * @return true while a request-to-send is not answered
     */
    public boolean hasSends() {
        return sends.hasRequested();
    }

    SendProtocol sends() {
        return sends;
    }

    Packing packing() {
        return packing;
    }

    Peer peer(final int worldRank) {
        return peers[worldRank];
    }

    /**
     * Sends and blocks until the memory may be used again.
     *
     * @param scope communicator
     * @param mode communication mode
     * @param base see {@link mpi.core.transport.Memory}
     * @param offset see {@link mpi.core.transport.Memory}
     * @param lengthBytes length of the message
     * @param objectCount array slots in it, if it carries objects
     * @param dest rank in the communicator
     * @param tag tag
     * @throws MPIException if the peer has failed
     */
    public void send(final Scope scope, final SendMode mode, final Object base, final long offset,
        final long lengthBytes, final int objectCount, final int dest, final int tag) {
        final Peer to = peers[scope.worldRank(dest)];
        lock.enter();
        try {
            counters.sent(scope.purpose(), to.worldRank, lengthBytes);
            if (to.worldRank != self
                && sends.trySendAtOnce(to, scope, mode, base, offset, lengthBytes, objectCount, tag)) {
                return;
            }
            final SendOperation send = sends.take();
            send.blocking = true;
            send.detachable = isDetachable(mode, lengthBytes);
            begin(send, scope, mode, base, offset, lengthBytes, objectCount, dest, tag);
            if (!send.isDone() && !leaveBehind(send, to)) {
                progress.await(send);
            }
            finish(send);
        } finally {
            lock.exit();
        }
    }

    /** Ends the user's call; what was left behind, the protocol completes. */
    private void finish(final SendOperation send) {
        if (send.retained) {
            return;
        }
        final MPIException error = send.error;
        send.giveBack();
        if (error != null) {
            throw error;
        }
    }

    private void finish(final ReceiveOperation receive, final Completion completion) {
        progress.await(receive);
        receive.fill(completion);
        receive.giveBack();
    }

    /** Engine invariant 13. */
    private boolean isDetachable(final SendMode mode, final long lengthBytes) {
        return mode != SendMode.SYNCHRONOUS && lengthBytes <= eagerLimitBytes;
    }

    /** Lets a standard send of moderate length return although its receiver is not there. */
    private boolean leaveBehind(final SendOperation send, final Peer to) {
        if (!send.detachable) {
            return false;
        }
        for (int i = 0; i < answerPolls && to.worldRank != self; i++) {
            progress.poll();
            if (send.isDone()) {
                return true;
            }
        }
        return sends.retain(send, to);
    }

    /**
     * Starts a send.
     *
     * @param scope communicator
     * @param mode communication mode
     * @param copy whether the memory may be overwritten at once if the message is of moderate length
     * @param base see {@link mpi.core.transport.Memory}
     * @param offset see {@link mpi.core.transport.Memory}
     * @param lengthBytes length of the message
     * @param objectCount array slots in it, if it carries objects
     * @param owner kept reachable until the send is complete
     * @param dest rank in the communicator
     * @param tag tag
     * @return the request
     */
    public RequestEngine isend(final Scope scope, final SendMode mode, final boolean copy, final Object base,
        final long offset, final long lengthBytes, final int objectCount, final Object owner, final int dest,
        final int tag) {
        final Peer to = peers[scope.worldRank(dest)];
        lock.enter();
        try {
            counters.sent(scope.purpose(), to.worldRank, lengthBytes);
            if (to.worldRank != self
                && sends.trySendAtOnce(to, scope, mode, base, offset, lengthBytes, objectCount, tag)) {
                return scope.sentMessage();
            }
            final SendOperation send = sends.take();
            send.owner = owner;
            send.detachable = copy && isDetachable(mode, lengthBytes);
            begin(send, scope, mode, base, offset, lengthBytes, objectCount, dest, tag);
            if (send.detachable && !send.isDone()) {
                sends.keepCopy(send, to); // from now on the operation is the protocol's
                return scope.sentMessage();
            }
            return send;
        } finally {
            lock.exit();
        }
    }

    private void begin(final SendOperation send, final Scope scope, final SendMode mode, final Object base,
        final long offset, final long lengthBytes, final int objectCount, final int dest, final int tag) {
        describe(send, scope, mode, lengthBytes, objectCount, dest, tag);
        send.base = base;
        send.offset = offset;
        send.state = SendOperation.State.QUEUED;
        if (send.peer == self && peers[self].failure == null) {
            receives.onLocal(send);
        } else {
            sends.start(send, peers[send.peer]);
        }
    }

    private static void describe(final SendOperation send, final Scope scope, final SendMode mode,
        final long lengthBytes, final int objectCount, final int dest, final int tag) {
        send.scope = scope;
        send.context = scope.context();
        send.source = scope.rank();
        send.destination = dest;
        send.peer = scope.worldRank(dest);
        send.tag = tag;
        send.mode = mode;
        send.lengthBytes = lengthBytes;
        send.objectCount = objectCount;
    }

    /**
     * Receives into raw memory and blocks until the message is there.
     *
     * @param scope communicator
     * @param base see {@link mpi.core.transport.Memory}
     * @param offset see {@link mpi.core.transport.Memory}
     * @param lengthBytes room
     * @param source rank in the communicator or any
     * @param tag tag or any
     * @param completion receives the outcome
     */
    public void recv(final Scope scope, final Object base, final long offset, final long lengthBytes,
        final int source, final int tag, final Completion completion) {
        lock.enter();
        try {
            final ReceiveOperation receive = receives.take();
            receive.blocking = true;
            begin(receive, scope, base, offset, lengthBytes, source, tag);
            finish(receive, completion);
        } finally {
            lock.exit();
        }
    }

    /**
     * Sends raw memory and receives into raw memory at once; blocks until both are done. Of a collective, both are
     * waited for whatever fails; otherwise the send may be left behind, and its failure ends a receive that is not
     * matched, as if they were two calls.
     *
     * @param scope communicator
     * @param sendBase see {@link mpi.core.transport.Memory}
     * @param sendOffset see {@link mpi.core.transport.Memory}
     * @param sendBytes length of the message sent
     * @param dest rank in the communicator
     * @param sendTag tag of the message sent
     * @param recvBase see {@link mpi.core.transport.Memory}
     * @param recvOffset see {@link mpi.core.transport.Memory}
     * @param recvBytes room
     * @param source rank in the communicator or any
     * @param recvTag tag of the message received or any
     * @param collective whether this is a step of a collective
     * @param completion receives the outcome of the receive
     * @throws MPIException if the send fails
     */
    public void sendrecv(final Scope scope, final Object sendBase, final long sendOffset, final long sendBytes,
        final int dest, final int sendTag, final Object recvBase, final long recvOffset, final long recvBytes,
        final int source, final int recvTag, final boolean collective, final Completion completion) {
        lock.enter();
        try {
            final ReceiveOperation receive = receives.take();
            receive.blocking = true;
            begin(receive, scope, recvBase, recvOffset, recvBytes, source, recvTag);
            final Peer to = peers[scope.worldRank(dest)];
            counters.sent(scope.purpose(), to.worldRank, sendBytes);
            if (to.worldRank != self
                && sends.trySendAtOnce(to, scope, SendMode.STANDARD, sendBase, sendOffset, sendBytes, 0, sendTag)) {
                finish(receive, completion);
                return;
            }
            final SendOperation send = sends.take();
            send.blocking = true;
            send.detachable = !collective && isDetachable(SendMode.STANDARD, sendBytes);
            begin(send, scope, SendMode.STANDARD, sendBase, sendOffset, sendBytes, 0, dest, sendTag);
            if (!send.isDone() && !leaveBehind(send, to)) {
                progress.await(send);
            }
            // The protocol uses a send that was left behind again once it is complete.
            final boolean isLeftBehind = send.retained;
            if (!collective && !isLeftBehind && send.error != null) {
                receives.cancel(receive);
            }
            finish(receive, completion);
            if (!isLeftBehind) {
                finish(send);
            }
        } finally {
            lock.exit();
        }
    }

    /**
     * Starts a receive into raw memory.
     *
     * @param scope communicator
     * @param base see {@link mpi.core.transport.Memory}
     * @param offset see {@link mpi.core.transport.Memory}
     * @param lengthBytes room
     * @param owner kept reachable until the receive is complete
     * @param source rank in the communicator or any
     * @param tag tag or any
     * @return the request
     */
    public RequestEngine irecv(final Scope scope, final Object base, final long offset, final long lengthBytes,
        final Object owner, final int source, final int tag) {
        lock.enter();
        try {
            final ReceiveOperation receive = receives.take();
            receive.owner = owner;
            begin(receive, scope, base, offset, lengthBytes, source, tag);
            return receive;
        } finally {
            lock.exit();
        }
    }

    /**
     * Starts a receive of what is not raw memory; it is unpacked by the thread that completes the request.
     *
     * @param scope communicator
     * @param buffer see {@link mpi.spi.CommEngine}
     * @param offset see {@link mpi.spi.CommEngine}
     * @param count see {@link mpi.spi.CommEngine}
     * @param type see {@link mpi.spi.CommEngine}
     * @param blocking whether a blocking call stands behind it
     * @param source rank in the communicator or any
     * @param tag tag or any
     * @return the request
     */
    public RequestEngine irecvPacked(final Scope scope, final Object buffer, final long offset, final long count,
        final Layout type, final boolean blocking, final int source, final int tag) {
        final ReceiveOperation receive = new ReceiveOperation(this);
        receive.blocking = blocking;
        receive.unpackInto(buffer, offset, count, type);
        lock.enter();
        try {
            begin(receive, scope, null, 0, count * type.sizeBytes(), source, tag);
        } finally {
            lock.exit();
        }
        return receive;
    }

    private void begin(final ReceiveOperation receive, final Scope scope, final Object base, final long offset,
        final long lengthBytes, final int source, final int tag) {
        receive.scope = scope;
        receive.context = scope.context();
        receive.source = source;
        receive.tag = tag;
        receive.peer = source == MPI.ANY_SOURCE ? MPI.ANY_SOURCE : scope.worldRank(source);
        receive.base = base;
        receive.offset = offset;
        receive.lengthBytes = lengthBytes;
        receives.start(receive);
    }

    /**
     * Blocks until there is a message to receive, and leaves it there.
     *
     * @param scope communicator
     * @param source rank in the communicator or any
     * @param tag tag or any
     * @param completion receives its source, tag and length, or the failure of a peer it can come from
     */
    public void probe(final Scope scope, final int source, final int tag, final Completion completion) {
        lock.enter();
        try {
            final Probe probe = new Probe(scope, "probe", source, tag);
            progress.await(probe);
            probe.fill(completion);
        } finally {
            lock.exit();
        }
    }

    /**
     * Asks once whether there is a message to receive.
     *
     * @param scope communicator
     * @param source rank in the communicator or any
     * @param tag tag or any
     * @param completion receives its source, tag and length, or the failure of a peer it can come from
     * @return whether there is one, or will never be
     */
    public boolean iprobe(final Scope scope, final int source, final int tag, final Completion completion) {
        lock.enter();
        try {
            progress.pollOnce();
            final Probe probe = new Probe(scope, "iprobe", source, tag);
            if (!probe.isMet()) {
                return false;
            }
            probe.fill(completion);
            return true;
        } finally {
            lock.exit();
        }
    }

    /** That there is a message to receive, or that there may never be one. */
    private final class Probe implements Condition {
        private final Scope scope;
        private final String name;
        private final int source;
        private final int peer;
        private final int tag;

        Probe(final Scope scope, final String name, final int source, final int tag) {
            this.scope = scope;
            this.name = name;
            this.source = source;
            this.peer = source == MPI.ANY_SOURCE ? MPI.ANY_SOURCE : scope.worldRank(source);
            this.tag = tag;
        }

        @Override
        public boolean isMet() {
            return receives.find(scope.context(), source, tag) != null || deadPeerOf(scope, peer) != null;
        }

        void fill(final Completion completion) {
            completion.reset();
            final UnexpectedMessage message = receives.find(scope.context(), source, tag);
            if (message == null) {
                completion.error = deadPeerOf(scope, peer).fault(Texts.from(scope, name, source, tag));
                return;
            }
            completion.source = message.source;
            completion.tag = message.tag;
            completion.lengthBytes = message.messageBytes;
            completion.objectCount = message.objectCount;
        }

        @Override
        public RankState.Operation describe(final long blockedNanos) {
            return new RankState.Operation(name, scope.name(),
                source == MPI.ANY_SOURCE ? RankState.ANY_PEER : peer, tag, 0, blockedNanos);
        }
    }

    /**
     * Blocks until one of the requests is complete.
     *
     * @param requests requests of this rank; null entries are skipped
     * @return the index of a complete one, or -1 if all are null
     */
    public int awaitAny(final RequestEngine[] requests) {
        final AnyOf any = new AnyOf(requests);
        lock.enter();
        try {
            if (!any.isMet()) {
                progress.poll();
                progress.await(any);
            }
        } finally {
            lock.exit();
        }
        return any.index;
    }

    /**
     * Says what to run once a request is done: a step of something longer, which must not block, poll or throw. Called
     * with the progress lock held.
     *
     * @param request a request of this rank that is not done, and that no user has
     * @param hook what to run, with the lock held
     */
    public void whenDone(final RequestEngine request, final Runnable hook) {
        ((Operation) request).whenDone(hook);
    }

    /**
     * The rank's loop.
     *
     * @return what moves its messages
     */
    public Progress progress() {
        return progress;
    }

    /** Makes progress once. */
    public void pollOnce() {
        lock.enter();
        try {
            progress.pollOnce();
        } finally {
            lock.exit();
        }
    }

    void free(final Operation operation, final int use) {
        lock.enter();
        try {
            if (operation.use() == use) {
                operation.free();
            }
        } finally {
            lock.exit();
        }
    }

    void await(final Operation operation) {
        lock.enter();
        try {
            progress.await(operation);
        } finally {
            lock.exit();
        }
    }

    void cancel(final ReceiveOperation receive) {
        lock.enter();
        try {
            receives.cancel(receive);
        } finally {
            lock.exit();
        }
    }

    /**
     * Takes the news that a peer is gone: whatever needs it fails. Called with the progress lock held.
     *
     * @param worldRank the peer
     * @param reason one line
     */
    public void onPeerFailed(final int worldRank, final String reason) {
        if (worldRank != self) {
            fail(peers[worldRank], reason);
        }
    }

    /** Refuses everything from now on: Finalize is over. Called with the progress lock held. */
    public void close() {
        for (final Peer peer : peers) {
            fail(peer, Peer.FINALIZED);
        }
    }

    private void fail(final Peer peer, final String reason) {
        if (peer.failure == null) {
            peer.failure = reason;
            deadPeers++;
            sends.fail(peer);
            receives.fail(peer);
        }
    }

    /** A dead peer without which a message from this one, or from any in the scope, may never come; or null. */
    Peer deadPeerOf(final Scope scope, final int worldRank) {
        if (deadPeers == 0) {
            return null;
        }
        if (worldRank != MPI.ANY_SOURCE) {
            return peers[worldRank].failure == null ? null : peers[worldRank];
        }
        for (final Peer peer : peers) {
            if (peer.failure != null && scope.contains(peer.worldRank)) {
                return peer;
            }
        }
        return null;
    }
}
