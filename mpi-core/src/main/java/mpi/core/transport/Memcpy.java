package mpi.core.transport;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * The C library's {@code memcpy}, which takes instructions for long copies that the JVM's own copy does not (ADR 9).
 * Touching this class links it, which takes long. Linked <em>critical</em>, so that it may work on the heap: it never
 * blocks, and {@link LongCopy} asks for 256 KiB at most.
 *
 * <p>One method for each class of array, none of which may be inlined into another: only where the compiler sees one
 * class of segment alone does it leave out the views. mpjrun passes the option for it.
 */
final class Memcpy {
    private static final MethodHandle FROM_HEAP = link(ValueLayout.JAVA_LONG, ValueLayout.ADDRESS);
    private static final MethodHandle TO_HEAP = link(ValueLayout.ADDRESS, ValueLayout.JAVA_LONG);
    private static final MethodHandle NATIVE = link(ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG);

    private Memcpy() {}

    /**
     * Copies from user memory to native memory.
     *
     * @param kind of the user memory
     * @param base see {@link Memory}
     * @param offset see {@link Memory}
     * @param address where to
     * @param lengthBytes how many bytes
     */
    static void copyOut(final MemoryKind kind, final Object base, final long offset, final long address,
        final long lengthBytes) {
        try {
            switch (kind) {
                case ADDRESS -> NATIVE.invokeExact(address, offset, lengthBytes);
                case BYTES -> fromBytes((byte[]) base, offset, address, lengthBytes);
                case DOUBLES -> fromDoubles((double[]) base, offset, address, lengthBytes);
                case INTS -> fromInts((int[]) base, offset, address, lengthBytes);
                case LONGS -> fromLongs((long[]) base, offset, address, lengthBytes);
                case FLOATS -> fromFloats((float[]) base, offset, address, lengthBytes);
                case CHARS -> fromChars((char[]) base, offset, address, lengthBytes);
                case SHORTS -> fromShorts((short[]) base, offset, address, lengthBytes);
                case OTHER -> throw new IllegalArgumentException(base.getClass().getName());
            }
        } catch (final Throwable e) {
            throw CriticalCall.unchecked(e);
        }
    }

    /**
     * Copies from native memory to user memory.
     *
     * @param kind of the user memory
     * @param address where from
     * @param base see {@link Memory}
     * @param offset see {@link Memory}
     * @param lengthBytes how many bytes
     */
    static void copyIn(final MemoryKind kind, final long address, final Object base, final long offset,
        final long lengthBytes) {
        try {
            switch (kind) {
                case ADDRESS -> NATIVE.invokeExact(offset, address, lengthBytes);
                case BYTES -> toBytes(address, (byte[]) base, offset, lengthBytes);
                case DOUBLES -> toDoubles(address, (double[]) base, offset, lengthBytes);
                case INTS -> toInts(address, (int[]) base, offset, lengthBytes);
                case LONGS -> toLongs(address, (long[]) base, offset, lengthBytes);
                case FLOATS -> toFloats(address, (float[]) base, offset, lengthBytes);
                case CHARS -> toChars(address, (char[]) base, offset, lengthBytes);
                case SHORTS -> toShorts(address, (short[]) base, offset, lengthBytes);
                case OTHER -> throw new IllegalArgumentException(base.getClass().getName());
            }
        } catch (final Throwable e) {
            throw CriticalCall.unchecked(e);
        }
    }

    private static void fromBytes(final byte[] a, final long offset, final long address, final long lengthBytes)
        throws Throwable {
        FROM_HEAP.invokeExact(address, MemorySegment.ofArray(a).asSlice(offset, lengthBytes), lengthBytes);
    }

    private static void fromDoubles(final double[] a, final long offset, final long address, final long lengthBytes)
        throws Throwable {
        FROM_HEAP.invokeExact(address, MemorySegment.ofArray(a).asSlice(offset, lengthBytes), lengthBytes);
    }

    private static void fromInts(final int[] a, final long offset, final long address, final long lengthBytes)
        throws Throwable {
        FROM_HEAP.invokeExact(address, MemorySegment.ofArray(a).asSlice(offset, lengthBytes), lengthBytes);
    }

    private static void fromLongs(final long[] a, final long offset, final long address, final long lengthBytes)
        throws Throwable {
        FROM_HEAP.invokeExact(address, MemorySegment.ofArray(a).asSlice(offset, lengthBytes), lengthBytes);
    }

    private static void fromFloats(final float[] a, final long offset, final long address, final long lengthBytes)
        throws Throwable {
        FROM_HEAP.invokeExact(address, MemorySegment.ofArray(a).asSlice(offset, lengthBytes), lengthBytes);
    }

    private static void fromChars(final char[] a, final long offset, final long address, final long lengthBytes)
        throws Throwable {
        FROM_HEAP.invokeExact(address, MemorySegment.ofArray(a).asSlice(offset, lengthBytes), lengthBytes);
    }

    private static void fromShorts(final short[] a, final long offset, final long address, final long lengthBytes)
        throws Throwable {
        FROM_HEAP.invokeExact(address, MemorySegment.ofArray(a).asSlice(offset, lengthBytes), lengthBytes);
    }

    private static void toBytes(final long address, final byte[] a, final long offset, final long lengthBytes)
        throws Throwable {
        TO_HEAP.invokeExact(MemorySegment.ofArray(a).asSlice(offset, lengthBytes), address, lengthBytes);
    }

    private static void toDoubles(final long address, final double[] a, final long offset, final long lengthBytes)
        throws Throwable {
        TO_HEAP.invokeExact(MemorySegment.ofArray(a).asSlice(offset, lengthBytes), address, lengthBytes);
    }

    private static void toInts(final long address, final int[] a, final long offset, final long lengthBytes)
        throws Throwable {
        TO_HEAP.invokeExact(MemorySegment.ofArray(a).asSlice(offset, lengthBytes), address, lengthBytes);
    }

    private static void toLongs(final long address, final long[] a, final long offset, final long lengthBytes)
        throws Throwable {
        TO_HEAP.invokeExact(MemorySegment.ofArray(a).asSlice(offset, lengthBytes), address, lengthBytes);
    }

    private static void toFloats(final long address, final float[] a, final long offset, final long lengthBytes)
        throws Throwable {
        TO_HEAP.invokeExact(MemorySegment.ofArray(a).asSlice(offset, lengthBytes), address, lengthBytes);
    }

    private static void toChars(final long address, final char[] a, final long offset, final long lengthBytes)
        throws Throwable {
        TO_HEAP.invokeExact(MemorySegment.ofArray(a).asSlice(offset, lengthBytes), address, lengthBytes);
    }

    private static void toShorts(final long address, final short[] a, final long offset, final long lengthBytes)
        throws Throwable {
        TO_HEAP.invokeExact(MemorySegment.ofArray(a).asSlice(offset, lengthBytes), address, lengthBytes);
    }

    /** Native memory is a plain number: it needs no view. The result, which is the target, is left out. */
    private static MethodHandle link(final ValueLayout target, final ValueLayout source) {
        return CriticalCall.link("memcpy", FunctionDescriptor.ofVoid(target, source, ValueLayout.JAVA_LONG));
    }
}
