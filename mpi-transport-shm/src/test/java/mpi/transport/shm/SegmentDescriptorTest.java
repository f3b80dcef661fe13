package mpi.transport.shm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SegmentDescriptorTest {
    private record Region(String name, long start, long length) {}

    @ParameterizedTest
    @CsvSource({"1, 4096", "4, 1048576", "64, 32768", "65, 32768", "200, 4096"})
    void shouldPlaceNothingOverAnotherThing(final int localSize, final int ringCapacity) {
        final SegmentDescriptor layout = new SegmentDescriptor(localSize, ringCapacity);
        final List<Region> regions = new ArrayList<>();
        regions.add(new Region("identity", 0, SegmentDescriptor.RING_CAPACITY_OFFSET + 4));
        regions.add(new Region("sleeping", SegmentDescriptor.SLEEPING_OFFSET, 4));
        regions.add(new Region("fences", SegmentDescriptor.FENCES_OFFSET, 4));
        regions.add(new Region("departed", SegmentDescriptor.DEPARTED_OFFSET, 4));
        regions.add(new Region("extent count", SegmentDescriptor.EXTENT_COUNT_OFFSET, 4));
        regions.add(new Region("extents", SegmentDescriptor.EXTENT_TABLE_OFFSET,
            SegmentDescriptor.MAX_EXTENTS * SegmentDescriptor.EXTENT_ENTRY_BYTES));
        for (int i = 0; i < layout.readyWords(); i++) {
            regions.add(new Region("ready " + i, layout.readyWordOffset(i), 8));
        }
        for (int i = 0; i < localSize; i++) {
            regions.add(new Region("state " + i, layout.ringStateOffset(i), 4));
            regions.add(new Region("head " + i, layout.ringHeadOffset(i), 8));
            regions.add(new Region("ring " + i, layout.ringOffset(i), layout.ringCapacity()));
        }
        regions.sort(Comparator.comparingLong(Region::start));
        long end = 0;
        for (final Region region : regions) {
            assertTrue(region.start() >= end, region + " begins before " + end);
            assertEquals(0, region.start() % 4, region.toString());
            end = region.start() + region.length();
        }
        assertTrue(end <= layout.mappedBytes());
        assertTrue(layout.ringOffset(0) >= layout.controlBytes());
    }

    @Test
    void shouldNameTheWorstCaseOfAHost() {
        final SegmentDescriptor layout = new SegmentDescriptor(4, 1 << 20);
        final long rings = 12L * (1 << 20);
        assertEquals(rings + 4 * layout.controlBytes(), layout.worstCaseBytes());
    }

    @ParameterizedTest
    @CsvSource({"0, 1, 262144", "0, 4, 262144", "0, 5, 131072", "0, 16, 131072", "0, 17, 32768", "0, 300, 32768",
        "1, 4, 4096", "5000, 4, 8192", "65536, 64, 65536", "2147483647, 4, 67108864"})
    void shouldSizeRingsByLocalRanksUnlessConfigured(final int configured, final int localSize, final int capacity) {
        assertEquals(capacity, RingSizes.capacity(configured, localSize));
    }
}
