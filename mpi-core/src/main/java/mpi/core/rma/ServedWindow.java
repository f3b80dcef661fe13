package mpi.core.rma;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.nio.Buffer;
import mpi.MPI;
import mpi.spi.Faults;
import mpi.spi.Layout;
import mpi.spi.Reduction;
import mpi.spi.RequestEngine;

/**
 * A window some of whose targets this rank cannot map, or which others cannot map: operations on a target that is
 * mapped are those of a {@link SharedWindow}, others are asked of the target. Also a window to which memory is
 * attached.
 */
final class ServedWindow implements OpenWindow {
    private final WindowMembers members;
    private final TargetMemory targets;
    private final Epochs epochs;
    private final MixedSignals signals;
    private final Synchronisation synchronisation;
    private final ServedTargets served;
    private final TargetService service;
    private final SharedWindow mapped;
    private final boolean isDynamic;
    /** What the program has given or the library allocated, or {@code null}. */
    private final Object own;
    /** Memory that others access until the window is freed. */
    private final Object[] held;
    private final Runnable onFree;
    /** Ends the user's views of memory that the library has allocated; {@code null} where it has not. */
    private final Arena allocated;

    /**
     * Makes the window of a rank.
     *
     * @param parts what it goes by
     * @param mapped operations on the targets that are mapped
     * @param isDynamic whether memory is attached
     * @param held memory that others access until the window is freed
     * @param own this rank's memory, or {@code null}
     * @param allocated what that was allocated from and ends with the window, or {@code null}
     * @param onFree what to do once it is freed
     */
    ServedWindow(final Parts parts, final SharedWindow mapped, final boolean isDynamic, final Object[] held,
        final Object own, final Arena allocated, final Runnable onFree) {
        this.members = parts.members;
        this.targets = parts.targets;
        this.epochs = parts.epochs;
        this.signals = parts.signals;
        this.synchronisation = parts.synchronisation;
        this.served = parts.served;
        this.service = parts.service;
        this.mapped = mapped;
        this.isDynamic = isDynamic;
        this.own = own;
        this.held = held;
        this.allocated = allocated;
        this.onFree = onFree;
    }

    /**
     * What a window goes by.
     *
     * @param members its ranks
     * @param targets their memory
     * @param epochs what this rank may do
     * @param signals how ranks tell each other
     * @param synchronisation what they tell
     * @param served what this rank asks
     * @param service what this rank is asked
     */
    record Parts(WindowMembers members, TargetMemory targets, Epochs epochs, MixedSignals signals,
        Synchronisation synchronisation, ServedTargets served, TargetService service) {}

    @Override
    public int[] worldRanks() {
        return members.worldRanks().clone();
    }

    @Override
    public String name() {
        return members.comm().name();
    }

    @Override
    public void name(final String name) {
        members.comm().name(name);
    }

    @Override
    public MemorySegment memory(final int rank) {
        if (isDynamic) {
            return MemorySegment.NULL;
        }
        if (!served.isServed(rank)) {
            return mapped.memory(rank);
        }
        if (rank != members.rank()) {
            throw Faults.fault(MPI.ERR_RMA_SHARED, members.describe("win_shared_query"),
                "this rank cannot load and store the memory of rank " + rank);
        }
        final long sizeBytes = targets.sizesBytes()[rank];
        return own == null ? MemorySegment.NULL
            : (own instanceof Buffer buffer ? MemorySegment.ofBuffer(buffer.duplicate().clear()) : (MemorySegment) own)
                .asSlice(0, sizeBytes);
    }

    @Override
    public int dispUnitBytes(final int rank) {
        return targets.dispUnitsBytes()[rank];
    }

    @Override
    public RequestEngine put(final Object origin, final long originCount, final Layout originType, final int target,
        final long targetDisp, final long targetCount, final Layout targetType) {
        if (!served.isServed(target)) {
            return mapped.put(origin, originCount, originType, target, targetDisp, targetCount, targetType);
        }
        final long offset =
            locate("put", originCount * originType.sizeBytes(), target, targetDisp, targetCount, targetType);
        return served.put(origin, originCount, originType, target, offset, targetType);
    }

    @Override
    public RequestEngine get(final Object origin, final long originCount, final Layout originType, final int target,
        final long targetDisp, final long targetCount, final Layout targetType) {
        if (!served.isServed(target)) {
            return mapped.get(origin, originCount, originType, target, targetDisp, targetCount, targetType);
        }
        final long offset =
            locate("get", originCount * originType.sizeBytes(), target, targetDisp, targetCount, targetType);
        return served.get(origin, originCount, originType, target, offset, targetType);
    }

    @Override
    public RequestEngine accumulate(final Object origin, final long originCount, final Layout originType,
        final int target, final long targetDisp, final long targetCount, final Layout targetType,
        final Reduction op) {
        if (!served.isServed(target)) {
            return mapped.accumulate(origin, originCount, originType, target, targetDisp, targetCount, targetType, op);
        }
        final long offset =
            locate("accumulate", originCount * originType.sizeBytes(), target, targetDisp, targetCount, targetType);
        return served.accumulate(origin, originCount, originType, target, offset, targetType, op);
    }

    @Override
    public RequestEngine getAccumulate(final Object origin, final long originCount, final Layout originType,
        final Object result, final long resultCount, final Layout resultType, final int target, final long targetDisp,
        final long targetCount, final Layout targetType, final Reduction op) {
        if (!served.isServed(target)) {
            return mapped.getAccumulate(origin, originCount, originType, result, resultCount, resultType, target,
                targetDisp, targetCount, targetType, op);
        }
        return fetch("get_accumulate", origin, originCount, originType, result, resultCount, resultType, target,
            targetDisp, targetCount, targetType, op);
    }

    @Override
    public void fetchAndOp(final Object origin, final Object result, final Layout type, final int target,
        final long targetDisp, final Reduction op) {
        if (!served.isServed(target)) {
            mapped.fetchAndOp(origin, result, type, target, targetDisp, op);
        } else {
            fetch("fetch_and_op", origin, 1, type, result, 1, type, target, targetDisp, 1, type, op);
        }
    }

    private RequestEngine fetch(final String operation, final Object origin, final long originCount,
        final Layout originType, final Object result, final long resultCount, final Layout resultType,
        final int target, final long targetDisp, final long targetCount, final Layout targetType,
        final Reduction op) {
        final long lengthBytes = resultCount * resultType.sizeBytes();
        final long offset = locate(operation, lengthBytes, target, targetDisp, targetCount, targetType);
        if (op.kind() != Reduction.Kind.NO_OP) {
            OriginMemory.requireLength(members, operation, originCount * originType.sizeBytes(), target, lengthBytes);
        }
        return served.fetch(operation, origin, originType, originCount, result, resultCount, resultType, target,
            offset, targetType, op);
    }

    @Override
    public void compareAndSwap(final Object origin, final Object compare, final Object result, final Layout type,
        final int target, final long targetDisp) {
        if (!served.isServed(target)) {
            mapped.compareAndSwap(origin, compare, result, type, target, targetDisp);
        } else {
            final long offset = locate("compare_and_swap", type.sizeBytes(), target, targetDisp, 1, type);
            served.compareAndSwap(origin, compare, result, type, target, offset);
        }
    }

    /** Where in the target's memory an operation goes, which this rank may do now. */
    private long locate(final String operation, final long lengthBytes, final int target, final long targetDisp,
        final long targetCount, final Layout targetType) {
        if (!epochs.allow(target)) {
            throw epochs.notAllowed(members.describe(operation) + ", to " + target);
        }
        OriginMemory.requireLength(members, operation, lengthBytes, target, targetCount * targetType.sizeBytes());
        return targets.offset(members, operation, target, targetDisp, targetCount, targetType);
    }

    @Override
    public void fence(final int assertion) {
        synchronisation.fence(assertion);
    }

    @Override
    public void post(final int[] origins, final int assertion) {
        synchronisation.post(origins);
    }

    @Override
    public void start(final int[] targetRanks, final int assertion) {
        synchronisation.start(targetRanks);
    }

    @Override
    public void complete() {
        synchronisation.complete();
    }

    @Override
    public void await() {
        synchronisation.await();
    }

    @Override
    public boolean test() {
        return synchronisation.test();
    }

    @Override
    public void lock(final boolean isExclusive, final int target, final int assertion) {
        synchronisation.lock(isExclusive, target, assertion);
    }

    @Override
    public void unlock(final int target) {
        synchronisation.unlock(target);
    }

    @Override
    public void lockAll(final int assertion) {
        synchronisation.lockAll(assertion);
    }

    @Override
    public void unlockAll() {
        synchronisation.unlockAll();
    }

    @Override
    public void flush(final int target) {
        epochs.requirePassive("flush", target);
        signals.flush(target, "flush");
    }

    @Override
    public void flushAll() {
        epochs.requireAnyPassive("flush_all");
        signals.flushAll("flush_all");
    }

    @Override
    public void flushLocal(final int target) {
        epochs.requirePassive("flush_local", target);
        signals.flushLocal(target, "flush_local");
    }

    @Override
    public void flushLocalAll() {
        epochs.requireAnyPassive("flush_local_all");
        signals.flushLocalAll("flush_local_all");
    }

    @Override
    public void sync() {
        synchronisation.sync();
    }

    @Override
    public void attach(final Object base, final long sizeBytes) {
        requireDynamic("win_attach");
        service.attach(base, sizeBytes);
    }

    @Override
    public void detach(final Object base) {
        requireDynamic("win_detach");
        service.detach(base);
    }

    @Override
    public long displacement(final Object base) {
        requireDynamic("win_get_displacement");
        return service.displacement(base);
    }

    private void requireDynamic(final String operation) {
        if (!isDynamic) {
            throw members.noDynamicWindow(operation);
        }
    }

    @Override
    public void free() {
        epochs.requireNone("win_free");
        signals.settle("win_free");
        members.comm().barrier(); // nobody asks this rank any more, nor accesses its memory
        close();
        members.comm().free();
        onFree.run();
        Reference.reachabilityFence(held);
    }

    @Override
    public void close() {
        service.close();
        mapped.close();
        if (allocated != null && allocated.scope().isAlive()) {
            allocated.close();
        }
    }
}
