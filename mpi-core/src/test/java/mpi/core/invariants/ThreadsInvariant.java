package mpi.core.invariants;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import mpi.MPI;
import mpi.core.runtime.EngineRank;
import mpi.core.runtime.Setting;
import mpi.spi.CommEngine;
import mpi.spi.Completion;
import mpi.spi.Reduction;
import mpi.spi.RequestEngine;
import mpi.spi.SendMode;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Engine invariant 4: any thread may call MPI at any time, and no wake-up is lost. A sleep has a longest
 * time, so that a lost wake-up would only cost time; here it is longer than the test may take.
 */
public interface ThreadsInvariant extends OnTransport {
    /** Tag of messages on communicators of their own. */
    int TAG = 6;
    /** No net under a lost wake-up. */
    long LONGER_THAN_ANY_LIMIT_NANOS = TimeUnit.HOURS.toNanos(1);

    /** Seven threads a rank, each in another kind of call. */
    @Test
    @DisplayName("engine invariant 4: threads of a rank should not disturb each other, nor lose a wake-up")
    default void shouldServeManyThreadsAtOnce() throws InterruptedException {
        stress(3, 400);
    }

    /** The same, much longer. */
    @Test
    @Tag("soak")
    @DisplayName("engine invariant 4: threads of a rank should not disturb each other, nor lose a wake-up, for long")
    default void shouldServeManyThreadsAtOnceForLong() throws InterruptedException {
        stress(4, 20_000);
    }

    private void stress(final int ranks, final int rounds) throws InterruptedException {
        final long seed = System.nanoTime();
        job(ranks).set(Setting.IDLE_SLEEP, LONGER_THAN_ANY_LIMIT_NANOS)
            .limit(Duration.ofSeconds(rounds > 1000 ? 1200 : 60))
            .run(rank -> {
                final CommEngine world = rank.world();
                final CommEngine any = world.dup();
                final CommEngine several = world.dup();
                final CommEngine probed = world.dup();
                final CommEngine reduced = world.dup();
                final CommEngine duplicated = world.dup();
                runAll(rank, "seed " + seed, List.of(
                    () -> ring(world, 100, rounds, seed),
                    () -> ring(world, 200, rounds, seed + 1),
                    () -> fromAnySource(any, rounds),
                    () -> anyOf(rank, several, rounds),
                    () -> probe(probed, rounds),
                    () -> sums(reduced, rounds),
                    () -> duplicates(duplicated, rounds / 10)));
            });
    }

    private static void runAll(final EngineRank rank, final String what, final List<Runnable> bodies)
        throws InterruptedException {
        final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
        final List<Thread> threads = new ArrayList<>();
        for (final Runnable body : bodies) {
            threads.add(Thread.ofPlatform().daemon().start(() -> {
                try {
                    body.run();
                } catch (final RuntimeException | AssertionError e) {
                    failures.add(e);
                    rank.die(e.toString());
                }
            }));
        }
        for (final Thread thread : threads) {
            thread.join();
        }
        if (!failures.isEmpty()) {
            throw new AssertionError(what + ": " + failures.peek(), failures.peek());
        }
    }

    /** Messages of all lengths to the right, each answered by its length. */
    private static void ring(final CommEngine comm, final int tag, final int rounds, final long seed) {
        final SplittableRandom random = new SplittableRandom(seed);
        final int right = (comm.rank() + 1) % comm.size();
        final int left = (comm.rank() + comm.size() - 1) % comm.size();
        final Completion completion = new Completion();
        final byte[] room = new byte[200_000];
        for (int i = 0; i < rounds; i++) {
            final int length = random.nextInt(8) == 0 ? random.nextInt(room.length) : random.nextInt(1000);
            final byte[] data = new byte[length];
            Arrays.fill(data, (byte) i);
            final RequestEngine send =
                comm.isend(SendMode.STANDARD, false, data, 0, length, EngineRank.BYTE, right, tag + i % 3);
            comm.recv(room, 0, room.length, EngineRank.BYTE, left, tag + i % 3, completion);
            assertEquals(length, completion.lengthBytes);
            assertEquals(length == 0 ? 0 : (byte) i, length == 0 ? 0 : room[length - 1]);
            EngineRank.await(send);
        }
    }

    /** Everybody sends to rank 0, which takes what comes and answers. */
    private static void fromAnySource(final CommEngine comm, final int rounds) {
        final byte[] one = new byte[1];
        final Completion completion = new Completion();
        for (int i = 0; i < rounds; i++) {
            if (comm.rank() == 0) {
                for (int peer = 1; peer < comm.size(); peer++) {
                    comm.recv(one, 0, 1, EngineRank.BYTE, MPI.ANY_SOURCE, MPI.ANY_TAG, completion);
                    assertEquals((byte) completion.tag, one[0]);
                    comm.send(SendMode.STANDARD, one, 0, 1, EngineRank.BYTE, completion.source, completion.tag);
                }
            } else {
                one[0] = (byte) i;
                comm.send(SendMode.SYNCHRONOUS, one, 0, 1, EngineRank.BYTE, 0, i);
                comm.recv(one, 0, 1, EngineRank.BYTE, 0, i, completion);
            }
        }
    }

    /** Waits for whichever of all neighbours' messages is there. */
    private static void anyOf(final EngineRank rank, final CommEngine comm, final int rounds) {
        final int size = comm.size();
        for (int i = 0; i < rounds; i++) {
            final RequestEngine[] requests = new RequestEngine[2 * size];
            for (int peer = 0; peer < size; peer++) {
                requests[peer] = comm.irecv(new byte[1], 0, 1, EngineRank.BYTE, peer, TAG);
                requests[size + peer] =
                    comm.isend(SendMode.STANDARD, false, new byte[1], 0, 1, EngineRank.BYTE, peer, TAG);
            }
            for (int done = 0; done < 2 * size; done++) {
                requests[rank.engine().awaitAny(requests)] = null;
            }
        }
    }

    private static void probe(final CommEngine comm, final int rounds) {
        final int right = (comm.rank() + 1) % comm.size();
        final Completion completion = new Completion();
        for (int i = 0; i < rounds; i++) {
            final RequestEngine send =
                comm.isend(SendMode.STANDARD, false, new byte[i], 0, i, EngineRank.BYTE, right, i);
            comm.probe(MPI.ANY_SOURCE, MPI.ANY_TAG, completion);
            assertEquals(i, completion.tag);
            assertEquals(i, completion.lengthBytes);
            comm.recv(new byte[i], 0, i, EngineRank.BYTE, completion.source, i, completion);
            EngineRank.await(send);
        }
    }

    private static void sums(final CommEngine comm, final int rounds) {
        final int[] sum = new int[1];
        for (int i = 0; i < rounds; i++) {
            comm.allreduce(new int[] {i}, 0, sum, 0, 1, EngineRank.INT, new Reduction(Reduction.Kind.SUM, true, null));
            assertEquals(i * comm.size(), sum[0]);
            comm.barrier();
        }
    }

    private static void duplicates(final CommEngine comm, final int rounds) {
        for (int i = 0; i < rounds; i++) {
            final CommEngine duplicate = comm.dup();
            duplicate.barrier();
            duplicate.free();
        }
    }
}
