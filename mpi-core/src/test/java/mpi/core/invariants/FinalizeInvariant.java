package mpi.core.invariants;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import mpi.core.runtime.EngineRank;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Engine invariant 16: Finalize completes what is pending, under progress.
 */
public interface FinalizeInvariant extends OnTransport {
    /** Tag of all messages. */
    int TAG = 4;

    /** Rank 0 is in Finalize before rank 1 receives anything. */
    @Test
    @DisplayName("engine invariant 16: Finalize should deliver what was sent and not received")
    default void shouldDeliverWhatWasSentBeforeFinalize() throws InterruptedException {
        final int messages = 30;
        final int lengthBytes = 100_000;
        final CompletableFuture<EngineRank> sender = new CompletableFuture<>();
        job(2).run(rank -> {
            if (rank.number() == 0) {
                final byte[] data = new byte[lengthBytes];
                for (int i = 0; i < messages; i++) {
                    Arrays.fill(data, (byte) i);
                    rank.send(data, 1, TAG);
                }
                sender.complete(rank);
            } else {
                assertEquals("finalize", Ranks.awaitBlocked(sender.get()).name());
                final byte[] expected = new byte[lengthBytes];
                final byte[] room = new byte[lengthBytes];
                for (int i = 0; i < messages; i++) {
                    Arrays.fill(expected, (byte) i);
                    rank.recv(room, 0, TAG);
                    assertArrayEquals(expected, room);
                }
            }
        });
    }
}
