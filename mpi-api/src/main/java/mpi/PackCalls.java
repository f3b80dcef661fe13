package mpi;

import mpi.spi.CommEngine;
import mpi.spi.Faults;

/** Packing and unpacking of both dialects (MPI 4.1, section 5.2): checks the arguments and hands over to the engine. */
final class PackCalls {
    private PackCalls() {}

    static int pack(
        final Comm comm,
        final Dialect dialect,
        final Object inbuf,
        final int offset,
        final int count,
        final Datatype type,
        final byte[] outbuf,
        final int position) {
        final CommEngine engine = comm.engine("pack");
        final String where = comm.describe("pack");
        if (!Buffers.holds(dialect, inbuf, offset, count, type)) {
            throw Checks.buffer(where, dialect, inbuf, offset, count, type);
        }
        requireArray(where, outbuf, position);
        try {
            return engine.pack(inbuf, Buffers.startOf(offset, type), count, type.layout, outbuf, position);
        } catch (final MPIException e) {
            throw comm.failed(dialect, e);
        }
    }

    static int unpack(
        final Comm comm,
        final Dialect dialect,
        final byte[] inbuf,
        final int position,
        final Object outbuf,
        final int offset,
        final int count,
        final Datatype type) {
        final CommEngine engine = comm.engine("unpack");
        final String where = comm.describe("unpack");
        if (!Buffers.holdsDisjoint(dialect, outbuf, offset, count, type) || !Buffers.isWritable(outbuf)) {
            throw Checks.buffer(where, dialect, outbuf, offset, count, type);
        }
        requireArray(where, inbuf, position);
        try {
            return engine.unpack(inbuf, position, outbuf, Buffers.startOf(offset, type), count, type.layout);
        } catch (final MPIException e) {
            throw comm.failed(dialect, e);
        }
    }

    static int packSize(final Comm comm, final int count, final Datatype type) {
        comm.engine("pack_size");
        final String where = comm.describe("pack_size");
        if (type == null || type.isNull()) {
            throw Datatype.nullFault(where, type);
        }
        if (count < 0) {
            throw Faults.negativeCount(where, count);
        }
        if (type.isObject) {
            throw Faults.fault(MPI.ERR_TYPE, where, "the size of objects is not known before they are packed");
        }
        final long lengthBytes = Saturating.multiply(count, type.map.size);
        if (lengthBytes > Integer.MAX_VALUE) {
            throw Faults.fault(MPI.ERR_COUNT, where, lengthBytes + " bytes are more than an array can hold");
        }
        return (int) lengthBytes;
    }

    private static void requireArray(final String where, final byte[] packed, final int position) {
        if (packed == null) {
            throw Faults.fault(MPI.ERR_BUFFER, where, "the array for packed items is null");
        }
        if (position < 0 || position > packed.length) {
            throw Faults.fault(MPI.ERR_ARG, where,
                "the position is " + position + ", it must be 0 to " + packed.length + ", the length of the array");
        }
    }
}
