package mpi.core.comm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import mpi.MPI;
import mpi.MPIException;
import mpi.core.coll.CollectiveOracle;
import mpi.core.coll.Form;
import mpi.core.coll.Hosts;
import mpi.core.coll.ScheduledCollectives;
import mpi.core.diag.Counters.Purpose;
import mpi.core.p2p.Scope;
import mpi.core.runtime.EngineJob;
import mpi.core.runtime.EngineRank;
import mpi.core.runtime.Setting;
import mpi.spi.BasicType;
import mpi.spi.BufferBlocks;
import mpi.spi.Collective;
import mpi.spi.Collective.Kind;
import mpi.spi.Completion;
import mpi.spi.Layout;
import mpi.spi.Neighbours;
import mpi.spi.Reduction;
import mpi.spi.RequestEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What goes wrong in collectives that run as schedules: before anything is sent, in code of the user, at a peer. */
class ScheduleFaultsTest {
    private static final Layout INT = EngineRank.INT;
    private static final Layout OBJECT = CollectiveOracle.OBJECT;
    private static final Reduction SUM = new Reduction(Reduction.Kind.SUM, true, null);

    private static BufferBlocks ints(final int... values) {
        return BufferBlocks.one(values, 0, values.length, INT);
    }

    private static Collective allreduce(final BufferBlocks send, final BufferBlocks recv, final Reduction op) {
        return new Collective(Kind.ALLREDUCE, send, recv, op, Collective.NO_ROOT, null);
    }

    private static void assertFault(final int errorClass, final String text, final Executable call) {
        final MPIException e = assertThrows(MPIException.class, call);
        assertEquals(text, e.getMessage());
        assertEquals(errorClass, e.getErrorClass());
    }

    @Test
    void shouldRefuseBeforeAnythingIsSent() throws InterruptedException {
        new EngineJob(3, "loopback").run(rank -> {
            final String where = " on COMM_WORLD, rank " + rank.number() + " of 3";
            assertFault(MPI.ERR_ROOT,
                "ibcast" + where + ", root 3: the root is not a rank of the communicator (MPI.ERR_ROOT)",
                () -> rank.world()
                    .start(new Collective(Kind.BCAST, BufferBlocks.NONE, ints(1), null, 3, null)));
            assertFault(MPI.ERR_OP,
                "iallreduce" + where + ": operation MPI.MAXLOC is not defined for MPI.INT (MPI.ERR_OP)",
                () -> rank.world()
                    .start(allreduce(ints(1), ints(1), new Reduction(Reduction.Kind.MAXLOC, true, null))));
            assertFault(MPI.ERR_OP,
                "scan" + where + ": operation MPI.SUM is not defined for MPI.OBJECT (MPI.ERR_OP)",
                () -> rank.world()
                    .run(new Collective(Kind.SCAN, BufferBlocks.one(new Object[1], 0, 1, OBJECT),
                        BufferBlocks.one(new Object[1], 0, 1, OBJECT), SUM, Collective.NO_ROOT, null)));
            assertFault(MPI.ERR_TYPE,
                "iallgather" + where + ": items of MPI.INT cannot be received as MPI.OBJECT (MPI.ERR_TYPE)",
                () -> rank.world()
                    .start(new Collective(Kind.ALLGATHER, ints(1), BufferBlocks.equal(new Object[3], 0, 3, 1, OBJECT),
                        null, Collective.NO_ROOT, null)));
            assertFault(MPI.ERR_BUFFER,
                "neighbor_allgather" + where + ": MPI.IN_PLACE has no meaning here (MPI.ERR_BUFFER)",
                () -> rank.world()
                    .run(new Collective(Kind.NEIGHBOR_ALLGATHER, BufferBlocks.IN_PLACE, ints(1), null,
                        Collective.NO_ROOT, new Neighbours(new int[] {0}, new int[] {0}, false))));
            assertFault(MPI.ERR_BUFFER,
                "iallreduce" + where + ": cannot receive into a read-only DirectByteBufferR (MPI.ERR_BUFFER)",
                () -> rank.world()
                    .start(allreduce(ints(1),
                        BufferBlocks.one(ByteBuffer.allocateDirect(4).asReadOnlyBuffer(), 0, 1, INT), SUM)));
            assertFault(MPI.ERR_TRUNCATE,
                "iallgather" + where + ": message of 8 bytes is longer than the buffer of 4 bytes (MPI.ERR_TRUNCATE)",
                () -> rank.world()
                    .start(new Collective(Kind.ALLGATHER, ints(1, 2), BufferBlocks.equal(new int[3], 0, 3, 1, INT),
                        null, Collective.NO_ROOT, null)));
            for (final Purpose purpose : new Purpose[] {Purpose.BCAST, Purpose.ALLREDUCE, Purpose.SCAN,
                Purpose.ALLGATHER, Purpose.NEIGHBOR_ALLGATHER}) {
                assertEquals(0, rank.counters().sentMessages(purpose), purpose.text());
            }
        });
    }

    @Test
    void shouldRefuseRolesThatAnIntercommunicatorDoesNotHave() throws InterruptedException {
        new EngineJob(2, "loopback").run(rank -> {
            final ScheduledCollectives inter = ScheduledCollectives.inter(rank.parts().progress().agenda(),
                rank.parts().packing(), rank.parts().selector(), () -> "INTER", 0, 1, 1);
            assertFault(MPI.ERR_ROOT,
                "ibcast on INTER, rank 0 of 1, root 1: the root is not a rank of the communicator (MPI.ERR_ROOT)",
                () -> inter.check(Form.NON_BLOCKING,
                    new Collective(Kind.BCAST, BufferBlocks.NONE, ints(1), null, 1, null)));
            assertFault(MPI.ERR_BUFFER,
                "iallreduce on INTER, rank 0 of 1: MPI.IN_PLACE has no meaning here (MPI.ERR_BUFFER)",
                () -> inter.check(Form.NON_BLOCKING, allreduce(BufferBlocks.IN_PLACE, ints(1), SUM)));
        });
    }

    @Test
    void shouldTellWhatTheUsersFunctionHasThrown() throws InterruptedException {
        new EngineJob(3, "loopback").run(rank -> {
            final IllegalStateException thrown = new IllegalStateException("thrown by the user");
            final Reduction failing = new Reduction(Reduction.Kind.USER, false, (_, _, _, _, _, _) -> {
                throw thrown;
            });
            final RequestEngine request = rank.world().start(allreduce(ints(1), ints(0), failing));
            final Completion completion = new Completion();
            request.await(completion);
            // Of three ranks the one that folds first only passes on what it has.
            if (rank.number() != 1) {
                assertEquals(MPI.ERR_OTHER, completion.error.getErrorClass());
                assertSame(thrown, completion.error.getCause());
                assertEquals("iallreduce on COMM_WORLD, rank " + rank.number() + " of 3: code of the user has failed:"
                    + " java.lang.IllegalStateException: thrown by the user (MPI.ERR_OTHER)",
                    completion.error.getMessage());
            }
            assertWorksOn(rank);
        });
    }

    /** Errors go to the operation, not to the thread that polls, which may have called something else. */
    @Test
    void shouldTellOfErrorsInCodeOfTheUser() throws InterruptedException {
        new EngineJob(2, "loopback").run(rank -> {
            final Error thrown = new OutOfMemoryError("thrown by the user");
            final Reduction failing = new Reduction(Reduction.Kind.USER, true, (_, _, _, _, _, _) -> {
                throw thrown;
            });
            final RequestEngine request = rank.world().start(allreduce(ints(1), ints(0), failing));
            while (!request.isDone()) {
                rank.world().iprobe(1 - rank.number(), 99, new Completion());
            }
            final MPIException e = assertThrows(MPIException.class, () -> EngineRank.await(request));
            assertEquals(MPI.ERR_OTHER, e.getErrorClass(), e.getMessage());
            assertSame(thrown, e.getCause());
            assertWorksOn(rank);
        });
    }

    /** Rank 0 is announced more than any array can hold. It fails, and the others are done with their part. */
    @Test
    void shouldGoOnWithoutRoomForObjects() throws InterruptedException {
        new EngineJob(2, "loopback").run(rank -> {
            final int me = rank.number();
            final CommPort port = new CommPort(rank.parts().messages(),
                new Scope(0x7FF0, me, new int[] {0, 1}, "PAIR"), 0);
            if (me == 0) {
                final ScheduledCollectives pair = new ScheduledCollectives(rank.parts().progress().agenda(),
                    rank.parts().packing(), rank.parts().selector(), () -> "PAIR", 0, Hosts.one(2));
                final RequestEngine request = pair.start(new Collective(Kind.GATHER,
                    BufferBlocks.one(new Object[] {"a"}, 0, 1, OBJECT),
                    BufferBlocks.equal(new Object[2], 0, 2, 1, OBJECT), null, 0, null), port);
                final MPIException e = assertThrows(MPIException.class, () -> EngineRank.await(request));
                assertEquals(MPI.ERR_NO_MEM, e.getErrorClass(), e.getMessage());
            } else {
                for (final RequestEngine send : sendsOf(rank, port, new int[] {Integer.MAX_VALUE}, new int[100_000])) {
                    if (send != null) {
                        EngineRank.await(send);
                    }
                }
            }
            assertWorksOn(rank);
        });
    }

    private static RequestEngine[] sendsOf(final EngineRank rank, final CommPort port, final int[]... messages) {
        final RequestEngine[] sends = new RequestEngine[messages.length];
        rank.parts().progress().lock().enter();
        try {
            Arrays.setAll(sends, i -> port.isend(0, messages[i], 0, (long) messages[i].length * Integer.BYTES));
        } finally {
            rank.parts().progress().lock().exit();
        }
        return sends;
    }

    private static void assertWorksOn(final EngineRank rank) {
        final int[] sum = new int[1];
        EngineRank.await(rank.world().start(allreduce(ints(1), BufferBlocks.one(sum, 0, 1, INT), SUM)));
        assertArrayEquals(new int[] {rank.world().size()}, sum);
    }

    @Test
    void shouldRunTheUsersFunctionWhileOtherThreadsUseTheRank() throws InterruptedException {
        new EngineJob(2, "loopback").run(rank -> {
            final AtomicBoolean isWaiting = new AtomicBoolean();
            final CountDownLatch probed = new CountDownLatch(1);
            final Thread other = Thread.ofPlatform().daemon().start(() -> {
                while (!isWaiting.get()) {
                    Thread.onSpinWait();
                }
                assertFalse(rank.world().iprobe(0, 99, new Completion()));
                probed.countDown();
            });
            final Reduction patient = new Reduction(Reduction.Kind.USER, true, (_, _, _, _, _, _) -> {
                isWaiting.set(true);
                try {
                    probed.await();
                } catch (final InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            EngineRank.await(rank.world().start(allreduce(ints(1), ints(0), patient)));
            other.join();
        });
    }

    @Test
    void shouldNotCancel() throws InterruptedException {
        new EngineJob(2, "loopback").run(rank -> {
            final RequestEngine request = rank.world()
                .start(new Collective(Kind.BARRIER, BufferBlocks.NONE, BufferBlocks.NONE, null, -1, null));
            assertFault(MPI.ERR_REQUEST, "ibarrier on COMM_WORLD, rank " + rank.number()
                + " of 2: a collective operation cannot be cancelled (MPI.ERR_REQUEST)", request::cancel);
            EngineRank.await(request);
        });
    }

    @Test
    void shouldTellAllOfObjectsThatOneCannotSerialise() throws InterruptedException {
        new EngineJob(3, "loopback").run(rank -> {
            final Object[] mine = {rank.number() == 1 ? new Object() : "object of " + rank.number()};
            final RequestEngine request = rank.world()
                .start(new Collective(Kind.ALLGATHER, BufferBlocks.one(mine, 0, 1, OBJECT),
                    BufferBlocks.equal(new Object[3], 0, 3, 1, OBJECT), null, Collective.NO_ROOT, null));
            final MPIException e = assertThrows(MPIException.class, () -> EngineRank.await(request));
            assertEquals(rank.number() == 1 ? MPI.ERR_TYPE : MPI.ERR_OTHER, e.getErrorClass(), e.getMessage());
            assertWorksOn(rank);
        });
    }

    @Test
    void shouldReceiveTheOtherBlocksAlthoughOneIsTooLong() throws InterruptedException {
        new EngineJob(4, "loopback").run(rank -> {
            final int me = rank.number();
            final int[] received = new int[4];
            final BufferBlocks send = me == 2 ? ints(1, 2) : ints(10 + me);
            final RequestEngine request = rank.world()
                .start(new Collective(Kind.GATHERV, send,
                    me == 0 ? BufferBlocks.equal(received, 0, 4, 1, INT) : BufferBlocks.NONE, null, 0, null));
            if (me == 0) {
                final MPIException e = assertThrows(MPIException.class, () -> EngineRank.await(request));
                assertEquals(MPI.ERR_TRUNCATE, e.getErrorClass(), e.getMessage());
                assertArrayEquals(new int[] {10, 11, 1, 13}, received);
            } else {
                EngineRank.await(request);
            }
            assertWorksOn(rank);
        });
    }

    @Test
    void shouldFailWhenARankDies() throws InterruptedException {
        new EngineJob(2, "loopback").disorderly().run(rank -> {
            if (rank.number() == 1) {
                rank.die("the test ends it");
                return;
            }
            final RequestEngine request =
                rank.world().start(allreduce(ints(1), BufferBlocks.one(new int[1], 0, 1, INT), SUM));
            final MPIException e = assertThrows(MPIException.class, () -> EngineRank.await(request));
            assertEquals(MPI.ERR_PROC_FAILED, e.getErrorClass(), e.getMessage());
        });
    }

    /** Rank 2 of three exchanges with rank 0 alone, into which rank 1 should have folded. */
    @ParameterizedTest
    @CsvSource({"3, 1, recursive_doubling", "3, 0, recursive_doubling", "5, 3, recursive_doubling",
        "3, 1, rabenseifner",
        "4, 2, rabenseifner", "4, 1, ring"})
    void shouldTellTheSurvivorsWhoseResultMissesTheDead(final int size, final int dead, final String algorithm)
        throws InterruptedException {
        final CyclicBarrier all = new CyclicBarrier(size);
        final CyclicBarrier survivors = new CyclicBarrier(size - 1);
        new EngineJob(size, "loopback").set(Setting.COLL_ALLREDUCE, algorithm).disorderly().run(rank -> {
            all.await(10, TimeUnit.SECONDS); // have joined
            if (rank.number() == dead) {
                rank.die("the test ends it");
                return;
            }
            final BufferBlocks send = BufferBlocks.one(new int[size], 0, size, INT);
            final BufferBlocks recv = BufferBlocks.one(new int[size], 0, size, INT);
            for (int i = 0; i < 2; i++) {
                final RequestEngine request = rank.world().start(allreduce(send, recv, SUM));
                final MPIException e = assertThrows(MPIException.class, () -> EngineRank.await(request));
                assertEquals(MPI.ERR_PROC_FAILED, e.getErrorClass(), e.getMessage());
            }
            survivors.await(10, TimeUnit.SECONDS); // who leaves first counts as dead for the others
        });
    }

    @Test
    void shouldCombineTwoBuffersOfOneRank() throws InterruptedException {
        new EngineJob(1, "loopback").run(rank -> {
            final int[] inout = {10, 20, 30};
            rank.world()
                .run(new Collective(Kind.REDUCE_LOCAL, ints(1, 2, 3), BufferBlocks.one(inout, 0, 3, INT), SUM,
                    Collective.NO_ROOT, null));
            assertArrayEquals(new int[] {11, 22, 33}, inout);
            final boolean[] flags = {true, false};
            final Layout type = new Layout(BasicType.BOOLEAN, 1, 1, null);
            rank.world()
                .run(new Collective(Kind.REDUCE_LOCAL, BufferBlocks.one(new boolean[] {false, true}, 0, 2, type),
                    BufferBlocks.one(flags, 0, 2, type), new Reduction(Reduction.Kind.LAND, true, null),
                    Collective.NO_ROOT, null));
            assertArrayEquals(new boolean[] {false, false}, flags);
            final Object[] right = {"b"};
            rank.world()
                .run(new Collective(Kind.REDUCE_LOCAL, BufferBlocks.one(new Object[] {"a"}, 0, 1, OBJECT),
                    BufferBlocks.one(right, 0, 1, OBJECT), CollectiveOracle.CONCAT, Collective.NO_ROOT, null));
            assertArrayEquals(new Object[] {"ab"}, right);
        });
    }
}
