package mpi.core.p2p;

import java.util.ArrayList;
import java.util.List;
import mpi.core.datatype.Packed;
import mpi.core.diag.Counters;
import mpi.core.progress.Progress;
import mpi.core.runtime.Setting;
import mpi.core.runtime.Settings;
import mpi.core.transport.Memory;
import mpi.core.transport.SendResult;
import mpi.core.transport.TransportContext.PeerFailures;
import mpi.core.wire.Frame;
import mpi.spi.SendMode;

/**
 * How messages leave: whole where there is credit, else as a request-to-send, all in order (engine invariants 1, 2, 13
 * and 23). Guarded by the progress lock.
 */
final class SendProtocol implements Progress.Outbound {
    /** Pieces of one payload sent before others get their turn. */
    private static final int PIECES_AT_ONCE = 8;
    /** Longest message sent without asking to a peer on this host; longer ones are copied once or in parallel. */
    private static final int LOCAL_EAGER_BYTES = 16 * 1024;
    /** Less of a longer payload is not worth sending early. */
    private static final int LEAST_EARLY_BYTES = 16 * 1024;

    private final Progress progress;
    private final Counters counters;
    private final long creditBytes;
    private final long eagerLimitBytes;
    private final long retainedLimitBytes;
    private final BufferPool buffers;
    private final OperationTable operations = new OperationTable();
    private final OperationPool<SendOperation> pool;
    private final Spares<ControlFrame> spareControls = new Spares<>(() -> new ControlFrame(this));
    private final List<Peer> busy = new ArrayList<>();
    private final Frame frame = new Frame();
    private final Peers peers;
    private final PeerFailures failures;
    private final AttachedBuffer attached;
    private final Completions completions;

    SendProtocol(final Peers peers, final PeerFailures failures, final Completions completions,
        final AttachedBuffer attached, final Progress progress, final Counters counters, final Settings settings,
        final BufferPool buffers) {
        this.peers = peers;
        this.failures = failures;
        this.attached = attached;
        this.completions = completions;
        pool = new OperationPool<>(() -> new SendOperation(completions));
        this.progress = progress;
        this.counters = counters;
        this.buffers = buffers;
        creditBytes = settings.number(Setting.EAGER_CREDIT);
        eagerLimitBytes = settings.number(Setting.EAGER_LIMIT);
        retainedLimitBytes = settings.number(Setting.RETAINED_LIMIT);
    }

    SendOperation take() {
        return pool.take();
    }

    void release(final ControlFrame control) {
        spareControls.add(control);
    }

    /** Sends a whole message at once if nothing stands before it and there is credit. */
    boolean trySendAtOnce(final Peer to, final Scope scope, final SendMode mode, final Object base, final long offset,
        final long lengthBytes, final int objectCount, final int tag) {
        return mode != SendMode.SYNCHRONOUS && !to.hasOutbound() && to.failure == null
            && isEager(to, lengthBytes)
            && trySendEager(to, scope, base, offset, (int) lengthBytes, objectCount, tag) >= 0;
    }

    private boolean isEager(final Peer to, final long lengthBytes) {
        final int limit = to.endpoint.maxPayloadBytes();
        return lengthBytes <= (to.endpoint.isLocal() ? Math.min(limit, LOCAL_EAGER_BYTES) : limit)
            && (lengthBytes == 0 || to.hasCredit(lengthBytes, creditBytes));
    }

    private int trySendEager(final Peer to, final Scope scope, final Object base, final long offset,
        final int lengthBytes, final int objectCount, final int tag) {
        envelope(Frame.Type.EAGER, scope, lengthBytes, objectCount, tag);
        frame.sendId = 0;
        frame.recvId = 0;
        final int result = trySend(to, base, offset, lengthBytes);
        if (result >= 0) {
            to.sentEagerBytes += lengthBytes;
        }
        return result;
    }

    /** Puts a send into its place in the order. */
    void start(final SendOperation send, final Peer to) {
        if (to.failure != null) {
            send.error = to.fault(send.describe());
            send.finish();
            return;
        }
        enqueue(to, send);
        pump(to);
    }

    /**
     * Copies what a send has to send, so that the user's call may return before the receiver has asked for it.
     *
     * @return false if the copies kept for this peer are too many, or the receiver is taking the payload
     */
    boolean retain(final SendOperation send, final Peer to) {
        if (send.state == SendOperation.State.CLEARED && send.sentBytes > 0
            || to.retainedBytes + send.lengthBytes > retainedLimitBytes) {
            return false;
        }
        keepCopy(send, to);
        return true;
    }

    /** As {@link #retain}, whatever is kept already. What was packed is a copy of the user's memory as it is. */
    void keepCopy(final SendOperation send, final Peer to) {
        if (!(send.owner instanceof Packed)) {
            final byte[] copy = buffers.take(send.lengthBytes);
            Memory.copy(send.base, send.offset, copy, 0, send.lengthBytes);
            counters.copied(send.lengthBytes);
            send.base = copy;
            send.offset = 0;
            send.owner = null;
        }
        send.retained = true;
        to.retainedBytes += send.lengthBytes;
    }

    /** Tries to move a send on; see {@link Outgoing#attempt}. */
    int attempt(final SendOperation send, final Peer to) {
        if (send.state != SendOperation.State.QUEUED) {
            return sendPieces(send, to);
        }
        if (send.mode != SendMode.SYNCHRONOUS && isEager(to, send.lengthBytes)) {
            final int result = trySendEager(to, send.scope, send.base, send.offset, (int) send.lengthBytes,
                send.objectCount, send.tag);
            if (result >= 0) {
                complete(send, to);
                return 1;
            }
            return result;
        }
        return sendRequest(send, to);
    }

    private int sendRequest(final SendOperation send, final Peer to) {
        final long exposed = send.detachable ? Frame.NOT_EXPOSED
            : to.endpoint.expose(send.base, send.offset, send.lengthBytes);
        send.earlyBytes = exposed == Frame.NOT_EXPOSED ? earlyBytes(send, to) : 0;
        if (send.id == 0 && needsAnswer(send)) {
            operations.add(send);
        }
        envelope(Frame.Type.RTS, send.scope, send.lengthBytes, send.objectCount, send.tag);
        frame.sendId = send.id;
        if (send.earlyBytes == 0) {
            frame.exposed(exposed);
        } else {
            frame.earlyBytes(send.earlyBytes);
        }
        final int result = trySend(to, null, 0, 0);
        if (result < 0) {
            return result;
        }
        counters.increment(Counters.Value.RENDEZVOUS);
        send.state = SendOperation.State.REQUESTED;
        if (send.earlyBytes == 0) {
            return 1;
        }
        to.sentEagerBytes += send.earlyBytes;
        to.early = send;
        return Math.max(0, sendPieces(send, to));
    }

    /** How much to send behind the request: the receiver has room for it, and for that of one message at a time. */
    private int earlyBytes(final SendOperation send, final Peer to) {
        if (send.mode == SendMode.SYNCHRONOUS || to.early != null) {
            return 0;
        }
        final long wanted = to.endpoint.earlyBytes(send.lengthBytes); // at most Frame.MAX_EARLY_BYTES
        final long left = to.creditLeft(creditBytes);
        return (int) (wanted <= left ? wanted : left >= LEAST_EARLY_BYTES ? left : 0);
    }

    /** A send up to the eager limit is complete when all of it is out; a longer one when there is a receive, too. */
    private boolean needsAnswer(final SendOperation send) {
        return send.earlyBytes == 0 || send.earlyBytes < send.lengthBytes || send.lengthBytes > eagerLimitBytes;
    }

    private int sendPieces(final SendOperation send, final Peer to) {
        int pieces = 0;
        for (long left = send.sendableBytes(); left > 0; left = send.sendableBytes()) {
            if (pieces == PIECES_AT_ONCE) {
                return 0;
            }
            frame.type = Frame.Type.DATA;
            frame.context = send.scope.context();
            frame.source = send.scope.rank();
            frame.tag = send.tag;
            frame.messageBytes = send.lengthBytes;
            frame.objectCount = 0;
            frame.recvId = send.isNextEarly() ? 0 : send.receiveId;
            frame.dataOffset(send.sentBytes);
            frame.consumedBytes = to.consumedBytes;
            final boolean hasHeader = !to.endpoint.isFrameOpen();
            final int taken = to.endpoint.trySendData(frame, send.base, send.offset + send.sentBytes, left);
            if (taken < 0) {
                return pieces > 0 ? 0 : taken;
            }
            if (hasHeader) {
                to.announcedBytes = to.consumedBytes;
            }
            send.sentBytes += taken;
            pieces++;
        }
        if (to.early == send) {
            to.early = null;
        }
        if (send.state == SendOperation.State.CLEARED || send.id == 0) {
            complete(send, to);
        }
        return 1;
    }

    /**
     * The receiver has matched a request-to-send and wants this much of it.
     *
     * @return false if there is no such request
     */
    boolean onCleared(final Peer from, final long sendId, final long receiveId, final long wantedBytes) {
        final SendOperation send = requested(from, sendId);
        if (send == null || wantedBytes > send.lengthBytes) {
            return false;
        }
        send.state = SendOperation.State.CLEARED;
        send.receiveId = receiveId;
        send.clearedBytes = wantedBytes;
        if (from.early != send) { // else it waits already
            enqueue(from, send);
            pump(from);
        }
        return true;
    }

    /**
     * The receiver needs nothing more of a send.
     *
     * @param cancelled whether that is because it has taken the message back, as it was asked to
     * @return false if there is no such request
     */
    boolean onDone(final Peer from, final long sendId, final boolean cancelled) {
        final SendOperation send = requested(from, sendId);
        if (send == null) {
            return false;
        }
        send.cancelled = cancelled;
        if (from.early == send) {
            send.state = SendOperation.State.CLEARED; // what was announced must come all the same
        } else {
            complete(send, from);
        }
        return true;
    }

    private SendOperation requested(final Peer from, final long sendId) {
        final SendOperation send = (SendOperation) operations.get(sendId);
        return send != null && send.peer == from.worldRank && send.state == SendOperation.State.REQUESTED ? send : null;
    }

    private void complete(final SendOperation send, final Peer to) {
        if (send.id != 0) {
            operations.remove(send);
        }
        if (!send.retained) {
            send.finish();
            progress.signal();
            return;
        }
        final Object memory = send.owner instanceof Packed ? null : send.base;
        send.finish();
        to.retainedBytes -= send.lengthBytes;
        if (memory != null) {
            buffers.give((byte[]) memory);
        }
        if (send.mode == SendMode.BUFFERED) {
            attached.release(send.lengthBytes);
        }
        send.giveBack();
    }

    /**
     * Cancels a send that no receive has taken (MPI 4.1, section 3.8.4). Where its envelope has left, only the receiver
     * knows, and is asked: it takes the message back, or has answered the request-to-send already.
     */
    void cancel(final SendOperation send) {
        if (send.isDone() || send.retained) {
            return;
        }
        final Peer to = peers.of(send.peer);
        if (send.state == SendOperation.State.REQUESTED && send.id != 0) {
            if (!send.cancelling) {
                send.cancelling = true;
                answer(to, Frame.Type.CANCEL, send.id, 0, 0);
            }
        } else if (send.state == SendOperation.State.QUEUED
            && (to.outbound.remove(send) || completions.receives().withdraw(send))) {
            send.cancelled = true;
            complete(send, to);
        }
    }

    /** Whether a send of a communicator is not done. */
    boolean hasPending(final int contextId) {
        if (operations.hasAnyOf(contextId)) {
            return true;
        }
        for (final Peer peer : busy) {
            for (final Outgoing outgoing : peer.outbound) {
                if (outgoing instanceof final SendOperation send && send.scope.isOf(contextId)) {
                    return true;
                }
            }
        }
        return false;
    }

    boolean hasRequested() {
        return !operations.isEmpty();
    }

    /** The first send that is not answered, or null. */
    Operation firstRequested() {
        for (int slot = 0; slot < operations.slots(); slot++) {
            if (operations.at(slot) != null) {
                return operations.at(slot);
            }
        }
        return null;
    }

    /** Completes a send of this rank to itself. */
    void completeLocal(final SendOperation send) {
        complete(send, peers.of(send.peer));
    }

    /** Answers a request-to-send, in the order of what waits for that peer. */
    void answer(final Peer to, final Frame.Type type, final long sendId, final long receiveId,
        final long acceptedBytes) {
        if (to.hasOutbound() || trySendControl(to, type, sendId, receiveId, acceptedBytes) < 0) {
            final ControlFrame control = spareControls.take();
            control.type = type;
            control.sendId = sendId;
            control.receiveId = receiveId;
            control.acceptedBytes = acceptedBytes;
            enqueue(to, control);
        }
    }

    int trySendControl(final Peer to, final Frame.Type type, final long sendId, final long receiveId,
        final long acceptedBytes) {
        frame.type = type;
        frame.context = 0;
        frame.source = 0;
        frame.tag = 0;
        frame.objectCount = 0;
        frame.messageBytes = acceptedBytes;
        frame.sendId = sendId;
        frame.recvId = receiveId;
        return trySend(to, null, 0, 0);
    }

    /** Gives credit back once half of it is used up; what goes to the peer anyway carries it too. */
    void returnCredit(final Peer from) {
        if (from.consumedBytes - from.announcedBytes >= creditBytes / 2 && !from.creditDue && from.failure == null) {
            from.creditDue = true;
            list(from);
            pump(from);
        }
    }

    private void envelope(final Frame.Type type, final Scope scope, final long lengthBytes, final int objectCount,
        final int tag) {
        frame.type = type;
        frame.context = scope.context();
        frame.source = scope.rank();
        frame.tag = tag;
        frame.messageBytes = lengthBytes;
        frame.objectCount = objectCount;
    }

    private int trySend(final Peer to, final Object base, final long offset, final int lengthBytes) {
        frame.consumedBytes = to.consumedBytes;
        final int result = to.endpoint.trySend(frame, base, offset, lengthBytes);
        if (result >= 0) {
            to.announcedBytes = to.consumedBytes;
        } else if (result == SendResult.NO_SPACE) {
            return takeOtherRoute(to);
        }
        return result;
    }

    private int takeOtherRoute(final Peer to) {
        if (to.fallback == null) {
            failures.onPeerFailed(to.worldRank, "no space is left for the shared memory to reach it, and no other"
                + " transport is open; make room or start with --transport tcp");
            return SendResult.CLOSED;
        }
        to.endpoint = to.fallback;
        to.fallback = null;
        return SendResult.BACK_PRESSURED;
    }

    /** Puts something into its place in the order; nothing waits for a peer that is gone. */
    private void enqueue(final Peer to, final Outgoing outgoing) {
        if (to.failure == null) {
            to.outbound.addLast(outgoing);
            list(to);
        }
    }

    private void list(final Peer peer) {
        if (!peer.listed) {
            peer.listed = true;
            busy.add(peer);
        }
    }

    @Override
    public boolean isEmpty() {
        return busy.isEmpty();
    }

    @Override
    public int flush() {
        int work = 0;
        for (int i = busy.size() - 1; i >= 0; i--) {
            final Peer peer = busy.get(i);
            work += pump(peer);
            if (!peer.hasOutbound()) {
                peer.listed = false;
                busy.set(i, busy.getLast());
                busy.removeLast();
            }
        }
        return work;
    }

    /**
     * Sends what waits for a peer until it is refused. Pieces of payload that are refused let others pass, unless their
     * frame is open.
     */
    private int pump(final Peer to) {
        int work = 0;
        if (to.creditDue && trySendControl(to, Frame.Type.CREDIT, 0, 0, 0) >= 0) {
            to.creditDue = false;
            work++;
        }
        int left = to.outbound.size();
        while (left-- > 0 && !to.outbound.isEmpty()) {
            final Outgoing next = to.outbound.peekFirst();
            final int result = next.attempt(to);
            if (result > 0) {
                to.outbound.pollFirst();
                work++;
            } else {
                work += result == 0 ? 1 : 0;
                if (result < 0 && !next.isPayload() || to.failure != null || to.endpoint.isFrameOpen()) {
                    break;
                }
                to.outbound.addLast(to.outbound.pollFirst());
            }
        }
        return work;
    }

    /** Fails every send that needs a peer which is gone. */
    void fail(final Peer peer) {
        for (final Outgoing outgoing : peer.outbound) {
            if (outgoing instanceof final SendOperation send && send.id == 0) {
                failOne(send, peer);
            }
        }
        peer.outbound.clear();
        peer.early = null;
        peer.creditDue = false;
        for (int slot = 0; slot < operations.slots(); slot++) {
            if (operations.at(slot) instanceof final SendOperation send && send.peer == peer.worldRank) {
                failOne(send, peer);
            }
        }
    }

    private void failOne(final SendOperation send, final Peer peer) {
        send.error = peer.fault(send.describe());
        complete(send, peer);
    }
}
