package mpi.core.p2p;

import mpi.MPI;
import mpi.MPIException;
import mpi.core.datatype.Packed;
import mpi.core.diag.Counters;
import mpi.core.progress.Progress;
import mpi.core.progress.ProgressLock;
import mpi.core.runtime.Setting;
import mpi.core.runtime.Settings;
import mpi.spi.Faults;
import mpi.spi.RequestEngine;
import mpi.spi.SendMode;

/**
 * The way in of messages that are sent (MPI 4.1, sections 3.4 and 3.7.2). Memory is engine memory, see
 * {@link mpi.core.transport.Memory}; ranks have been checked. Any thread may call.
 */
public final class Sender {
    /** Turns of the loop that a blocking send gives the receiver to answer before the message is copied. */
    private static final int ANSWER_POLLS = 200;

    private final Progress progress;
    private final ProgressLock lock;
    private final Counters counters;
    private final Peer[] peers;
    private final Peer self;
    private final SendProtocol sends;
    private final ReceiveProtocol receives;
    private final AttachedBuffer attached;
    private final long eagerLimitBytes;
    private final int answerPolls;

    Sender(final Peers peers, final Progress progress, final SendProtocol sends, final ReceiveProtocol receives,
        final AttachedBuffer attached, final Counters counters, final Settings settings,
        final boolean oversubscribed) {
        this.progress = progress;
        this.lock = progress.lock();
        this.counters = counters;
        this.peers = peers.all();
        this.self = peers.self();
        this.sends = sends;
        this.receives = receives;
        this.attached = attached;
        eagerLimitBytes = settings.number(Setting.EAGER_LIMIT);
        answerPolls = oversubscribed ? 1 : ANSWER_POLLS;
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
            if (to != self && sends.trySendAtOnce(to, scope, mode, base, offset, lengthBytes, objectCount, tag)) {
                return;
            }
            final SendOperation send = sends.take();
            send.blocking = true;
            send.detachable = isDetachable(mode, lengthBytes);
            begin(send, scope, mode, base, offset, lengthBytes, objectCount, dest, tag);
            await(send, to);
        } finally {
            lock.exit();
        }
    }

    /**
     * As the other {@code send}, of what was packed. Nobody else uses its memory, so that it is never copied to be
     * kept.
     *
     * @param scope communicator
     * @param mode communication mode
     * @param packed the message
     * @param dest rank in the communicator
     * @param tag tag
     * @throws MPIException if the peer has failed
     */
    public void send(final Scope scope, final SendMode mode, final Packed packed, final int dest, final int tag) {
        final Peer to = peers[scope.worldRank(dest)];
        lock.enter();
        try {
            counters.sent(scope.purpose(), to.worldRank, packed.lengthBytes());
            if (to != self && sends.trySendAtOnce(to, scope, mode, packed.data(), 0, packed.lengthBytes(),
                packed.objectCount(), tag)) {
                return;
            }
            final SendOperation send = sends.take();
            send.blocking = true;
            send.owner = packed;
            send.detachable = isDetachable(mode, packed.lengthBytes());
            begin(send, scope, mode, packed.data(), 0, packed.lengthBytes(), packed.objectCount(), dest, tag);
            await(send, to);
        } finally {
            lock.exit();
        }
    }

    private void await(final SendOperation send, final Peer to) {
        if (!send.isDone() && !leaveBehind(send, to)) {
            if (to == self) {
                requireReceiver(send);
            }
            progress.await(send);
        }
        finish(send);
    }

    /** A send to this rank itself, which no receive has taken, blocks for ever if there is no other thread. */
    private void requireReceiver(final SendOperation send) {
        if (progress.isOnlyThread()) {
            send.tryCancel();
            final String where = send.describe();
            send.giveBack();
            throw Faults.sendToItself(where);
        }
    }

    /** Ends the user's call; what was left behind, the protocol completes. */
    static void finish(final SendOperation send) {
        if (send.retained) {
            return;
        }
        final MPIException error = send.error;
        send.giveBack();
        if (error != null) {
            throw error;
        }
    }

    /** Engine invariant 13. */
    boolean isDetachable(final SendMode mode, final long lengthBytes) {
        return mode != SendMode.SYNCHRONOUS && lengthBytes <= eagerLimitBytes;
    }

    /** Lets a standard send of moderate length return although its receiver is not there. */
    boolean leaveBehind(final SendOperation send, final Peer to) {
        if (!send.detachable) {
            return false;
        }
        for (int i = 0; i < answerPolls && to != self; i++) {
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
            if (to != self && sends.trySendAtOnce(to, scope, mode, base, offset, lengthBytes, objectCount, tag)) {
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

    /**
     * Sends in buffered mode (MPI 4.1, section 3.4): what cannot leave at once is copied.
     *
     * @param scope communicator
     * @param base see {@link mpi.core.transport.Memory}
     * @param offset see {@link mpi.core.transport.Memory}
     * @param lengthBytes length of the message
     * @param objectCount array slots in it, if it carries objects
     * @param packed the memory, if it was packed and so belongs to nobody else; or null
     * @param dest rank in the communicator
     * @param tag tag
     * @throws MPIException ERR_BUFFER if the attached buffer has not the room, ERR_PROC_FAILED if the peer has failed
     */
    public void bsend(final Scope scope, final Object base, final long offset, final long lengthBytes,
        final int objectCount, final Packed packed, final int dest, final int tag) {
        final Peer to = peers[scope.worldRank(dest)];
        lock.enter();
        try {
            if (!attached.reserve(lengthBytes)) {
                throw Faults.fault(MPI.ERR_BUFFER, Texts.to(scope, "bsend", dest, tag),
                    attached.shortage(lengthBytes));
            }
            counters.sent(scope.purpose(), to.worldRank, lengthBytes);
            if (to != self && sends.trySendAtOnce(to, scope, SendMode.BUFFERED, base, offset, lengthBytes, objectCount,
                tag)) {
                attached.release(lengthBytes);
                return;
            }
            final SendOperation send = sends.take();
            send.owner = packed;
            send.detachable = true;
            begin(send, scope, SendMode.BUFFERED, base, offset, lengthBytes, objectCount, dest, tag);
            if (send.isDone()) {
                attached.release(lengthBytes);
                finish(send);
            } else {
                sends.keepCopy(send, to); // from now on operation and room are the protocol's
            }
        } finally {
            lock.exit();
        }
    }

    /** Puts an operation on its way. Called with the lock held. */
    void begin(final SendOperation send, final Scope scope, final SendMode mode, final Object base, final long offset,
        final long lengthBytes, final int objectCount, final int dest, final int tag) {
        describe(send, scope, mode, lengthBytes, objectCount, dest, tag);
        send.base = base;
        send.offset = offset;
        send.state = SendOperation.State.QUEUED;
        if (send.peer == self.worldRank && self.failure == null) {
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
        send.peer = scope.worldRank(dest);
        send.tag = tag;
        send.mode = mode;
        send.lengthBytes = lengthBytes;
        send.objectCount = objectCount;
    }
}
