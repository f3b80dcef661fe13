package mpi.core.progress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("engine invariant 4: one re-entrant lock a rank")
@Timeout(60)
class ProgressLockTest {
    private final Semaphore wakeUps = new Semaphore(0);
    private final ProgressLock lock = new ProgressLock(wakeUps::release);
    /** Neither volatile nor atomic: only the lock keeps it right. */
    private long guarded;

    @Test
    void shouldLetItsOwnerInAgain() {
        assertFalse(lock.isOwned());
        lock.enter();
        lock.enter();
        lock.enter();
        assertEquals(3, lock.holds());
        lock.exit();
        lock.exit();
        assertTrue(lock.isOwned());
        assertEquals(1, lock.holds());
        lock.exit();
        assertFalse(lock.isOwned());
        assertFalse(lock.isWanted());
    }

    @Test
    void shouldKeepOthersOutUntilTheLastExit() throws InterruptedException {
        lock.enter();
        lock.enter();
        final Thread other = start(() -> {
            lock.enter();
            guarded++;
            lock.exit();
        });
        awaitWanted();
        assertEquals(0, guarded);
        lock.exit();
        assertEquals(0, guarded);
        assertTrue(lock.isOwned());
        lock.exit();
        other.join();
        lock.enter();
        assertEquals(1, guarded);
        lock.exit();
    }

    @Test
    void shouldLoseNoUpdateOfAnyThread() throws InterruptedException {
        final int threads = 6;
        final int updates = 40_000;
        final List<Thread> running = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            final boolean nested = i % 2 == 0;
            running.add(start(() -> {
                for (int update = 0; update < updates; update++) {
                    lock.enter();
                    if (nested) {
                        lock.enter();
                        guarded++;
                        lock.exit();
                    } else {
                        guarded++;
                    }
                    lock.exit();
                }
            }));
        }
        for (final Thread thread : running) {
            thread.join();
        }
        assertEquals((long) threads * updates, guarded);
        assertFalse(lock.isWanted());
    }

    /** The second thread comes at any moment of the first one's loop: the favour ends in all of them. */
    @Test
    void shouldLoseNoUpdateWhenTheSecondThreadComes() throws InterruptedException {
        final int rounds = 400;
        final int updates = 2_000;
        for (int round = 0; round < rounds; round++) {
            final ProgressLock fresh = new ProgressLock(() -> {});
            final long[] counter = new long[1];
            final Thread first = start(() -> count(fresh, counter, updates));
            final Thread second = start(() -> count(fresh, counter, updates));
            first.join();
            second.join();
            assertEquals(2 * updates, counter[0], "round " + round);
            fresh.enter();
            assertTrue(fresh.isOwned());
            assertEquals(1, fresh.holds());
            fresh.exit();
            assertFalse(fresh.isOwned());
        }
    }

    private static void count(final ProgressLock lock, final long[] counter, final int updates) {
        for (int i = 0; i < updates; i++) {
            lock.enter();
            counter[0]++;
            lock.exit();
        }
    }

    @Test
    void shouldLetOthersInAfterTheFirstThreadHasEnded() throws InterruptedException {
        start(() -> {
            lock.enter();
            lock.exit();
        }).join();
        lock.enter();
        assertTrue(lock.isOwned());
        lock.exit();
        final Thread third = start(() -> {
            lock.enter();
            guarded = 3;
            lock.exit();
        });
        third.join();
        assertEquals(3, guarded);
    }

    @Test
    void shouldHandOverToWhoeverWaits() throws InterruptedException {
        lock.enter();
        final Thread other = start(() -> {
            lock.enter();
            guarded = 1;
            lock.exit();
        });
        awaitWanted();
        while (guarded == 0) {
            lock.handOver();
            assertTrue(lock.isOwned());
        }
        lock.exit();
        other.join();
    }

    @Test
    void shouldHaveItsSleepingOwnerWoken() throws InterruptedException {
        lock.enter();
        assertTrue(lock.startSleep());
        final Thread other = start(() -> {
            lock.enter();
            lock.exit();
        });
        wakeUps.acquire();
        lock.endSleep();
        assertTrue(lock.isWanted());
        assertFalse(lock.startSleep(), "no sleep while somebody waits");
        lock.exit();
        other.join();
        assertEquals(0, wakeUps.availablePermits());
    }

    /** The owner sleeps without a time limit again and again: one wake-up that got lost would be the end. */
    @Test
    void shouldNotLoseAWakeUp() throws InterruptedException {
        final int entries = 5_000;
        final AtomicInteger entered = new AtomicInteger();
        final Thread other = start(() -> {
            for (int i = 0; i < entries; i++) {
                lock.enter();
                entered.incrementAndGet();
                lock.exit();
            }
        });
        lock.enter();
        while (entered.get() < entries) {
            if (lock.startSleep()) {
                wakeUps.acquire();
                wakeUps.drainPermits();
                lock.endSleep();
            }
            lock.handOver();
        }
        lock.exit();
        other.join();
    }

    private void awaitWanted() {
        while (!lock.isWanted()) {
            Thread.yield();
        }
    }

    private static Thread start(final Runnable body) {
        return Thread.ofPlatform().daemon().start(body);
    }
}
