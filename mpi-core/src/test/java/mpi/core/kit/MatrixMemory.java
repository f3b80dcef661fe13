package mpi.core.kit;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Memory of any kind, looked at as bytes: those of the elements where they are numbers; of a boolean 0 or 1; of an
 * object the number in its text, 0 for {@code null}.
 *
 * @param buffer what calls take
 * @param whole what lies in memory: an array, or a segment
 * @param byteMask of the bits that an element keeps
 */
record MatrixMemory(Object buffer, Object whole, int byteMask) {

    private static final int OBJECTS = 128;
    private static final String[] TEXTS = new String[OBJECTS];

    static {
        Arrays.setAll(TEXTS, number -> number == 0 ? null : "object " + number);
    }

    /** Kinds of memory. */
    enum Kind {
        /** An array of the class that belongs to the type. */
        ARRAY {
            @Override
            MatrixMemory allocate(final MatrixType type, final int length, final int slicedBytes) {
                final Object array = java.lang.reflect.Array.newInstance(type.arrayClass().componentType(), length);
                final int mask = type.isObject() ? OBJECTS - 1 : array instanceof boolean[] ? 1 : BYTE;
                return new MatrixMemory(array, array, mask);
            }
        },
        /** A buffer outside of the heap, from some byte on. */
        DIRECT_BUFFER {
            @Override
            MatrixMemory allocate(final MatrixType type, final int length, final int slicedBytes) {
                final ByteBuffer buffer = ByteBuffer.allocateDirect(length * type.elementBytes());
                return new MatrixMemory(buffer.slice(slicedBytes, buffer.capacity() - slicedBytes),
                    MemorySegment.ofBuffer(buffer), maskOf(type));
            }
        },
        /** A segment outside of the heap, from some byte on. */
        SEGMENT {
            @Override
            MatrixMemory allocate(final MatrixType type, final int length, final int slicedBytes) {
                final MemorySegment segment = Arena.ofAuto().allocate((long) length * type.elementBytes(), Long.BYTES);
                return new MatrixMemory(segment.asSlice(slicedBytes), segment, maskOf(type));
            }
        };

        private static final int BYTE = 0xFF;

        /** Memory of so many elements; an array is not sliced. */
        abstract MatrixMemory allocate(MatrixType type, int length, int slicedBytes);

        private static int maskOf(final MatrixType type) {
            return type.arrayClass() == boolean[].class ? 1 : BYTE;
        }
    }

    /** Writes bytes, each with the bits that an element keeps. */
    void write(final byte[] image) {
        switch (whole) {
            case boolean[] array -> {
                for (int i = 0; i < array.length; i++) {
                    array[i] = image[i] != 0;
                }
            }
            case Object[] array -> {
                for (int i = 0; i < array.length; i++) {
                    array[i] = TEXTS[image[i]];
                }
            }
            default -> segment().copyFrom(MemorySegment.ofArray(image));
        }
    }

    byte[] read() {
        return switch (whole) {
            case boolean[] array -> {
                final byte[] image = new byte[array.length];
                for (int i = 0; i < array.length; i++) {
                    image[i] = (byte) (array[i] ? 1 : 0);
                }
                yield image;
            }
            case Object[] array -> {
                final byte[] image = new byte[array.length];
                for (int i = 0; i < array.length; i++) {
                    image[i] = array[i] == null ? 0 : Byte.parseByte(array[i].toString().substring("object ".length()));
                }
                yield image;
            }
            default -> segment().toArray(ValueLayout.JAVA_BYTE);
        };
    }

    private MemorySegment segment() {
        return switch (whole) {
            case byte[] array -> MemorySegment.ofArray(array);
            case char[] array -> MemorySegment.ofArray(array);
            case short[] array -> MemorySegment.ofArray(array);
            case int[] array -> MemorySegment.ofArray(array);
            case long[] array -> MemorySegment.ofArray(array);
            case float[] array -> MemorySegment.ofArray(array);
            case double[] array -> MemorySegment.ofArray(array);
            case MemorySegment segment -> segment;
            default -> throw new IllegalArgumentException(whole.getClass().getName());
        };
    }
}
