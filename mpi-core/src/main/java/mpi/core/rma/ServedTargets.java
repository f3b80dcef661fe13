package mpi.core.rma;

import java.util.Arrays;
import mpi.MPI;
import mpi.MPIException;
import mpi.core.boot.RankState;
import mpi.core.p2p.Completions;
import mpi.core.p2p.Receiver;
import mpi.core.p2p.Scope;
import mpi.core.p2p.Sender;
import mpi.core.progress.Awaited;
import mpi.core.progress.Condition;
import mpi.core.progress.ProgressLock;
import mpi.core.transport.Memory;
import mpi.spi.Completion;
import mpi.spi.Faults;
import mpi.spi.Layout;
import mpi.spi.Reduction;
import mpi.spi.RequestEngine;
import mpi.spi.SendMode;

/**
 * What this rank asks, as an origin, of targets whose memory it cannot map: messages that the {@link TargetService} of
 * each applies in the order in which they were sent. Operations do not wait; that they are complete at the target is
 * told by the answer to a request behind them.
 *
 * <p>Guarded by the progress lock, which all methods enter.
 */
final class ServedTargets {
    static final int REQUEST_TAG = 0;
    static final int OPERANDS_TAG = 1;
    static final int DATA_TAG = 2;
    static final int STATUS_TAG = 3;
    static final int GRANT_TAG = 4;

    /** All that was asked is done. */
    static final long STATUS_DONE = 0;
    /** A rank has died; minus a status tells which. A positive status is an error class. */
    private static final long STATUS_FIRST_DEAD = -1;

    /**
     * Elements are combined in pieces of so many bytes, of which a target keeps one for each origin. A whole number of
     * items of any basic type, and less than what a standard send may leave behind.
     */
    static final int PIECE_BYTES = 64 * 1024;

    /** So many operations may be under way to one target before this rank waits for them: they take memory there. */
    private static final int MOST_UNDER_WAY = 256;

    private static final int NO_TAG = -1;
    private static final long ANY_LENGTH = -1;

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
    private final Scope scope;
    private final Sender sender;
    private final Receiver receiver;
    private final Completions completions;
    private final ProgressLock lock;
    private final RequestEngine complete;
    /** By target. */
    private final boolean[] served;
    private final TypeSlots[] types;
    private final Sent[] sent;
    private final int[] underWay;
    /** Messages that are not done. */
    private final int[] open;
    /** What has failed since the last time somebody was told. */
    private final MPIException[] failures;

    private final TargetRequest request = new TargetRequest();
    private byte[] message = new byte[TargetRequest.MAX_BYTES];
    private final Completion outcome = new Completion();
    private OpenMessage spare;

    ServedTargets(final WindowMembers members, final Scope scope, final boolean[] served) {
        final int size = members.size();
        this.members = members;
        this.scope = scope;
        this.served = served;
        sender = members.messages().sender();
        receiver = members.messages().receiver();
        completions = members.messages().completions();
        lock = members.progress().lock();
        complete = new CompletedRequest(members);
        types = new TypeSlots[size];
        sent = new Sent[size];
        Arrays.fill(sent, Sent.NOTHING);
        underWay = new int[size];
        open = new int[size];
        failures = new MPIException[size];
    }

    /** Whether operations on a target go by messages. */
    boolean isServed(final int target) {
        return served[target];
    }

    // Operations; offsets are where item 0 is in the target's memory

    RequestEngine put(final Object origin, final long count, final Layout originType, final int target,
        final long offset, final Layout type) {
        final long lengthBytes = count * originType.sizeBytes();
        if (lengthBytes == 0) {
            return complete;
        }
        final Object base = OriginMemory.readable(members.comm(), origin, count, originType);
        final ServedRequest operation =
            lengthBytes > TargetRequest.MAX_INLINE_BYTES ? new ServedRequest(members, "put", target, null) : null;
        enter("put", target);
        try {
            sent[target] = Sent.CHANGES;
            begin(TargetRequest.Kind.PUT, target, type).items(offset, 0, lengthBytes).operandBytes(lengthBytes);
            send("put", target, base, OriginMemory.offset(origin, originType), origin, operation);
            return end(operation, target);
        } finally {
            lock.exit();
        }
    }

    RequestEngine get(final Object origin, final long count, final Layout originType, final int target,
        final long offset, final Layout type) {
        final long lengthBytes = count * originType.sizeBytes();
        if (lengthBytes == 0) {
            return complete;
        }
        final Result result = new Result(origin, count, originType);
        final ServedRequest operation = new ServedRequest(members, "get", target, result.end());
        enter("get", target);
        try {
            begin(TargetRequest.Kind.GET, target, type).items(offset, 0, lengthBytes);
            receive("get", target, result, 0, lengthBytes, operation);
            send("get", target, null, 0, null, operation);
            return end(operation, target);
        } finally {
            lock.exit();
        }
    }

    RequestEngine accumulate(final Object origin, final long count, final Layout originType, final int target,
        final long offset, final Layout type, final Reduction op) {
        final long lengthBytes = count * originType.sizeBytes();
        if (lengthBytes == 0 || op.kind() == Reduction.Kind.NO_OP) {
            return complete;
        }
        final String name = "accumulate";
        final Object base = OriginMemory.readable(members.comm(), origin, count, originType);
        final long baseOffset = OriginMemory.offset(origin, originType);
        final ServedRequest operation =
            lengthBytes > TargetRequest.MAX_INLINE_BYTES ? new ServedRequest(members, name, target, null) : null;
        enter(name, target);
        try {
            sent[target] = Sent.CHANGES;
            for (long done = 0; done < lengthBytes; done += PIECE_BYTES) {
                final long pieceBytes = Math.min(PIECE_BYTES, lengthBytes - done);
                begin(TargetRequest.Kind.ACCUMULATE, target, type).operation(op.kind())
                    .items(offset, done, pieceBytes)
                    .operandBytes(pieceBytes);
                send(name, target, base, baseOffset + done, origin, operation);
            }
            return end(operation, target);
        } finally {
            lock.exit();
        }
    }

    RequestEngine fetch(final String name, final Object origin, final Layout originType, final long originCount,
        final Object into, final long count, final Layout resultType, final int target, final long offset,
        final Layout type, final Reduction op) {
        final long lengthBytes = count * resultType.sizeBytes();
        if (lengthBytes == 0) {
            return complete;
        }
        final boolean isRead = op.kind() == Reduction.Kind.NO_OP;
        final Object base = isRead ? null : OriginMemory.readable(members.comm(), origin, originCount, originType);
        final long baseOffset = isRead ? 0 : OriginMemory.offset(origin, originType);
        final Result result = new Result(into, count, resultType);
        final ServedRequest operation = new ServedRequest(members, name, target, result.end());
        enter(name, target);
        try {
            sent[target] = Sent.CHANGES;
            for (long done = 0; done < lengthBytes; done += PIECE_BYTES) {
                final long pieceBytes = Math.min(PIECE_BYTES, lengthBytes - done);
                begin(TargetRequest.Kind.FETCH, target, type).operation(op.kind())
                    .items(offset, done, pieceBytes)
                    .operandBytes(isRead ? 0 : pieceBytes);
                receive(name, target, result, done, pieceBytes, operation);
                send(name, target, base, baseOffset + done, origin, operation);
            }
            return end(operation, target);
        } finally {
            lock.exit();
        }
    }

    void compareAndSwap(final Object origin, final Object compare, final Object into, final Layout type,
        final int target, final long offset) {
        final String name = "compare_and_swap";
        final int lengthBytes = (int) type.sizeBytes();
        final byte[] operands = new byte[2 * lengthBytes];
        Memory.copy(OriginMemory.readable(members.comm(), origin, 1, type), OriginMemory.offset(origin, type),
            operands, 0, lengthBytes);
        Memory.copy(OriginMemory.readable(members.comm(), compare, 1, type), OriginMemory.offset(compare, type),
            operands, lengthBytes, lengthBytes);
        final Result result = new Result(into, 1, type);
        final ServedRequest operation = new ServedRequest(members, name, target, result.end());
        enter(name, target);
        try {
            sent[target] = Sent.CHANGES;
            begin(TargetRequest.Kind.SWAP, target, type).items(offset, 0, lengthBytes).operandBytes(operands.length);
            receive(name, target, result, 0, lengthBytes, operation);
            send(name, target, operands, 0, null, operation);
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
            requireAlive(operation, target);
            receiveStatus(operation, target, GRANT_TAG, grant);
            request.wrap(message)
                .ask(isExclusive ? TargetRequest.Kind.LOCK_ALONE : TargetRequest.Kind.LOCK_TOGETHER);
            send(operation, target, null, 0, null, grant);
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
            request.wrap(message).ask(kind);
            send(operation, target, null, 0, null, null);
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
                receiveStatus(operation, target, STATUS_TAG, null);
                request.wrap(message).ask(TargetRequest.Kind.FLUSH);
                send(operation, target, null, 0, null, null);
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
            if (open[target] > 0) {
                members.progress().await(new Quiet(target, operation));
            }
            final MPIException failure = failures[target];
            failures[target] = null;
            return failure;
        } finally {
            lock.exit();
        }
    }

    /** Whether an operation was sent to a target that it has not said to have applied. */
    boolean hasChanged(final int target) {
        lock.enter();
        try {
            return sent[target] == Sent.CHANGES;
        } finally {
            lock.exit();
        }
    }

    // Messages; called with the lock held

    /** Enters the lock for an operation, once there is room for it at the target. */
    private void enter(final String operation, final int target) {
        lock.enter();
        try {
            requireAlive(operation, target);
            if (++underWay[target] > MOST_UNDER_WAY) {
                underWay[target] = 0;
                sent[target] = Sent.CHANGES;
                beginFlush(target, operation);
                members.progress().await(new Quiet(target, operation));
            }
        } catch (final MPIException e) {
            lock.exit();
            throw e;
        }
    }

    private void requireAlive(final String operation, final int target) {
        if (members.isDead(target)) {
            throw members.failure(target, operation);
        }
    }

    /** Begins to write a request for items, which the target is told the type of before. */
    private TargetRequest begin(final TargetRequest.Kind kind, final int target, final Layout type) {
        final int slot = type.isRaw() ? TargetRequest.NO_SLOT : slot(target, type);
        return request.wrap(message).ask(kind).type(type.basic(), slot);
    }

    private int slot(final int target, final Layout type) {
        if (types[target] == null) {
            types[target] = new TypeSlots();
        }
        final int known = types[target].slotOf(type);
        if (known >= 0) {
            return known;
        }
        final int slot = types[target].add(type);
        final byte[] encoded = TypeSlots.encode(type);
        request.wrap(message).ask(TargetRequest.Kind.TYPE).type(type.basic(), slot).operandBytes(encoded.length);
        send("datatype", target, encoded, 0, null, null);
        return slot;
    }

    /** Sends the request that was written, with its operands. */
    private void send(final String name, final int target, final Object base, final long baseOffset,
        final Object owner, final ServedRequest operation) {
        final long operandBytes = request.operandBytes();
        final boolean isApart = request.hasOperandsApart();
        if (!isApart && operandBytes > 0) {
            Memory.copy(base, baseOffset, message, TargetRequest.HEADER_BYTES, operandBytes);
        }
        final RequestEngine asked = sender.isend(scope, SendMode.STANDARD, true, message, 0, request.lengthOnWire(), 0,
            null, target, REQUEST_TAG);
        if (!asked.isDone()) {
            message = new byte[TargetRequest.MAX_BYTES]; // the settings let no message be left behind
        }
        track(name, target, asked, ANY_LENGTH, operation);
        if (isApart) {
            track(name, target, sender.isend(scope, SendMode.STANDARD, false, base, baseOffset, operandBytes, 0, owner,
                target, OPERANDS_TAG), ANY_LENGTH, operation);
        }
    }

    private void receive(final String name, final int target, final Result result, final long position,
        final long lengthBytes, final ServedRequest operation) {
        track(name, target, receiver.irecv(scope, result.base, result.offset + position, lengthBytes, result.buffer,
            target, DATA_TAG), lengthBytes, operation);
    }

    private void receiveStatus(final String name, final int target, final int tag, final ServedRequest operation) {
        final OpenMessage receive = take(name, target, operation);
        receive.isStatus = true;
        receive.begin(receiver.irecv(scope, receive.status, 0, Long.BYTES, null, target, tag), Long.BYTES);
    }

    private void track(final String name, final int target, final RequestEngine begun, final long expectedBytes,
        final ServedRequest operation) {
        if (begun.isDone() && expectedBytes == ANY_LENGTH) {
            final MPIException error = begun.completeWithoutStatus(begun.use());
            if (error != null) {
                fail(target, operation, explained(name, target, error));
            }
        } else {
            take(name, target, operation).begin(begun, expectedBytes);
        }
    }

    private RequestEngine end(final ServedRequest operation, final int target) {
        if (operation == null) {
            final MPIException failure = failures[target];
            if (failure != null) {
                failures[target] = null;
                throw failure;
            }
            return complete;
        }
        operation.ended();
        return operation;
    }

    private void fail(final int target, final ServedRequest operation, final MPIException failure) {
        if (operation != null) {
            operation.fail(failure);
        }
        if (failures[target] == null) {
            failures[target] = failure;
        }
    }

    private MPIException explained(final String name, final int target, final MPIException error) {
        return members.isDead(target) ? members.failure(target, name) : error;
    }

    private OpenMessage take(final String name, final int target, final ServedRequest operation) {
        final OpenMessage taken = spare == null ? new OpenMessage() : spare;
        spare = taken.next;
        taken.name = name;
        taken.target = target;
        taken.operation = operation;
        taken.isStatus = false;
        return taken;
    }

    /** A message under way, which has to be done before an epoch at its target ends. */
    private final class OpenMessage implements Runnable {
        private final long[] status = new long[1];
        private OpenMessage next;
        private String name;
        private int target;
        private ServedRequest operation;
        private RequestEngine begun;
        private int use;
        private long expectedBytes;
        /** Whether it is an answer that tells what has become of requests. */
        private boolean isStatus;

        void begin(final RequestEngine message, final long lengthBytes) {
            begun = message;
            use = message.use();
            expectedBytes = lengthBytes;
            open[target]++;
            if (operation != null) {
                operation.begun();
            }
            if (message.isDone()) {
                run();
            } else {
                completions.whenDone(message, this);
            }
        }

        /** The message is done. */
        @Override
        public void run() {
            begun.complete(use, outcome);
            open[target]--;
            final MPIException failure = failure();
            if (failure != null) {
                if (isStatus && operation != null) {
                    operation.fail(failure); // the lock is not this rank's, nothing else has failed
                } else {
                    fail(target, operation, failure);
                }
            }
            final ServedRequest ended = operation;
            begun = null;
            operation = null;
            next = spare;
            spare = this;
            if (ended != null) {
                ended.ended();
            }
        }

        private MPIException failure() {
            if (outcome.error != null) {
                return explained(name, target, outcome.error);
            }
            if (isStatus && status[0] != STATUS_DONE) {
                return refusal(status[0]);
            }
            return expectedBytes == ANY_LENGTH || outcome.lengthBytes == expectedBytes ? null
                : refusal(MPI.ERR_RMA_RANGE);
        }

        private MPIException refusal(final long why) {
            final String where = members.describe(name) + ", to " + target;
            return why < 0
                ? Faults.fault(MPI.ERR_PROC_FAILED, where, "rank " + (STATUS_FIRST_DEAD - why)
                    + " of the world has failed, which may hold the lock")
                : Faults.fault((int) why, where,
                    "the target has no memory attached where an operation since the last synchronisation went");
        }
    }

    /** The status that names a rank which is gone. */
    static long statusOfDead(final int worldRank) {
        return STATUS_FIRST_DEAD - worldRank;
    }

    /** Where answers go. */
    private final class Result {
        private final Object buffer;
        private final long count;
        private final Layout type;
        private final Object base;
        private final long offset;
        private final boolean isDirect;

        Result(final Object buffer, final long count, final Layout type) {
            this.buffer = buffer;
            this.count = count;
            this.type = type;
            isDirect = OriginMemory.isDirect(buffer, type);
            base = isDirect ? OriginMemory.writable(buffer, type)
                : new byte[Math.toIntExact(count * type.sizeBytes())];
            offset = isDirect ? OriginMemory.offset(buffer, type) : 0;
        }

        /** What is left to do once all answers are there. */
        Runnable end() {
            return isDirect ? null : () -> members.comm().unpack((byte[]) base, 0, buffer, 0, count, type);
        }
    }

    /** That no message to or from a target is under way. */
    private final class Quiet implements Condition {
        private final int target;
        private final String operation;

        Quiet(final int target, final String operation) {
            this.target = target;
            this.operation = operation;
        }

        @Override
        public boolean isMet() {
            return open[target] == 0;
        }

        @Override
        public void awaits(final Awaited ranks) {
            ranks.addEverybody(); // the target may wait for a third rank
        }

        @Override
        public RankState.Operation describe(final long blockedNanos) {
            return new RankState.Operation(operation, members.comm().name(), members.worldRanks()[target], NO_TAG, 0,
                blockedNanos);
        }
    }
}
