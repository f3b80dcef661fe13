package mpi.core.diag;

import static org.junit.jupiter.api.Assertions.assertEquals;

import mpi.core.diag.Counters.Purpose;
import mpi.core.diag.Counters.Value;
import org.junit.jupiter.api.Test;

class StatisticsTest {
    private final Counters counters = new Counters(3);

    @Test
    void shouldSayThatNothingWasSent() {
        assertEquals("rank 0 of 3: 0 messages, 0 bytes to other hosts\n", Statistics.text(counters, 0, 3));
    }

    @Test
    void shouldTellPeersPurposesAndValuesThatAreNotZero() {
        counters.otherHost(2);
        counters.sent(Purpose.POINT_TO_POINT, 1, 1_000_000);
        counters.sent(Purpose.ALLREDUCE, 2, 8);
        counters.sent(Purpose.ALLREDUCE, 2, 9);
        counters.received(1, 5);
        counters.copied(5);
        counters.increment(Value.SINGLE_COPY);
        assertEquals("""
            rank 0 of 3: 2 messages, 17 bytes to other hosts
              peer 1: sent 1 messages, 1000000 bytes; received 1 messages, 5 bytes
              peer 2: sent 2 messages, 17 bytes; received 0 messages, 0 bytes
              point-to-point: sent 1 messages, 1000000 bytes
              allreduce: sent 2 messages, 17 bytes
              copies: 1
              copied bytes: 5
              single copy: 1
            """, Statistics.text(counters, 0, 3));
    }
}
