package mpi.core.coll;

import java.lang.ref.Reference;
import java.util.function.Supplier;
import mpi.MPI;
import mpi.core.datatype.Packing;
import mpi.core.datatype.UserBuffers;
import mpi.core.transport.ScatteredMemory;
import mpi.spi.Faults;
import mpi.spi.Layout;

/**
 * One buffer of a collective operation as engine memory: the user's own memory where that is raw, otherwise a copy that
 * is packed before and delivered after. Not for objects. Holds the user's buffer until {@link #close()}, so that memory
 * known here by its address stays reachable. Reused from one operation to the next.
 */
final class Region {
    /** Longest array that every virtual machine makes. */
    static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;

    private final Work work;
    private final Supplier<String> where;
    private Object buffer;
    private long bufferOffset;
    private Object base;
    private long offset;
    private long lowBytes;
    private long highBytes;
    private Layout type;
    private byte[] copy;

    /** Makes a closed region that is copied by {@code work}; {@code where} names the operation in error texts. */
    Region(final Work work, final Supplier<String> where) {
        this.work = work;
        this.where = where;
    }

    /**
     * Opens bytes {@code low} to {@code high} to be sent, of the message that a buffer makes from its offset on. If
     * items have gaps that is not where they are in memory; {@link ScatteredMemory} knows where.
     */
    void openToSend(final Object userBuffer, final long userOffset, final long low, final long high,
        final Layout itemType) {
        buffer = userBuffer;
        type = itemType;
        bufferOffset = userOffset;
        lowBytes = low;
        highBytes = high;
        if (UserBuffers.isRaw(userBuffer, type)) {
            useRaw();
            return;
        }
        final ScatteredMemory items = UserBuffers.scattered(userBuffer, userOffset, type);
        if (items != null) {
            base = items;
            offset = 0;
            copy = null;
        } else {
            useCopy();
            work.fetch(this);
        }
    }

    /** As {@link #openToSend}, to be received into. */
    void openToReceive(final Object userBuffer, final long userOffset, final long low, final long high,
        final Layout itemType) {
        if (!UserBuffers.isWritable(userBuffer)) {
            throw Faults.fault(MPI.ERR_BUFFER, where.get(),
                "cannot receive into a read-only " + userBuffer.getClass().getSimpleName());
        }
        // A copy begins with what is there: an operation may read it, and a short message leaves the rest as it is.
        openToSend(userBuffer, userOffset, low, high, itemType);
    }

    /** Makes an open region a copy, so that the user's memory may be overwritten meanwhile. */
    void detach() {
        if (copy == null) {
            final Object rawBase = base;
            final long rawOffset = offset;
            useCopy();
            work.copy(rawBase, rawOffset + lowBytes, base, offset + lowBytes, highBytes - lowBytes);
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
        if (!(base instanceof ScatteredMemory) && !(other.base instanceof ScatteredMemory)) {
            return base == other.base && offset + lowBytes < other.offset + other.highBytes
                && other.offset + other.lowBytes < offset + highBytes;
        }
        return copy == null && other.copy == null
            && UserBuffers.base(buffer) == UserBuffers.base(other.buffer)
            && firstByte() < other.endByte() && other.firstByte() < endByte();
    }

    /** Whether the two regions are the same memory, byte for byte. */
    boolean isSameAs(final Region other) {
        return base == other.base && offset == other.offset;
    }

    /** Where the items of raw memory, or of memory with gaps, begin. */
    private long firstByte() {
        return UserBuffers.offset(buffer, bufferOffset)
            + (type.isRaw() ? lowBytes : type.low(firstItem(), lastItem()));
    }

    private long endByte() {
        return UserBuffers.offset(buffer, bufferOffset)
            + (type.isRaw() ? highBytes : type.high(firstItem(), lastItem()));
    }

    private long firstItem() {
        return Math.floorDiv(lowBytes, Math.max(1, type.sizeBytes()));
    }

    private long lastItem() {
        return Math.floorDiv(Math.max(lowBytes, highBytes - 1), Math.max(1, type.sizeBytes()));
    }

    /** Reads what the user's buffer holds into the copy. */
    void fetch() {
        Packing.readItems(buffer, bufferOffset, type, lowBytes, copy, 0, copy.length, where);
    }

    /** Puts received bytes into the user's buffer, if they are not there yet. */
    void deliver(final long fromBytes, final long lengthBytes) {
        if (copy != null && lengthBytes > 0) {
            Packing.writeItems(copy, (int) (fromBytes - lowBytes), buffer, bufferOffset, type, fromBytes,
                (int) lengthBytes, where);
        }
    }

    /** Lets go of the user's buffer, which has been reachable until now: an address alone would not have kept it so. */
    void close() {
        Reference.reachabilityFence(buffer);
        buffer = null;
        type = null;
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
}
