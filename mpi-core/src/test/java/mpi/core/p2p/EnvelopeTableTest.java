package mpi.core.p2p;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EnvelopeTableTest {
    private final EnvelopeTable table = new EnvelopeTable();

    @Test
    void shouldFindNothingInAnEmptyTable() {
        assertNull(table.first(1, 2, 3));
        assertEquals(0, table.size());
    }

    @Test
    void shouldTellKeysApartByEachOfTheirParts() {
        final Envelope envelope = add(1, 2, 3);
        assertSame(envelope, table.first(1, 2, 3));
        assertNull(table.first(0, 2, 3));
        assertNull(table.first(1, 0, 3));
        assertNull(table.first(1, 2, 0));
    }

    @Test
    void shouldFindEqualKeysInTheOrderOfAddingHoweverTheTableGrows() {
        final List<Envelope> envelopes = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            envelopes.add(add(-1, i % 7, Integer.MAX_VALUE - i % 11));
        }
        for (int i = 0; i < envelopes.size(); i++) {
            final Envelope envelope = envelopes.get(i);
            assertSame(envelope, table.first(-1, i % 7, Integer.MAX_VALUE - i % 11), "number " + i);
            table.remove(envelope);
        }
        assertEquals(0, table.size());
        assertNull(table.first(-1, 0, Integer.MAX_VALUE));
    }

    @Test
    void shouldRemoveFromAnywhereInAChain() {
        final Envelope first = add(1, 2, 3);
        final Envelope middle = add(1, 2, 3);
        final Envelope last = add(1, 2, 3);
        table.remove(middle);
        assertSame(first, table.first(1, 2, 3));
        table.remove(last);
        final Envelope again = add(1, 2, 3);
        table.remove(first);
        assertSame(again, table.first(1, 2, 3));
        table.remove(again);
        assertNull(table.first(1, 2, 3));
        assertEquals(0, table.size());
    }

    private Envelope add(final int context, final int source, final int tag) {
        final Envelope envelope = new UnexpectedMessage();
        envelope.context = context;
        envelope.source = source;
        envelope.tag = tag;
        table.add(envelope);
        return envelope;
    }
}
