package mpi;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;
import java.util.Arrays;
import mpi.spi.Capacity;

/** What a user may pass as a buffer, and how much it holds. */
final class Buffers {
    private static final long NONE = -1;

    private Buffers() {}

    /**
     * Whether {@code count} items from {@code offset} on lie within the buffer, and the buffer may hold that type.
     *
     * @param offset in elements of the type's array class
     */
    static boolean holds(
        final Dialect dialect, final Object buffer, final long offset, final long count, final Datatype type) {
        return holdsEven(dialect, buffer, offset, count, type) || holdsUneven(dialect, buffer, offset, count, type);
    }

    /**
     * As {@link #holds}, and no two bytes of a message would be received into one place. MPJ Express lets them, and
     * programs written for it rely on that: of two items the later one stays.
     */
    static boolean holdsDisjoint(
        final Dialect dialect, final Object buffer, final long offset, final long count, final Datatype type) {
        return holdsEven(dialect, buffer, offset, count, type)
            || holdsUneven(dialect, buffer, offset, count, type)
                && (dialect == Dialect.CAPITALISED || !type.overlaps(count));
    }

    private static boolean holdsEven(
        final Dialect dialect, final Object buffer, final long offset, final long count, final Datatype type) {
        if (type == null || type.layout == null || count < 0) {
            return false;
        }
        if (buffer == null) {
            return count == 0;
        }
        if (dialect == Dialect.CAPITALISED && !agrees(buffer, type)) {
            return false;
        }
        return offset >= 0 && !type.isUneven
            && offset * type.elementBytes + count * type.extentBytes <= Capacity.bytes(buffer) && isAccessible(buffer);
    }

    /** The same for any items, of which the last may reach beyond its extent, and any below its address. */
    private static boolean holdsUneven(
        final Dialect dialect, final Object buffer, final long offset, final long count, final Datatype type) {
        if (type == null || type.layout == null || !type.isUneven || count < 0 || buffer == null || offset < 0
            || dialect == Dialect.CAPITALISED && !agrees(buffer, type)) {
            return false;
        }
        final long capacity = capacity(buffer, type);
        return capacity >= 0 && lowOf(offset, count, type) >= 0 && endOf(offset, count, type) <= capacity
            && isAccessible(buffer);
    }

    /** Whether this thread may access the memory; the engine copies without asking again. */
    private static boolean isAccessible(final Object buffer) {
        return !(buffer instanceof MemorySegment segment)
            || segment.scope().isAlive() && segment.isAccessibleBy(Thread.currentThread());
    }

    /** Whether received data may be put there. */
    static boolean isWritable(final Object buffer) {
        if (buffer instanceof Buffer nio) {
            return !nio.isReadOnly();
        }
        return !(buffer instanceof MemorySegment segment) || !segment.isReadOnly();
    }

    /**
     * Whether an array is of the class that belongs to the type; anything but an array is raw memory, and a type
     * without data has no class.
     */
    static boolean agrees(final Object buffer, final Datatype type) {
        final Class<?> bufferClass = buffer.getClass();
        return bufferClass == type.arrayClass || !bufferClass.isArray() || type.isObject && buffer instanceof Object[]
            || type.map.size == 0;
    }

    /** Where an element lies, in the engine's unit: bytes, slots for objects. */
    static long startOf(final long offset, final Datatype type) {
        return offset * type.elementBytes;
    }

    /** First byte (slot) of the items; saturated. */
    static long lowOf(final long offset, final long count, final Datatype type) {
        return Saturating.add(Saturating.multiply(offset, type.elementBytes), type.lowOf(count));
    }

    /** First byte (slot) behind the items; saturated. */
    static long endOf(final long offset, final long count, final Datatype type) {
        return Saturating.add(Saturating.multiply(offset, type.elementBytes), type.highOf(count));
    }

    /** Bytes a buffer holds for this type (slots for objects); negative if it cannot hold it. */
    static long capacity(final Object buffer, final Datatype type) {
        return type.isObject ? slots(buffer) : Capacity.bytes(buffer);
    }

    private static long slots(final Object buffer) {
        return buffer instanceof Object[] array ? array.length : NONE;
    }

    /** Bytes of an element of a buffer. */
    static int elementBytes(final Buffer buffer) {
        return 1 << Capacity.elementShift(buffer);
    }

    /**
     * A copy of a part of a buffer; the part starts at 0 in the copy.
     *
     * @param start first byte (slot)
     * @param end first byte (slot) behind the part
     */
    static Object copyOf(final Object buffer, final long start, final long end) {
        if (buffer instanceof Object[] array) {
            return Arrays.copyOfRange(array, (int) start, (int) end);
        }
        if (buffer instanceof boolean[] array) {
            return Arrays.copyOfRange(array, (int) start, (int) end);
        }
        final long length = end - start;
        if (length > Integer.MAX_VALUE - Long.BYTES) {
            final MemorySegment copy = Arena.ofAuto().allocate(length, Long.BYTES);
            MemorySegment.copy(segmentOf(buffer), start, copy, 0, length);
            return copy;
        }
        final byte[] copy = new byte[(int) length];
        MemorySegment.copy(segmentOf(buffer), start, MemorySegment.ofArray(copy), 0, length);
        return copy;
    }

    /** All of a buffer's memory, whatever its position and limit. Not for {@code Object[]} and {@code boolean[]}. */
    static MemorySegment segmentOf(final Object buffer) {
        if (buffer instanceof MemorySegment segment) {
            return segment;
        }
        if (buffer instanceof Buffer nio) {
            return MemorySegment.ofBuffer(nio.duplicate().clear());
        }
        if (buffer instanceof byte[] array) {
            return MemorySegment.ofArray(array);
        }
        if (buffer instanceof double[] array) {
            return MemorySegment.ofArray(array);
        }
        if (buffer instanceof int[] array) {
            return MemorySegment.ofArray(array);
        }
        if (buffer instanceof long[] array) {
            return MemorySegment.ofArray(array);
        }
        if (buffer instanceof float[] array) {
            return MemorySegment.ofArray(array);
        }
        if (buffer instanceof char[] array) {
            return MemorySegment.ofArray(array);
        }
        return MemorySegment.ofArray((short[]) buffer);
    }

    /** What a buffer is, for error texts: {@code int[10]}, {@code DoubleBuffer of 10}. */
    static String describe(final Object buffer) {
        if (buffer.getClass().isArray()) {
            return buffer.getClass().componentType().getSimpleName() + "["
                + java.lang.reflect.Array.getLength(buffer) + "]";
        }
        if (buffer instanceof Buffer nio) {
            return classOf(nio) + " of " + nio.capacity();
        }
        return buffer instanceof MemorySegment ? "MemorySegment" : buffer.getClass().getName();
    }

    private static String classOf(final Buffer buffer) {
        return switch (buffer) {
            case ByteBuffer b -> "ByteBuffer";
            case CharBuffer b -> "CharBuffer";
            case ShortBuffer b -> "ShortBuffer";
            case IntBuffer b -> "IntBuffer";
            case LongBuffer b -> "LongBuffer";
            case FloatBuffer b -> "FloatBuffer";
            case DoubleBuffer b -> "DoubleBuffer";
        };
    }
}
