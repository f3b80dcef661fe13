package mpi.core.datatype;

import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.lang.reflect.Array;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Supplier;
import mpi.MPI;
import mpi.MPIException;
import mpi.core.transport.Memory;
import mpi.core.transport.ScatteredMemory;
import mpi.spi.Faults;
import mpi.spi.Layout;

/**
 * Messages of buffers that are not {@linkplain UserBuffers#isRaw raw}. User
 * code runs in here (serialisation), so it is called by the thread that starts or completes an operation, never by a
 * frame handler. Buffers are given as in {@link mpi.spi.CommEngine}; {@code where} is asked for error texts only.
 * Immutable.
 */
public final class Packing {
    private final ObjectCodec codec;

    /**
     * Packs objects with a codec.
     *
     * @param codec what serialises objects
     */
    public Packing(final ObjectCodec codec) {
        this.codec = codec;
    }

    /**
     * Makes a message of a buffer of any kind.
     *
     * @param buffer the user's buffer
     * @param offset see {@link mpi.spi.CommEngine}
     * @param count number of items
     * @param type layout of an item
     * @param where the operation, for error texts
     * @return the message; the buffer may be overwritten
     * @throws mpi.MPIException ERR_TYPE if buffer and type do not agree or an object cannot be serialised, ERR_COUNT if
     *     the message would be longer than an array
     */
    public Packed pack(final Object buffer, final long offset, final long count, final Layout type,
        final Supplier<String> where) {
        if (type.isObject()) {
            return encode(slots(buffer, where), offset, count, type, where);
        }
        final int lengthBytes = arrayLength(UserBuffers.lengthBytes(count, type), where);
        final byte[] data = new byte[lengthBytes];
        readItems(buffer, offset, type, 0, data, 0, lengthBytes, where);
        return new Packed(data, lengthBytes, 0);
    }

    private Packed encode(final Object[] slots, final long offset, final long count, final Layout type,
        final Supplier<String> where) {
        final int length = arrayLength(count * type.runs().size(), where);
        if (isDense(type)) {
            return codec.encode(slots, (int) offset, length, where);
        }
        final Object[] chosen = new Object[length];
        type.forEachRun(0, length, (at, position, run) -> System.arraycopy(slots, (int) (offset + at), chosen,
            (int) position, (int) run));
        return codec.encode(chosen, 0, length, where);
    }

    /** Whether the objects of all items stand side by side. */
    private static boolean isDense(final Layout type) {
        return type.runs().count() == 1 && type.runs().offset(0) == 0 && type.runs().size() == type.extentBytes();
    }

    private int decode(final byte[] data, final int lengthBytes, final Object[] slots, final long offset,
        final long count, final Layout type, final Supplier<String> where) {
        final int room = arrayLength(count * type.runs().size(), where);
        if (isDense(type)) {
            return codec.decode(data, lengthBytes, slots, (int) offset, room, where);
        }
        final Object[] received = (Object[]) Array.newInstance(slots.getClass().componentType(), room);
        int filled = room; // of a message that is too long, what fits
        try {
            filled = codec.decode(data, lengthBytes, received, 0, room, where);
        } catch (final MPIException e) {
            if (e.getErrorClass() != MPI.ERR_TRUNCATE) {
                filled = 0;
            }
            throw e;
        } finally {
            type.forEachRun(0, filled, (at, position, run) -> System.arraycopy(received, (int) position, slots,
                (int) (offset + at), (int) run));
        }
        return filled;
    }

    /**
     * Puts a message into a buffer of any kind. Of a message that is too long, what fits is put there.
     *
     * @param data the message, from index 0
     * @param lengthBytes length of the message
     * @param buffer the user's buffer
     * @param offset see {@link mpi.spi.CommEngine}
     * @param count number of items that fit
     * @param type layout of an item
     * @param where the operation, for error texts
     * @return number of array slots filled where the type is {@code MPI.OBJECT}, else 0
     * @throws mpi.MPIException ERR_TRUNCATE if the message is longer than the buffer, ERR_TYPE if buffer and type do
     *     not agree or the objects do not fit the array, ERR_BUFFER if the buffer is read-only, ERR_OTHER if the
     *     objects cannot be deserialised
     */
    public int unpack(final byte[] data, final int lengthBytes, final Object buffer, final long offset,
        final long count,
        final Layout type, final Supplier<String> where) {
        if (type.isObject()) {
            return decode(data, lengthBytes, slots(buffer, where), offset, count, type, where);
        }
        final long roomBytes = UserBuffers.lengthBytes(count, type);
        writeItems(data, 0, buffer, offset, type, 0, (int) Math.min(lengthBytes, roomBytes), where);
        if (lengthBytes > roomBytes) {
            throw Faults.truncated(where.get(), lengthBytes, roomBytes);
        }
        return 0;
    }

    /**
     * Packs items into an array (MPI 4.1, section 5.2). Objects are preceded by the length of what they become.
     *
     * @param packed where to
     * @param position index of the first byte there
     * @param buffer the user's buffer
     * @param offset see {@link mpi.spi.CommEngine}
     * @param count number of items
     * @param type layout of an item
     * @param where the operation, for error texts
     * @return index of the first byte behind them
     * @throws mpi.MPIException ERR_TRUNCATE if there is no room for them; as {@link #pack}
     */
    public int packInto(final byte[] packed, final int position, final Object buffer, final long offset,
        final long count, final Layout type, final Supplier<String> where) {
        if (type.isObject()) {
            final Packed objects = pack(buffer, offset, count, type, where);
            requireWithin(packed, position, (long) Integer.BYTES + objects.lengthBytes(), where);
            ByteBuffer.wrap(packed).putInt(position, objects.lengthBytes());
            System.arraycopy(objects.data(), 0, packed, position + Integer.BYTES, objects.lengthBytes());
            return position + Integer.BYTES + objects.lengthBytes();
        }
        final long lengthBytes = UserBuffers.lengthBytes(count, type);
        requireWithin(packed, position, lengthBytes, where);
        readItems(buffer, offset, type, 0, packed, position, (int) lengthBytes, where);
        return position + (int) lengthBytes;
    }

    /**
     * Unpacks items that {@link #packInto} has packed, or that came as a message of their bytes.
     *
     * @param packed where from
     * @param position index of the first byte there
     * @param buffer the user's buffer
     * @param offset see {@link mpi.spi.CommEngine}
     * @param count number of items
     * @param type layout of an item
     * @param where the operation, for error texts
     * @return index of the first byte behind them
     * @throws mpi.MPIException ERR_TRUNCATE if the array ends before them; as {@link #unpack}
     */
    public int unpackFrom(final byte[] packed, final int position, final Object buffer, final long offset,
        final long count, final Layout type, final Supplier<String> where) {
        if (type.isObject()) {
            requireWithin(packed, position, Integer.BYTES, where);
            final int lengthBytes = ByteBuffer.wrap(packed).getInt(position);
            final int start = position + Integer.BYTES;
            requireWithin(packed, start, lengthBytes, where);
            unpack(Arrays.copyOfRange(packed, start, start + lengthBytes), lengthBytes, buffer, offset, count, type,
                where);
            return start + lengthBytes;
        }
        final long lengthBytes = UserBuffers.lengthBytes(count, type);
        requireWithin(packed, position, lengthBytes, where);
        writeItems(packed, position, buffer, offset, type, 0, (int) lengthBytes, where);
        return position + (int) lengthBytes;
    }

    private static void requireWithin(final byte[] packed, final int position, final long lengthBytes,
        final Supplier<String> where) {
        if (position < 0 || lengthBytes < 0 || position + lengthBytes > packed.length) {
            throw Faults.packedOutside(where.get(), position, lengthBytes, packed.length);
        }
    }

    /**
     * Copies a part of a message out of a buffer of any kind but {@code Object[]}.
     *
     * @param buffer the user's buffer
     * @param offset where item 0 is, see {@link mpi.spi.CommEngine}
     * @param type layout of an item
     * @param from first byte of the message
     * @param target where to
     * @param targetOffset index of the first byte there
     * @param lengthBytes how many bytes
     * @param where the operation, for error texts
     * @throws mpi.MPIException as {@link #readBytes}
     */
    public static void readItems(final Object buffer, final long offset, final Layout type, final long from,
        final byte[] target, final int targetOffset, final int lengthBytes, final Supplier<String> where) {
        final ScatteredMemory items = UserBuffers.scattered(buffer, offset, type);
        if (items != null) {
            Memory.copy(items, from, target, targetOffset, lengthBytes);
            Reference.reachabilityFence(buffer);
        } else {
            type.forEachRun(from, lengthBytes, (at, position, length) -> readBytes(buffer, offset + at, target,
                (int) (targetOffset + position - from), (int) length, where));
        }
    }

    /**
     * Copies a part of a message into a buffer of any kind but {@code Object[]}.
     *
     * @param source where from
     * @param sourceOffset index of the first byte there
     * @param buffer the user's buffer
     * @param offset where item 0 is, see {@link mpi.spi.CommEngine}
     * @param type layout of an item
     * @param from first byte of the message
     * @param lengthBytes how many bytes
     * @param where the operation, for error texts
     * @throws mpi.MPIException as {@link #writeBytes}
     */
    public static void writeItems(final byte[] source, final int sourceOffset, final Object buffer, final long offset,
        final Layout type, final long from, final int lengthBytes, final Supplier<String> where) {
        requireWritable(buffer, where);
        final ScatteredMemory items = UserBuffers.scattered(buffer, offset, type);
        if (items != null) {
            Memory.copy(source, sourceOffset, items, from, lengthBytes);
            Reference.reachabilityFence(buffer);
        } else {
            type.forEachRun(from, lengthBytes, (at, position, length) -> writeBytes(source,
                (int) (sourceOffset + position - from), buffer, offset + at, (int) length, where));
        }
    }

    /**
     * Copies bytes out of a buffer of any kind but {@code Object[]}.
     *
     * @param buffer the user's buffer
     * @param offset of the first byte
     * @param target where to
     * @param targetOffset index of the first byte there
     * @param lengthBytes how many bytes
     * @param where the operation, for error texts
     * @throws mpi.MPIException ERR_TYPE for an {@code Object[]}, ERR_BUFFER for a buffer without memory
     */
    public static void readBytes(final Object buffer, final long offset, final byte[] target, final int targetOffset,
        final int lengthBytes, final Supplier<String> where) {
        switch (buffer) {
            case null -> {} // legal with count 0 only
            case boolean[] a -> {
                for (int i = 0; i < lengthBytes; i++) {
                    target[targetOffset + i] = a[(int) offset + i] ? (byte) 1 : 0;
                }
            }
            default -> MemorySegment.copy(segment(buffer, where), offset, MemorySegment.ofArray(target), targetOffset,
                lengthBytes);
        }
    }

    /**
     * Copies bytes into a buffer of any kind but {@code Object[]}.
     *
     * @param source where from
     * @param sourceOffset index of the first byte there
     * @param buffer the user's buffer
     * @param offset of the first byte
     * @param lengthBytes how many bytes
     * @param where the operation, for error texts
     * @throws mpi.MPIException ERR_TYPE for an {@code Object[]}, ERR_BUFFER for a read-only buffer
     */
    public static void writeBytes(final byte[] source, final int sourceOffset, final Object buffer, final long offset,
        final int lengthBytes, final Supplier<String> where) {
        requireWritable(buffer, where);
        switch (buffer) {
            case null -> {} // legal with count 0 only
            case boolean[] a -> {
                for (int i = 0; i < lengthBytes; i++) {
                    a[(int) offset + i] = source[sourceOffset + i] != 0;
                }
            }
            default -> MemorySegment.copy(MemorySegment.ofArray(source), sourceOffset, segment(buffer, where), offset,
                lengthBytes);
        }
    }

    private static void requireWritable(final Object buffer, final Supplier<String> where) {
        if (!UserBuffers.isWritable(buffer)) {
            throw Faults.fault(MPI.ERR_BUFFER, where.get(),
                "cannot receive into a read-only " + buffer.getClass().getSimpleName());
        }
    }

    /** A view for the cases that may allocate. */
    private static MemorySegment segment(final Object buffer, final Supplier<String> where) {
        return switch (buffer) {
            case MemorySegment s -> s;
            case Buffer b -> segmentOf(b, where);
            case byte[] a -> MemorySegment.ofArray(a);
            case char[] a -> MemorySegment.ofArray(a);
            case short[] a -> MemorySegment.ofArray(a);
            case int[] a -> MemorySegment.ofArray(a);
            case long[] a -> MemorySegment.ofArray(a);
            case float[] a -> MemorySegment.ofArray(a);
            case double[] a -> MemorySegment.ofArray(a);
            default -> throw Faults.fault(MPI.ERR_TYPE, where.get(),
                "the elements of a " + buffer.getClass().getSimpleName() + " can only be sent as MPI.OBJECT");
        };
    }

    private static MemorySegment segmentOf(final Buffer buffer, final Supplier<String> where) {
        try {
            return MemorySegment.ofBuffer(UserBuffers.whole(buffer));
        } catch (final IllegalArgumentException e) {
            // CharBuffer.wrap(CharSequence)
            throw Faults.fault(MPI.ERR_BUFFER, where.get(), "a buffer over a CharSequence has no memory to send");
        }
    }

    private static Object[] slots(final Object buffer, final Supplier<String> where) {
        return switch (buffer) {
            case null -> new Object[0]; // legal with count 0 only
            case Object[] a -> a;
            default -> throw Faults.fault(MPI.ERR_TYPE, where.get(),
                "MPI.OBJECT needs an Object[], not a " + buffer.getClass().getSimpleName());
        };
    }

    private static int arrayLength(final long lengthBytes, final Supplier<String> where) {
        if (lengthBytes > Integer.MAX_VALUE - 8) {
            throw Faults.fault(MPI.ERR_COUNT, where.get(), "message of " + lengthBytes
                + " bytes has to be packed into one array and is longer than that can be");
        }
        return (int) lengthBytes;
    }
}
