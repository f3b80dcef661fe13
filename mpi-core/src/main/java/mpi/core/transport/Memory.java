package mpi.core.transport;

import java.lang.foreign.MemorySegment;
import mpi.core.wire.Frame;

/**
 * The one place that copies payload. User memory travels through the engine as {@code (Object base, long offset, long
 * length)}: {@code base} is a primitive array (not {@code boolean[]}) and {@code offset} counts bytes from its first
 * element, or {@code base} is {@code null} and {@code offset} is an address, or {@code base} is a
 * {@link ScatteredMemory} and {@code offset} is a position in it. Only the methods here and in {@link NativeMemory}
 * switch on the class of the array (a view made anywhere else escapes and allocates).
 *
 * <p>A world of one, and ranks that share a JVM, may run in a JVM started without any option. There
 * {@link #hasAddresses()} is false, and a base is never {@code null} but the {@link MemorySegment} over the direct
 * memory; {@link #copy} and the {@link #copyIn(Frame, long, Object, long, long) copyIn} of what has arrived alone have
 * to know.
 */
public final class Memory {
    private static final boolean ADDRESSES = AddressUse.isPossible();

    /**
     * All native memory; the offset of an access is its address. Empty where {@link #hasAddresses()} is false: making
     * it there would print the JVM's warning.
     */
    public static final MemorySegment ALL = all();

    private Memory() {}

    @SuppressWarnings("restricted") // the launcher enables native access; bounds were checked where the buffer came in
    private static MemorySegment all() {
        return ADDRESSES ? MemorySegment.NULL.reinterpret(Long.MAX_VALUE) : MemorySegment.NULL;
    }

    /**
     * Whether this JVM was started with the options that the engine needs to work with addresses:
     * {@code --enable-native-access=ALL-UNNAMED --add-opens java.base/jdk.internal.misc=ALL-UNNAMED}.
     *
     * @return true in every rank that has peers in other processes
     */
    public static boolean hasAddresses() {
        return ADDRESSES;
    }

    /**
     * Copies from user memory to user memory; the two may overlap. Allocates nothing where {@link #hasAddresses()}.
     *
     * @param source see the class comment
     * @param sourceOffset see the class comment
     * @param target see the class comment
     * @param targetOffset see the class comment
     * @param lengthBytes how many bytes; with 0, nothing else is looked at
     */
    public static void copy(final Object source, final long sourceOffset, final Object target, final long targetOffset,
        final long lengthBytes) {
        if (lengthBytes == 0) {
            return;
        }
        if (ADDRESSES) {
            NativeMemory.copy(source, sourceOffset, target, targetOffset, lengthBytes);
        } else if (source instanceof ScatteredMemory scattered) {
            scattered.copyOut(sourceOffset, target, targetOffset, lengthBytes);
        } else if (target instanceof ScatteredMemory scattered) {
            scattered.copyIn(source, sourceOffset, targetOffset, lengthBytes);
        } else {
            MemorySegment.copy(segment(source), sourceOffset, segment(target), targetOffset, lengthBytes);
        }
    }

    private static MemorySegment segment(final Object base) {
        return switch (base) {
            case MemorySegment s -> s;
            case byte[] a -> MemorySegment.ofArray(a);
            case double[] a -> MemorySegment.ofArray(a);
            case int[] a -> MemorySegment.ofArray(a);
            case long[] a -> MemorySegment.ofArray(a);
            case float[] a -> MemorySegment.ofArray(a);
            case char[] a -> MemorySegment.ofArray(a);
            case short[] a -> MemorySegment.ofArray(a);
            default -> throw new IllegalArgumentException(base.getClass().getName());
        };
    }

    /**
     * Copies from user memory to native memory.
     *
     * @param base see the class comment
     * @param offset see the class comment
     * @param address where to
     * @param lengthBytes how many bytes
     */
    public static void copyOut(final Object base, final long offset, final long address, final long lengthBytes) {
        if (lengthBytes < LongCopy.MIN_BYTES) {
            NativeMemory.copy(base, offset, null, address, lengthBytes);
        } else {
            LongCopy.copyOut(base, offset, address, lengthBytes);
        }
    }

    /**
     * Copies the payload of a frame that has arrived, or a part of it, to user memory.
     *
     * @param frame the frame
     * @param payload where its payload is, as its handler was told: an address, or where {@link #hasAddresses()} is
     *     false, an index into {@link Frame#memory}
     * @param base see the class comment
     * @param offset see the class comment
     * @param lengthBytes how many bytes
     */
    public static void copyIn(final Frame frame, final long payload, final Object base, final long offset,
        final long lengthBytes) {
        if (ADDRESSES) {
            copyIn(payload, base, offset, lengthBytes);
        } else {
            copy(frame.memory, payload, base, offset, lengthBytes);
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
        if (lengthBytes < LongCopy.MIN_BYTES) {
            NativeMemory.copy(null, address, base, offset, lengthBytes);
        } else {
            LongCopy.copyIn(address, base, offset, lengthBytes);
        }
    }
}
