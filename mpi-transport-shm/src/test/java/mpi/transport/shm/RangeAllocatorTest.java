package mpi.transport.shm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RangeAllocatorTest {
    private static final int CAPACITY = 1000;

    private record Range(int start, int length) {}

    @Test
    void shouldAgreeWithABitmap() {
        final long seed = System.nanoTime();
        System.out.println("RangeAllocatorTest seed " + seed);
        final Random random = new Random(seed);
        final RangeAllocator allocator = new RangeAllocator(CAPACITY);
        final BitSet used = new BitSet(CAPACITY);
        final List<Range> ranges = new ArrayList<>();
        for (int step = 0; step < 20_000; step++) {
            if (random.nextInt(100) < 55) {
                final int length = 1 + random.nextInt(60);
                final long start = allocator.allocate(length);
                assertEquals(firstFit(used, length), start, "seed " + seed + ", step " + step);
                if (start != RangeAllocator.NO_RANGE) {
                    used.set((int) start, (int) start + length);
                    ranges.add(new Range((int) start, length));
                }
            } else if (!ranges.isEmpty()) {
                final Range range = ranges.remove(random.nextInt(ranges.size()));
                allocator.release(range.start(), range.length());
                used.clear(range.start(), range.start() + range.length());
            }
            assertEquals(used.cardinality(), allocator.usedBytes(), "seed " + seed + ", step " + step);
        }
        assertFalse(ranges.isEmpty());
    }

    private static long firstFit(final BitSet used, final int length) {
        int start = used.nextClearBit(0);
        while (start + length <= CAPACITY) {
            final int end = used.nextSetBit(start);
            if (end < 0 || end - start >= length) {
                return start;
            }
            start = used.nextClearBit(end);
        }
        return RangeAllocator.NO_RANGE;
    }

    @Test
    void shouldMergeWhatIsGivenBack() {
        final RangeAllocator allocator = new RangeAllocator(3);
        final long first = allocator.allocate(1);
        final long second = allocator.allocate(1);
        final long third = allocator.allocate(1);
        assertEquals(RangeAllocator.NO_RANGE, allocator.allocate(1));
        allocator.release(first, 1);
        allocator.release(third, 1);
        assertEquals(RangeAllocator.NO_RANGE, allocator.allocate(2));
        allocator.release(second, 1);
        assertEquals(0, allocator.allocate(3));
    }
}
