package mpi.transport.shm;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import mpi.core.transport.HostMemory;
import org.agrona.BitUtil;

/**
 * Memory of this rank for the collectives of its host: one buffer of {@link ExposedHeap}, reserved when the first piece
 * is asked for. Where there was no room for it there is none later: the answer shall not depend on the moment.
 */
final class HostPool implements HostMemory {
    private static final int KIBIBYTE = 1024;
    /** Up to so many ranks of a host pass long vectors through longer cells. */
    private static final int FEW_RANKS = 4;

    private final ExposedHeap heap;
    private final long spareBytes;
    private final int capacityBytes;
    private final Map<Long, Piece> pieces = new HashMap<>();
    private RangeAllocator ranges;
    private MemorySegment memory;

    private record Piece(long start, int lengthBytes) {}

    /**
     * A pool that has reserved nothing.
     *
     * @param heap where it takes its buffer
     * @param spareBytes room to leave in the file system for what others may still need
     * @param capacityBytes length of the buffer
     */
    HostPool(final ExposedHeap heap, final long spareBytes, final int capacityBytes) {
        this.heap = heap;
        this.spareBytes = spareBytes;
        this.capacityBytes = capacityBytes;
    }

    /**
     * How long a pool is: room for a few communicators of all ranks, less than 1 MB where there are many.
     *
     * @param configuredBytes what the user wants; 0: by the number of ranks
     * @param localSize ranks of the host
     * @return length in bytes
     */
    static int capacity(final int configuredBytes, final int localSize) {
        if (configuredBytes != 0) {
            return configuredBytes;
        }
        return (localSize <= FEW_RANKS ? 2048 : 960) * KIBIBYTE;
    }

    @Override
    public long allot(final int lengthBytes) {
        if (ranges == null) {
            reserve();
        }
        final int rangeBytes = BitUtil.align(lengthBytes, SegmentDescriptor.LINE_BYTES);
        final long start = ranges.allocate(rangeBytes);
        if (start == RangeAllocator.NO_RANGE) {
            return ExtentAddress.NONE;
        }
        final MemorySegment piece = memory.asSlice(start, rangeBytes);
        piece.fill((byte) 0);
        final long descriptor = heap.expose(piece.address(), rangeBytes);
        pieces.put(descriptor, new Piece(start, rangeBytes));
        return descriptor;
    }

    @Override
    public long address(final long descriptor) {
        return memory.address() + pieces.get(descriptor).start();
    }

    @Override
    public void release(final long descriptor) {
        final Piece piece = pieces.remove(descriptor);
        ranges.release(piece.start(), piece.lengthBytes());
    }

    long usedBytes() {
        return ranges == null ? 0 : ranges.usedBytes();
    }

    private void reserve() {
        final ByteBuffer buffer = capacityBytes < SegmentDescriptor.LINE_BYTES ? null
            : heap.allocate(capacityBytes, spareBytes);
        if (buffer == null) {
            memory = MemorySegment.NULL;
            ranges = new RangeAllocator(0);
            return;
        }
        final MemorySegment whole = MemorySegment.ofBuffer(buffer);
        final long first = BitUtil.align(whole.address(), SegmentDescriptor.LINE_BYTES) - whole.address();
        memory = whole.asSlice(first);
        ranges = new RangeAllocator(memory.byteSize());
    }
}
