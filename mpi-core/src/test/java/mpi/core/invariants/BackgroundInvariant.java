package mpi.core.invariants;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import mpi.MPI;
import mpi.core.coll.CollectiveOracle;
import mpi.core.coll.CollectiveOracle.Prepared;
import mpi.core.diag.Counters.Value;
import mpi.core.runtime.EngineJob;
import mpi.core.runtime.EngineRank;
import mpi.core.runtime.Setting;
import mpi.spi.BasicType;
import mpi.spi.Collective.Kind;
import mpi.spi.CommEngine;
import mpi.spi.Completion;
import mpi.spi.Layout;
import mpi.spi.Reduction;
import mpi.spi.RequestEngine;
import mpi.spi.SendMode;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * With {@code mpj.progress=thread} collectives that were begun come to their end while their ranks compute. Whether a
 * request is complete can be seen without a call that makes progress ({@link RequestEngine#isDone}). The longest sleep
 * is longer than a test may take, so that no wake-up is lost.
 */
public interface BackgroundInvariant extends OnTransport {
    /** Ranks of a job. */
    int RANKS = 3;
    /** Such a vector does not leave before there is a receive for it. */
    int LONG_COUNT = 60_000;
    /** Operations of {@link #shouldLetOtherCallsInMeanwhile}. */
    int ROUNDS = 200;
    /** Of doubles. */
    Layout DOUBLE = new Layout(BasicType.DOUBLE, Double.BYTES, Double.BYTES, null);
    /** What reductions do. */
    Reduction SUM = new Reduction(Reduction.Kind.SUM, true, null);

    /** Every operation; those that go by steps with code of the user, too. */
    @Test
    @DisplayName("every collective should complete at ranks that make no call after they began it")
    default void shouldCompleteWithoutCalls() throws InterruptedException {
        background(RANKS).run(rank -> {
            final CollectiveOracle oracle = oracle(rank);
            for (final Kind kind : Kind.values()) {
                if (kind != Kind.REDUCE_LOCAL) {
                    for (final int count : new int[] {1, LONG_COUNT}) {
                        completeWithoutCalls(rank, prepare(oracle, kind, DOUBLE, SUM, count));
                    }
                    completeWithoutCalls(rank, prepare(oracle, kind, CollectiveOracle.MATRIX,
                        CollectiveOracle.MATRICES, 100));
                    completeWithoutCalls(rank, prepare(oracle, kind, CollectiveOracle.OBJECT,
                        CollectiveOracle.CONCAT, 5));
                }
            }
        });
    }

    /** The last rank begins when the threads of all others sleep; none of those looks before it is complete. */
    @Test
    @DisplayName("ranks that compute while one is late should find the operation complete and not block")
    default void shouldHideTheDelayOfARank() throws InterruptedException {
        final CountDownLatch asleep = new CountDownLatch(RANKS - 1);
        background(RANKS).run(rank -> {
            final Prepared sum = prepare(oracle(rank), Kind.ALLREDUCE, DOUBLE, SUM, LONG_COUNT);
            if (rank.number() == RANKS - 1) {
                asleep.await();
            }
            final RequestEngine request = rank.world().start(sum.call());
            if (rank.number() < RANKS - 1) {
                final long sleeps = rank.counters().get(Value.SLEEPS);
                while (rank.counters().get(Value.SLEEPS) == sleeps) {
                    Thread.yield();
                }
                asleep.countDown();
            }
            awaitWithoutCalls(request);
            final long sleeps = rank.counters().get(Value.SLEEPS);
            assertTrue(request.test(new Completion()), "complete at the first test");
            EngineRank.await(request);
            assertEquals(sleeps, rank.counters().get(Value.SLEEPS), "sleeps of a wait for what is complete");
            assertEquals(List.of(), rank.blocked());
            sum.check().run();
        });
    }

    /** One thread waits for messages, and drives meanwhile; the other begins and waits, in one way or two. */
    @Test
    @DisplayName("waits and messages of other threads should go on beside the thread in the background")
    default void shouldLetOtherCallsInMeanwhile() throws InterruptedException {
        background(RANKS).run(rank -> {
            final CommEngine ring = rank.world().dup();
            final FutureTask<Void> messages = new FutureTask<>(() -> ring(ring), null);
            Thread.ofPlatform().daemon().start(messages);
            final CollectiveOracle oracle = oracle(rank);
            final Random own = new Random(rank.number());
            final Queue<RequestEngine> requests = new ArrayDeque<>();
            final List<Runnable> checks = new ArrayList<>();
            for (int i = 0; i < ROUNDS; i++) {
                final Prepared next = prepare(oracle, Kind.ALLREDUCE, DOUBLE, SUM, i * 20);
                requests.add(rank.world().start(next.call()));
                checks.add(next.check());
                while (requests.size() > own.nextInt(5)) {
                    if (own.nextBoolean()) {
                        awaitWithoutCalls(requests.peek());
                    }
                    EngineRank.await(requests.remove());
                }
            }
            requests.forEach(EngineRank::await);
            checks.forEach(Runnable::run);
            messages.get(1, TimeUnit.MINUTES);
        });
    }

    /** The last rank dies when the others have begun a barrier, in which each hears from it. */
    @Test
    @DisplayName("a death should end a collective at ranks that make no call")
    default void shouldEndWhatTheDeadIsNeededFor() throws InterruptedException {
        final CountDownLatch begun = new CountDownLatch(RANKS - 1);
        background(RANKS).disorderly().run(rank -> {
            if (rank.number() == RANKS - 1) {
                begun.await();
                rank.die("killed by signal 9");
                return;
            }
            final RequestEngine request =
                rank.world().start(prepare(oracle(rank), Kind.BARRIER, DOUBLE, SUM, 0).call());
            begun.countDown();
            awaitWithoutCalls(request);
            final Completion completion = new Completion();
            assertTrue(request.test(completion), "complete at the first test");
            assertNotNull(completion.error);
            assertEquals(MPI.ERR_PROC_FAILED, completion.error.getErrorClass(), completion.error.getMessage());
        });
    }

    private EngineJob background(final int size) {
        return job(size).set(Setting.PROGRESS, "thread").set(Setting.IDLE_SLEEP, TimeUnit.HOURS.toNanos(1));
    }

    private static CollectiveOracle oracle(final EngineRank rank) {
        final int[] all = IntStream.range(0, RANKS).toArray();
        return new CollectiveOracle(rank.number(), all, all, false, new Random(rank.number()));
    }

    private static Prepared prepare(final CollectiveOracle oracle, final Kind kind, final Layout type,
        final Reduction op, final int count) {
        return oracle.prepare(kind, type, isReduction(kind) ? op : null, count, kind.isRooted() ? 1 : -1, false, count);
    }

    private static boolean isReduction(final Kind kind) {
        return switch (kind) {
            case REDUCE, ALLREDUCE, SCAN, EXSCAN, REDUCE_SCATTER, REDUCE_SCATTER_BLOCK -> true;
            default -> false;
        };
    }

    private static void completeWithoutCalls(final EngineRank rank, final Prepared prepared) {
        final RequestEngine request = rank.world().start(prepared.call());
        awaitWithoutCalls(request);
        final Completion completion = new Completion();
        assertTrue(request.test(completion), "complete at the first test");
        assertNull(completion.error);
        prepared.check().run();
    }

    private static void awaitWithoutCalls(final RequestEngine request) {
        while (!request.isDone()) {
            Thread.yield();
        }
    }

    private static void ring(final CommEngine comm) {
        final Completion completion = new Completion();
        for (int i = 0; i < ROUNDS; i++) {
            final byte[] data = new byte[i * 500];
            final byte[] room = new byte[data.length];
            Arrays.fill(data, (byte) (i + comm.rank()));
            final int right = (comm.rank() + 1) % RANKS;
            final int left = (comm.rank() + RANKS - 1) % RANKS;
            final RequestEngine send =
                comm.isend(SendMode.STANDARD, false, data, 0, data.length, EngineRank.BYTE, right, i);
            comm.recv(room, 0, room.length, EngineRank.BYTE, left, i, completion);
            EngineRank.await(send);
            for (final byte each : room) {
                assertEquals((byte) (i + left), each);
            }
        }
    }
}
