package mpi.core.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.atomic.AtomicInteger;
import mpi.spi.CommEngine;
import mpi.spi.Completion;
import mpi.spi.SendMode;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("engine invariant 16: after Finalize, Init boots a new epoch")
class LivesTest {
    private static final int TAG = 1;

    @Test
    void shouldLiveThreeTimes() throws InterruptedException {
        final AtomicInteger epochs = new AtomicInteger();
        new EngineJob(2, "loopback").lives(3).run(rank -> {
            epochs.addAndGet(rank.engine().job().epoch());
            greet(rank);
        });
        assertEquals(2 * (0 + 1 + 2), epochs.get());
    }

    private static void greet(final EngineRank rank) {
        final int peer = 1 - rank.number();
        final byte[] room = new byte[1];
        rank.send(new byte[] {(byte) rank.number()}, peer, TAG);
        rank.recv(room, peer, TAG);
        assertEquals(peer, room[0]);
        final CommEngine self = rank.engine().self();
        self.send(SendMode.STANDARD, new byte[] {7}, 0, 1, EngineRank.BYTE, 0, TAG);
        self.recv(room, 0, 1, EngineRank.BYTE, 0, TAG, new Completion());
        assertEquals(7, room[0]);
    }
}
