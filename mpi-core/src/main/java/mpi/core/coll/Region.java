package mpi.core.coll;

import java.lang.ref.Reference;
import java.util.function.Supplier;
import mpi.MPI;
import mpi.core.datatype.Packing;
import mpi.core.datatype.UserBuffers;
import mpi.core.transport.Memory;
import mpi.spi.Faults;
import mpi.spi.Layout;

/**
 * One buffer of a collective operation as engine memory: the user's own memory where that is raw, otherwise a copy that
 * is packed before and delivered after. Not for objects. Holds the user's buffer until {@link #close()}, so that memory
 * known here by its address stays reachable. Reused from one operation to the next.
 */
final class Region {
    private static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;

    private final Supplier<String> where;
    private Object buffer;
    private long bufferOffset;
    private Object base;
    private long offset;
    private long lowBytes;
    private long highBytes;
    private byte[] copy;

    /** Makes a closed region; {@code where} names the operation in error texts. */
    Region(final Supplier<String> where) {
        this.where = where;
    }

    /** Opens bytes {@code low} to {@code high} of a buffer, counted from its offset, to be sent. */
    void openToSend(final Object userBuffer, final long userOffset, final long low, final long high,
        final Layout type) {
        buffer = userBuffer;
        bufferOffset = userOffset;
        lowBytes = low;
        highBytes = high;
        if (UserBuffers.isRaw(userBuffer, type)) {
            useRaw();
        } else {
            pack();
        }
    }

    /** Opens bytes {@code low} to {@code high} of a buffer, counted from its offset, to be received into. */
    void openToReceive(final Object userBuffer, final long userOffset, final long low, final long high,
        final Layout type) {
        if (!UserBuffers.isWritable(userBuffer)) {
            throw Faults.fault(MPI.ERR_BUFFER, where.get(),
                "cannot receive into a read-only " + userBuffer.getClass().getSimpleName());
        }
        // A copy begins with what is there: an operation may read it, and a short message leaves the rest as it is.
        openToSend(userBuffer, userOffset, low, high, type);
    }

    /** Makes an open region a copy, so that the user's memory may be overwritten meanwhile. */
    void detach() {
        if (copy == null) {
            final Object rawBase = base;
            final long rawOffset = offset;
            useCopy();
            Memory.copy(rawBase, rawOffset + lowBytes, base, offset + lowBytes, highBytes - lowBytes);
        }
    }

    /** Base of the memory, see {@link PeerLink}. */
    Object base() {
        return base;
    }

    /** Offset in {@link #base()} of the buffer's start. */
    long offset() {
        return offset;
    }

    /** Whether the two regions are, in part, the same memory. */
    boolean overlaps(final Region other) {
        return base == other.base && offset + lowBytes < other.offset + other.highBytes
            && other.offset + other.lowBytes < offset + highBytes;
    }

    /** Puts received bytes into the user's buffer, if they are not there yet. */
    void deliver(final long fromBytes, final long lengthBytes) {
        if (copy != null && lengthBytes > 0) {
            Packing.writeBytes(copy, (int) (fromBytes - lowBytes), buffer, bufferOffset + fromBytes,
                (int) lengthBytes, where);
        }
    }

    /** Lets go of the user's buffer, which has been reachable until now: an address alone would not have kept it so. */
    void close() {
        Reference.reachabilityFence(buffer);
        buffer = null;
        base = null;
        copy = null;
        lowBytes = 0;
        highBytes = 0;
    }

    private void useRaw() {
        base = UserBuffers.base(buffer);
        offset = UserBuffers.offset(buffer, bufferOffset);
        copy = null;
    }

    private void useCopy() {
        final long lengthBytes = highBytes - lowBytes;
        if (lengthBytes > LONGEST_ARRAY) {
            throw Faults.fault(MPI.ERR_COUNT, where.get(), "buffer of " + lengthBytes
                + " bytes has to be copied into one array and is longer than that can be");
        }
        copy = new byte[(int) lengthBytes];
        base = copy;
        offset = -lowBytes;
    }

    private void pack() {
        useCopy();
        Packing.readBytes(buffer, bufferOffset + lowBytes, copy, 0, copy.length, where);
    }
}
