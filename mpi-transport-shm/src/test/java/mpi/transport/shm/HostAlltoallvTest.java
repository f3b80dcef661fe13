package mpi.transport.shm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import mpi.MPI;
import mpi.MPIException;
import mpi.core.diag.Counters;
import mpi.core.runtime.EngineJob;
import mpi.core.runtime.EngineRank;
import mpi.core.runtime.Setting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Exchanges of blocks of different lengths through shared memory: ranks take different numbers of steps. */
class HostAlltoallvTest {
    private static final int ROOM = 20_000;
    private static final byte UNTOUCHED = -1;

    /** One rank and its buffers, in which each block has as much room as any may need. */
    private static final class Exchange {
        private final EngineRank rank;
        private final int size;
        private final int[] displs;
        private final int[] sendCounts;
        private final int[] recvCounts;
        private final byte[] sent;
        private final byte[] received;

        Exchange(final EngineRank rank) {
            this.rank = rank;
            size = rank.world().size();
            displs = new int[size];
            Arrays.setAll(displs, peer -> peer * ROOM);
            sendCounts = new int[size];
            recvCounts = new int[size];
            sent = new byte[size * ROOM];
            received = new byte[size * ROOM];
        }

        private static byte value(final int from, final int to, final int round, final int i) {
            return (byte) ((3 * from + 5 * to + 7 * round + i) & Byte.MAX_VALUE);
        }

        void prepare(final int round) {
            for (int peer = 0; peer < size; peer++) {
                for (int i = 0; i < sendCounts[peer]; i++) {
                    sent[displs[peer] + i] = value(rank.number(), peer, round, i);
                }
            }
            Arrays.fill(received, UNTOUCHED);
        }

        void run() {
            rank.world()
                .alltoallv(sent, 0, sendCounts, displs, EngineRank.BYTE, received, 0, recvCounts, displs,
                    EngineRank.BYTE);
        }

        void check(final int round) {
            final byte[] expected = new byte[received.length];
            Arrays.fill(expected, UNTOUCHED);
            for (int peer = 0; peer < size; peer++) {
                for (int i = 0; i < recvCounts[peer]; i++) {
                    expected[displs[peer] + i] = value(peer, rank.number(), round, i);
                }
            }
            assertArrayEquals(expected, received);
        }

        void assertNothingElse() {
            for (int peer = 0; peer < size; peer++) {
                for (int i = recvCounts[peer]; i < ROOM; i++) {
                    assertEquals(UNTOUCHED, received[displs[peer] + i], "behind the block of " + peer);
                }
            }
        }

        long messages() {
            return rank.counters().sentMessages(Counters.Purpose.ALLTOALLV);
        }
    }

    /**
     * One rank has a long block for another, in many steps, while the others have short ones or none, and go on to the
     * next operations; which one that is changes each time. Of five ranks a cell has 48 bytes of a
     * block beside its lengths.
     */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5})
    void shouldReuseCellsThoughSomeRanksAreDoneSooner(final int size) throws InterruptedException {
        final int[] lengths = {5_000, 0, 1, 48, 49, 200};
        new EngineJob(size, "shm").set(Setting.COLL_HOST_CELL, 256)
            .set(Setting.COLL_HOST_PIECES_THRESHOLD, 1)
            .run(rank -> {
                rank.world().barrier(); // agrees on the board, by messages
                final Exchange exchange = new Exchange(rank);
                for (int round = 0; round < 200; round++) {
                    for (int peer = 0; peer < size; peer++) {
                        exchange.sendCounts[peer] = lengths[(rank.number() + size * peer + round) % lengths.length];
                        exchange.recvCounts[peer] = lengths[(peer + size * rank.number() + round) % lengths.length];
                    }
                    exchange.prepare(round);
                    exchange.run();
                    exchange.check(round);
                }
                assertEquals(0, exchange.messages());
            });
    }

    /** Ranks do not know whether all blocks are short: of five ranks, whose pieces are, all are messages. */
    @ParameterizedTest
    @CsvSource({"2, 0", "4, 0", "5, 4"})
    void shouldBeMessagesWherePiecesAreShort(final int size, final long messages) throws InterruptedException {
        new EngineJob(size, "shm").run(rank -> {
            rank.world().barrier();
            final Exchange exchange = new Exchange(rank);
            Arrays.fill(exchange.sendCounts, 3);
            Arrays.fill(exchange.recvCounts, 3);
            exchange.prepare(0);
            exchange.run();
            exchange.check(0);
            assertEquals(messages, exchange.messages());
        });
    }

    /**
     * Rank 0 sends to rank 1 what is longer or shorter than that expects: both are told. Rank 2 has its blocks in the
     * first step. Nothing is written but where blocks are expected.
     */
    @ParameterizedTest
    @CsvSource({"300, 301", "301, 300", "0, 1", "1, 0", "0, 20000", "20000, 0", "20000, 10", "10, 20000",
        "19999, 20000"})
    void shouldTellBothThatLengthsDiffer(final int sent, final int expected) throws InterruptedException {
        new EngineJob(3, "shm").limit(Duration.ofSeconds(20)).run(rank -> {
            final Exchange exchange = new Exchange(rank);
            for (int round = 0; round < 3; round++) {
                Arrays.fill(exchange.sendCounts, 5);
                Arrays.fill(exchange.recvCounts, 5);
                if (rank.number() == 0) {
                    exchange.sendCounts[1] = sent;
                } else if (rank.number() == 1) {
                    exchange.recvCounts[0] = expected;
                }
                exchange.prepare(round);
                if (rank.number() < 2) {
                    final MPIException error = assertThrows(MPIException.class, exchange::run);
                    assertEquals(MPI.ERR_TRUNCATE, error.getErrorClass(), error.getMessage());
                    assertTrue(error.getMessage()
                        .contains("message of " + Math.max(sent, expected) + " bytes is longer than the buffer of "
                            + Math.min(sent, expected) + " bytes"),
                        error.getMessage());
                    exchange.assertNothingElse();
                } else {
                    exchange.run();
                    exchange.check(round);
                }
                rank.world().barrier();
            }
        });
    }

    /** Ranks 0 and 1 leave in the first step, of which rank 2 has done its part: it waits for more of rank 0. */
    @Test
    void shouldTellWhoWaitsForMoreThatTheOthersHaveLeft() throws InterruptedException {
        new EngineJob(3, "shm").limit(Duration.ofSeconds(20)).run(rank -> {
            final Exchange exchange = new Exchange(rank);
            exchange.sendCounts[1] = rank.number() == 0 ? 8 : 0;
            exchange.sendCounts[2] = rank.number() == 0 ? ROOM : 0;
            exchange.recvCounts[0] = rank.number() == 2 ? ROOM : 0;
            exchange.prepare(0);
            final MPIException error = assertThrows(MPIException.class, exchange::run);
            assertEquals(MPI.ERR_TRUNCATE, error.getErrorClass(), error.getMessage());
            assertTrue(error.getMessage().contains("message of 8 bytes"), error.getMessage());
            rank.world().barrier();
        });
    }

    /**
     * Rank 1 dies when it sees rank 0 blocked: that waits for the first piece of a block from there, and rank 2, whose
     * blocks are empty, for its lengths.
     */
    @Test
    void shouldEndForTheDeadThoughItsBlocksAreEmpty() throws InterruptedException {
        final CompletableFuture<EngineRank> survivor = new CompletableFuture<>();
        final CyclicBarrier survivors = new CyclicBarrier(2);
        new EngineJob(3, "shm").limit(Duration.ofSeconds(20)).disorderly().run(rank -> {
            rank.world().barrier();
            if (rank.number() == 1) {
                survivor.get().awaitBlocked();
                rank.die("killed by signal 9");
                return;
            }
            if (rank.number() == 0) {
                survivor.complete(rank);
            }
            final Exchange exchange = new Exchange(rank);
            exchange.recvCounts[1] = rank.number() == 0 ? ROOM : 0;
            final MPIException error = assertThrows(MPIException.class, exchange::run);
            assertEquals(MPI.ERR_PROC_FAILED, error.getErrorClass(), error.getMessage());
            survivors.await(10, TimeUnit.SECONDS); // who leaves first counts as dead for the other
        });
    }
}
