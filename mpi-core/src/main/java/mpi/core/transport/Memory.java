package mpi.core.transport;

import java.lang.foreign.MemorySegment;

/**
 * The one place that copies payload. User memory travels through the engine as {@code (Object base, long offset, long
 * length)}: {@code base} is a primitive array (not {@code boolean[]}) and {@code offset} counts bytes from its first
 * element, or {@code base} is {@code null} and {@code offset} is an address. Only the methods here switch on the class
 * of the array (engine invariant: no allocation, a view made anywhere else escapes).
 */
public final class Memory {
    /**
     * All native memory; the offset of an access is its address. Made at first use of this class, needs
     * {@code --enable-native-access=ALL-UNNAMED} to be silent.
     */
    @SuppressWarnings("restricted") // the launcher enables native access; bounds were checked where the buffer came in
    public static final MemorySegment ALL = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

    private Memory() {}

    /**
     * Copies from user memory to native memory.
     *
     * @param base see the class comment
     * @param offset see the class comment
     * @param address where to
     * @param lengthBytes how many bytes
     */
    public static void copyOut(final Object base, final long offset, final long address, final long lengthBytes) {
        switch (base) {
            case null -> MemorySegment.copy(ALL, offset, ALL, address, lengthBytes);
            case byte[] a -> MemorySegment.copy(MemorySegment.ofArray(a), offset, ALL, address, lengthBytes);
            case double[] a -> MemorySegment.copy(MemorySegment.ofArray(a), offset, ALL, address, lengthBytes);
            case int[] a -> MemorySegment.copy(MemorySegment.ofArray(a), offset, ALL, address, lengthBytes);
            case long[] a -> MemorySegment.copy(MemorySegment.ofArray(a), offset, ALL, address, lengthBytes);
            case float[] a -> MemorySegment.copy(MemorySegment.ofArray(a), offset, ALL, address, lengthBytes);
            case char[] a -> MemorySegment.copy(MemorySegment.ofArray(a), offset, ALL, address, lengthBytes);
            case short[] a -> MemorySegment.copy(MemorySegment.ofArray(a), offset, ALL, address, lengthBytes);
            default -> throw new IllegalArgumentException(base.getClass().getName());
        }
    }

    /**
     * Copies from native memory to user memory.
     *
     * @param address where from
     * @param base see the class comment
     * @param offset see the class comment
     * @param lengthBytes how many bytes
     */
    public static void copyIn(final long address, final Object base, final long offset, final long lengthBytes) {
        switch (base) {
            case null -> MemorySegment.copy(ALL, address, ALL, offset, lengthBytes);
            case byte[] a -> MemorySegment.copy(ALL, address, MemorySegment.ofArray(a), offset, lengthBytes);
            case double[] a -> MemorySegment.copy(ALL, address, MemorySegment.ofArray(a), offset, lengthBytes);
            case int[] a -> MemorySegment.copy(ALL, address, MemorySegment.ofArray(a), offset, lengthBytes);
            case long[] a -> MemorySegment.copy(ALL, address, MemorySegment.ofArray(a), offset, lengthBytes);
            case float[] a -> MemorySegment.copy(ALL, address, MemorySegment.ofArray(a), offset, lengthBytes);
            case char[] a -> MemorySegment.copy(ALL, address, MemorySegment.ofArray(a), offset, lengthBytes);
            case short[] a -> MemorySegment.copy(ALL, address, MemorySegment.ofArray(a), offset, lengthBytes);
            default -> throw new IllegalArgumentException(base.getClass().getName());
        }
    }
}
