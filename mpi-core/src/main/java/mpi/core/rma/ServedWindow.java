package mpi.core.rma;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
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
final class ServedWindow extends Window {
    private final Signals signals;
    private final ServedTargets served;
    private final TargetService service;
    /** Operations on the targets that are mapped. */
    final SharedWindow mapped;
    private final boolean isDynamic;
    /** This rank's memory. */
    private final WindowShare share;

    /**
     * Makes the window of a rank.
     *
     * @param parts what it goes by
     * @param signals how ranks tell each other
     * @param served what this rank asks
     * @param service what this rank is asked
     * @param mapped operations on the targets that are mapped
     * @param isDynamic whether memory is attached
     * @param share this rank's memory
     */
    ServedWindow(final Parts parts, final Signals signals, final ServedTargets served, final TargetService service,
        final SharedWindow mapped, final boolean isDynamic, final WindowShare share) {
        super(parts);
        this.signals = signals;
        this.served = served;
        this.service = service;
        this.mapped = mapped;
        this.isDynamic = isDynamic;
        this.share = share;
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
        final Object own = share.memory();
        if (own == null) {
            return MemorySegment.NULL;
        }
        final MemorySegment whole =
            own instanceof Buffer buffer ? MemorySegment.ofBuffer(buffer.duplicate().clear()) : (MemorySegment) own;
        return whole.asSlice(0, targets.sizesBytes()[rank]);
    }

    @Override
    public RequestEngine put(final Object origin, final long originOffset, final long originCount,
        final Layout originType, final int target, final long targetDisp, final long targetCount,
        final Layout targetType) {
        if (!served.isServed(target)) {
            return mapped.put(origin, originOffset, originCount, originType, target, targetDisp, targetCount,
                targetType);
        }
        final long offset =
            locate("put", originCount * originType.sizeBytes(), target, targetDisp, targetCount, targetType);
        return served.put(origin, originOffset, originCount, originType, target, offset, targetType);
    }

    @Override
    public RequestEngine get(final Object origin, final long originOffset, final long originCount,
        final Layout originType, final int target, final long targetDisp, final long targetCount,
        final Layout targetType) {
        if (!served.isServed(target)) {
            return mapped.get(origin, originOffset, originCount, originType, target, targetDisp, targetCount,
                targetType);
        }
        final long offset =
            locate("get", originCount * originType.sizeBytes(), target, targetDisp, targetCount, targetType);
        return served.get(origin, originOffset, originCount, originType, target, offset, targetType);
    }

    @Override
    public RequestEngine accumulate(final Object origin, final long originOffset, final long originCount,
        final Layout originType, final int target, final long targetDisp, final long targetCount,
        final Layout targetType, final Reduction op) {
        if (!served.isServed(target)) {
            return mapped.accumulate(origin, originOffset, originCount, originType, target, targetDisp, targetCount,
                targetType, op);
        }
        final long offset =
            locate("accumulate", originCount * originType.sizeBytes(), target, targetDisp, targetCount, targetType);
        return served.accumulate(origin, originOffset, originCount, originType, target, offset, targetType, op);
    }

    @Override
    public RequestEngine getAccumulate(final Object origin, final long originOffset, final long originCount,
        final Layout originType, final Object result, final long resultOffset, final long resultCount,
        final Layout resultType, final int target, final long targetDisp, final long targetCount,
        final Layout targetType, final Reduction op) {
        if (!served.isServed(target)) {
            return mapped.getAccumulate(origin, originOffset, originCount, originType, result, resultOffset,
                resultCount, resultType, target, targetDisp, targetCount, targetType, op);
        }
        return fetch("get_accumulate", origin, originOffset, originCount, originType, result, resultOffset, resultCount,
            resultType, target, targetDisp, targetCount, targetType, op);
    }

    @Override
    public void fetchAndOp(final Object origin, final long originOffset, final Object result, final long resultOffset,
        final Layout type, final int target, final long targetDisp, final Reduction op) {
        if (!served.isServed(target)) {
            mapped.fetchAndOp(origin, originOffset, result, resultOffset, type, target, targetDisp, op);
        } else {
            fetch("fetch_and_op", origin, originOffset, 1, type, result, resultOffset, 1, type, target, targetDisp, 1,
                type, op);
        }
    }

    private RequestEngine fetch(final String operation, final Object origin, final long originOffset,
        final long originCount, final Layout originType, final Object result, final long resultOffset,
        final long resultCount, final Layout resultType, final int target, final long targetDisp,
        final long targetCount, final Layout targetType, final Reduction op) {
        final long lengthBytes = resultCount * resultType.sizeBytes();
        final long offset = locate(operation, lengthBytes, target, targetDisp, targetCount, targetType);
        if (op.kind() != Reduction.Kind.NO_OP) {
            OriginMemory.requireLength(members, operation, originCount * originType.sizeBytes(), target, lengthBytes);
        }
        return served.fetch(operation, origin, originOffset, originType, originCount, result, resultOffset, resultCount,
            resultType, target, offset, targetType, op);
    }

    @Override
    public void compareAndSwap(final Object origin, final long originOffset, final Object compare,
        final long compareOffset, final Object result, final long resultOffset, final Layout type, final int target,
        final long targetDisp) {
        if (!served.isServed(target)) {
            mapped.compareAndSwap(origin, originOffset, compare, compareOffset, result, resultOffset, type, target,
                targetDisp);
        } else {
            final long offset = locate("compare_and_swap", type.sizeBytes(), target, targetDisp, 1, type);
            served.compareAndSwap(origin, originOffset, compare, compareOffset, result, resultOffset, type, target,
                offset);
        }
    }

    /** Where in the target's memory an operation goes, which this rank may do now. */
    private long locate(final String operation, final long lengthBytes, final int target, final long targetDisp,
        final long targetCount, final Layout targetType) {
        requireOperation(operation, lengthBytes, target, targetCount, targetType);
        return targets.offset(members, operation, target, targetDisp, targetCount, targetType);
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
    void close() {
        service.close();
        mapped.close();
        final Arena allocated = share.arena();
        if (allocated != null && allocated.scope().isAlive()) {
            allocated.close();
        }
    }
}
