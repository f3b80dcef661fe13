package mpi.transport.shm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Engine invariant 5: no wake-up is lost. A lost one shows as a sleep that lasts its whole, long time limit. */
class SleepTest {
    private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final int ROUNDS = 5_000;

    @TempDir
    private Path directory;
    private TestRank[] world = {};

    @AfterEach
    void closeWorld() {
        TestRank.close(world);
    }

    /** How a rank sleeps once it is armed. */
    private interface Bed {
        int port();

        void sleep(TestRank rank) throws IOException;
    }

    private static final Bed WORD = new Bed() {
        @Override
        public int port() {
            return 0;
        }

        @Override
        public void sleep(final TestRank rank) {
            rank.transport.block(LIMIT_NANOS);
        }
    };

    private record SocketBed(DatagramSocket socket) implements Bed {
        @Override
        public int port() {
            return socket.getLocalPort();
        }

        @Override
        public void sleep(final TestRank rank) throws IOException {
            socket.setSoTimeout((int) TimeUnit.NANOSECONDS.toMillis(LIMIT_NANOS));
            try {
                socket.receive(new DatagramPacket(new byte[1], 1));
            } catch (final SocketTimeoutException e) {
                throw new AssertionError("lost wake-up", e);
            }
        }
    }

    private static TestRank.Received await(final TestRank rank, final Bed bed) throws IOException {
        while (rank.received.isEmpty()) {
            rank.transport.arm(bed.port());
            if (rank.transport.poll(8) == 0) {
                final long start = System.nanoTime();
                bed.sleep(rank);
                if (System.nanoTime() - start >= LIMIT_NANOS) {
                    throw new AssertionError("lost wake-up");
                }
            }
            rank.transport.disarm();
        }
        return rank.received.remove();
    }

    /** Runs all, each in a thread of its own; dumps all stacks if they take too long. */
    @SafeVarargs
    private static void together(final Callable<Void>... tasks) throws Exception {
        final List<FutureTask<Void>> futures = new ArrayList<>();
        for (final Callable<Void> task : tasks) {
            final FutureTask<Void> future = new FutureTask<>(task);
            futures.add(future);
            Thread.ofPlatform().daemon().start(future);
        }
        for (final FutureTask<Void> future : futures) {
            try {
                future.get(60, TimeUnit.SECONDS);
            } catch (final TimeoutException e) {
                Thread.getAllStackTraces().forEach((thread, stack) -> {
                    System.err.println(thread);
                    List.of(stack).forEach(frame -> System.err.println("    at " + frame));
                });
                throw e;
            }
        }
    }

    private void pingPong(final Bed first, final Bed second) throws Exception {
        world = TestRank.world(directory, 2, 4096);
        together(() -> play(world[0], world[1], first, true), () -> play(world[1], world[0], second, false));
    }

    private static Void play(final TestRank rank, final TestRank peer, final Bed bed, final boolean begins)
        throws IOException {
        for (int i = 0; i < ROUNDS; i++) {
            if (begins) {
                rank.to(peer).trySend(TestRank.eager(0), null, 0, 0);
            }
            assertEquals(peer.rank, await(rank, bed).peer());
            if (!begins) {
                rank.to(peer).trySend(TestRank.eager(0), null, 0, 0);
            }
        }
        return null;
    }

    @Test
    void shouldLoseNoWakeUpOnTheWord() throws Exception {
        assumeTrue(Futex.SUPPORTED, "needs futex");
        pingPong(WORD, WORD);
    }

    @Test
    void shouldLoseNoWakeUpThroughTheDoorbell() throws Exception {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            pingPong(new SocketBed(socket), WORD);
        }
    }

    @Test
    void shouldBeWokenByAnyOfManySenders() throws Exception {
        world = TestRank.world(directory, 4, 4096);
        final AtomicInteger sent = new AtomicInteger();
        final Callable<Void> receive = () -> {
            for (int i = 0; i < 3 * ROUNDS; i++) {
                await(world[0], WORD);
            }
            return null;
        };
        together(receive, () -> flood(world[1], sent), () -> flood(world[2], sent), () -> flood(world[3], sent));
        assertEquals(3 * ROUNDS, sent.get());
    }

    private Void flood(final TestRank rank, final AtomicInteger sent) {
        for (int i = 0; i < ROUNDS; i++) {
            while (rank.to(world[0]).trySend(TestRank.eager(0), null, 0, 0) < 0) {
                Thread.yield();
            }
            sent.incrementAndGet();
        }
        return null;
    }

    @Test
    void shouldLoseNoWakeupFromAThreadOfTheSameRank() throws Exception {
        world = TestRank.world(directory, 2, 4096);
        final AtomicInteger asked = new AtomicInteger();
        final AtomicInteger answered = new AtomicInteger();
        together(() -> {
            while (answered.get() < ROUNDS) {
                world[0].transport.arm(0);
                if (asked.get() == answered.get()) {
                    final long start = System.nanoTime();
                    world[0].transport.block(LIMIT_NANOS);
                    assertTrue(System.nanoTime() - start < LIMIT_NANOS, "lost wake-up");
                }
                world[0].transport.disarm();
                answered.set(asked.get());
            }
            return null;
        }, () -> {
            for (int i = 1; i <= ROUNDS; i++) {
                asked.set(i);
                world[0].transport.wakeup();
                while (answered.get() != i) {
                    Thread.onSpinWait();
                }
            }
            return null;
        });
    }

    @Test
    void shouldEndTheNextBlockWhenWokenBefore() throws IOException {
        world = TestRank.world(directory, 1, 4096);
        world[0].transport.wakeup();
        world[0].transport.arm(0);
        final long start = System.nanoTime();
        world[0].transport.block(LIMIT_NANOS);
        assertTrue(System.nanoTime() - start < LIMIT_NANOS);
        world[0].transport.disarm();
    }

    @Test
    void shouldSleepNoLongerThanItsLimit() throws IOException {
        world = TestRank.world(directory, 1, 4096);
        assertEquals(0, world[0].transport.doorbellPort());
        world[0].transport.arm(0);
        world[0].transport.block(1_000_000);
        world[0].transport.block(0);
        world[0].transport.disarm();
    }

    @Test
    void shouldNotAskToBeWokenFromItsFirstNaps() {
        try (Arena arena = Arena.ofConfined()) {
            final MemorySegment word = arena.allocate(4, 4);
            final Sleeper sleeper = new Sleeper(word.address(), false, new SleepFence(0, true));
            sleeper.arm(0);
            assertEquals(Sleeper.AWAKE, Words.getIntVolatile(word.address()), "nobody links a system call for it");
            for (int nap = 0; nap < 1000; nap++) {
                sleeper.sleep(1);
            }
            sleeper.arm(0);
            assertEquals(Sleeper.ON_WORD, Words.getIntVolatile(word.address()));
        }
    }

    @Test
    void shouldNapWhereThereIsNoFutex() {
        try (Arena arena = Arena.ofConfined()) {
            final MemorySegment word = arena.allocate(4, 4);
            final Sleeper sleeper = new Sleeper(word.address(), false, new SleepFence(0, true));
            sleeper.arm(0);
            final long start = System.nanoTime();
            sleeper.sleep(LIMIT_NANOS);
            assertTrue(System.nanoTime() - start < LIMIT_NANOS, "a nap is short");
            sleeper.wake();
            assertEquals(Sleeper.AWAKE, Words.getIntVolatile(word.address()));
        }
    }

    @Test
    void shouldKnowTheNumberOfTheSystemCall() {
        assertEquals(202, Syscall.number("Linux", "amd64", 202, 98));
        assertEquals(98, Syscall.number("Linux", "aarch64", 202, 98));
        assertEquals(Syscall.NONE, Syscall.number("Linux", "riscv64", 202, 98));
        assertEquals(Syscall.NONE, Syscall.number("Mac OS X", "aarch64", 202, 98));
    }
}
