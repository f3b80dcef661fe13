package mpi;

import mpi.spi.RequestEngine;
import mpi.spi.WinEngine;

/**
 * One-sided operations of both dialects (MPI 4.1, section 12.3): check the arguments, hand over to the engine, tell of
 * errors as the dialect wants it. They answer the engine's request, or {@code null} where the target is {@link
 * MPI#PROC_NULL}, and allocate nothing.
 */
final class WindowCalls {
    private WindowCalls() {}

    static RequestEngine put(
        final Win win,
        final Dialect dialect,
        final String operation,
        final Object origin,
        final int originOffset,
        final int originCount,
        final Datatype originType,
        final int target,
        final int targetDisp,
        final int targetCount,
        final Datatype targetType) {
        final WinEngine engine = win.usable(operation);
        WindowChecks.put(win, dialect, operation, origin, originOffset, originCount, originType, target, targetCount,
            targetType);
        if (target == MPI.PROC_NULL) {
            return null;
        }
        try {
            return engine.put(origin, Buffers.startOf(originOffset, originType), originCount, originType.layout,
                target, targetDisp, targetCount, targetType.layout);
        } catch (final MPIException e) {
            throw win.failed(dialect, e);
        }
    }

    static RequestEngine get(
        final Win win,
        final Dialect dialect,
        final String operation,
        final Object origin,
        final int originOffset,
        final int originCount,
        final Datatype originType,
        final int target,
        final int targetDisp,
        final int targetCount,
        final Datatype targetType) {
        final WinEngine engine = win.usable(operation);
        WindowChecks.get(win, dialect, operation, origin, originOffset, originCount, originType, target, targetCount,
            targetType);
        if (target == MPI.PROC_NULL) {
            return null;
        }
        try {
            return engine.get(origin, Buffers.startOf(originOffset, originType), originCount, originType.layout,
                target, targetDisp, targetCount, targetType.layout);
        } catch (final MPIException e) {
            throw win.failed(dialect, e);
        }
    }

    static RequestEngine accumulate(
        final Win win,
        final Dialect dialect,
        final String operation,
        final Object origin,
        final int originOffset,
        final int originCount,
        final Datatype originType,
        final int target,
        final int targetDisp,
        final int targetCount,
        final Datatype targetType,
        final Op op) {
        final WinEngine engine = win.usable(operation);
        WindowChecks.accumulate(win, dialect, operation, origin, originOffset, originCount, originType, target,
            targetCount, targetType, op);
        if (target == MPI.PROC_NULL) {
            return null;
        }
        try {
            return engine.accumulate(origin, Buffers.startOf(originOffset, originType), originCount, originType.layout,
                target, targetDisp, targetCount, targetType.layout, op.reduction());
        } catch (final MPIException e) {
            throw win.failed(dialect, e);
        }
    }

    static RequestEngine getAccumulate(
        final Win win,
        final Dialect dialect,
        final String operation,
        final Object origin,
        final int originOffset,
        final int originCount,
        final Datatype originType,
        final Object result,
        final int resultOffset,
        final int resultCount,
        final Datatype resultType,
        final int target,
        final int targetDisp,
        final int targetCount,
        final Datatype targetType,
        final Op op) {
        final WinEngine engine = win.usable(operation);
        WindowChecks.fetch(win, dialect, operation, origin, originOffset, originCount, originType, result,
            resultOffset, resultCount, resultType, target, targetCount, targetType, op);
        if (target == MPI.PROC_NULL) {
            return null;
        }
        final Datatype readType = WindowChecks.originType(originType, op);
        try {
            return engine.getAccumulate(origin, Buffers.startOf(originOffset, readType), originCount, readType.layout,
                result, Buffers.startOf(resultOffset, resultType), resultCount, resultType.layout, target, targetDisp,
                targetCount, targetType.layout, op.reduction());
        } catch (final MPIException e) {
            throw win.failed(dialect, e);
        }
    }

    static void fetchAndOp(
        final Win win,
        final Dialect dialect,
        final Object origin,
        final int originOffset,
        final Object result,
        final int resultOffset,
        final Datatype type,
        final int target,
        final int targetDisp,
        final Op op) {
        final String operation = "fetch_and_op";
        final WinEngine engine = win.usable(operation);
        WindowChecks.fetch(win, dialect, operation, origin, originOffset, 1, type, result, resultOffset, 1, type,
            target, 1, type, op);
        if (target == MPI.PROC_NULL) {
            return;
        }
        try {
            engine.fetchAndOp(origin, Buffers.startOf(originOffset, type), result,
                Buffers.startOf(resultOffset, type), type.layout, target, targetDisp, op.reduction());
        } catch (final MPIException e) {
            throw win.failed(dialect, e);
        }
    }

    static void compareAndSwap(
        final Win win,
        final Dialect dialect,
        final Object origin,
        final int originOffset,
        final Object compare,
        final int compareOffset,
        final Object result,
        final int resultOffset,
        final Datatype type,
        final int target,
        final int targetDisp) {
        final WinEngine engine = win.usable("compare_and_swap");
        WindowChecks.compareAndSwap(win, dialect, origin, originOffset, compare, compareOffset, result, resultOffset,
            type, target);
        if (target == MPI.PROC_NULL) {
            return;
        }
        try {
            engine.compareAndSwap(origin, Buffers.startOf(originOffset, type), compare,
                Buffers.startOf(compareOffset, type), result, Buffers.startOf(resultOffset, type), type.layout, target,
                targetDisp);
        } catch (final MPIException e) {
            throw win.failed(dialect, e);
        }
    }
}
