package mpi.core.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class PeerStatesTest {
    @Test
    void shouldKeepTheFirstReason() {
        final PeerStates peers = new PeerStates(3);
        assertEquals(0, peers.deadCount());
        assertTrue(peers.markDead(1, "killed by signal 9"));
        assertFalse(peers.markDead(1, "connection reset"));
        assertEquals(1, peers.deadCount());
        assertTrue(peers.isDead(1));
        assertEquals(Optional.of("killed by signal 9"), peers.reason(1));
        assertFalse(peers.isDead(0));
        assertEquals(Optional.empty(), peers.reason(2));
    }

    @Test
    void shouldTellOneThreadTheNewsOfEachDeath() throws Exception {
        final int ranks = 1000;
        final PeerStates peers = new PeerStates(ranks);
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            final List<Future<Integer>> news = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                news.add(threads.submit(() -> {
                    int count = 0;
                    for (int rank = 0; rank < ranks; rank++) {
                        count += peers.markDead(rank, "gone") ? 1 : 0;
                    }
                    return count;
                }));
            }
            int sum = 0;
            for (final Future<Integer> count : news) {
                sum += count.get();
            }
            assertEquals(ranks, sum);
            assertEquals(ranks, peers.deadCount());
        }
    }
}
