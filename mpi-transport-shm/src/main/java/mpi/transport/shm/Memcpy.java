package mpi.transport.shm;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * The C library's {@code memcpy}, which takes instructions for long copies that the JVM's own copy does not (ADR 9).
 * Touching this class links it, which takes long. Linked <em>critical</em>, so that it may read the heap: it never
 * blocks, and a piece is short.
 *
 * <p>One method for each class of array, none of which may be inlined into another: only where the compiler sees one
 * class of segment alone does it leave out the views. mpjrun passes the option for it.
 */
final class Memcpy {
    private static final MethodHandle FROM_HEAP = link(ValueLayout.ADDRESS, true);
    private static final MethodHandle FROM_ADDRESS = link(ValueLayout.JAVA_LONG, false);

    private Memcpy() {}

    /**
     * Copies from user memory to native memory.
     *
     * @param base see {@link mpi.core.transport.Memory}
     * @param offset see {@link mpi.core.transport.Memory}
     * @param address where to
     * @param lengthBytes how many bytes
     */
    static void copyOut(final Object base, final long offset, final long address, final long lengthBytes) {
        try {
            switch (base) {
                case null -> FROM_ADDRESS.invokeExact(address, offset, lengthBytes);
                case byte[] a -> fromBytes(a, offset, address, lengthBytes);
                case double[] a -> fromDoubles(a, offset, address, lengthBytes);
                case int[] a -> fromInts(a, offset, address, lengthBytes);
                case long[] a -> fromLongs(a, offset, address, lengthBytes);
                case float[] a -> fromFloats(a, offset, address, lengthBytes);
                case char[] a -> fromChars(a, offset, address, lengthBytes);
                case short[] a -> fromShorts(a, offset, address, lengthBytes);
                default -> throw new IllegalArgumentException(base.getClass().getName());
            }
        } catch (final RuntimeException | Error e) {
            throw e;
        } catch (final Throwable e) {
            throw new IllegalStateException("memcpy failed", e);
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

    @SuppressWarnings("restricted") // the launcher enables native access; without, the JDK warns once
    private static MethodHandle link(final ValueLayout source, final boolean allowHeap) {
        final Linker linker = Linker.nativeLinker();
        // The target is a plain number: no view is needed. The result, which is the target, is left out.
        final FunctionDescriptor descriptor = FunctionDescriptor.ofVoid(ValueLayout.JAVA_LONG, source,
            ValueLayout.JAVA_LONG);
        return linker.downcallHandle(linker.defaultLookup().findOrThrow("memcpy"), descriptor,
            Linker.Option.critical(allowHeap));
    }
}
