package mpi.core.p2p;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BufferPoolTest {
    private static final int LARGEST_BYTES = 128 * 1024;

    private final BufferPool pool = new BufferPool();

    @Test
    void shouldGiveArraysThatAreLongEnoughAndNotMuchLonger() {
        for (int length = 0; length <= 2 * LARGEST_BYTES; length = length < 300 ? length + 1 : length * 2 - 255) {
            final int found = pool.take(length).length;
            assertTrue(found >= length && found <= Math.max(64, 2 * length), length + " bytes: " + found);
        }
        assertEquals(LARGEST_BYTES, pool.take(LARGEST_BYTES).length);
        assertEquals(LARGEST_BYTES + 1, pool.take(LARGEST_BYTES + 1).length);
    }

    @Test
    void shouldUseArraysAgain() {
        for (final int length : new int[] {1, 64, 65, 1000, LARGEST_BYTES}) {
            final byte[] array = pool.take(length);
            pool.give(array);
            assertSame(array, pool.take(length), length + " bytes");
        }
    }

    @Test
    void shouldNotKeepWhatIsLongerThanTheLargestClass() {
        final byte[] array = pool.take(LARGEST_BYTES + 1);
        pool.give(array);
        assertNotSame(array, pool.take(LARGEST_BYTES + 1));
    }

    @Test
    void shouldKeepABoundedNumberOfBytes() {
        final List<byte[]> taken = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            taken.add(pool.take(LARGEST_BYTES));
        }
        taken.forEach(pool::give);
        final Set<byte[]> known = Collections.newSetFromMap(new IdentityHashMap<>());
        known.addAll(taken);
        int again = 0;
        for (int i = 0; i < 100; i++) {
            again += known.contains(pool.take(LARGEST_BYTES)) ? 1 : 0;
        }
        assertEquals(8, again, "one megabyte of each class");
    }
}
