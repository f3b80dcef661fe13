package mpi.core.rma;

import mpi.MPI;
import mpi.MPIException;
import mpi.spi.Faults;
import mpi.spi.Layout;

/**
 * Where the memory of a window's members is in this process.
 *
 * @param addresses by member; any number where the member has none
 * @param sizesBytes by member; in a window to which memory is attached, how far it may reach at most
 * @param dispUnitsBytes by member
 */
record TargetMemory(long[] addresses, long[] sizesBytes, int[] dispUnitsBytes) {
    /**
     * Where item 0 of an operation is.
     *
     * @throws MPIException if the items reach beyond the memory of the target
     */
    long locate(final WindowMembers members, final String operation, final int target, final long disp,
        final long count, final Layout type) {
        return addresses[target] + offset(members, operation, target, disp, count, type);
    }

    /**
     * The distance of item 0 of an operation from the start of the target's memory.
     *
     * @throws MPIException if the items reach beyond the memory of the target
     */
    long offset(final WindowMembers members, final String operation, final int target, final long disp,
        final long count, final Layout type) {
        final long offset = disp * dispUnitsBytes[target];
        final long sizeBytes = sizesBytes[target];
        if (disp < 0 || offset > sizeBytes || count > 0 && !holds(sizeBytes, offset, count, type)) {
            throw outside(members.describe(operation) + ", to " + target, target, disp, count, type);
        }
        return offset;
    }

    private static boolean holds(final long sizeBytes, final long offset, final long count, final Layout type) {
        final long extent = Math.abs(type.extentBytes());
        if (extent > 0 && count - 1 > (Long.MAX_VALUE >> 2) / extent) {
            return false;
        }
        return offset + type.low(0, count - 1) >= 0 && offset + type.high(0, count - 1) <= sizeBytes;
    }

    private MPIException outside(final String where, final int target, final long disp, final long count,
        final Layout type) {
        if (disp < 0) {
            return Faults.fault(MPI.ERR_DISP, where, "the displacement is " + disp + ", it must be 0 or more");
        }
        return Faults.fault(MPI.ERR_RMA_RANGE, where,
            count + (count == 1 ? " item of " : " items of ") + type.datatype() + " from displacement " + disp
                + " on do not lie within the " + sizesBytes[target] + " bytes of the target, whose unit is "
                + dispUnitsBytes[target] + (dispUnitsBytes[target] == 1 ? " byte" : " bytes"));
    }
}
