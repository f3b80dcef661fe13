package mpi.transport.shm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import mpi.core.runtime.EngineJob;
import mpi.spi.BasicType;
import mpi.spi.Layout;
import mpi.spi.Reduction;
import mpi.spi.WinEngine;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Several threads of several ranks on one window. */
class WindowThreadsTest {
    private static final Layout LONG = new Layout(BasicType.LONG, Long.BYTES, Long.BYTES, null);
    private static final Reduction SUM = new Reduction(Reduction.Kind.SUM, true, null);
    private static final int THREADS = 2;
    /** The pieces in which the target's memory is combined are several. */
    private static final int ELEMENTS = 1_500;

    @Test
    void shouldAddUp() throws InterruptedException {
        addUp(3, 1_000);
    }

    @Tag("soak")
    @Test
    void shouldAddUpMillions() throws InterruptedException {
        addUp(8, 65_000);
    }

    private static void addUp(final int ranks, final int rounds) throws InterruptedException {
        new EngineJob(ranks, "shm").run(rank -> {
            final WinEngine window =
                rank.engine().allocateWindow(rank.world(), (long) ELEMENTS * Long.BYTES, Long.BYTES, false, false);
            window.lockAll(0);
            try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
                for (final Future<?> done : IntStream.range(0, THREADS)
                    .mapToObj(_ -> threads.submit(() -> add(window, rounds)))
                    .toList()) {
                    done.get();
                }
            }
            window.unlockAll();
            window.fence(0);
            if (rank.number() == 0) {
                final long perThread = rounds + rounds / 100;
                for (int i = 0; i < ELEMENTS; i++) {
                    assertEquals(ranks * THREADS * (i == 0 ? perThread : rounds / 100),
                        window.memory(0).getAtIndex(ValueLayout.JAVA_LONG, i), "element " + i);
                }
            }
            window.fence(0);
            window.free();
        });
    }

    /** One thread accesses its right neighbour, which posts, while the other is accessed by the left one. */
    @Test
    void shouldAccessAndBeAccessedAtOnce() throws InterruptedException {
        final int ranks = 3;
        final int rounds = 500;
        new EngineJob(ranks, "shm").run(rank -> {
            final int[] right = {(rank.number() + 1) % ranks};
            final int[] left = {(rank.number() + ranks - 1) % ranks};
            final WinEngine window = rank.engine().allocateWindow(rank.world(), Long.BYTES, Long.BYTES, false, false);
            try (ExecutorService other = Executors.newSingleThreadExecutor()) {
                final Future<?> accesses = other.submit(() -> {
                    for (long round = 1; round <= rounds; round++) {
                        window.start(right, 0);
                        window.put(new long[] {round}, 0, 1, LONG, right[0], 0, 1, LONG);
                        window.complete();
                    }
                });
                for (long round = 1; round <= rounds; round++) {
                    window.post(left, 0);
                    window.await();
                    assertEquals(round, window.memory(rank.number()).getAtIndex(ValueLayout.JAVA_LONG, 0));
                }
                accesses.get();
            }
            window.free();
        });
    }

    /** Adds one to the first element each round, sometimes to all. */
    private static void add(final WinEngine window, final int rounds) {
        final long[] ones = new long[ELEMENTS];
        Arrays.fill(ones, 1);
        final long[] old = new long[1];
        long last = -1;
        for (int round = 1; round <= rounds; round++) {
            window.fetchAndOp(ones, 0, old, 0, LONG, 0, 0, SUM);
            assertTrue(old[0] > last, "old values of one thread rise");
            last = old[0];
            if (round % 100 == 0) {
                window.accumulate(ones, 0, ELEMENTS, LONG, 0, 0, ELEMENTS, LONG, SUM);
            }
        }
    }
}
