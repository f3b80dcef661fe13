package mpi.transport.tcp;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import mpi.core.transport.CriticalCall;
import mpi.core.transport.MemoryKind;

/**
 * The C library's {@code send}, linked <em>critical</em>, so that the kernel takes an array's content from where it
 * lies. It never waits, but the garbage collector does while it lasts. Touching this class links it, which takes long.
 *
 * <p>One method for each class of array, none of which may be inlined into another, as in the core's {@code Memcpy}.
 */
final class NativeSend {
    /** Of Linux: more follows at once, so that it may leave in one packet with this. */
    private static final int MSG_MORE = 0x8000;
    private static final int MSG_NOSIGNAL = 0x4000;
    private static final int MSG_DONTWAIT = 0x40;
    private static final int LAST = MSG_DONTWAIT | MSG_NOSIGNAL;

    private static final MethodHandle FROM_HEAP = link(ValueLayout.ADDRESS);
    private static final MethodHandle FROM_ADDRESS = link(ValueLayout.JAVA_LONG);

    private NativeSend() {}

    /**
     * Sends native memory that more follows.
     *
     * @param socket file descriptor
     * @param address where it lies
     * @param lengthBytes how much
     * @return how many bytes the socket has taken, or -1 if it took none
     */
    static long sendFirst(final int socket, final long address, final long lengthBytes) {
        try {
            return (long) FROM_ADDRESS.invokeExact(socket, address, lengthBytes, LAST | MSG_MORE);
        } catch (final Throwable e) {
            throw CriticalCall.unchecked(e);
        }
    }

    /**
     * Sends from an array.
     *
     * @param socket file descriptor
     * @param kind of the array
     * @param base the array
     * @param offset in bytes
     * @param lengthBytes how much
     * @return how many bytes the socket has taken, or -1 if it took none
     */
    static long send(final int socket, final MemoryKind kind, final Object base, final long offset,
        final long lengthBytes) {
        try {
            return switch (kind) {
                case BYTES -> sendBytes(socket, (byte[]) base, offset, lengthBytes);
                case DOUBLES -> sendDoubles(socket, (double[]) base, offset, lengthBytes);
                case INTS -> sendInts(socket, (int[]) base, offset, lengthBytes);
                case LONGS -> sendLongs(socket, (long[]) base, offset, lengthBytes);
                case FLOATS -> sendFloats(socket, (float[]) base, offset, lengthBytes);
                case CHARS -> sendChars(socket, (char[]) base, offset, lengthBytes);
                case SHORTS -> sendShorts(socket, (short[]) base, offset, lengthBytes);
                case ADDRESS, OTHER -> throw new IllegalArgumentException(kind.name());
            };
        } catch (final Throwable e) {
            throw CriticalCall.unchecked(e);
        }
    }

    private static long sendBytes(final int socket, final byte[] a, final long offset, final long lengthBytes)
        throws Throwable {
        return (long) FROM_HEAP.invokeExact(socket, MemorySegment.ofArray(a).asSlice(offset, lengthBytes), lengthBytes,
            LAST);
    }

    private static long sendDoubles(final int socket, final double[] a, final long offset, final long lengthBytes)
        throws Throwable {
        return (long) FROM_HEAP.invokeExact(socket, MemorySegment.ofArray(a).asSlice(offset, lengthBytes), lengthBytes,
            LAST);
    }

    private static long sendInts(final int socket, final int[] a, final long offset, final long lengthBytes)
        throws Throwable {
        return (long) FROM_HEAP.invokeExact(socket, MemorySegment.ofArray(a).asSlice(offset, lengthBytes), lengthBytes,
            LAST);
    }

    private static long sendLongs(final int socket, final long[] a, final long offset, final long lengthBytes)
        throws Throwable {
        return (long) FROM_HEAP.invokeExact(socket, MemorySegment.ofArray(a).asSlice(offset, lengthBytes), lengthBytes,
            LAST);
    }

    private static long sendFloats(final int socket, final float[] a, final long offset, final long lengthBytes)
        throws Throwable {
        return (long) FROM_HEAP.invokeExact(socket, MemorySegment.ofArray(a).asSlice(offset, lengthBytes), lengthBytes,
            LAST);
    }

    private static long sendChars(final int socket, final char[] a, final long offset, final long lengthBytes)
        throws Throwable {
        return (long) FROM_HEAP.invokeExact(socket, MemorySegment.ofArray(a).asSlice(offset, lengthBytes), lengthBytes,
            LAST);
    }

    private static long sendShorts(final int socket, final short[] a, final long offset, final long lengthBytes)
        throws Throwable {
        return (long) FROM_HEAP.invokeExact(socket, MemorySegment.ofArray(a).asSlice(offset, lengthBytes), lengthBytes,
            LAST);
    }

    private static MethodHandle link(final ValueLayout source) {
        return CriticalCall.link("send", FunctionDescriptor.of(ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT, source,
            ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT));
    }
}
