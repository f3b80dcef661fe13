package mpi.core.rma;

import java.lang.ref.Reference;
import java.util.Arrays;
import mpi.MPIException;
import mpi.core.progress.ProgressLock;
import mpi.core.transport.Memory;
import mpi.spi.Layout;
import mpi.spi.Reduction;
import mpi.spi.RequestEngine;

/**
 * What this rank asks, as an origin, of targets whose memory it cannot map: messages that the {@link TargetService} of
 * each applies in the order in which they were sent. Operations do not wait; that they are complete at the target is
 * told by the answer to a request behind them.
 *
 * <p>Guarded by the progress lock, which all methods enter.
 */
final class ServedTargets {
    /**
     * Elements are combined in pieces of so many bytes, of which a target keeps one for each origin. A whole number of
     * items of any basic type, and less than what a standard send may leave behind.
     */
    static final int PIECE_BYTES = 64 * 1024;

    /** So many operations may be under way to one target before this rank waits for them: they take memory there. */
    private static final int MOST_UNDER_WAY = 256;

    /** What a target has been sent since it last answered. */
    private enum Sent {
        /** Nothing. */
        NOTHING,
        /** News of synchronisation. */
        NEWS,
        /** Operations that change its memory. */
        CHANGES
    }

    private final WindowMembers members;
    private final TargetMessages messages;
    private final ProgressLock lock;
    private final RequestEngine complete;
    /** By target. */
    private final boolean[] served;
    private final Sent[] sent;
    private final int[] underWay;

    ServedTargets(final WindowMembers members, final TargetMessages messages, final boolean[] served) {
        this.members = members;
        this.messages = messages;
        this.served = served;
        lock = members.progress().lock();
        complete = new CompletedRequest(members);
        sent = new Sent[members.size()];
        Arrays.fill(sent, Sent.NOTHING);
        underWay = new int[members.size()];
    }

    /** Whether operations on a target go by messages. */
    boolean isServed(final int target) {
        return served[target];
    }

    // Operations; offsets are where item 0 is in the target's memory

    RequestEngine put(final Object origin, final long originOffset, final long count, final Layout originType,
        final int target, final long offset, final Layout type) {
        final long lengthBytes = count * originType.sizeBytes();
        if (lengthBytes == 0) {
            return complete;
        }
        final Object base = OriginMemory.readable(members.comm(), origin, originOffset, count, originType);
        final ServedRequest operation =
            lengthBytes > TargetRequest.MAX_INLINE_BYTES ? new ServedRequest(members, "put", target, null) : null;
        enter("put", target);
        try {
            sent[target] = Sent.CHANGES;
            messages.begin(TargetRequest.Kind.PUT, target, type)
                .items(offset, 0, lengthBytes)
                .operandBytes(lengthBytes);
            messages.send("put", target, base, OriginMemory.offset(origin, originOffset, originType), origin,
                operation);
            return end(operation, target);
        } finally {
            lock.exit();
        }
    }

    RequestEngine get(final Object origin, final long originOffset, final long count, final Layout originType,
        final int target, final long offset, final Layout type) {
        final long lengthBytes = count * originType.sizeBytes();
        if (lengthBytes == 0) {
            return complete;
        }
        final AnswerBuffer result = new AnswerBuffer(members.comm(), origin, originOffset, count, originType);
        final ServedRequest operation = new ServedRequest(members, "get", target, result.end());
        enter("get", target);
        try {
            messages.begin(TargetRequest.Kind.GET, target, type).items(offset, 0, lengthBytes);
            messages.receive("get", target, result, 0, lengthBytes, operation);
            messages.send("get", target, null, 0, null, operation);
            return end(operation, target);
        } finally {
            lock.exit();
        }
    }

    RequestEngine accumulate(final Object origin, final long originOffset, final long count, final Layout originType,
        final int target, final long offset, final Layout type, final Reduction op) {
        final long lengthBytes = count * originType.sizeBytes();
        if (lengthBytes == 0 || op.kind() == Reduction.Kind.NO_OP) {
            return complete;
        }
        final String name = "accumulate";
        final Object base = OriginMemory.readable(members.comm(), origin, originOffset, count, originType);
        final long baseOffset = OriginMemory.offset(origin, originOffset, originType);
        final ServedRequest operation =
            lengthBytes > TargetRequest.MAX_INLINE_BYTES ? new ServedRequest(members, name, target, null) : null;
        enter(name, target);
        try {
            sent[target] = Sent.CHANGES;
            for (long done = 0; done < lengthBytes; done += PIECE_BYTES) {
                final long pieceBytes = Math.min(PIECE_BYTES, lengthBytes - done);
                messages.begin(TargetRequest.Kind.ACCUMULATE, target, type)
                    .operation(op.kind())
                    .items(offset, done, pieceBytes)
                    .operandBytes(pieceBytes);
                messages.send(name, target, base, baseOffset + done, origin, operation);
            }
            return end(operation, target);
        } finally {
            lock.exit();
        }
    }

    RequestEngine fetch(final String name, final Object origin, final long originOffset, final Layout originType,
        final long originCount, final Object into, final long intoOffset, final long count, final Layout resultType,
        final int target, final long offset, final Layout type, final Reduction op) {
        final long lengthBytes = count * resultType.sizeBytes();
        if (lengthBytes == 0) {
            return complete;
        }
        final boolean isRead = op.kind() == Reduction.Kind.NO_OP;
        final Object base =
            isRead ? null : OriginMemory.readable(members.comm(), origin, originOffset, originCount, originType);
        final long baseOffset = isRead ? 0 : OriginMemory.offset(origin, originOffset, originType);
        final AnswerBuffer result = new AnswerBuffer(members.comm(), into, intoOffset, count, resultType);
        final ServedRequest operation = new ServedRequest(members, name, target, result.end());
        enter(name, target);
        try {
            sent[target] = Sent.CHANGES;
            for (long done = 0; done < lengthBytes; done += PIECE_BYTES) {
                final long pieceBytes = Math.min(PIECE_BYTES, lengthBytes - done);
                messages.begin(TargetRequest.Kind.FETCH, target, type)
                    .operation(op.kind())
                    .items(offset, done, pieceBytes)
                    .operandBytes(isRead ? 0 : pieceBytes);
                messages.receive(name, target, result, done, pieceBytes, operation);
                messages.send(name, target, base, baseOffset + done, origin, operation);
            }
            return end(operation, target);
        } finally {
            lock.exit();
        }
    }

    void compareAndSwap(final Object origin, final long originOffset, final Object compare, final long compareOffset,
        final Object into, final long intoOffset, final Layout type, final int target, final long offset) {
        final String name = "compare_and_swap";
        final int lengthBytes = (int) type.sizeBytes();
        final byte[] operands = new byte[2 * lengthBytes];
        Memory.copy(OriginMemory.readable(members.comm(), origin, originOffset, 1, type),
            OriginMemory.offset(origin, originOffset, type), operands, 0, lengthBytes);
        Memory.copy(OriginMemory.readable(members.comm(), compare, compareOffset, 1, type),
            OriginMemory.offset(compare, compareOffset, type), operands, lengthBytes, lengthBytes);
        Reference.reachabilityFence(origin);
        Reference.reachabilityFence(compare);
        final AnswerBuffer result = new AnswerBuffer(members.comm(), into, intoOffset, 1, type);
        final ServedRequest operation = new ServedRequest(members, name, target, result.end());
        enter(name, target);
        try {
            sent[target] = Sent.CHANGES;
            messages.begin(TargetRequest.Kind.SWAP, target, type)
                .items(offset, 0, lengthBytes)
                .operandBytes(operands.length);
            messages.receive(name, target, result, 0, lengthBytes, operation);
            messages.send(name, target, operands, 0, null, operation);
            end(operation, target);
        } finally {
            lock.exit();
        }
    }

    // Synchronisation

    /** Tells an origin that this rank has posted to it. */
    void post(final int origin) {
        tell("post", TargetRequest.Kind.POST, origin);
    }

    /** Tells a target, behind the operations sent to it, that this rank has completed. */
    void complete(final int target) {
        tell("complete", TargetRequest.Kind.COMPLETE, target);
    }

    /** Asks for the lock of a target. */
    ServedRequest beginLock(final boolean isExclusive, final int target, final String operation) {
        final ServedRequest grant = new ServedRequest(members, operation, target, null);
        lock.enter();
        try {
            messages.requireAlive(operation, target);
            messages.receiveStatus(operation, target, TargetRequest.GRANT_TAG, grant);
            messages.begin(isExclusive ? TargetRequest.Kind.LOCK_ALONE : TargetRequest.Kind.LOCK_TOGETHER);
            messages.send(operation, target, null, 0, null, grant);
            grant.ended();
            return grant;
        } finally {
            lock.exit();
        }
    }

    /** Lets go of the lock of a target, behind the operations sent to it. */
    void unlock(final boolean isExclusive, final int target) {
        tell("unlock", isExclusive ? TargetRequest.Kind.UNLOCK_ALONE : TargetRequest.Kind.UNLOCK_TOGETHER, target);
    }

    private void tell(final String operation, final TargetRequest.Kind kind, final int target) {
        lock.enter();
        try {
            if (sent[target] == Sent.NOTHING) {
                sent[target] = Sent.NEWS;
            }
            messages.begin(kind);
            messages.send(operation, target, null, 0, null, null);
        } finally {
            lock.exit();
        }
    }

    /** Asks a target to answer once it has applied what was sent to it, if that changes anything. */
    void beginFlush(final int target, final String operation) {
        beginFlush(target, operation, Sent.CHANGES);
    }

    /** Asks a target to answer once it has taken whatever was sent to it. */
    void beginFlushOfNews(final int target, final String operation) {
        beginFlush(target, operation, Sent.NEWS);
    }

    private void beginFlush(final int target, final String operation, final Sent atLeast) {
        lock.enter();
        try {
            if (sent[target].compareTo(atLeast) >= 0) {
                sent[target] = Sent.NOTHING;
                underWay[target] = 0;
                messages.receiveStatus(operation, target, TargetRequest.STATUS_TAG, null);
                messages.begin(TargetRequest.Kind.FLUSH);
                messages.send(operation, target, null, 0, null, null);
            }
        } finally {
            lock.exit();
        }
    }

    /**
     * Blocks until no message to or from a target is under way: buffers may be used again, and what was asked for is
     * there.
     *
     * @return what has failed, or {@code null}
     */
    MPIException await(final int target, final String operation) {
        lock.enter();
        try {
            messages.await(target, operation);
            return messages.takeFailure(target);
        } finally {
            lock.exit();
        }
    }

    /** Enters the lock for an operation, once there is room for it at the target. */
    private void enter(final String operation, final int target) {
        lock.enter();
        try {
            messages.requireAlive(operation, target);
            if (++underWay[target] > MOST_UNDER_WAY) {
                underWay[target] = 0;
                sent[target] = Sent.CHANGES;
                beginFlush(target, operation);
                messages.await(target, operation);
            }
        } catch (final RuntimeException | Error e) {
            lock.exit();
            throw e;
        }
    }

    /** What an operation answers that was sent; {@code null} stands for one that is over. */
    private RequestEngine end(final ServedRequest operation, final int target) {
        if (operation != null) {
            operation.ended();
            return operation;
        }
        final MPIException failure = messages.takeFailure(target);
        if (failure != null) {
            throw failure;
        }
        return complete;
    }
}
