package mpi;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import mpi.spi.Faults;

/**
 * Checks of arguments. The {@code is…} methods are on the way of every message and only answer yes or no; the methods
 * that return an exception look again, slowly, and say what is wrong.
 *
 * <p>What is wrong with a count by itself is {@link MPI#ERR_COUNT}; items that do not lie within the buffer are
 * {@link MPI#ERR_BUFFER}, whether the offset or the count is to blame.
 */
final class Checks {
    private Checks() {}

    static boolean isDestination(final Comm comm, final int dest, final int tag) {
        return dest >= MPI.PROC_NULL && dest < comm.peers && tag >= 0;
    }

    static boolean isSource(final Comm comm, final int source, final int tag) {
        return source >= MPI.ANY_SOURCE && source < comm.peers && (tag >= 0 || tag == MPI.ANY_TAG);
    }

    /** A count that is as wrong as this one, if it is, and whose length in bytes can be told. */
    static long countable(final long count, final Datatype type) {
        return type == null || type.layout == null
            ? count
            : Math.min(count, (Long.MAX_VALUE >> 1) / Math.max(type.itemBytes, Math.abs(type.extentBytes)));
    }

    static boolean isRoot(final Comm comm, final int root) {
        return root >= 0 && root < comm.peers
            || (root == MPI.ROOT || root == MPI.PROC_NULL) && comm.engine().isInter();
    }

    static boolean isReduction(final Op op, final Datatype type) {
        return op != null && op.reduction() != null && op.isDefinedOn(type);
    }

    static MPIException destination(
        final Comm comm, final String operation, final int dest, final int tag) {
        final String where = comm.describe(operation) + Faults.to(dest, tag);
        if (dest < MPI.PROC_NULL || dest >= comm.peers) {
            return Faults.badRank(where, "destination", dest, comm.peers, " or MPI.PROC_NULL");
        }
        return Faults.badTag(where, tag, "");
    }

    static MPIException source(final Comm comm, final String operation, final int source, final int tag) {
        final String where = comm.describe(operation) + Faults.from(source, tag);
        if (source < MPI.ANY_SOURCE || source >= comm.peers) {
            return Faults.badRank(where, "source", source, comm.peers, ", MPI.ANY_SOURCE or MPI.PROC_NULL");
        }
        return Faults.badTag(where, tag, " or MPI.ANY_TAG");
    }

    static MPIException root(final Comm comm, final String operation, final int root) {
        return Faults.badRoot(comm.describe(operation), root, comm.peers);
    }

    static MPIException reduction(final String where, final Op op, final Datatype type) {
        return op == null || op.isNull() ? Faults.freedOp(where) : Faults.undefinedOp(where, op, type);
    }

    /** Says why {@link Buffers#holds} or {@link Buffers#isWritable} answered no. */
    static MPIException buffer(
        final String where,
        final Dialect dialect,
        final Object buffer,
        final long offset,
        final long count,
        final Datatype type) {
        if (type == null || type.isNull()) {
            return Datatype.nullFault(where, type);
        }
        if (type.layout == null) {
            return Faults.uncommitted(where, type);
        }
        if (count < 0) {
            return Faults.negativeCount(where, count);
        }
        if (buffer == null) {
            return Faults.nullBuffer(where, count);
        }
        final String found = Buffers.describe(buffer);
        if (type.isObject && !(buffer instanceof Object[])) {
            return Faults.wrongBuffer(where, type, "an array of objects", found);
        }
        if (!type.isObject && buffer instanceof Object[]) {
            return Faults.wrongBuffer(where, type, type.arrayClass.getSimpleName(), found);
        }
        final long capacity = Buffers.capacity(buffer, type);
        if (capacity < 0) {
            return Faults.notABuffer(where, found);
        }
        if (dialect == Dialect.CAPITALISED && !Buffers.agrees(buffer, type)) {
            return Faults.wrongBuffer(where, type, type.arrayClass.getSimpleName(), found);
        }
        if (offset < 0 || Buffers.lowOf(offset, count, type) < 0 || Buffers.endOf(offset, count, type) > capacity) {
            return outside(where, found, capacity, offset, count, type);
        }
        if (buffer instanceof MemorySegment segment && !segment.scope().isAlive()) {
            return Faults.closedBuffer(where);
        }
        if (buffer instanceof MemorySegment segment && !segment.isAccessibleBy(Thread.currentThread())) {
            return Faults.confinedBuffer(where);
        }
        return Buffers.isWritable(buffer) ? Faults.overlapping(where, type, count) : Faults.readOnlyBuffer(where);
    }

    private static MPIException outside(
        final String where,
        final String found,
        final long capacity,
        final long offset,
        final long count,
        final Datatype type) {
        final String unit = type.isObject ? " slots" : " bytes";
        final String items = count + (count == 1 ? " item of " : " items of ") + type
            + (offset == 0 ? "" : " from offset " + offset + " on");
        final long start = Buffers.lowOf(offset, count, type);
        final String range = (type.isObject ? "slots " : "bytes ") + start
            + (count == 0 ? " on" : " to " + (Buffers.endOf(offset, count, type) - 1));
        return Faults.outside(where, items, range, found + ", which has " + capacity + unit);
    }

    /** Checks the blocks of a collective operation whose blocks differ in size; but not whether they are writable. */
    static void blocks(
        final Comm comm,
        final Dialect dialect,
        final String operation,
        final Object buffer,
        final int offset,
        final int[] counts,
        final int[] displs,
        final Datatype type,
        final boolean isReceived) {
        blocks(comm, dialect, operation, buffer, offset, counts, displs, comm.size, type, isReceived);
    }

    static void blocks(
        final Comm comm,
        final Dialect dialect,
        final String operation,
        final Object buffer,
        final int offset,
        final int[] counts,
        final int[] displs,
        final int blocks,
        final Datatype type,
        final boolean isReceived) {
        lengths(comm, operation, counts, displs, blocks);
        for (int rank = 0; rank < blocks; rank++) {
            final long first = firstElement(offset, displs[rank], type);
            if (!(isReceived ? Buffers.holdsDisjoint(dialect, buffer, first, counts[rank], type)
                : Buffers.holds(dialect, buffer, first, counts[rank], type))) {
                throw buffer(comm.describe(operation) + ", block of rank " + rank, dialect, buffer, first, counts[rank],
                    type);
            }
        }
        if (isReceived && blocks > 1 && !BlockOverlaps.areAscending(counts, displs, blocks, type)) {
            final long[] starts = new long[blocks];
            Arrays.setAll(starts, rank -> firstElement(offset, displs[rank], type) * type.elementBytes);
            new BlockOverlaps(starts, counts, type).check(comm.describe(operation));
        }
    }

    private static long firstElement(final int offset, final int displ, final Datatype type) {
        return type == null || type.isNull()
            ? offset
            : Saturating.add(Saturating.multiply(displ, type.extentBytes / type.elementBytes), offset);
    }

    /** Checks that there is a count and a displacement for each block. */
    static void lengths(
        final Comm comm, final String operation, final int[] counts, final int[] displs, final int blocks) {
        if (counts == null || counts.length < blocks) {
            throw Faults.fault(MPI.ERR_COUNT, comm.describe(operation), entries("counts", counts, blocks));
        }
        if (displs == null || displs.length < blocks) {
            throw Faults.fault(MPI.ERR_ARG, comm.describe(operation), entries("displacements", displs, blocks));
        }
    }

    private static String entries(final String what, final int[] array, final int size) {
        return array == null
            ? "the " + what + " are null"
            : "there are " + array.length + " " + what + " for " + size + " ranks";
    }
}
