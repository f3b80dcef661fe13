package mpi.core.rma;

import mpi.MPI;
import mpi.core.datatype.UserBuffers;
import mpi.core.transport.Memory;
import mpi.core.transport.ScatteredMemory;
import mpi.spi.CommEngine;
import mpi.spi.Faults;
import mpi.spi.Layout;

/**
 * Buffers of the origin as engine memory, see {@link Memory}; items begin at {@code start}, in bytes. Memory of a kind
 * that has no run of bytes, such as a view of a heap buffer, is packed into an array.
 */
final class OriginMemory {
    private OriginMemory() {}

    /** The base of items that are read. */
    static Object readable(final CommEngine comm, final Object buffer, final long start, final long count,
        final Layout type) {
        if (UserBuffers.isRaw(buffer, type)) {
            return UserBuffers.base(buffer);
        }
        final ScatteredMemory scattered = UserBuffers.scattered(buffer, start, type);
        if (scattered != null) {
            return scattered;
        }
        final byte[] packed = new byte[Math.toIntExact(count * type.sizeBytes())];
        comm.pack(buffer, start, count, type, packed, 0);
        return packed;
    }

    /** The base of items that are written; {@code null} also where they have to be unpacked, see {@link #isDirect}. */
    static Object writable(final Object buffer, final long start, final Layout type) {
        return UserBuffers.isRaw(buffer, type) ? UserBuffers.base(buffer) : UserBuffers.scattered(buffer, start, type);
    }

    /** Whether items are written where they lie. */
    static boolean isDirect(final Object buffer, final Layout type) {
        return UserBuffers.isRaw(buffer, type) || UserBuffers.scattered(buffer, 0, type) != null;
    }

    /** The offset that belongs to the base of items. */
    static long offset(final Object buffer, final long start, final Layout type) {
        return UserBuffers.isRaw(buffer, type) ? UserBuffers.offset(buffer, start) : 0;
    }

    /**
     * Checks that items of an origin are as long as those of a target.
     *
     * @throws mpi.MPIException ERR_TYPE if they are not
     */
    static void requireLength(final WindowMembers members, final String operation, final long originBytes,
        final int target, final long targetBytes) {
        if (originBytes != targetBytes) {
            throw Faults.fault(MPI.ERR_TYPE, members.describe(operation) + ", to " + target, "the items of the origin"
                + " have " + originBytes + " bytes, those of the target " + targetBytes + "; they must be alike");
        }
    }
}
