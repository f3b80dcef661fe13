package mpi.transport.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import mpi.core.transport.SendResult;
import mpi.core.wire.Frame;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Sleeping in the loop, and being woken (engine invariants 4, 5 and 25). */
@ParameterizedClass
@ValueSource(booleans = {true, false})
@Timeout(60)
class SleepTest {
    /** So long that only a wake-up can have ended it. */
    private static final long LONG_NANOS = TimeUnit.SECONDS.toNanos(1_000);

    private final boolean isEpoll;
    private List<TestRank> ranks;

    SleepTest(final boolean isEpoll) {
        this.isEpoll = isEpoll;
    }

    @BeforeEach
    void open() throws IOException {
        ranks = TestRank.world(2, TestRank.settings(isEpoll));
    }

    @AfterEach
    void close() {
        ranks.forEach(TestRank::close);
        ranks.forEach(rank -> assertEquals(List.of(), rank.errors.entries()));
    }

    @Test
    void shouldHaveNoThreadOfItsOwn() {
        final Set<Thread> before = new HashSet<>(Thread.getAllStackTraces().keySet());
        TestRank.connect(ranks, 0, 1);
        for (int i = 0; i < 100; i++) {
            TestRank.connect(ranks, i % 2, 1 - i % 2);
            ranks.get(0).transport.block(100_000);
        }
        final Set<Thread> after = new HashSet<>(Thread.getAllStackTraces().keySet());
        after.removeAll(before);

        assertEquals(Set.of(), after);
        assertEquals(0, before.stream().filter(thread -> thread.getName().contains("netty")).count());
    }

    @Test
    void shouldEndTheNextSleepIfWokenBefore() {
        ranks.get(0).transport.wakeup();

        ranks.get(0).transport.block(LONG_NANOS);
    }

    @Test
    void shouldSleepAsLongAsItIsTold() {
        while (ranks.get(0).transport.poll(1) > 0) {
            // what opening it has left to do
        }
        final long before = System.nanoTime();
        ranks.get(0).transport.block(TimeUnit.MILLISECONDS.toNanos(20));

        assertTrue(System.nanoTime() - before >= TimeUnit.MILLISECONDS.toNanos(19));
    }

    @Test
    void shouldNotLoseAWakeup() throws InterruptedException {
        final int rounds = 5_000;
        final AtomicInteger asked = new AtomicInteger();
        final AtomicInteger seen = new AtomicInteger();
        final Thread sleeper = Thread.ofPlatform().start(() -> {
            for (int i = 1; i <= rounds; i++) {
                while (asked.get() < i) {
                    ranks.get(0).transport.block(LONG_NANOS);
                }
                seen.set(i);
            }
        });
        for (int i = 1; i <= rounds; i++) {
            asked.set(i);
            ranks.get(0).transport.wakeup();
            while (seen.get() < i) {
                Thread.onSpinWait();
            }
        }
        sleeper.join();
        assertEquals(rounds, seen.get());
    }

    @Test
    void shouldNotLoseADoorbell() throws IOException, InterruptedException {
        final int rounds = 2_000;
        final AtomicInteger asked = new AtomicInteger();
        final AtomicInteger seen = new AtomicInteger();
        final InetAddress loopback = InetAddress.ofLiteral("127.0.0.1");
        final int port = ranks.get(0).transport.doorbellPort();
        final Thread sleeper = Thread.ofPlatform().start(() -> {
            for (int i = 1; i <= rounds; i++) {
                while (true) {
                    ranks.get(0).transport.poll(1);
                    if (asked.get() >= i) {
                        break;
                    }
                    ranks.get(0).transport.block(LONG_NANOS);
                }
                seen.set(i);
            }
        });
        try (DatagramSocket ringer = new DatagramSocket(0, loopback)) {
            for (int i = 1; i <= rounds; i++) {
                asked.set(i);
                ringer.send(new DatagramPacket(new byte[] {1}, 1, loopback, port));
                while (seen.get() < i) {
                    Thread.onSpinWait();
                }
            }
        }
        sleeper.join();
        assertEquals(rounds, seen.get());
    }

    @Test
    void shouldWakeWhenAFrameArrives() throws InterruptedException {
        TestRank.connect(ranks, 0, 1);
        final TestRank receiver = ranks.get(1);
        final Thread sleeper = Thread.ofPlatform().start(() -> {
            while (receiver.arrivals.size() < 500) {
                if (receiver.transport.poll(64) == 0) {
                    receiver.transport.arm(0);
                    receiver.transport.block(LONG_NANOS);
                    receiver.transport.disarm();
                }
            }
        });
        for (int i = 0; i < 500;) {
            final int result = ranks.get(0).to(1).trySend(TestRank.frame(Frame.Type.DONE, i), null, 0, 0);
            i += result == SendResult.BACK_PRESSURED ? 0 : 1;
            ranks.get(0).transport.poll(64);
        }
        sleeper.join();
        assertEquals(499, receiver.arrivals.getLast().frame().tag);
    }

    @Test
    void shouldLeaveInterruptsToTheUser() {
        while (ranks.get(0).transport.poll(1) > 0) {
            // what opening it has left to do
        }
        Thread.currentThread().interrupt();
        final long before = System.nanoTime();

        ranks.get(0).transport.block(TimeUnit.MILLISECONDS.toNanos(20));

        assertTrue(Thread.interrupted());
        assertTrue(System.nanoTime() - before >= TimeUnit.MILLISECONDS.toNanos(19));
    }
}
