package mpi.core.comm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ContextIdsTest {
    private static final int AVAILABLE = 32_765;

    @Test
    void shouldNeverGiveOneIdTwiceToCommunicatorsInUse() {
        final Set<Integer> known = new HashSet<>();
        for (final int rank : new int[] {0, 1, 2, 32_767, 32_768, 65_535}) {
            final ContextIds ids = new ContextIds(rank);
            assertTrue(known.add(ids.self()), "rank " + rank);
            for (int i = 0; i < AVAILABLE; i++) {
                final int id = ids.take();
                assertEquals(0, id & ContextIds.COLLECTIVE, "the bit of the purpose is free");
                assertTrue(known.add(id), "rank " + rank + ", id " + i);
            }
            assertEquals(ContextIds.NONE, ids.take());
        }
        assertFalse(known.contains(ContextIds.WORLD) || known.contains(ContextIds.INTERNAL));
        assertFalse(known.contains(ContextIds.NONE));
    }

    @Test
    void shouldUseAFreedIdOnlyAfterAllOthersHaveHadTheirTurn() {
        final ContextIds ids = new ContextIds(5);
        final int first = ids.take();
        ids.give(first);
        for (int i = 1; i < AVAILABLE; i++) {
            final int id = ids.take();
            assertNotEquals(first, id);
            ids.give(id);
        }
        assertEquals(first, ids.take());
    }

    @Test
    void shouldFindTheOneThatIsFree() {
        final ContextIds ids = new ContextIds(1);
        int freed = 0;
        for (int i = 0; i < AVAILABLE; i++) {
            final int id = ids.take();
            freed = i == 20_000 ? id : freed;
        }
        assertEquals(ContextIds.NONE, ids.take());
        ids.give(freed);
        assertEquals(freed, ids.take());
        assertEquals(ContextIds.NONE, ids.take());
    }

    @Test
    void shouldNotTakeBackWhatOthersHaveGiven() {
        final ContextIds ids = new ContextIds(1);
        final int mine = ids.take();
        final ContextIds others = new ContextIds(2);
        ids.give(others.take());
        ids.give(ContextIds.NONE);
        for (int i = 1; i < AVAILABLE; i++) {
            assertNotEquals(mine, ids.take());
        }
        assertEquals(ContextIds.NONE, ids.take());
    }
}
