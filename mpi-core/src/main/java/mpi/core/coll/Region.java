package mpi.core.coll;

import java.lang.ref.Reference;
import java.util.function.Supplier;
import mpi.MPI;
import mpi.core.datatype.Packing;
import mpi.core.datatype.UserBuffers;
import mpi.core.transport.ScatteredMemory;
import mpi.spi.BufferBlocks;
import mpi.spi.Faults;
import mpi.spi.Layout;

/**
 * One buffer of a collective operation as engine memory: the user's own memory where that is raw, otherwise a copy that
 * is packed before and delivered after. Not for objects. Holds the user's buffer until {@link #close()}, so that memory
 * known here by its address stays reachable. Reused from one operation to the next.
 *
 * <p>To work that is written down, the user's own memory is a {@link Place}: such a region may be bound to another
 * buffer while it stays open.
 */
final class Region {
    /** Longest array that every virtual machine makes. */
    static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;

    /** What of a buffer an algorithm goes by, besides its place. */
    private enum Nature {
        /** There is none. */
        CLOSED,
        /** An array of the type's elements, from its first one on: kernels read it where it lies. */
        ELEMENTS,
        /** Other raw memory. */
        RAW,
        /** Memory with gaps. */
        SCATTERED,
        /** What is copied. */
        PACKED
    }

    private final Work work;
    private final Supplier<String> where;
    private final boolean isWrittenDown;
    /** The user's memory, unless it has to be packed. */
    private final Place place = new Place();
    private Object buffer;
    private long bufferOffset;
    private Object base;
    private long offset;
    private long lowBytes;
    private long highBytes;
    private Layout type;
    private boolean isPacked;
    private byte[] copy;
    private Nature nature = Nature.CLOSED;

    /** Makes a closed region that is copied by {@code work}; {@code where} names the operation in error texts. */
    Region(final Work work, final Supplier<String> where) {
        this.work = work;
        this.where = where;
        isWrittenDown = !work.isAtOnce();
    }

    /**
     * Opens bytes {@code low} to {@code high} to be sent, of the message that a buffer makes from its offset on. If
     * items have gaps that is not where they are in memory; {@link ScatteredMemory} knows where.
     */
    void openToSend(final Object userBuffer, final long userOffset, final long low, final long high,
        final Layout itemType) {
        type = itemType;
        lowBytes = low;
        highBytes = high;
        if (!bind(userBuffer, userOffset)) {
            useCopy();
            work.fetch(this);
            return;
        }
        copy = null;
        base = isWrittenDown ? place : place.base();
        offset = isWrittenDown ? 0 : place.offset();
    }

    /** Finds out where a buffer is; returns whether its messages need not be packed. */
    private boolean bind(final Object userBuffer, final long userOffset) {
        buffer = userBuffer;
        bufferOffset = userOffset;
        if (UserBuffers.isRaw(userBuffer, type)) {
            isPacked = false;
            place.set(UserBuffers.base(userBuffer), UserBuffers.offset(userBuffer, userOffset));
        } else {
            final ScatteredMemory items = UserBuffers.scattered(userBuffer, userOffset, type);
            isPacked = items == null;
            place.set(items, 0);
        }
        return !isPacked;
    }

    /** Notes by what an algorithm has gone so far. */
    void note() {
        nature = nature();
    }

    private Nature nature() {
        if (type == null) {
            return Nature.CLOSED;
        } else if (isPacked) {
            return Nature.PACKED;
        } else if (place.base() instanceof ScatteredMemory) {
            return Nature.SCATTERED;
        }
        return Place.isStartOf(type.basic().arrayClass(), place, 0) ? Nature.ELEMENTS : Nature.RAW;
    }

    /** Lets go of the user's buffer, which has been reachable until now, until the region is bound to another. */
    void unbind() {
        Reference.reachabilityFence(buffer);
        buffer = null;
        place.clear();
    }

    /**
     * Binds a region that is open to a buffer of which the same bytes are to be sent or received.
     *
     * @return whether an algorithm would do as has been {@linkplain #note noted}
     */
    boolean rebind(final BufferBlocks blocks) {
        if (type == null) {
            return true;
        }
        bind(blocks.buffer(), blocks.offset());
        return nature == nature();
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

    /** Whether what is received has to be {@linkplain #deliver delivered}. */
    boolean isCopy() {
        return copy != null;
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
        return copy == null && other.copy == null && sharesMemoryWith(other);
    }

    /** Whether they would be if none were a copy. */
    boolean sharesMemoryWith(final Region other) {
        if (!isInMemory() || !other.isInMemory()) {
            return false;
        }
        if (!(place.base() instanceof ScatteredMemory) && !(other.place.base() instanceof ScatteredMemory)) {
            return place.base() == other.place.base()
                && place.offset() + lowBytes < other.place.offset() + other.highBytes
                && other.place.offset() + other.lowBytes < place.offset() + highBytes;
        }
        return UserBuffers.base(buffer) == UserBuffers.base(other.buffer)
            && firstByte() < other.endByte() && other.firstByte() < endByte();
    }

    /** Whether the user has given the same raw memory for both, byte for byte. */
    boolean isSameMemoryAs(final Region other) {
        return isInMemory() && other.isInMemory() && place.base() == other.place.base()
            && place.offset() == other.place.offset();
    }

    private boolean isInMemory() {
        return type != null && !isPacked;
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
        unbind();
        type = null;
        base = null;
        copy = null;
        lowBytes = 0;
        highBytes = 0;
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
