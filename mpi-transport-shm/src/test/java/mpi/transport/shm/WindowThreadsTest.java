package mpi.transport.shm;

import static mpi.core.invariants.WindowInvariant.LONG;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.ValueLayout;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import mpi.core.invariants.Additions;
import mpi.core.runtime.EngineJob;
import mpi.spi.WinEngine;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Several threads of several ranks on one window. */
class WindowThreadsTest {
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
            Additions.run(rank, ranks, window, ELEMENTS, rounds,
                i -> window.memory(0).getAtIndex(ValueLayout.JAVA_LONG, i));
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
}
