package mpi.transport.shm;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.agrona.BitUtil;

/**
 * User memory in this rank's segment, which local peers can read without a copy in between. It consists of extents,
 * reserved one by one when those before are full, never given back to the system while the rank lives. A buffer's range
 * is given back when no view of it is reachable any more; extents stay mapped as long as one of their buffers is
 * reachable, also after the transport is closed (engine invariant 15).
 */
final class ExposedHeap {
    /** Start and length of every buffer: a cache line, so that no two buffers share one. */
    private static final int ALIGNMENT_BYTES = 64;
    private static final long MIN_EXTENT_BYTES = 1024 * 1024;
    /** A new extent is at least this fraction of those before, so that their number stays small. */
    private static final int GROWTH_DIVISOR = 4;
    private static final int PAGE_BYTES = 4096;

    private final Segment segment;
    private final Space space;
    private final Extent[] extents = new Extent[SegmentDescriptor.MAX_EXTENTS];
    private int extentCount;
    private long endOffset;
    private boolean closed;

    private record Extent(long startAddress, MemorySegment memory, RangeAllocator ranges) {}

    ExposedHeap(final Segment segment, final Space space) {
        this.segment = segment;
        this.space = space;
        endOffset = segment.layout().mappedBytes();
    }

    /**
     * Takes memory.
     *
     * @param capacityBytes its capacity
     * @param spareBytes room to leave for what others may still need
     * @return zeroed memory in native order, or {@code null}
     */
    ByteBuffer allocate(final int capacityBytes, final long spareBytes) {
        if (closed) {
            return null;
        }
        final long rangeBytes = BitUtil.align(Math.max(1L, capacityBytes), ALIGNMENT_BYTES);
        for (int i = 0; i < extentCount; i++) {
            final long start = extents[i].ranges.allocate(rangeBytes);
            if (start != RangeAllocator.NO_RANGE) {
                return buffer(extents[i], start, rangeBytes, capacityBytes);
            }
        }
        if (!addExtent(rangeBytes, spareBytes)) {
            return null;
        }
        final Extent added = extents[extentCount - 1];
        return buffer(added, added.ranges.allocate(rangeBytes), rangeBytes, capacityBytes);
    }

    /**
     * Finds memory of this heap.
     *
     * @param address of its first byte
     * @param lengthBytes its length
     * @return its descriptor, or {@link ExtentAddress#NONE}
     */
    long expose(final long address, final long lengthBytes) {
        for (int i = 0; i < extentCount; i++) {
            final long offset = address - extents[i].startAddress;
            final long extentBytes = extents[i].memory.byteSize();
            if (offset >= 0 && offset <= extentBytes && lengthBytes <= extentBytes - offset) {
                return ExtentAddress.encode(i, offset);
            }
        }
        return ExtentAddress.NONE;
    }

    /** No memory is handed out any more; what was, stays. */
    void close() {
        closed = true;
    }

    long usedBytes() {
        long used = 0;
        for (int i = 0; i < extentCount; i++) {
            used += extents[i].ranges.usedBytes();
        }
        return used;
    }

    @SuppressWarnings("restricted") // gives a slice a life of its own; its length does not change
    private static ByteBuffer buffer(final Extent extent, final long start, final long rangeBytes,
        final int capacityBytes) {
        // The cleanup holds the extent, and with it the mapping; it must not hold the slice.
        final MemorySegment slice = extent.memory.asSlice(start, capacityBytes)
            .reinterpret(Arena.ofAuto(), unreachable -> extent.ranges.release(start, rangeBytes));
        slice.fill((byte) 0);
        return slice.asByteBuffer().order(ByteOrder.nativeOrder());
    }

    private boolean addExtent(final long rangeBytes, final long spareBytes) {
        if (extentCount == SegmentDescriptor.MAX_EXTENTS) {
            return false;
        }
        final long soFar = endOffset - segment.layout().mappedBytes();
        final long wanted = Math.max(rangeBytes, Math.max(MIN_EXTENT_BYTES, soFar / GROWTH_DIVISOR));
        final long lengthBytes = BitUtil.align(wanted, PAGE_BYTES);
        try {
            if (space.usableBytes() < lengthBytes + spareBytes) {
                space.warn("buffer memory", lengthBytes, "other uses come first");
                return false;
            }
            segment.file().grow(endOffset + lengthBytes);
            segment.file().reserve(endOffset, lengthBytes);
            publish(segment.file().map(endOffset, lengthBytes), lengthBytes);
            return true;
        } catch (final IOException e) {
            space.warn("buffer memory", lengthBytes, e.getMessage());
            return false;
        }
    }

    private void publish(final MemorySegment memory, final long lengthBytes) {
        final long entry = segment.address(SegmentDescriptor.extentEntryOffset(extentCount));
        // If this process dies before the release store, peers do not know of the extent; after it, they may read it
        // on.
        Words.putLong(entry, endOffset);
        Words.putLong(entry + Long.BYTES, lengthBytes);
        extents[extentCount++] = new Extent(memory.address(), memory, new RangeAllocator(lengthBytes));
        endOffset += lengthBytes;
        Words.putIntRelease(segment.address(SegmentDescriptor.EXTENT_COUNT_OFFSET), extentCount);
    }
}
