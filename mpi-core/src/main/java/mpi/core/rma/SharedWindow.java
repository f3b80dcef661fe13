package mpi.core.rma;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import java.lang.ref.Reference;
import mpi.core.datatype.UserBuffers;
import mpi.core.op.AddressKernel;
import mpi.core.transport.Memory;
import mpi.core.transport.ScatteredMemory;
import mpi.spi.BasicType;
import mpi.spi.Layout;
import mpi.spi.Reduction;
import mpi.spi.RequestEngine;

/**
 * A window whose members all map each other's memory. Put and get are copies, complete when they return. The accumulate
 * family works on the target's memory under a lock of the target's, one for all of them, so that each element is
 * combined atomically whatever operations meet there; put and get never take it.
 *
 * <p>The operations also are those of a {@link ServedWindow} on the targets that this rank maps.
 */
final class SharedWindow extends Window {
    private final RankLock accumulates;
    /** By member, where its words are. */
    private final long[] words;
    private final CompletedRequest request;
    /** Ends the user's views of the memory. */
    private final Arena views = Arena.ofShared();
    private final Combinations combinations = new Combinations();

    /**
     * Makes the window of a rank.
     *
     * @param parts what it goes by
     * @param words by member, where its words are
     */
    SharedWindow(final Parts parts, final long[] words) {
        super(parts);
        this.words = words;
        accumulates = new RankLock(members, null);
        request = new CompletedRequest(members);
    }

    @Override
    @SuppressWarnings("restricted") // what the member has published and this rank has mapped, until the window is freed
    public MemorySegment memory(final int rank) {
        return MemorySegment.ofAddress(targets.addresses()[rank])
            .reinterpret(targets.sizesBytes()[rank], views, null);
    }

    @Override
    public RequestEngine put(final Object origin, final long originOffset, final long originCount,
        final Layout originType, final int target, final long targetDisp, final long targetCount,
        final Layout targetType) {
        final long lengthBytes = originCount * originType.sizeBytes();
        final long address = locate("put", lengthBytes, target, targetDisp, targetCount, targetType);
        if (UserBuffers.isRaw(origin, originType) && targetType.isRaw()) {
            Memory.copyOut(UserBuffers.base(origin), UserBuffers.offset(origin, originOffset), address, lengthBytes);
        } else {
            final Object base = OriginMemory.readable(members.comm(), origin, originOffset, originCount, originType);
            Memory.copy(base, OriginMemory.offset(origin, originOffset, originType), items(address, targetType),
                itemsOffset(address, targetType), lengthBytes);
        }
        Reference.reachabilityFence(origin);
        return request;
    }

    @Override
    public RequestEngine get(final Object origin, final long originOffset, final long originCount,
        final Layout originType, final int target, final long targetDisp, final long targetCount,
        final Layout targetType) {
        final long lengthBytes = originCount * originType.sizeBytes();
        final long address = locate("get", lengthBytes, target, targetDisp, targetCount, targetType);
        if (UserBuffers.isRaw(origin, originType) && targetType.isRaw()) {
            Memory.copyIn(address, UserBuffers.base(origin), UserBuffers.offset(origin, originOffset), lengthBytes);
        } else {
            read(address, targetType, origin, originOffset, originCount, originType, lengthBytes);
        }
        Reference.reachabilityFence(origin);
        return request;
    }

    @Override
    public RequestEngine accumulate(final Object origin, final long originOffset, final long originCount,
        final Layout originType, final int target, final long targetDisp, final long targetCount,
        final Layout targetType, final Reduction op) {
        final String operation = "accumulate";
        final long lengthBytes = originCount * originType.sizeBytes();
        final long address = locate(operation, lengthBytes, target, targetDisp, targetCount, targetType);
        final Object base = OriginMemory.readable(members.comm(), origin, originOffset, originCount, originType);
        final boolean isOneElement = isOneElement(op, base, targetType, lengthBytes);
        final AddressKernel kernel = isOneElement ? null : Combination.kernel(op.kind(), targetType.basic());
        final long lock = beginAccumulate(target, operation);
        try {
            if (isOneElement) {
                OneElement.combine(op.kind(), targetType.basic(),
                    OriginMemory.offset(origin, originOffset, originType), address);
            } else {
                combine(kernel, op, origin, originOffset, originType, base, address, targetType, lengthBytes);
            }
        } finally {
            accumulates.release(lock);
        }
        Reference.reachabilityFence(origin);
        return request;
    }

    @Override
    public RequestEngine getAccumulate(final Object origin, final long originOffset, final long originCount,
        final Layout originType, final Object result, final long resultOffset, final long resultCount,
        final Layout resultType, final int target, final long targetDisp, final long targetCount,
        final Layout targetType, final Reduction op) {
        fetch("get_accumulate", origin, originOffset, originCount, originType, result, resultOffset, resultCount,
            resultType, target, targetDisp, targetCount, targetType, op);
        return request;
    }

    @Override
    public void fetchAndOp(final Object origin, final long originOffset, final Object result, final long resultOffset,
        final Layout type, final int target, final long targetDisp, final Reduction op) {
        fetch("fetch_and_op", origin, originOffset, 1, type, result, resultOffset, 1, type, target, targetDisp, 1, type,
            op);
    }

    private void fetch(final String operation, final Object origin, final long originOffset, final long originCount,
        final Layout originType, final Object result, final long resultOffset, final long resultCount,
        final Layout resultType, final int target, final long targetDisp, final long targetCount,
        final Layout targetType, final Reduction op) {
        final long lengthBytes = resultCount * resultType.sizeBytes();
        final long address = locate(operation, lengthBytes, target, targetDisp, targetCount, targetType);
        final boolean isRead = op.kind() == Reduction.Kind.NO_OP;
        if (!isRead) {
            OriginMemory.requireLength(members, operation, originCount * originType.sizeBytes(), target, lengthBytes);
        }
        final Object base =
            isRead ? null : OriginMemory.readable(members.comm(), origin, originOffset, originCount, originType);
        final boolean isOneElement = isOneElement(op, base, targetType, lengthBytes);
        final AddressKernel kernel = isOneElement ? null : Combination.kernel(op.kind(), targetType.basic());
        final long lock = beginAccumulate(target, operation);
        try {
            read(address, targetType, result, resultOffset, resultCount, resultType, lengthBytes);
            if (isOneElement) {
                OneElement.combine(op.kind(), targetType.basic(),
                    OriginMemory.offset(origin, originOffset, originType), address);
            } else {
                combine(kernel, op, origin, originOffset, originType, base, address, targetType, lengthBytes);
            }
        } finally {
            accumulates.release(lock);
        }
        Reference.reachabilityFence(origin);
        Reference.reachabilityFence(result);
    }

    @Override
    public void compareAndSwap(final Object origin, final long originOffset, final Object compare,
        final long compareOffset, final Object result, final long resultOffset, final Layout type, final int target,
        final long targetDisp) {
        final String operation = "compare_and_swap";
        final long lengthBytes = type.sizeBytes();
        final long address = locate(operation, lengthBytes, target, targetDisp, 1, type);
        final Object base = OriginMemory.readable(members.comm(), origin, originOffset, 1, type);
        final Object expected = OriginMemory.readable(members.comm(), compare, compareOffset, 1, type);
        final long lock = beginAccumulate(target, operation);
        try {
            // decided first: only origin and result have to be disjoint
            final boolean isEqual = isEqual(expected, OriginMemory.offset(compare, compareOffset, type), address,
                (int) lengthBytes);
            read(address, type, result, resultOffset, 1, type, lengthBytes);
            if (isEqual) {
                Memory.copy(base, OriginMemory.offset(origin, originOffset, type), null, address, lengthBytes);
            }
        } finally {
            accumulates.release(lock);
        }
        Reference.reachabilityFence(origin);
        Reference.reachabilityFence(compare);
        Reference.reachabilityFence(result);
    }

    /** Takes the lock of a target under which its elements are combined; where the lock is. */
    long beginAccumulate(final int target, final String operation) {
        final long lock = words[target] + WindowLayout.ACCUMULATE_LOCK;
        accumulates.acquire(lock, target, operation);
        return lock;
    }

    /** Whether the target's element has the same bytes as another one; the caller has the target's lock. */
    private boolean isEqual(final Object compare, final long compareOffset, final long address,
        final int lengthBytes) {
        if (compare == null && lengthBytes == Long.BYTES) {
            return OneElement.areLongsEqual(compareOffset, address);
        }
        final Combination combination = combinations.take();
        try {
            return combination.isEqual(compare, compareOffset, address, lengthBytes);
        } finally {
            combinations.giveBack(combination);
        }
    }

    /** Whether {@link OneElement} knows what to do. */
    private static boolean isOneElement(final Reduction op, final Object base, final Layout targetType,
        final long lengthBytes) {
        final BasicType type = targetType.basic();
        return base == null && lengthBytes == type.sizeBytes() && targetType.isRaw()
            && OneElement.isKnown(op.kind(), type);
    }

    /** Applies an operation; the caller has the target's lock. */
    private void combine(final AddressKernel kernel, final Reduction op, final Object origin, final long originOffset,
        final Layout originType, final Object base, final long address, final Layout targetType,
        final long lengthBytes) {
        final Combination combination = combinations.take();
        try {
            combination.apply(kernel, op.kind(), targetType.basic(), base,
                op.kind() == Reduction.Kind.NO_OP ? 0 : OriginMemory.offset(origin, originOffset, originType),
                items(address, targetType), itemsOffset(address, targetType), lengthBytes);
        } finally {
            combinations.giveBack(combination);
        }
    }

    /** Copies from a target to any buffer of the user. */
    private void read(final long address, final Layout targetType, final Object buffer, final long start,
        final long count, final Layout type, final long lengthBytes) {
        final Object source = items(address, targetType);
        final long sourceOffset = itemsOffset(address, targetType);
        if (UserBuffers.isRaw(buffer, type)) {
            Memory.copy(source, sourceOffset, UserBuffers.base(buffer), UserBuffers.offset(buffer, start), lengthBytes);
            return;
        }
        final ScatteredMemory scattered = UserBuffers.scattered(buffer, start, type);
        if (scattered != null) {
            Memory.copy(source, sourceOffset, scattered, 0, lengthBytes);
            return;
        }
        final byte[] packed = new byte[Math.toIntExact(lengthBytes)];
        Memory.copy(source, sourceOffset, packed, 0, lengthBytes);
        members.comm().unpack(packed, 0, buffer, start, count, type);
    }

    private static Object items(final long address, final Layout type) {
        return type.isRaw() ? null : new ScatteredMemory(null, address, type);
    }

    private static long itemsOffset(final long address, final Layout type) {
        return type.isRaw() ? address : 0;
    }

    /** Where an operation goes, which this rank may do now. */
    private long locate(final String operation, final long lengthBytes, final int target, final long targetDisp,
        final long targetCount, final Layout targetType) {
        requireOperation(operation, lengthBytes, target, targetCount, targetType);
        return targets.locate(members, operation, target, targetDisp, targetCount, targetType);
    }

    @Override
    public void flush(final int target) {
        epochs.requirePassive("flush", target);
        VarHandle.fullFence();
    }

    @Override
    public void flushAll() {
        epochs.requireAnyPassive("flush_all");
        VarHandle.fullFence();
    }

    @Override
    public void flushLocal(final int target) {
        epochs.requirePassive("flush_local", target);
    }

    @Override
    public void flushLocalAll() {
        epochs.requireAnyPassive("flush_local_all");
    }

    @Override
    public void attach(final Object base, final long sizeBytes) {
        throw members.noDynamicWindow("win_attach");
    }

    @Override
    public void detach(final Object base) {
        throw members.noDynamicWindow("win_detach");
    }

    @Override
    public long displacement(final Object base) {
        throw members.noDynamicWindow("win_get_displacement");
    }

    @Override
    void close() {
        if (views.scope().isAlive()) {
            views.close();
        }
    }
}
