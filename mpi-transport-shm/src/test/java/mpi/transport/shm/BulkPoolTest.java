package mpi.transport.shm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BulkPoolTest {
    @TempDir
    private Path directory;
    private Segment segment;

    private BulkPool pool(final int cells) throws IOException {
        segment = Segment.create(new Card(0, 0, new SegmentDescriptor(3, 4096, cells), 1,
            directory.resolve("segment").toString()));
        return new BulkPool(segment, new Space(directory, () -> true));
    }

    @AfterEach
    void closeSegment() throws IOException {
        segment.close();
    }

    private void free(final int cell) {
        Words.putIntRelease(segment.address(segment.layout().cellStateOffset(cell)), SegmentDescriptor.CELL_FREE);
    }

    @Test
    void shouldGiveAllCellsToTheOnlyPeer() throws IOException {
        final BulkPool pool = pool(5);
        final BulkPool.Holder holder = pool.holder(1);
        for (int i = 0; i < 5; i++) {
            assertEquals(i, pool.allocate(holder));
        }
        assertEquals(BulkPool.NO_CELL, pool.allocate(holder));
        free(0);
        assertEquals(0, pool.allocate(holder));
        assertEquals(BulkPool.NO_CELL, pool.allocate(holder));
    }

    @Test
    void shouldKeepTwoCellsForEachPeerThatHasNeededAny() throws IOException {
        final BulkPool pool = pool(6);
        final BulkPool.Holder greedy = pool.holder(1);
        final BulkPool.Holder other = pool.holder(2);
        final int used = pool.allocate(other);
        free(used);
        int taken = 0;
        while (pool.allocate(greedy) >= 0) {
            taken++;
        }
        assertEquals(4, taken, "two are the other's");
        assertNotEquals(BulkPool.NO_CELL, pool.allocate(other));
        assertNotEquals(BulkPool.NO_CELL, pool.allocate(other));
        assertEquals(BulkPool.NO_CELL, pool.allocate(other));
    }

    @Test
    void shouldTakeBackTheCellsOfTheDead() throws IOException {
        final BulkPool pool = pool(4);
        final BulkPool.Holder dead = pool.holder(1);
        final BulkPool.Holder living = pool.holder(2);
        while (pool.allocate(dead) >= 0) {
            // all of them
        }
        assertEquals(BulkPool.NO_CELL, pool.allocate(living));
        pool.forfeit(dead);
        for (int i = 0; i < 4; i++) {
            assertNotEquals(BulkPool.NO_CELL, pool.allocate(living), "cell " + i);
        }
    }

    @Test
    void shouldReuseACellThatWasNotSent() throws IOException {
        final BulkPool pool = pool(1);
        final BulkPool.Holder holder = pool.holder(1);
        final int cell = pool.allocate(holder);
        pool.giveBack(holder, cell);
        assertEquals(cell, pool.allocate(holder));
        assertEquals(BulkPool.NO_CELL, pool.allocate(holder));
    }

    @Test
    void shouldSayThatThereIsNoPool() throws IOException {
        final BulkPool pool = pool(0);
        assertEquals(BulkPool.NO_POOL, pool.allocate(pool.holder(1)));
    }
}
