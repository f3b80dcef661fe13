package mpi.core.invariants;

import static mpi.core.invariants.WindowInvariant.LONG;
import static mpi.core.invariants.WindowInvariant.SUM;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import mpi.core.runtime.EngineRank;
import mpi.spi.WinEngine;

/** Several threads of each rank add to a window of rank 0 at the same time, and no addition is lost. */
public final class Additions {
    private static final int THREADS = 2;

    private Additions() {}

    /**
     * Adds, checks at rank 0, and frees the window. Called by all ranks.
     *
     * @param rank the rank that calls
     * @param ranks how many there are
     * @param window the window, of zeros
     * @param elements longs of the window
     * @param rounds how many additions each thread makes
     * @param found an element of this rank's memory
     * @throws Exception if an addition has failed
     */
    public static void run(final EngineRank rank, final int ranks, final WinEngine window, final int elements,
        final int rounds, final IntToLongFunction found) throws Exception {
        window.lockAll(0);
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            for (final Future<?> done : IntStream.range(0, THREADS)
                .mapToObj(_ -> threads.submit(() -> add(window, elements, rounds)))
                .toList()) {
                done.get();
            }
        }
        window.unlockAll();
        window.fence(0);
        if (rank.number() == 0) {
            for (int i = 0; i < elements; i++) {
                assertEquals((long) ranks * THREADS * (rounds / 100 + (i == 0 ? rounds : 0)), found.applyAsLong(i),
                    "element " + i);
            }
        }
        window.fence(0);
        window.free();
    }

    /** Adds one to the first element each round, sometimes to all. */
    private static void add(final WinEngine window, final int elements, final int rounds) {
        final long[] ones = new long[elements];
        Arrays.fill(ones, 1);
        final long[] old = new long[1];
        long last = -1;
        for (int round = 1; round <= rounds; round++) {
            window.fetchAndOp(ones, 0, old, 0, LONG, 0, 0, SUM);
            window.flush(0);
            assertTrue(old[0] > last, "old values of one thread rise");
            last = old[0];
            if (round % 100 == 0) {
                window.accumulate(ones, 0, elements, LONG, 0, 0, elements, LONG, SUM);
                window.flush(0);
            }
        }
    }
}
