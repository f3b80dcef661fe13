package mpi.core.coll;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.reflect.Array;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import java.util.function.Supplier;
import mpi.spi.BasicType;
import mpi.spi.Layout;

/** A buffer of some kind as a user might pass it, with guard bytes on both sides, and what should be in it. */
final class UserMemory {
    private static final int GUARD_BYTES = 16;

    final Object buffer;
    final long offset = GUARD_BYTES;
    private final Layout type;
    private final boolean[] flags;
    private final MemorySegment memory;
    private final byte[] expected;

    private enum Kind {
        NATURAL_ARRAY,
        OTHER_ARRAY,
        HEAP_BUFFER,
        HIDDEN_HEAP_BUFFER,
        DIRECT_BUFFER,
        DIRECT_VIEW,
        NATIVE_SEGMENT,
        HEAP_SEGMENT
    }

    /** Random contents in memory of a random kind. */
    UserMemory(final Layout type, final long lengthBytes, final Random random) {
        this.type = type;
        final int total = (int) (lengthBytes + 7 & ~7) + 2 * GUARD_BYTES;
        final Kind kind = random.nextBoolean() ? Kind.NATURAL_ARRAY
            : Kind.values()[random.nextInt(Kind.values().length)];
        expected = bytes(type, total, random);
        if (kind == Kind.NATURAL_ARRAY && type.basic() == BasicType.BOOLEAN) {
            flags = new boolean[total];
            memory = null;
            buffer = flags;
        } else {
            flags = null;
            final ByteBuffer direct = ByteBuffer.allocateDirect(total);
            buffer = switch (kind) {
                case NATURAL_ARRAY -> array(type.basic().arrayClass().componentType(), total);
                case OTHER_ARRAY -> new long[total / 8];
                case HEAP_BUFFER -> ByteBuffer.allocate(total + 3).slice(3, total).position(1).limit(2);
                case HIDDEN_HEAP_BUFFER -> ByteBuffer.allocate(total).asIntBuffer();
                case DIRECT_BUFFER -> direct.limit(5);
                case DIRECT_VIEW -> direct.asDoubleBuffer().position(1);
                case NATIVE_SEGMENT -> Arena.ofAuto().allocate(total, 8);
                case HEAP_SEGMENT -> MemorySegment.ofArray(new int[total / 4 + 1]).asSlice(4);
            };
            memory = view(buffer);
        }
        show(expected);
    }

    /** Bytes that are a legal value of the type. */
    static byte[] bytes(final Layout type, final int length, final Random random) {
        final byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        if (type.basic() == BasicType.BOOLEAN) {
            for (int i = 0; i < length; i++) {
                bytes[i] &= 1;
            }
        }
        return bytes;
    }

    /** Puts a user's values in, from byte {@code at} of the part that the user owns. */
    void put(final long at, final byte[] data) {
        expect(at, data);
        show(expected);
    }

    /** Notes what should be there after an operation. */
    void expect(final long at, final byte[] data) {
        System.arraycopy(data, 0, expected, (int) at + GUARD_BYTES, data.length);
    }

    /** Checks all of the memory, guards included. */
    void check(final Supplier<String> what) {
        assertArrayEquals(positiveZeros(expected), positiveZeros(read()), what);
    }

    /** Products of complex numbers give zeros of one sign or the other, by the order of the operands. */
    private byte[] positiveZeros(final byte[] bytes) {
        final ByteBuffer copy = ByteBuffer.wrap(bytes.clone()).order(ByteOrder.nativeOrder());
        if (type.basic() == BasicType.FLOAT_COMPLEX) {
            for (int i = 0; i < bytes.length; i += Float.BYTES) {
                copy.putInt(i, copy.getFloat(i) == 0 ? 0 : copy.getInt(i));
            }
        } else if (type.basic() == BasicType.DOUBLE_COMPLEX) {
            for (int i = 0; i < bytes.length; i += Double.BYTES) {
                copy.putLong(i, copy.getDouble(i) == 0 ? 0 : copy.getLong(i));
            }
        }
        return copy.array();
    }

    private byte[] read() {
        if (flags == null) {
            final byte[] all = new byte[expected.length];
            MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, 0, all, 0, all.length);
            return all;
        }
        final byte[] bytes = new byte[flags.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = flags[i] ? (byte) 1 : 0;
        }
        return bytes;
    }

    private void show(final byte[] bytes) {
        if (flags == null) {
            MemorySegment.copy(bytes, 0, memory, ValueLayout.JAVA_BYTE, 0, bytes.length);
        } else {
            for (int i = 0; i < bytes.length; i++) {
                flags[i] = bytes[i] != 0;
            }
        }
    }

    private static Object array(final Class<?> element, final int bytes) {
        final int elementBytes = (int) view(Array.newInstance(element, 1)).byteSize();
        return Array.newInstance(element, bytes / elementBytes);
    }

    private static MemorySegment view(final Object buffer) {
        return switch (buffer) {
            case MemorySegment s -> s;
            case Buffer b -> MemorySegment.ofBuffer(b.duplicate().clear());
            case byte[] a -> MemorySegment.ofArray(a);
            case char[] a -> MemorySegment.ofArray(a);
            case short[] a -> MemorySegment.ofArray(a);
            case int[] a -> MemorySegment.ofArray(a);
            case long[] a -> MemorySegment.ofArray(a);
            case float[] a -> MemorySegment.ofArray(a);
            case double[] a -> MemorySegment.ofArray(a);
            default -> throw new IllegalArgumentException(buffer.getClass().getName());
        };
    }
}
