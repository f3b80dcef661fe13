package mpi.core.datatype;

import java.lang.foreign.MemorySegment;
import java.nio.Buffer;
import java.util.function.Supplier;
import mpi.MPI;
import mpi.spi.BasicType;
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
        if (type.basic() == BasicType.OBJECT) {
            return codec.encode(slots(buffer, where), (int) offset, (int) count, where);
        }
        final int lengthBytes = arrayLength(UserBuffers.lengthBytes(count, type), where);
        final byte[] data = new byte[lengthBytes];
        readBytes(buffer, offset, data, 0, lengthBytes, where);
        return new Packed(data, lengthBytes, 0);
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
        if (type.basic() == BasicType.OBJECT) {
            return codec.decode(data, lengthBytes, slots(buffer, where), (int) offset, (int) count, where);
        }
        final long roomBytes = UserBuffers.lengthBytes(count, type);
        writeBytes(data, 0, buffer, offset, (int) Math.min(lengthBytes, roomBytes), where);
        if (lengthBytes > roomBytes) {
            throw Faults.truncated(where.get(), lengthBytes, roomBytes);
        }
        return 0;
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
