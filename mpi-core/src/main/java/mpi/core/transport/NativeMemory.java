package mpi.core.transport;

import java.nio.Buffer;
import java.util.Objects;
import org.agrona.BufferUtil;
import org.agrona.UnsafeApi;

/**
 * What addresses make possible without a view a call. Touched only where {@link Memory#hasAddresses()}: it loads
 * Agrona, which needs {@code --add-opens java.base/jdk.internal.misc=ALL-UNNAMED}.
 */
public final class NativeMemory {
    // Headers of arrays differ in length by element size where class pointers or object headers are (un)compressed.
    private static final long BYTE_ARRAY = UnsafeApi.arrayBaseOffset(byte[].class);
    private static final long CHAR_ARRAY = UnsafeApi.arrayBaseOffset(char[].class);
    private static final long SHORT_ARRAY = UnsafeApi.arrayBaseOffset(short[].class);
    private static final long INT_ARRAY = UnsafeApi.arrayBaseOffset(int[].class);
    private static final long LONG_ARRAY = UnsafeApi.arrayBaseOffset(long[].class);
    private static final long FLOAT_ARRAY = UnsafeApi.arrayBaseOffset(float[].class);
    private static final long DOUBLE_ARRAY = UnsafeApi.arrayBaseOffset(double[].class);

    private static final long NOT_ONE_PIECE = -1;

    private NativeMemory() {}

    /**
     * Where the memory of a direct buffer starts. Does not allocate. The caller keeps the buffer reachable.
     *
     * @param buffer a direct buffer of any element type
     * @return the address of its element 0, whatever its position
     */
    public static long address(final Buffer buffer) {
        // The field is declared in Buffer, so that its offset holds for every kind of buffer.
        return UnsafeApi.getLong(buffer, BufferUtil.BYTE_BUFFER_ADDRESS_FIELD_OFFSET);
    }

    /** Copies as {@link Memory#copy} says; bounds of arrays are checked, addresses are trusted. */
    static void copy(final Object source, final long sourceOffset, final Object target, final long targetOffset,
        final long lengthBytes) {
        if (target == null) {
            copyByAddress(true, source, sourceOffset, targetOffset, lengthBytes);
        } else if (source == null) {
            copyByAddress(false, target, targetOffset, sourceOffset, lengthBytes);
        } else {
            final long from = position(source, sourceOffset, lengthBytes);
            final long to = position(target, targetOffset, lengthBytes);
            if ((from | to) >= 0) {
                move(source, from, target, to, lengthBytes);
            } else if (source instanceof ScatteredMemory scattered) {
                scattered.copyOut(sourceOffset, target, targetOffset, lengthBytes);
            } else {
                ((ScatteredMemory) target).copyIn(source, sourceOffset, targetOffset, lengthBytes);
            }
        }
    }

    /**
     * Copies from user memory to an address or, if not {@code out}, the other way. The classes of memory stand in the
     * order in which they matter; scattered memory, which does not move in one piece, comes last and costs the others
     * nothing.
     */
    private static void copyByAddress(final boolean out, final Object base, final long offset, final long address,
        final long lengthBytes) {
        final long position;
        if (base == null) {
            position = offset;
        } else if (base instanceof byte[] a) {
            position = BYTE_ARRAY + checked(offset, lengthBytes, a.length);
        } else if (base instanceof double[] a) {
            position = DOUBLE_ARRAY + checked(offset, lengthBytes, (long) a.length << 3);
        } else if (base instanceof int[] a) {
            position = INT_ARRAY + checked(offset, lengthBytes, (long) a.length << 2);
        } else if (base instanceof long[] a) {
            position = LONG_ARRAY + checked(offset, lengthBytes, (long) a.length << 3);
        } else if (base instanceof float[] a) {
            position = FLOAT_ARRAY + checked(offset, lengthBytes, (long) a.length << 2);
        } else if (base instanceof char[] a) {
            position = CHAR_ARRAY + checked(offset, lengthBytes, (long) a.length << 1);
        } else if (base instanceof short[] a) {
            position = SHORT_ARRAY + checked(offset, lengthBytes, (long) a.length << 1);
        } else {
            final ScatteredMemory scattered = (ScatteredMemory) base;
            if (out) {
                scattered.copyOut(offset, null, address, lengthBytes);
            } else {
                scattered.copyIn(null, address, offset, lengthBytes);
            }
            return;
        }
        if (out) {
            move(base, position, null, address, lengthBytes);
        } else {
            move(null, address, base, position, lengthBytes);
        }
    }

    /** Moves between places that {@link #position} has found. */
    static void move(final Object source, final long from, final Object target, final long to,
        final long lengthBytes) {
        if (lengthBytes > 2 * Long.BYTES) {
            UnsafeApi.copyMemory(source, from, target, to, lengthBytes);
        } else {
            copyShort(source, from, target, to, (int) lengthBytes);
        }
    }

    /** The call of the copying stub takes longer than these few moves. Reads all before it writes: it may overlap. */
    private static void copyShort(final Object source, final long from, final Object target, final long to,
        final int lengthBytes) {
        if (lengthBytes >= Long.BYTES) {
            final int rest = lengthBytes - Long.BYTES;
            final long first = UnsafeApi.getLong(source, from);
            final long last = UnsafeApi.getLong(source, from + rest);
            UnsafeApi.putLong(target, to, first);
            UnsafeApi.putLong(target, to + rest, last);
        } else if (lengthBytes >= Integer.BYTES) {
            final int rest = lengthBytes - Integer.BYTES;
            final int first = UnsafeApi.getInt(source, from);
            final int last = UnsafeApi.getInt(source, from + rest);
            UnsafeApi.putInt(target, to, first);
            UnsafeApi.putInt(target, to + rest, last);
        } else if (lengthBytes > 0) {
            UnsafeApi.copyMemory(source, from, target, to, lengthBytes);
        }
    }

    /** Where memory lies, with its bounds checked; {@link #NOT_ONE_PIECE} of scattered memory. */
    static long position(final Object base, final long offset, final long lengthBytes) {
        // Not a switch over patterns: its classes are made at run time, in every rank of every job (docs/adr/0010).
        if (base == null) {
            return offset;
        } else if (base instanceof byte[] a) {
            return BYTE_ARRAY + checked(offset, lengthBytes, a.length);
        } else if (base instanceof double[] a) {
            return DOUBLE_ARRAY + checked(offset, lengthBytes, (long) a.length << 3);
        } else if (base instanceof int[] a) {
            return INT_ARRAY + checked(offset, lengthBytes, (long) a.length << 2);
        } else if (base instanceof long[] a) {
            return LONG_ARRAY + checked(offset, lengthBytes, (long) a.length << 3);
        } else if (base instanceof float[] a) {
            return FLOAT_ARRAY + checked(offset, lengthBytes, (long) a.length << 2);
        } else if (base instanceof char[] a) {
            return CHAR_ARRAY + checked(offset, lengthBytes, (long) a.length << 1);
        } else if (base instanceof short[] a) {
            return SHORT_ARRAY + checked(offset, lengthBytes, (long) a.length << 1);
        } else if (base instanceof ScatteredMemory) {
            return NOT_ONE_PIECE;
        }
        throw new IllegalArgumentException(base.getClass().getName());
    }

    private static long checked(final long offset, final long lengthBytes, final long arrayBytes) {
        return Objects.checkFromIndexSize(offset, lengthBytes, arrayBytes);
    }
}
