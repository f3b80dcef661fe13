package mpi;

import mpi.spi.CommEngine;
import mpi.spi.Faults;

/**
 * Packing and unpacking of both dialects (MPI 4.1, sections 5.2 and 5.3): checks the arguments and hands over to the
 * engine. What is packed for the outside world belongs to no communicator; its errors are those of
 * {@link MPI#COMM_SELF}.
 */
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
        requireCount(where, count, type);
        if (type.isObject) {
            throw Faults.fault(MPI.ERR_TYPE, where, "the size of objects is not known before they are packed");
        }
        return arrayLength(where, Saturating.multiply(count, type.map.size));
    }

    static int packExternal(
        final String datarep,
        final Object inbuf,
        final int count,
        final Datatype type,
        final byte[] outbuf,
        final int position) {
        final Comm comm = MPI.COMM_SELF;
        final CommEngine engine = comm.engine("pack_external");
        final String where = comm.describe("pack_external");
        requireExternal32(where, datarep);
        if (!Buffers.holds(Dialect.LOWER_CASE, inbuf, 0, count, type)) {
            throw Checks.buffer(where, Dialect.LOWER_CASE, inbuf, 0, count, type);
        }
        requireElements(where, type);
        requireArray(where, outbuf, position);
        try {
            requireRoom(where, External32.lengthBytes(count, type), outbuf, position);
            return External32.pack(engine, where, inbuf, count, type, outbuf, position);
        } catch (final MPIException e) {
            throw comm.failed(Dialect.LOWER_CASE, e);
        }
    }

    static int unpackExternal(
        final String datarep,
        final byte[] inbuf,
        final int position,
        final Object outbuf,
        final int count,
        final Datatype type) {
        final Comm comm = MPI.COMM_SELF;
        final CommEngine engine = comm.engine("unpack_external");
        final String where = comm.describe("unpack_external");
        requireExternal32(where, datarep);
        if (!Buffers.holdsDisjoint(Dialect.LOWER_CASE, outbuf, 0, count, type) || !Buffers.isWritable(outbuf)) {
            throw Checks.buffer(where, Dialect.LOWER_CASE, outbuf, 0, count, type);
        }
        requireElements(where, type);
        requireArray(where, inbuf, position);
        try {
            requireRoom(where, External32.lengthBytes(count, type), inbuf, position);
            return External32.unpack(engine, where, inbuf, position, outbuf, count, type);
        } catch (final MPIException e) {
            throw comm.failed(Dialect.LOWER_CASE, e);
        }
    }

    static int packExternalSize(final String datarep, final int count, final Datatype type) {
        final Comm comm = MPI.COMM_SELF;
        comm.engine("pack_external_size");
        final String where = comm.describe("pack_external_size");
        requireExternal32(where, datarep);
        requireCount(where, count, type);
        requireElements(where, type);
        return arrayLength(where, External32.lengthBytes(count, type));
    }

    private static void requireExternal32(final String where, final String datarep) {
        if (!External32.NAME.equals(datarep)) {
            throw Faults.fault(MPI.ERR_UNSUPPORTED_DATAREP, where, "the data representation is "
                + (datarep == null ? "null" : '"' + datarep + '"') + ", it must be \"" + External32.NAME + '"');
        }
    }

    private static void requireElements(final String where, final Datatype type) {
        if (type.isObject) {
            throw Faults.fault(MPI.ERR_TYPE, where, External32.NAME
                + " knows no objects, which only Java can read; pack them by pack()");
        }
    }

    private static void requireRoom(
        final String where, final long lengthBytes, final byte[] packed, final int position) {
        if (lengthBytes > packed.length - position) {
            throw Faults.packedOutside(where, position, lengthBytes, packed.length);
        }
    }

    private static void requireCount(final String where, final int count, final Datatype type) {
        if (type == null || type.isNull()) {
            throw Datatype.nullFault(where, type);
        }
        if (count < 0) {
            throw Faults.negativeCount(where, count);
        }
    }

    private static int arrayLength(final String where, final long lengthBytes) {
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
