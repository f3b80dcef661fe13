package mpi.core.p2p;

import mpi.MPI;
import mpi.core.datatype.Packing;
import mpi.core.diag.Counters;
import mpi.core.diag.ErrorLog;
import mpi.core.progress.Progress;
import mpi.core.transport.Endpoint;
import mpi.core.transport.FrameHandler;
import mpi.core.transport.Memory;
import mpi.core.wire.Frame;

/**
 * How messages arrive: matched to a receive, or kept until there is one. Every envelope is accepted (engine invariant
 * 1); nothing here blocks, throws, or runs user code (invariant 2). Guarded by the progress lock.
 */
final class ReceiveProtocol implements FrameHandler {
    private final Peers peers;
    private final SendProtocol sends;
    private final Completions completions;
    private final Progress progress;
    private final Counters counters;
    private final ErrorLog errors;
    private final BufferPool buffers;
    private final Packing packing;
    private final Matching matching = new Matching();
    private final OperationTable operations = new OperationTable();
    private final OperationPool<ReceiveOperation> pool;
    private final Spares<UnexpectedMessage> spareMessages = new Spares<>(UnexpectedMessage::new);

    ReceiveProtocol(final Peers peers, final SendProtocol sends, final Completions completions,
        final Progress progress, final Packing packing, final Counters counters, final ErrorLog errors,
        final BufferPool buffers) {
        this.peers = peers;
        this.sends = sends;
        this.completions = completions;
        this.packing = packing;
        pool = new OperationPool<>(this::newOperation);
        this.progress = progress;
        this.counters = counters;
        this.errors = errors;
        this.buffers = buffers;
    }

    /** Whether a receive of a communicator, or a send of this rank to itself that is not copied, is not done. */
    boolean hasPending(final int contextId) {
        return matching.hasPosted(contextId) || operations.hasAnyOf(contextId) || isFilling(contextId)
            || matching.findMessage(arrived -> arrived.local != null && !arrived.local.retained
                && arrived.local.scope.isOf(contextId)) != null;
    }

    /** Whether a receive has its message, all of which was announced as early, and has no name, but not all of it. */
    private boolean isFilling(final int contextId) {
        for (final Peer peer : peers.all()) {
            if (peer.arriving.receive != null && peer.arriving.receive.scope.isOf(contextId)) {
                return true;
            }
        }
        return false;
    }

    ReceiveOperation take() {
        return pool.take();
    }

    /** An operation that is used once. */
    ReceiveOperation newOperation() {
        return new ReceiveOperation(completions);
    }

    Packing packing() {
        return packing;
    }

    /** Gives a receive the first message that matches, or posts it. */
    void start(final ReceiveOperation receive) {
        final UnexpectedMessage message = matching.findMessage(receive.context, receive.source, receive.tag);
        if (message != null) {
            matching.remove(message);
            deliver(message, receive);
        } else {
            final Peer dead = peers.deadPeerOf(receive.scope, receive.peer);
            if (dead == null) {
                matching.post(receive);
            } else {
                fail(receive, dead);
            }
        }
    }

    /** The first message that matches, or null. */
    UnexpectedMessage find(final int context, final int source, final int tag) {
        return matching.findMessage(context, source, tag);
    }

    /** The first message that matches, taken out of the matching; there is one. */
    UnexpectedMessage takeMessage(final int context, final int source, final int tag) {
        final UnexpectedMessage message = matching.findMessage(context, source, tag);
        matching.remove(message);
        return message;
    }

    /** Takes back a message of this rank to itself, unless a receive has taken it. */
    boolean withdraw(final SendOperation send) {
        final UnexpectedMessage message = matching.findMessage(arrived -> arrived.local == send);
        if (message == null) {
            return false;
        }
        matching.remove(message);
        recycle(message);
        return true;
    }

    /** The sender wants a message back; if it is too late for that, it has been answered. */
    private void onCancel(final Peer from, final long sendId) {
        final UnexpectedMessage message = matching
            .findMessage(
                arrived -> arrived.sendId == sendId && arrived.peer == from.worldRank && arrived.local == null);
        if (message == null || sendId == 0) {
            return;
        }
        matching.remove(message);
        if (message.payload != null) {
            from.arriving.redirect(message, null);
            from.consumedBytes += message.earlyBytes;
            buffers.give(message.payload);
        }
        recycle(message);
        sends.answer(from, Frame.Type.CANCELLED, sendId, 0, 0);
        sends.returnCredit(from);
    }

    private void recycle(final UnexpectedMessage message) {
        message.payload = null;
        message.local = null;
        spareMessages.add(message);
    }

    /** Cancels a receive that has not been matched. */
    void cancel(final ReceiveOperation receive) {
        if (receive.posted) {
            matching.unpost(receive);
            receive.cancelled = true;
            receive.matchedSource = MPI.ANY_SOURCE;
            receive.matchedTag = MPI.ANY_TAG;
            receive.messageBytes = 0;
            complete(receive);
        }
    }

    /** A message of this rank to itself. */
    void onLocal(final SendOperation send) {
        final ReceiveOperation receive = matching.takeReceive(send.context, send.source, send.tag);
        if (receive != null) {
            receiveLocal(send, receive);
        } else {
            final UnexpectedMessage message = message(send.context, send.source, send.tag, send.peer,
                send.lengthBytes, send.objectCount);
            message.local = send;
            matching.keep(message);
            progress.signal();
        }
    }

    @Override
    public void onFrame(final int peer, final Frame frame, final long payloadAddress) {
        final Peer from = peers.of(peer);
        from.acknowledgedBytes = frame.consumedBytes;
        switch (frame.type) {
            case EAGER -> onEager(from, frame, payloadAddress);
            case RTS -> onRequest(from, frame);
            case DATA -> onData(from, frame, payloadAddress);
            case CTS, DONE, CANCELLED -> onAnswer(from, frame);
            case CANCEL -> onCancel(from, frame.sendId);
            case CREDIT -> {
                // its consumedBytes, taken above, is all it carries
            }
        }
    }

    private void onEager(final Peer from, final Frame frame, final long payloadAddress) {
        counters.received(from.worldRank, frame.messageBytes);
        final ReceiveOperation receive = matching.takeReceive(frame.context, frame.source, frame.tag);
        if (receive != null) {
            final long wanted = receive.match(frame.source, frame.tag, frame.messageBytes, frame.objectCount);
            Memory.copyIn(frame, payloadAddress, receive.base, receive.offset, wanted);
            counters.copied(wanted);
            complete(receive);
            from.consumedBytes += frame.messageBytes;
            sends.returnCredit(from);
            return;
        }
        counters.increment(Counters.Value.UNEXPECTED);
        final UnexpectedMessage message = message(frame.context, frame.source, frame.tag, from.worldRank,
            frame.messageBytes, frame.objectCount);
        message.payload = buffers.take(frame.messageBytes);
        message.sendId = 0;
        message.earlyBytes = frame.messageBytes;
        message.arrivedBytes = frame.messageBytes;
        Memory.copyIn(frame, payloadAddress, message.payload, 0, frame.messageBytes);
        counters.copied(frame.messageBytes);
        matching.keep(message);
        progress.signal();
    }

    private void onRequest(final Peer from, final Frame frame) {
        final long earlyBytes = frame.earlyBytes();
        if (earlyBytes > 0 && from.arriving.isDue()) {
            drop("request of rank " + from.worldRank + " before the early payload of another: " + frame);
            return;
        }
        counters.received(from.worldRank, frame.messageBytes);
        final ReceiveOperation receive = matching.takeReceive(frame.context, frame.source, frame.tag);
        if (receive != null) {
            receive.match(frame.source, frame.tag, frame.messageBytes, frame.objectCount);
            if (earlyBytes == 0) {
                clear(from, receive, frame.sendId, frame.exposed());
            } else {
                from.arriving.expect(earlyBytes, receive, null);
                settle(from, receive, frame.sendId, earlyBytes);
            }
            return;
        }
        counters.increment(Counters.Value.UNEXPECTED);
        final UnexpectedMessage message = message(frame.context, frame.source, frame.tag, from.worldRank,
            frame.messageBytes, frame.objectCount);
        message.sendId = frame.sendId;
        message.exposed = frame.exposed();
        if (earlyBytes > 0) {
            message.payload = buffers.take(earlyBytes);
            message.earlyBytes = earlyBytes;
            message.arrivedBytes = 0;
            from.arriving.expect(earlyBytes, null, message);
        }
        matching.keep(message);
        progress.signal();
    }

    private void onData(final Peer from, final Frame frame, final long payloadAddress) {
        if (frame.recvId == 0) {
            onEarlyData(from, frame, payloadAddress);
            return;
        }
        final ReceiveOperation receive = (ReceiveOperation) operations.get(frame.recvId);
        final long offset = frame.dataOffset();
        if (receive == null || receive.peer != from.worldRank
            || offset > receive.wantedBytes - frame.payloadBytes) {
            drop("data from rank " + from.worldRank + " for no receive: " + frame);
            return;
        }
        take(from, receive, offset, frame.payloadBytes, frame, payloadAddress);
    }

    private void onEarlyData(final Peer from, final Frame frame, final long payloadAddress) {
        final EarlyPayload arriving = from.arriving;
        final ReceiveOperation receive = arriving.receive;
        final UnexpectedMessage message = arriving.message;
        final long offset = frame.dataOffset();
        if (!arriving.isNext(offset, frame.payloadBytes)) {
            drop("early data from rank " + from.worldRank + " that was not announced: " + frame);
            return;
        }
        arriving.arrived(frame.payloadBytes);
        if (receive != null) {
            take(from, receive, offset, Math.min(frame.payloadBytes, receive.wantedBytes - offset), frame,
                payloadAddress);
        } else if (message != null) {
            Memory.copyIn(frame, payloadAddress, message.payload, offset, frame.payloadBytes);
            counters.copied(frame.payloadBytes);
            message.arrivedBytes += frame.payloadBytes;
        }
    }

    /** Puts a piece of its message into the memory of a receive. */
    private void take(final Peer from, final ReceiveOperation receive, final long offset, final long lengthBytes,
        final Frame frame, final long payloadAddress) {
        Memory.copyIn(frame, payloadAddress, receive.base, receive.offset + offset, lengthBytes);
        counters.copied(lengthBytes);
        receive.receivedBytes += lengthBytes;
        if (receive.receivedBytes == receive.wantedBytes) {
            from.arriving.forget(receive);
            if (receive.id != 0) {
                operations.remove(receive);
            }
            complete(receive);
        }
    }

    private void onAnswer(final Peer from, final Frame frame) {
        final boolean known = frame.type == Frame.Type.CTS
            ? sends.onCleared(from, frame.sendId, frame.recvId, frame.messageBytes)
            : sends.onDone(from, frame.sendId, frame.type == Frame.Type.CANCELLED);
        if (!known) {
            drop("answer from rank " + from.worldRank + " to no send: " + frame);
        }
    }

    private void drop(final String what) {
        counters.increment(Counters.Value.DROPPED);
        errors.record(what);
    }

    /** Gives a receive a message that is out of the matching. */
    void deliver(final UnexpectedMessage message, final ReceiveOperation receive) {
        if (message.local != null) {
            receiveLocal(message.local, receive);
        } else {
            final Peer from = peers.of(message.peer);
            receive.matchKept(message);
            if (message.payload == null) {
                clear(from, receive, message.sendId, message.exposed);
            } else {
                takeKept(from, message, receive);
            }
        }
        recycle(message);
    }

    private void takeKept(final Peer from, final UnexpectedMessage message, final ReceiveOperation receive) {
        final long there = Math.min(message.arrivedBytes, receive.wantedBytes);
        if (receive.base != message.payload) {
            Memory.copy(message.payload, 0, receive.base, receive.offset, there);
            counters.copied(there);
            buffers.give(message.payload);
        }
        receive.receivedBytes = there;
        from.arriving.redirect(message, receive);
        settle(from, receive, message.sendId, message.earlyBytes);
    }

    /** Decides how a matched receive goes on of whose message so much comes, or came, without being asked for. */
    private void settle(final Peer from, final ReceiveOperation receive, final long sendId,
        final long earlyBytes) {
        final long wanted = receive.wantedBytes;
        receive.peer = from.worldRank;
        if (receive.receivedBytes == wanted) {
            from.arriving.forget(receive);
            complete(receive);
        } else if (from.failure != null) {
            fail(receive, from);
        } else if (wanted > earlyBytes) {
            operations.add(receive);
        }
        if (from.failure != null) {
            return;
        }
        from.consumedBytes += earlyBytes; // what is still to come needs no buffer
        if (wanted > earlyBytes) {
            sends.answer(from, Frame.Type.CTS, sendId, receive.id, wanted);
        } else if (sendId != 0) {
            sends.answer(from, Frame.Type.DONE, sendId, 0, 0);
        }
        sends.returnCredit(from);
    }

    /** Asks for the payload of a matched request-to-send, or reads it where the sender has exposed it. */
    private void clear(final Peer from, final ReceiveOperation receive, final long sendId, final long exposed) {
        if (from.failure != null) {
            fail(receive, from);
            return;
        }
        receive.peer = from.worldRank;
        final long wanted = receive.wantedBytes;
        if (wanted == 0 || readExposed(from.endpoint, receive, exposed)) {
            sends.answer(from, Frame.Type.DONE, sendId, 0, 0);
            complete(receive);
        } else {
            operations.add(receive);
            sends.answer(from, Frame.Type.CTS, sendId, receive.id, wanted);
        }
    }

    private boolean readExposed(final Endpoint from, final ReceiveOperation receive, final long exposed) {
        if (exposed == Frame.NOT_EXPOSED) {
            return false;
        }
        final long address = from.resolve(exposed, receive.wantedBytes);
        if (address == 0) {
            return false;
        }
        Memory.copyIn(address, receive.base, receive.offset, receive.wantedBytes);
        counters.copied(receive.wantedBytes);
        counters.increment(Counters.Value.SINGLE_COPY);
        return true;
    }

    private void receiveLocal(final SendOperation send, final ReceiveOperation receive) {
        counters.received(send.peer, send.lengthBytes);
        final long wanted = receive.match(send.source, send.tag, send.lengthBytes, send.objectCount);
        Memory.copy(send.base, send.offset, receive.base, receive.offset, wanted);
        counters.copied(wanted);
        complete(receive);
        sends.completeLocal(send);
    }

    private UnexpectedMessage message(final int context, final int source, final int tag, final int peer,
        final long messageBytes, final int objectCount) {
        final UnexpectedMessage message = spareMessages.take();
        message.context = context;
        message.source = source;
        message.tag = tag;
        message.peer = peer;
        message.messageBytes = messageBytes;
        message.objectCount = objectCount;
        return message;
    }

    private void complete(final ReceiveOperation receive) {
        receive.finish();
        progress.signal();
    }

    /** Fails every receive that needs a peer which is gone. */
    void fail(final Peer peer) {
        final ReceiveOperation halfEarly = peer.arriving.receive;
        peer.arriving.end();
        if (halfEarly != null && halfEarly.id == 0) {
            fail(halfEarly, peer);
        }
        for (int slot = 0; slot < operations.slots(); slot++) {
            if (operations.at(slot) instanceof final ReceiveOperation receive && receive.peer == peer.worldRank) {
                operations.remove(receive);
                fail(receive, peer);
            }
        }
        for (ReceiveOperation receive = matching.postedFrom(peer.worldRank); receive != null; receive =
            matching.postedFrom(peer.worldRank)) {
            matching.unpost(receive);
            fail(receive, peer);
        }
        progress.signal();
    }

    private void fail(final ReceiveOperation receive, final Peer peer) {
        receive.fail(peer.fault(receive.describe()));
        complete(receive);
    }
}
