package mpi.core.invariants;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.LongStream;
import mpi.MPI;
import mpi.MPIException;
import mpi.core.runtime.EngineJob;
import mpi.core.runtime.EngineRank;
import mpi.core.runtime.Setting;
import mpi.spi.BasicType;
import mpi.spi.Layout;
import mpi.spi.Reduction;
import mpi.spi.WinEngine;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Windows over memory that other ranks cannot map: its rank serves them, whatever it does itself. The longest sleep is
 * longer than a test may take, so that no wake-up is lost.
 */
public interface WindowInvariant extends OnTransport {
    /** Elements of a window; several pieces of those in which they are combined. */
    int ELEMENTS = 9_000;
    /** A rank that dies. */
    int DEAD = 1;
    /** Of longs. */
    Layout LONG = new Layout(BasicType.LONG, Long.BYTES, Long.BYTES, null);
    /** What is combined. */
    Reduction SUM = new Reduction(Reduction.Kind.SUM, true, null);
    /** What is written as if it were combined. */
    Reduction REPLACE = new Reduction(Reduction.Kind.REPLACE, false, null);

    /** Short, long, and with an answer; the last one is seen by the thread that computes. */
    @Test
    @DisplayName("operations should complete at a target that makes no call")
    default void shouldServeWhileTheTargetComputes() throws InterruptedException {
        final CountDownLatch unlocked = new CountDownLatch(1);
        served(2).run(rank -> {
            final LongBuffer memory = memory();
            final WinEngine window = window(rank, memory);
            if (rank.number() == 0) {
                final long[] values = LongStream.range(0, ELEMENTS).toArray();
                final long[] found = new long[ELEMENTS];
                window.lock(true, 1, 0);
                window.put(values, 0, ELEMENTS, LONG, 1, 0, ELEMENTS, LONG);
                window.unlock(1);
                window.lock(false, 1, 0);
                window.accumulate(values, 0, ELEMENTS, LONG, 1, 0, ELEMENTS, LONG, SUM);
                window.fetchAndOp(values, 0, found, 0, LONG, 1, 0, SUM);
                window.flush(1);
                window.get(found, 0, ELEMENTS, LONG, 1, 0, ELEMENTS, LONG);
                window.unlock(1);
                assertArrayEquals(Arrays.stream(values).map(value -> 2 * value).toArray(), found);
                unlocked.countDown();
            } else {
                while (unlocked.getCount() > 0) {
                    Thread.onSpinWait();
                }
                assertEquals(2 * (ELEMENTS - 1), memory.get(ELEMENTS - 1));
            }
            window.free();
        });
    }

    /** The thread of the first window serves the second one, too, and ends when both are freed. */
    @Test
    @DisplayName("the thread that serves should end with the last window")
    default void shouldServeAsLongAsThereAreWindows() throws InterruptedException {
        served(2).run(rank -> {
            for (int life = 0; life < 3; life++) {
                final WinEngine first = window(rank, memory());
                final WinEngine second = window(rank, memory());
                final List<Thread> serving = serving();
                assertTrue(!serving.isEmpty(), "a thread serves");
                first.free();
                second.lockAll(0);
                second.put(new long[] {life}, 0, 1, LONG, 1 - rank.number(), 0, 1, LONG);
                second.unlockAll();
                second.free();
                rank.world().barrier();
                for (final Thread thread : serving) {
                    thread.join(); // for as long as the job may take
                }
                rank.world().barrier();
            }
        });
    }

    private static List<Thread> serving() {
        return Thread.getAllStackTraces().keySet().stream().filter(t -> "mpj-background".equals(t.getName())).toList();
    }

    /** Short ones that fetch, and long ones in several pieces, none of which is waited for. */
    @Test
    @DisplayName("accumulates of one origin should be applied in their order")
    default void shouldKeepTheOrderOfAccumulates() throws InterruptedException {
        final int count = 500;
        served(2).run(rank -> {
            final WinEngine window = window(rank, memory());
            if (rank.number() == 0) {
                final long[][] olds = new long[count][1];
                window.lock(false, 1, 0);
                for (int i = 0; i < count; i++) {
                    final long[] next = new long[ELEMENTS];
                    Arrays.fill(next, i + 1);
                    if (i % 10 == 9) {
                        window.accumulate(next, 0, ELEMENTS, LONG, 1, 0, ELEMENTS, LONG, REPLACE);
                    } else {
                        window.fetchAndOp(next, 0, olds[i], 0, LONG, 1, ELEMENTS - 1, REPLACE);
                    }
                }
                window.unlock(1);
                for (int i = 0; i < count; i++) {
                    assertEquals(i % 10 == 9 ? 0 : i, olds[i][0], "before number " + i);
                }
            }
            window.free();
        });
    }

    /** Several threads of several ranks, the target's own among them. */
    @Test
    @DisplayName("additions of several ranks should add up")
    default void shouldAddUp() throws InterruptedException {
        addUp(3, 200);
    }

    /** A million. */
    @Test
    @Tag("soak")
    @DisplayName("a million additions of eight ranks should add up")
    default void shouldAddUpMillions() throws InterruptedException {
        addUp(8, 62_500);
    }

    private void addUp(final int ranks, final int rounds) throws InterruptedException {
        job(ranks).run(rank -> {
            final LongBuffer memory = memory();
            Additions.run(rank, ranks, window(rank, memory), ELEMENTS, rounds, memory::get);
        });
    }

    /** The dead holds the lock of rank 0; rank 2 asks for it by a message, rank 0 itself does not. */
    @Test
    @DisplayName("a lock that the dead holds should fail those that wait for it")
    default void shouldFailWhoeverWaitsForALockOfTheDead() throws InterruptedException {
        failing("lock", 0, (window, _) -> window.lock(false, 0, 0));
    }

    /** Rank 0 has its own lock, and may be granted that of rank 2, when it learns that it never has that of rank 1. */
    @Test
    @DisplayName("a lock of all that fails should leave no lock taken")
    default void shouldLeaveTheLocksThatALockOfAllHasTaken() throws InterruptedException {
        failHalfWay(rank -> window(rank, memory()));
        failHalfWay(rank -> rank.engine().allocateWindow(rank.world(), Long.BYTES, Long.BYTES, false, false));
    }

    private void failHalfWay(final Function<EngineRank, WinEngine> windows) throws InterruptedException {
        final CountDownLatch locked = new CountDownLatch(1);
        final CompletableFuture<EngineRank> survivor = new CompletableFuture<>();
        final CountDownLatch done = new CountDownLatch(1);
        served(3).disorderly().run(rank -> {
            final WinEngine window = windows.apply(rank);
            if (rank.number() == DEAD) {
                window.lock(true, DEAD, 0);
                locked.countDown();
                survivor.get().awaitBlocked();
                rank.die("killed by signal 9");
            } else if (rank.number() == 0) {
                locked.await();
                survivor.complete(rank);
                final MPIException error = assertThrows(MPIException.class, () -> window.lockAll(0));
                assertEquals(MPI.ERR_PROC_FAILED, error.getErrorClass(), error.getMessage());
                for (final int target : new int[] {0, 2}) {
                    window.lock(true, target, 0);
                    window.unlock(target);
                }
                done.countDown();
            } else {
                done.await();
            }
        });
    }

    /** Rank 2 has the lock of rank 0, and lets go of it once rank 0, which waits, has learnt of the death of rank 1. */
    @Test
    @DisplayName("a lock that the living holds should be awaited whoever has died")
    default void shouldWaitForALockOfTheLiving() throws InterruptedException {
        final CountDownLatch locked = new CountDownLatch(3);
        final CompletableFuture<EngineRank> waiter = new CompletableFuture<>();
        final CountDownLatch learnt = new CountDownLatch(1);
        final CountDownLatch done = new CountDownLatch(2);
        served(3).disorderly().run(rank -> {
            final WinEngine window = window(rank, memory());
            if (rank.number() == 2) {
                window.lock(true, 0, 0);
            }
            locked.countDown();
            locked.await();
            if (rank.number() == DEAD) {
                while (waiter.get().blocked().size() < 2) {
                    Thread.yield();
                }
                rank.die("killed by signal 9");
            } else if (rank.number() == 0) {
                final Thread learner = Thread.ofPlatform().start(() -> {
                    assertThrows(MPIException.class, () -> rank.recv(new byte[1], DEAD, 0));
                    learnt.countDown();
                });
                waiter.complete(rank);
                window.lock(true, 0, 0);
                window.unlock(0);
                learner.join();
                done.countDown();
                done.await();
            } else {
                learnt.await();
                window.unlock(0);
                done.countDown();
                done.await();
            }
        });
    }

    @Test
    @DisplayName("operations on a dead target should fail")
    default void shouldFailOperationsOnTheDead() throws InterruptedException {
        failing("flush", DEAD, (window, values) -> {
            while (true) {
                window.put(values, 0, values.length, LONG, DEAD, 0, values.length, LONG);
                window.get(values, 0, values.length, LONG, DEAD, 0, values.length, LONG);
                window.flush(DEAD);
            }
        });
    }

    @Test
    @DisplayName("who waits for a lock should tell who has it")
    default void shouldTellWhoHasTheLock() throws InterruptedException {
        final CountDownLatch locked = new CountDownLatch(1);
        final CompletableFuture<EngineRank> waiter = new CompletableFuture<>();
        served(2).run(rank -> {
            final WinEngine window = window(rank, memory());
            if (rank.number() == 1) {
                window.lock(true, 0, 0);
                locked.countDown();
                waiter.get().awaitBlocked();
                assertEquals(1, waiter.get().blocked().getFirst().peer());
            } else {
                locked.await();
                waiter.complete(rank);
                window.lock(true, 0, 0);
            }
            window.unlock(0);
            window.free();
        });
    }

    private void failing(final String name, final int target, final BiConsumer<WinEngine, long[]> operation)
        throws InterruptedException {
        final CountDownLatch locked = new CountDownLatch(3);
        final List<CompletableFuture<EngineRank>> survivors =
            List.of(new CompletableFuture<>(), new CompletableFuture<>());
        served(3).disorderly().run(rank -> {
            final WinEngine window = window(rank, memory());
            if (rank.number() == DEAD) {
                window.lock(true, 0, 0);
            } else if (target == DEAD) {
                window.lock(false, DEAD, 0);
            }
            locked.countDown();
            locked.await();
            if (rank.number() == DEAD) {
                for (final CompletableFuture<EngineRank> survivor : survivors) {
                    final EngineRank waiting = survivor.get();
                    if (target != DEAD) {
                        waiting.awaitBlocked();
                    }
                }
                rank.die("killed by signal 9");
                return;
            }
            survivors.get(rank.number() / 2).complete(rank);
            final MPIException error =
                assertThrows(MPIException.class, () -> operation.accept(window, new long[ELEMENTS]));
            assertEquals(MPI.ERR_PROC_FAILED, error.getErrorClass(), error.getMessage());
            assertTrue(target == DEAD || error.getMessage()
                .startsWith(name + " on window of COMM_WORLD, rank "
                    + rank.number() + " of 3"),
                error.getMessage());
        });
    }

    private EngineJob served(final int size) {
        return job(size).set(Setting.IDLE_SLEEP, TimeUnit.HOURS.toNanos(1));
    }

    private static LongBuffer memory() {
        return ByteBuffer.allocateDirect(ELEMENTS * Long.BYTES).order(ByteOrder.nativeOrder()).asLongBuffer();
    }

    private static WinEngine window(final EngineRank rank, final LongBuffer memory) {
        return rank.engine().window(rank.world(), memory, (long) ELEMENTS * Long.BYTES, Long.BYTES);
    }
}
