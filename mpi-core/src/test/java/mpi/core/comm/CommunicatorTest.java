package mpi.core.comm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import mpi.MPI;
import mpi.core.runtime.EngineJob;
import mpi.core.runtime.EngineRank;
import mpi.spi.CommEngine;
import mpi.spi.Completion;
import mpi.spi.SendMode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class CommunicatorTest {
    private static final int TAG = 1;

    @Test
    void shouldOrderASplitByKeyThenRank() throws InterruptedException {
        new EngineJob(4, "loopback").run(rank -> {
            final CommEngine world = rank.world();
            final int me = rank.number();
            assertArrayEquals(me % 2 == 0 ? new int[] {2, 0} : new int[] {3, 1},
                world.split(me % 2, -me).worldRanks());
            assertArrayEquals(new int[] {0, 1, 2, 3}, world.split(7, 5).worldRanks());
            assertArrayEquals(new int[] {3, 2, 1, 0},
                world.split(0, me == 0 ? Integer.MAX_VALUE : me == 3 ? Integer.MIN_VALUE : -me).worldRanks());
            final CommEngine some = world.split(me == 1 ? MPI.UNDEFINED : 0, 0);
            if (me == 1) {
                assertNull(some);
            } else {
                assertArrayEquals(new int[] {0, 2, 3}, some.worldRanks());
                some.barrier();
            }
        });
    }

    @Test
    void shouldMakeACommunicatorOfMembersAlone() throws InterruptedException {
        new EngineJob(4, "loopback").run(rank -> {
            final CommEngine world = rank.world();
            if (rank.number() == 1) {
                world.barrier(); // not a member: need not call create, and may be ahead
                return;
            }
            final CommEngine part = world.create(new int[] {3, 0, 2});
            assertArrayEquals(new int[] {3, 0, 2}, part.worldRanks());
            final int[] root = {part.rank() == 0 ? 42 : 0};
            part.bcast(root, 0, 1, EngineRank.INT, 0);
            assertEquals(42, root[0]);
            world.barrier();
        });
    }

    /** More often than a rank has ids, each communicator of which carries a message that another must not see. */
    @Test
    @Tag("soak")
    void shouldMakeAndFreeMoreCommunicatorsThanThereAreIds() throws InterruptedException {
        makeAndFree(20_000);
    }

    @Test
    void shouldMakeAndFreeCommunicatorsInTwoThreadsAtOnce() throws InterruptedException {
        makeAndFree(400);
    }

    private static void makeAndFree(final int rounds) throws InterruptedException {
        new EngineJob(3, "loopback").limit(Duration.ofMinutes(10)).run(rank -> {
            final CommEngine parent = rank.world().dup();
            final CompletableFuture<Void> other = new CompletableFuture<>();
            Thread.ofPlatform().daemon().start(() -> {
                try {
                    makeAndFree(parent, rounds);
                    other.complete(null);
                } catch (final RuntimeException | AssertionError e) {
                    other.completeExceptionally(e);
                    rank.die(e.toString());
                }
            });
            makeAndFree(rank.world(), rounds);
            other.get();
        });
    }

    private static void makeAndFree(final CommEngine parent, final int rounds) {
        for (int i = 0; i < rounds; i++) {
            final CommEngine duplicate = parent.dup();
            final CommEngine half = duplicate.split(parent.rank() % 2, 0);
            final CommEngine part = duplicate.create(new int[] {1, 0, 2});
            greet(half, i);
            greet(part, i + 1);
            greet(duplicate, i + 2);
            half.free();
            part.free();
            duplicate.free();
        }
    }

    private static void greet(final CommEngine comm, final int value) {
        final byte[] room = new byte[1];
        final Completion completion = new Completion();
        comm.send(SendMode.STANDARD, new byte[] {(byte) value}, 0, 1, EngineRank.BYTE, (comm.rank() + 1) % comm.size(),
            TAG);
        comm.recv(room, 0, 1, EngineRank.BYTE, MPI.ANY_SOURCE, MPI.ANY_TAG, completion);
        assertNull(completion.error);
        assertEquals((byte) value, room[0]);
    }
}
