package mpi.core.invariants;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.function.Consumer;
import java.util.stream.Stream;
import mpi.MPI;
import mpi.MPIException;
import mpi.core.runtime.EngineRank;
import mpi.spi.BasicType;
import mpi.spi.Completion;
import mpi.spi.Layout;
import mpi.spi.RequestEngine;
import mpi.spi.SendMode;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The death of a rank ends whatever needs it, in bounded time.
 */
public interface FailureBehaviour extends OnTransport {
    /** Tag of all messages. */
    int TAG = 5;
    /** The rank that dies. */
    int DEAD = 1;
    /** Not raw memory. */
    Layout BOOLEAN = new Layout(BasicType.BOOLEAN, 1, 1, null);
    /** Too long to be left behind. */
    int LONG_BYTES = 1024 * 1024;

    /** Rank 1 dies when it sees rank 0 blocked in the operation. */
    @TestFactory
    @DisplayName("a death should end what is blocked for the dead")
    default Stream<DynamicTest> shouldEndWhatIsBlockedForTheDead() {
        final Map<String, Consumer<EngineRank>> operations = new LinkedHashMap<>();
        operations.put("recv", rank -> rank.recv(new byte[1], DEAD, TAG));
        operations.put("recv from any source", rank -> rank.recv(new byte[1], MPI.ANY_SOURCE, MPI.ANY_TAG));
        operations.put("send", rank -> rank.send(new byte[LONG_BYTES], DEAD, TAG));
        operations.put("synchronous send", rank -> rank.world()
            .send(SendMode.SYNCHRONOUS, new byte[1], 0, 1,
                EngineRank.BYTE, DEAD, TAG));
        operations.put("sendrecv to the dead", rank -> rank.world()
            .sendrecv(new byte[LONG_BYTES], 0, LONG_BYTES, EngineRank.BYTE, DEAD, TAG, new byte[1], 0, 1,
                EngineRank.BYTE, rank.number(), TAG, new Completion()));
        operations.put("sendrecv to the dead, with memory that is not raw,", rank -> rank.world()
            .sendrecv(new byte[LONG_BYTES], 0, LONG_BYTES, EngineRank.BYTE, DEAD, TAG, new boolean[1], 0, 1,
                BOOLEAN, rank.number(), TAG, new Completion()));
        operations.put("probe", rank -> probe(rank, DEAD));
        operations.put("probe of any source", rank -> probe(rank, MPI.ANY_SOURCE));
        operations.put("wait", rank -> EngineRank.await(rank.irecv(new byte[1], DEAD, TAG)));
        operations.put("waitany", rank -> {
            final RequestEngine[] requests = {rank.irecv(new byte[1], 0, TAG), null,
                rank.irecv(new byte[1], DEAD, TAG)};
            EngineRank.await(requests[rank.engine().awaitAny(requests)]);
        });
        operations.put("barrier", rank -> rank.world().barrier());
        operations.put("bcast", rank -> rank.world().bcast(new byte[1], 0, 1, EngineRank.BYTE, DEAD));
        return operations.entrySet()
            .stream()
            .map(operation -> DynamicTest.dynamicTest(operation.getKey(), () -> blockAndDie(operation.getValue())));
    }

    private void blockAndDie(final Consumer<EngineRank> operation) throws InterruptedException {
        final CompletableFuture<EngineRank> survivor = new CompletableFuture<>();
        job(2).limit(Duration.ofSeconds(20)).disorderly().run(rank -> {
            if (rank.number() == DEAD) {
                Ranks.awaitBlocked(survivor.get());
                rank.die("killed by signal 9");
            } else {
                survivor.complete(rank);
                final MPIException error = assertThrows(MPIException.class, () -> operation.accept(rank));
                assertEquals(MPI.ERR_PROC_FAILED, error.getErrorClass(), error.getMessage());
                assertTrue(error.getMessage().contains("rank 1 of the world has failed: killed by signal 9"),
                    error.getMessage());
            }
        });
    }

    /** Nothing but the dead rank is lost. */
    @Test
    @DisplayName("the living should go on without the dead")
    default void shouldGoOnWithoutTheDead() throws InterruptedException {
        final CyclicBarrier survivors = new CyclicBarrier(2);
        job(3).limit(Duration.ofSeconds(20)).disorderly().run(rank -> {
            if (rank.number() == DEAD) {
                rank.send(new byte[] {42}, 0, TAG);
                rank.send(new byte[] {43}, 2, TAG);
                rank.recv(new byte[1], 0, TAG);
                rank.recv(new byte[1], 2, TAG);
                rank.die("killed by signal 9");
                return;
            }
            final int other = 2 - rank.number();
            final byte[] last = new byte[1];
            rank.recv(last, DEAD, TAG);
            rank.send(new byte[1], DEAD, TAG);
            assertEquals(42 + rank.number() / 2, last[0]);
            assertThrows(MPIException.class, () -> rank.recv(last, DEAD, TAG));
            assertThrows(MPIException.class, () -> rank.send(last, DEAD, TAG));
            for (final int length : new int[] {1, LONG_BYTES}) {
                final RequestEngine send = rank.isend(new byte[length], other, TAG);
                assertEquals(length, rank.recv(new byte[length], other, TAG).lengthBytes);
                EngineRank.await(send);
            }
            Ranks.meet(survivors); // who leaves first counts as dead for the other
        });
    }

    private static void probe(final EngineRank rank, final int source) {
        final Completion completion = new Completion();
        rank.world().probe(source, TAG, completion);
        if (completion.error != null) {
            throw completion.error;
        }
    }
}
