package mpi;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.ObjLongConsumer;
import mpi.spi.BasicType;
import mpi.spi.CommEngine;
import mpi.spi.Faults;

/**
 * The data representation "external32" (MPI 4.1, section 14.5.2): elements in the order of the type map, big-endian,
 * without any gap. The engine packs and unpacks in native form, a piece of whole items at a time; here the elements of
 * the piece change their byte order, and pairs such as {@link MPI#DOUBLE_INT} the gaps they have in memory.
 *
 * <p>Lengths are those of Java's primitives: {@link MPI#LONG} is what C calls MPI_INT64_T, of 8 bytes (of C's MPI_LONG
 * external32 keeps 4), {@link MPI#CHAR} is a UTF-16 unit of 2 bytes, {@link MPI#BOOLEAN} one byte.
 */
final class External32 {
    static final String NAME = "external32";
    /** Length of a piece, unless an item is longer. */
    private static final int PIECE_BYTES = 64 << 10;

    private final ByteBuffer from;
    private final ByteBuffer to;
    /** The one of the two that is in native form. */
    private final ByteBuffer piece;

    private External32(final ByteBuffer from, final ByteBuffer to, final ByteBuffer piece) {
        this.from = from;
        this.to = to;
        this.piece = piece;
    }

    /** Length of some items, not of objects; saturated. */
    static long lengthBytes(final long count, final Datatype type) {
        return Saturating.multiply(count, type.map.size - type.map.gapBytes);
    }

    /** Packs items into an array that has room for them; answers the position behind them. */
    static int pack(final CommEngine engine, final String where, final Object inbuf, final int count,
        final Datatype type, final byte[] outbuf, final int position) {
        final ByteBuffer external = ByteBuffer.wrap(outbuf).position(position);
        final int most = itemsOfPiece(type);
        final ByteBuffer piece = newPiece(where, Math.min(most, count), type);
        final ObjLongConsumer<BasicType> elements = new External32(piece, external, piece)::move;
        for (long item = 0; item < count; item += most) {
            final int items = (int) Math.min(most, count - item);
            engine.pack(inbuf, item * type.extentBytes, items, type.layout, piece.array(), 0);
            piece.clear();
            type.map.forEachBasic(items, elements);
        }
        return external.position();
    }

    /** Unpacks items from an array that holds them; answers the position behind them. */
    static int unpack(final CommEngine engine, final String where, final byte[] inbuf, final int position,
        final Object outbuf, final int count, final Datatype type) {
        final ByteBuffer external = ByteBuffer.wrap(inbuf).position(position);
        final int most = itemsOfPiece(type);
        final ByteBuffer piece = newPiece(where, Math.min(most, count), type);
        final ObjLongConsumer<BasicType> elements = new External32(external, piece, piece)::move;
        for (long item = 0; item < count; item += most) {
            final int items = (int) Math.min(most, count - item);
            piece.clear();
            type.map.forEachBasic(items, elements);
            engine.unpack(piece.array(), 0, outbuf, item * type.extentBytes, items, type.layout);
        }
        return external.position();
    }

    private static int itemsOfPiece(final Datatype type) {
        return type.map.size == 0 ? Integer.MAX_VALUE : (int) Math.max(1, PIECE_BYTES / type.map.size);
    }

    private static ByteBuffer newPiece(final String where, final int items, final Datatype type) {
        final long lengthBytes = items * type.map.size;
        if (lengthBytes > Integer.MAX_VALUE - Long.BYTES) {
            throw Faults.fault(MPI.ERR_COUNT, where, "an item of " + lengthBytes
                + " bytes has to be packed into one array and is longer than that can be");
        }
        return ByteBuffer.allocate((int) lengthBytes).order(ByteOrder.nativeOrder());
    }

    private void move(final BasicType basic, final long count) {
        final int lengthBytes = (int) count * basic.sizeBytes();
        switch (basic) {
            case BYTE, BOOLEAN, PACKED -> moveBytes(lengthBytes);
            case CHAR, SHORT, SHORT2 -> moveShorts(lengthBytes / Short.BYTES);
            case INT, INT2, FLOAT, FLOAT2, FLOAT_COMPLEX, FLOAT_INT -> moveInts(lengthBytes / Integer.BYTES);
            case LONG, LONG2, DOUBLE, DOUBLE2, DOUBLE_COMPLEX -> moveLongs(lengthBytes / Long.BYTES);
            case SHORT_INT -> {
                for (int pair = 0; pair < count; pair++) {
                    moveShorts(1);
                    skipGap(basic);
                    moveInts(1);
                }
            }
            case LONG_INT, DOUBLE_INT -> {
                for (int pair = 0; pair < count; pair++) {
                    moveLongs(1);
                    moveInts(1);
                    skipGap(basic);
                }
            }
            case OBJECT -> throw new IllegalArgumentException("objects are not elements");
        }
    }

    private void moveBytes(final int count) {
        to.put(to.position(), from, from.position(), count);
        to.position(to.position() + count);
        from.position(from.position() + count);
    }

    private void moveShorts(final int count) {
        for (int i = 0; i < count; i++) {
            to.putShort(from.getShort());
        }
    }

    /** Floats too: they would lose the bits of a NaN if they were handled as such. */
    private void moveInts(final int count) {
        for (int i = 0; i < count; i++) {
            to.putInt(from.getInt());
        }
    }

    private void moveLongs(final int count) {
        for (int i = 0; i < count; i++) {
            to.putLong(from.getLong());
        }
    }

    private void skipGap(final BasicType pair) {
        piece.position(piece.position() + Typemap.gapBytes(pair));
    }
}
