package mpi.core.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import mpi.spi.CommEngine;
import org.junit.jupiter.api.Test;

/** Ranks that can share memory are those of one host. */
class HostSplitTest {
    @Test
    void shouldSplitByHost() throws InterruptedException {
        final int[][] members = {{2, 0}, {4, 3, 1}, {2, 0}, {4, 3, 1}, {4, 3, 1}};
        new EngineJob(5, "loopback").hosts(7, 3, 7, 3, 3).run(rank -> {
            final CommEngine host = rank.world().splitShared(-rank.number());
            assertArrayEquals(members[rank.number()], host.worldRanks());
            host.free();
        });
    }
}
