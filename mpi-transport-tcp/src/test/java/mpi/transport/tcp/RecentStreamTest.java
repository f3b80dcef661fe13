package mpi.transport.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.List;
import mpi.core.diag.Counters;
import mpi.core.wire.Frame;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** System calls a message on epoll, and that nobody is forgotten for the peer that has spoken last. */
class RecentStreamTest {
    private static final int ROUNDS = 20 * RecentStream.LOOP_INTERVAL;

    private List<TestRank> ranks;

    @BeforeEach
    void open() throws IOException {
        assumeTrue(EpollSockets.isAvailable(), "NIO always asks the selector");
        ranks = TestRank.world(3, TestRank.settings(true));
        TestRank.connect(ranks, 0, 1);
        // The time limits of connecting are over: nothing but the stream is left to look at.
        TestRank.await(ranks, "an idle poll", () -> ranks.get(1).transport.poll(64) == 0);
    }

    @AfterEach
    void close() throws InterruptedException {
        if (ranks != null) {
            TestRank.closeOrderly(ranks);
        }
    }

    @Test
    void shouldReadWithOneSystemCallWhereThereIsOneStream() {
        exchange(0, 1);
        final long before = ranks.get(1).count(Counters.Value.SYSTEM_CALLS);
        for (int i = 0; i < ROUNDS; i++) {
            exchange(0, 1);
        }

        final long calls = ranks.get(1).count(Counters.Value.SYSTEM_CALLS) - before;
        // Every so manyth poll asks the multiplexer and then reads.
        final long most = ROUNDS + 2 * (ROUNDS / RecentStream.LOOP_INTERVAL + 1);
        assertTrue(calls <= most, () -> calls + " system calls for " + ROUNDS + " messages, expected " + most);
    }

    @Test
    void shouldHearAnotherPeerWhileOneKeepsTalking() {
        TestRank.connect(ranks, 2, 1);
        TestRank.send(ranks, ranks.get(2).to(1), TestRank.eager(22, 0), null, 0);
        int polls = 0;
        boolean isHeard = false;
        for (; !isHeard && polls < ROUNDS; polls++) {
            TestRank.send(List.of(ranks.get(0)), ranks.get(0).to(1), TestRank.eager(11, 0), null, 0);
            ranks.get(1).transport.poll(64);
            isHeard = ranks.get(1).arrivals.stream().anyMatch(arrival -> arrival.frame().tag == 22);
            ranks.get(1).arrivals.clear();
        }
        final int needed = polls;
        assertTrue(isHeard && needed <= RecentStream.LOOP_INTERVAL + 1, () -> "heard after " + needed + " polls");
    }

    @Test
    void shouldSeeTheEndOfTheStreamItReads() {
        exchange(0, 1);

        ranks.get(0).transport.close(false);
        TestRank.await(List.of(ranks.get(1)), "the failure", () -> !ranks.get(1).failures.isEmpty());

        assertTrue(ranks.get(1).failures.get(0).startsWith("rank 0 is lost: "));
        ranks.forEach(TestRank::close);
        ranks = null;
    }

    private void exchange(final int from, final int to) {
        TestRank.send(List.of(ranks.get(from)), ranks.get(from).to(to), TestRank.frame(Frame.Type.CREDIT, 0), null, 0);
        final TestRank receiver = ranks.get(to);
        assertEquals(0, receiver.take(List.of(receiver)).frame().tag);
    }
}
