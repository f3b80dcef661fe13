package mpi.core.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

class LocalJobTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final Map<String, String> seen = new ConcurrentHashMap<>();
    private final CountDownLatch end = new CountDownLatch(1);

    @Test
    void shouldGiveEachRankItsPlaceAndItsOwnStatics() throws InterruptedException {
        job(4, Counting.class, LONG).run();

        assertEquals(Map.of("0", "1 of 4", "1", "1 of 4", "2", "1 of 4", "3", "1 of 4"), seen);
    }

    @Test
    void shouldNameTheRankThatFails() {
        final AssertionError error = assertThrows(AssertionError.class, () -> job(3, Failing.class, LONG).run());

        assertEquals("rank 2 of 3: java.lang.IllegalStateException: out of coffee", error.getMessage());
        assertEquals("java.lang.IllegalStateException: out of coffee", seen.get("0"));
    }

    @Test
    void shouldShowStacksOfAllRanksWhenTimeIsOver() {
        final String text = assertThrows(AssertionError.class,
            () -> job(3, Stuck.class, Duration.ofMillis(200)).run()).getMessage();

        assertTrue(text.startsWith("not done after 200 ms"), text);
        assertTrue(text.contains("rank 0: \"rank 0\""), text);
        assertTrue(text.contains("rank 1: \"rank 1\""), text);
        assertTrue(text.contains("LocalJobTest$Stuck.waitInVain"), text);
    }

    @Test
    void shouldReportThreadLeftBehind() {
        try {
            final String text = assertThrows(AssertionError.class,
                () -> job(2, Littering.class, Duration.ofSeconds(2)).run()).getMessage();

            assertTrue(text.startsWith("rank 1 left a thread behind \"forgotten\""), text);
        } finally {
            end.countDown();
        }
    }

    private LocalJob job(final int size, final Class<?> entry, final Duration limit) {
        return new LocalJob(size, 1, entry.getName(), name -> name.startsWith("mpi."), Map.of(),
            Map.of("seen", seen, "end", end), limit);
    }

    private static String rank(final Map<String, Object> place) {
        return ((Map<?, ?>) place.get(LocalJob.ENVIRONMENT)).get("MPJ_RANK").toString();
    }

    @SuppressWarnings("unchecked") // places hold Objects
    private static Map<String, String> seen(final Map<String, Object> place) {
        return (Map<String, String>) place.get("seen");
    }

    /** Waits for the news that rank 2 is dead. */
    @SuppressWarnings("unchecked") // places hold Objects
    private static String awaitDeath(final Map<String, Object> place) throws ExecutionException, InterruptedException {
        final var hub = (ConcurrentMap<String, CompletableFuture<Object>>) place.get(LocalJob.HUB);
        return hub.computeIfAbsent("death.2", _ -> new CompletableFuture<>()).get().toString();
    }

    /** Counts how often its statics were used. */
    static final class Counting {
        private static int count;

        private Counting() {}

        public static void run(final Map<String, Object> place) {
            count++;
            seen(place).put(rank(place),
                count + " of " + ((Map<?, ?>) place.get(LocalJob.ENVIRONMENT)).get("MPJ_SIZE"));
        }
    }

    /** Fails in rank 2, for which the others wait. */
    static final class Failing {
        private Failing() {}

        public static void run(final Map<String, Object> place) throws ExecutionException, InterruptedException {
            if ("2".equals(rank(place))) {
                throw new IllegalStateException("out of coffee");
            }
            seen(place).put(rank(place), awaitDeath(place));
        }
    }

    /** Waits for something that never comes, until the job gives up. */
    static final class Stuck {
        private Stuck() {}

        public static void run(final Map<String, Object> place) throws ExecutionException, InterruptedException {
            waitInVain(place);
        }

        private static void waitInVain(final Map<String, Object> place)
            throws ExecutionException, InterruptedException {
            assertEquals("the time is over", awaitDeath(place));
        }
    }

    /** Leaves a thread behind in rank 1. */
    static final class Littering {
        private Littering() {}

        public static void run(final Map<String, Object> place) {
            if ("1".equals(rank(place))) {
                final Thread forgotten = new Thread(() -> linger((CountDownLatch) place.get("end")), "forgotten");
                forgotten.setDaemon(true);
                forgotten.start();
            }
        }

        private static void linger(final CountDownLatch end) {
            try {
                end.await();
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
