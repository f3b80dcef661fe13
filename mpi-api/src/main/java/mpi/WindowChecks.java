package mpi;

import java.lang.foreign.MemorySegment;
import java.nio.Buffer;
import java.util.Arrays;
import mpi.spi.BasicType;
import mpi.spi.Faults;
import mpi.spi.Reduction;

/**
 * Checks of the arguments of one-sided operations: all that can be said without knowing the targets.
 */
final class WindowChecks {
    /** What can be compared and swapped (MPI 4.1, section 12.3.4). */
    private static final int SWAPPED = Op.bitOf(BasicType.BYTE) | Op.bitOf(BasicType.CHAR) | Op.bitOf(BasicType.SHORT)
        | Op.bitOf(BasicType.BOOLEAN) | Op.bitOf(BasicType.INT) | Op.bitOf(BasicType.LONG);

    private WindowChecks() {}

    static void shape(final String where, final long size, final int dispUnit) {
        if (size < 0 || size > Integer.MAX_VALUE) {
            throw Faults.fault(MPI.ERR_SIZE, where,
                "the size is " + size + ", it must be 0 to " + Integer.MAX_VALUE);
        }
        if (dispUnit <= 0) {
            throw Faults.fault(MPI.ERR_DISP, where,
                "the unit of displacements is " + dispUnit + ", it must be 1 or more");
        }
    }

    /** A unit of displacements in bytes. */
    static int unit(final String where, final long bytes) {
        if (bytes > Integer.MAX_VALUE) {
            throw Faults.fault(MPI.ERR_DISP, where,
                "the unit of displacements is " + bytes + " bytes, it must be at most " + Integer.MAX_VALUE);
        }
        return (int) bytes;
    }

    static void base(final String where, final Object base, final long sizeBytes) {
        if (base == null) {
            if (sizeBytes > 0) {
                throw Faults.fault(MPI.ERR_BASE, where, "the memory is null but the size is not 0");
            }
            return;
        }
        final boolean isNative = base instanceof Buffer buffer ? buffer.isDirect() : ((MemorySegment) base).isNative();
        if (!isNative) {
            throw Faults.fault(MPI.ERR_BASE, where, Buffers.describe(base)
                + " lies in an array, which other ranks cannot reach; take memory from MPI.newByteBuffer");
        }
        if (!Buffers.isWritable(base)) {
            throw Faults.fault(MPI.ERR_BASE, where, Buffers.describe(base) + " is read-only");
        }
        if (Buffers.capacity(base, MPI.BYTE) < sizeBytes) {
            throw Faults.fault(MPI.ERR_SIZE, where, "the size is " + sizeBytes + " bytes, but " + Buffers.describe(base)
                + " has " + Buffers.capacity(base, MPI.BYTE));
        }
    }

    static void attached(final String where, final Object base) {
        if (base == null) {
            throw Faults.fault(MPI.ERR_BASE, where, "the memory is null");
        }
    }

    static void put(final Win win, final Dialect dialect, final String operation, final Object origin,
        final long originOffset, final long originCount, final Datatype originType, final int target,
        final long targetCount, final Datatype targetType) {
        targetOrNobody(win, operation, target);
        read(win, dialect, operation, origin, originOffset, originCount, originType);
        items(win, operation, originType, targetCount, targetType);
    }

    static void get(final Win win, final Dialect dialect, final String operation, final Object origin,
        final long originOffset, final long originCount, final Datatype originType, final int target,
        final long targetCount, final Datatype targetType) {
        targetOrNobody(win, operation, target);
        written(win, dialect, operation, origin, originOffset, originCount, originType);
        items(win, operation, originType, targetCount, targetType);
    }

    private static void read(final Win win, final Dialect dialect, final String operation, final Object buffer,
        final long offset, final long count, final Datatype type) {
        if (!Buffers.holds(dialect, buffer, offset, count, type)) {
            throw Checks.buffer(win.describe(operation), dialect, buffer, offset, count, type);
        }
    }

    private static void written(final Win win, final Dialect dialect, final String operation, final Object buffer,
        final long offset, final long count, final Datatype type) {
        if (!Buffers.holdsDisjoint(dialect, buffer, offset, count, type)
            || buffer != null && !Buffers.isWritable(buffer)) {
            throw Checks.buffer(win.describe(operation), dialect, buffer, offset, count, type);
        }
    }

    /** Checks the items at the target, whose memory only the engine knows. */
    private static void items(final Win win, final String operation, final Datatype originType, final long targetCount,
        final Datatype targetType) {
        if (targetType == null || targetType.isNull()) {
            throw Datatype.nullFault(win.describe(operation), targetType);
        }
        if (targetType.layout == null) {
            throw Faults.uncommitted(win.describe(operation), targetType);
        }
        if (targetCount < 0) {
            throw Faults.negativeCount(win.describe(operation), targetCount);
        }
        if (originType.isObject || targetType.isObject) {
            throw Faults.fault(MPI.ERR_TYPE, win.describe(operation),
                "objects cannot be in a window, which is memory of bytes; send them as a message");
        }
    }

    static void accumulate(final Win win, final Dialect dialect, final String operation, final Object origin,
        final long originOffset, final long originCount, final Datatype originType, final int target,
        final long targetCount, final Datatype targetType, final Op op) {
        put(win, dialect, operation, origin, originOffset, originCount, originType, target, targetCount, targetType);
        operation(win, operation, originType, targetType, op);
    }

    static void fetch(final Win win, final Dialect dialect, final String operation, final Object origin,
        final long originOffset, final long originCount, final Datatype originType, final Object result,
        final long resultOffset, final long resultCount, final Datatype resultType,
        final int target, final long targetCount, final Datatype targetType, final Op op) {
        get(win, dialect, operation, result, resultOffset, resultCount, resultType, target, targetCount, targetType);
        operation(win, operation, resultType, targetType, op);
        if (op.reduction().kind() != Reduction.Kind.NO_OP) {
            read(win, dialect, operation, origin, originOffset, originCount, originType);
            if (originType != resultType) {
                operation(win, operation, originType, targetType, op);
            }
        }
    }

    /** The datatype of an origin; any where that is not looked at, since the program may have given none. */
    static Datatype originType(final Datatype type, final Op op) {
        return op.reduction().kind() == Reduction.Kind.NO_OP ? MPI.BYTE : type;
    }

    private static void operation(final Win win, final String operation, final Datatype originType,
        final Datatype targetType, final Op op) {
        if (op == null || op.isNull()) {
            throw Faults.freedOp(win.describe(operation));
        }
        final Reduction.Kind kind = op.reduction().kind();
        if (kind == Reduction.Kind.USER) {
            throw Faults.fault(MPI.ERR_OP, win.describe(operation),
                "a window is accumulated to by predefined operations only, not by " + op);
        }
        final BasicType basic = targetType.map.basic;
        if (targetType != originType && basic != originType.map.basic) {
            throw Faults.fault(MPI.ERR_TYPE, win.describe(operation),
                "the origin has " + originType + ", the target " + targetType + "; their elements must be alike");
        }
        if (kind == Reduction.Kind.REPLACE || kind == Reduction.Kind.NO_OP) {
            return;
        }
        if (basic == null || basic != targetType.basic) {
            throw Faults.fault(MPI.ERR_TYPE, win.describe(operation),
                targetType + " does not consist of elements of one basic type in places of their own");
        }
        if (!op.isDefinedOn(basic)) {
            throw Faults.undefinedOp(win.describe(operation), op, targetType);
        }
    }

    static void compareAndSwap(final Win win, final Dialect dialect, final Object origin, final long originOffset,
        final Object compare, final long compareOffset, final Object result, final long resultOffset,
        final Datatype type, final int target) {
        final String operation = "compare_and_swap";
        put(win, dialect, operation, origin, originOffset, 1, type, target, 1, type);
        put(win, dialect, operation, compare, compareOffset, 1, type, target, 1, type);
        get(win, dialect, operation, result, resultOffset, 1, type, target, 1, type);
        if ((type.opBit & SWAPPED) == 0) {
            throw Faults.fault(MPI.ERR_TYPE, win.describe(operation),
                type + " cannot be compared and swapped, which takes integers, MPI.CHAR, MPI.BOOLEAN and MPI.BYTE");
        }
    }

    static void target(final Win win, final String operation, final int target) {
        if (target < 0 || target >= win.size()) {
            throw Faults.badRank(win.describe(operation), "target", target, win.size(), "");
        }
    }

    static void targetOrNobody(final Win win, final String operation, final int target) {
        if (target < MPI.PROC_NULL || target >= win.size()) {
            throw Faults.badRank(win.describe(operation), "target", target, win.size(), " or MPI.PROC_NULL");
        }
    }

    static void assertion(final Win win, final String operation, final int assertion, final int allowed) {
        if ((assertion & ~allowed) != 0) {
            throw Faults.fault(MPI.ERR_ASSERT, win.describe(operation),
                "the assertion is " + assertion + ", which holds what does not belong to this operation");
        }
    }

    static void lock(final Win win, final int lockType, final int target, final int assertion) {
        if (lockType != MPI.LOCK_EXCLUSIVE && lockType != MPI.LOCK_SHARED) {
            throw Faults.fault(MPI.ERR_LOCKTYPE, win.describe("win_lock"),
                "the lock is " + lockType + ", it must be MPI.LOCK_EXCLUSIVE or MPI.LOCK_SHARED");
        }
        targetOrNobody(win, "win_lock", target);
        assertion(win, "win_lock", assertion, MPI.MODE_NOCHECK);
    }

    /** The ranks in a window of the members of a group. */
    static int[] ranks(final Win win, final String operation, final Group group, final int[] worldRanks) {
        if (group == null || group.isNull()) {
            throw Faults.fault(MPI.ERR_GROUP, win.describe(operation), "the group is null or was freed");
        }
        final int[] ranks = new int[group.getSize()];
        Arrays.setAll(ranks, member -> indexOf(worldRanks, group.worldRank(member)));
        for (final int rank : ranks) {
            if (rank < 0) {
                throw Faults.fault(MPI.ERR_GROUP, win.describe(operation), "a rank of the group is not of the window");
            }
        }
        return ranks;
    }

    private static int indexOf(final int[] worldRanks, final int worldRank) {
        int rank = worldRanks.length - 1;
        while (rank >= 0 && worldRanks[rank] != worldRank) {
            rank--;
        }
        return rank;
    }
}
