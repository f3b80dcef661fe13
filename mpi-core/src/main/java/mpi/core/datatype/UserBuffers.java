package mpi.core.datatype;

import java.lang.foreign.MemorySegment;
import java.nio.Buffer;
import mpi.core.transport.Memory;
import mpi.core.transport.NativeMemory;
import mpi.core.transport.ScatteredMemory;
import mpi.spi.Capacity;
import mpi.spi.Layout;

/**
 * Turns a buffer as the API hands it over (see {@link mpi.spi.CommEngine}) into engine memory (see {@link Memory}).
 * Allocates nothing where {@link Memory#hasAddresses()}, but for a segment of a heap array: the JDK hands its array out
 * in an Optional, which the JIT removes in most places only. An address says nothing to the garbage collector: whoever
 * uses the memory keeps the buffer reachable meanwhile.
 *
 * <p>What every message passes has no switch over patterns: the JVM makes classes for one at run time, which a short
 * program would feel (docs/adr/0010).
 */
public final class UserBuffers {
    private UserBuffers() {}

    /**
     * Whether a message of this buffer is one run of bytes in engine memory. If not, it may be {@link #scattered};
     * otherwise it has to be packed, see {@link Packing}: objects, {@code boolean[]}, and heap memory whose array is
     * hidden because it is read-only or a view of another element type.
     *
     * @param buffer the user's buffer, may be {@code null}
     * @param type layout of an item
     * @return whether {@link #base} and {@link #offset} may be called
     */
    public static boolean isRaw(final Object buffer, final Layout type) {
        if (buffer instanceof byte[] || buffer instanceof double[]) {
            return type.isRaw();
        }
        return type.isRaw() && isReachable(buffer);
    }

    /** Whether a buffer's memory has an address or lies in an array that the engine may use. */
    private static boolean isReachable(final Object buffer) {
        if (buffer instanceof Object[] || buffer instanceof boolean[]) {
            return false;
        } else if (buffer instanceof Buffer b) {
            return b.isDirect() || b.hasArray();
        }
        return !(buffer instanceof MemorySegment s) || s.isNative() || !s.isReadOnly();
    }

    /**
     * The items of a derived datatype in a buffer, as a base with offset 0. Allocates the view.
     *
     * @param buffer the user's buffer, may be {@code null}
     * @param offsetBytes where item 0 is, in bytes from the buffer's element 0, whatever its position
     * @param type layout of an item, not {@linkplain Layout#isRaw raw}
     * @return the memory, or {@code null} if the message has to be packed, see {@link Packing}
     */
    public static ScatteredMemory scattered(final Object buffer, final long offsetBytes, final Layout type) {
        return type.isRaw() || type.isObject() || !isReachable(buffer) ? null
            : new ScatteredMemory(base(buffer), offset(buffer, offsetBytes), type);
    }

    /**
     * Whether a message may be received into this buffer.
     *
     * @param buffer the user's buffer, may be {@code null}
     * @return false for read-only NIO buffers and segments
     */
    public static boolean isWritable(final Object buffer) {
        if (buffer instanceof Buffer b) {
            return !b.isReadOnly();
        }
        return !(buffer instanceof MemorySegment s) || !s.isReadOnly();
    }

    /**
     * The base of a raw buffer's memory.
     *
     * @param buffer the user's buffer, may be {@code null}
     * @return the array, or {@code null} if the memory has an address
     */
    public static Object base(final Object buffer) {
        if (buffer instanceof byte[] || buffer instanceof double[]) {
            return buffer;
        }
        if (buffer instanceof Buffer b) {
            if (!b.isDirect()) {
                return b.array();
            }
            return Memory.hasAddresses() ? null : MemorySegment.ofBuffer(whole(b));
        } else if (buffer instanceof MemorySegment s) {
            if (!s.isNative()) {
                return s.heapBase().orElseThrow();
            }
            return Memory.hasAddresses() ? null : s;
        }
        return buffer;
    }

    /**
     * Where in {@link #base} a raw buffer's message starts.
     *
     * @param buffer the user's buffer, may be {@code null}
     * @param offsetBytes offset in bytes from the buffer's element 0, whatever its position
     * @return offset in bytes from the array's first element, or an address
     */
    public static long offset(final Object buffer, final long offsetBytes) {
        if (buffer instanceof byte[] || buffer instanceof double[]) {
            return offsetBytes;
        }
        if (buffer instanceof Buffer b) {
            if (!b.isDirect()) {
                return ((long) b.arrayOffset() << Capacity.elementShift(b)) + offsetBytes;
            }
            return (Memory.hasAddresses() ? NativeMemory.address(b) : 0) + offsetBytes;
        } else if (buffer instanceof MemorySegment s) {
            // of a heap segment: the offset in its array
            return (!s.isNative() || Memory.hasAddresses() ? s.address() : 0) + offsetBytes;
        }
        return buffer == null ? 0 : offsetBytes;
    }

    /**
     * Length of a message.
     *
     * @param count number of items
     * @param type layout of an item, not of objects
     * @return length in bytes
     */
    public static long lengthBytes(final long count, final Layout type) {
        return count * type.sizeBytes();
    }

    /** The buffer from its element 0 to its capacity: what the API means, whatever position and limit are. */
    static Buffer whole(final Buffer buffer) {
        return buffer.duplicate().clear();
    }
}
