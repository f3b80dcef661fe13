package mpi.core.p2p;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class OperationTableTest {
    private final OperationTable table = new OperationTable();

    @Test
    void shouldNotKnowNamesItHasNotGiven() {
        table.add(operation(0));
        for (final long id : new long[] {0, -1, 1, 63, 64, 1L << 32 | 1, 2L << 32, Long.MIN_VALUE, Long.MAX_VALUE}) {
            assertNull(table.get(id), "name " + id);
        }
    }

    @Test
    void shouldNeverUseANameTwice() {
        final Operation first = operation(0);
        table.add(first);
        final long old = first.id;
        assertSame(first, table.get(old));
        table.remove(first);
        assertEquals(0, first.id);
        assertTrue(table.isEmpty());
        final Operation second = operation(0);
        table.add(second);
        assertEquals((int) old, (int) second.id, "the slot is used again");
        assertNotEquals(old, second.id);
        assertNull(table.get(old));
        assertSame(second, table.get(second.id));
    }

    @Test
    void shouldShowWhatIsInItsSlots() {
        final Operation first = operation(3);
        final Operation second = operation(4);
        table.add(first);
        table.add(second);
        table.remove(first);
        assertEquals(2, table.slots());
        assertNull(table.at(0));
        assertSame(second, table.at(1));
    }

    @Test
    void shouldKeepManyApart() {
        final long seed = System.nanoTime();
        final SplittableRandom random = new SplittableRandom(seed);
        final Map<Long, Operation> known = new HashMap<>();
        final Map<Long, Operation> ended = new HashMap<>();
        for (int step = 0; step < 20_000; step++) {
            if (known.isEmpty() || random.nextInt(5) < 3) {
                final Operation operation = operation(0);
                table.add(operation);
                assertNull(known.put(operation.id, operation));
                assertFalse(ended.containsKey(operation.id));
            } else {
                final Long id = known.keySet().iterator().next();
                final Operation operation = known.remove(id);
                table.remove(operation);
                ended.put(id, operation);
            }
        }
        known.forEach((id, operation) -> assertSame(operation, table.get(id), "seed " + seed));
        ended.keySet().forEach(id -> assertNull(table.get(id), "seed " + seed));
        assertFalse(table.isEmpty());
    }

    private static Operation operation(final int peer) {
        final Operation operation = new SendOperation(null);
        operation.peer = peer;
        return operation;
    }
}
