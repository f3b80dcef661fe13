package mpi.core.coll;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import mpi.MPI;
import mpi.MPIException;
import mpi.spi.BasicType;
import mpi.spi.BufferBlocks;
import mpi.spi.Collective;
import mpi.spi.CommEngine;
import mpi.spi.Layout;
import mpi.spi.Reduction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused, before anything is sent. */
class CollectiveFaultsTest {
    private static final Layout INT = Cases.layout(BasicType.INT);
    private static final Layout OBJECT = Cases.layout(BasicType.OBJECT);

    private static void assertFails(final int errorClass, final String text, final Consumer<Collectives> call) {
        final FakePeers peers = new FakePeers(3, false);
        peers.run(link -> {
            if (link.rank() == 1) {
                final MPIException e = assertThrows(MPIException.class, () -> call.accept(Cases.engine(link)));
                assertEquals(text, e.getMessage());
                assertEquals(errorClass, e.getErrorClass());
            }
        });
        assertEquals(0, peers.messages(), "nothing is sent");
    }

    @Test
    void shouldRefuseARootThatIsNoRank() {
        assertFails(MPI.ERR_ROOT,
            "bcast on FAKE, rank 1 of 3, root 3: the root is not a rank of the communicator (MPI.ERR_ROOT)",
            engine -> engine.bcast(new int[1], 0, 1, INT, 3));
    }

    @Test
    void shouldRefuseAnOperationThatIsNotDefined() {
        assertFails(MPI.ERR_OP,
            "allreduce on FAKE, rank 1 of 3: operation MPI.MAXLOC is not defined for MPI.INT (MPI.ERR_OP)",
            engine -> engine.allreduce(new int[1], 0, new int[1], 0, 1, INT,
                new Reduction(Reduction.Kind.MAXLOC, true, null)));
        assertFails(MPI.ERR_OP,
            "reduce on FAKE, rank 1 of 3, root 1: operation MPI.SUM is not defined for MPI.OBJECT (MPI.ERR_OP)",
            engine -> engine.reduce(new Object[1], 0, new Object[1], 0, 1, OBJECT,
                new Reduction(Reduction.Kind.SUM, true, null), 1));
    }

    @Test
    void shouldRefuseAnOwnBlockLongerThanItsPlace() {
        assertFails(MPI.ERR_TRUNCATE,
            "allgather on FAKE, rank 1 of 3: message of 8 bytes is longer than the buffer of 4"
                + " bytes (MPI.ERR_TRUNCATE)",
            engine -> engine.allgather(new int[2], 0, 2, INT, new int[3], 0, 1, INT));
        assertFails(MPI.ERR_TRUNCATE,
            "scatter on FAKE, rank 1 of 3, root 1: message of 8 bytes is longer than the buffer"
                + " of 4 bytes (MPI.ERR_TRUNCATE)",
            engine -> engine.scatter(new int[6], 0, 2, INT, new int[1], 0, 1, INT, 1));
    }

    @Test
    void shouldRefuseReadOnlyReceiveBuffers() {
        assertFails(MPI.ERR_BUFFER, "bcast on FAKE, rank 1 of 3, root 0: cannot receive into a read-only"
            + " DirectByteBufferR (MPI.ERR_BUFFER)",
            engine -> engine.bcast(ByteBuffer.allocateDirect(4).asReadOnlyBuffer(), 0, 1, INT, 0));
    }

    @Test
    void shouldRefuseInPlaceWhereItHasNoMeaning() {
        assertFails(MPI.ERR_BUFFER,
            "reduce on FAKE, rank 1 of 3, root 0: only the root may give MPI.IN_PLACE (MPI.ERR_BUFFER)",
            engine -> engine.reduce(CommEngine.IN_PLACE, 0, null, 0, 1, INT,
                new Reduction(Reduction.Kind.SUM, true, null), 0));
    }

    @Test
    void shouldRefuseObjectsReceivedAsNumbers() {
        assertFails(MPI.ERR_TYPE,
            "alltoall on FAKE, rank 1 of 3: items of MPI.OBJECT cannot be received as MPI.INT (MPI.ERR_TYPE)",
            engine -> engine.alltoall(new Object[3], 0, 1, OBJECT, new int[3], 0, 1, INT));
    }

    @Test
    void shouldReadAReadOnlySendBuffer() {
        new FakePeers(2, true).run(link -> {
            final byte[] received = new byte[8];
            final ByteBuffer sent = ByteBuffer.wrap(new byte[] {1, 2, 3, (byte) link.rank()}).asReadOnlyBuffer();
            Cases.engine(link).allgather(sent, 0, 1, INT, received, 0, 1, INT);
            assertArrayEquals(new byte[] {1, 2, 3, 0, 1, 2, 3, 1}, received);
        });
    }

    @Test
    void shouldWorkOnAfterAFault() {
        new FakePeers(3, true).run(link -> {
            final Collectives engine = Cases.engine(link);
            assertThrows(MPIException.class, () -> engine.allgather(new int[2], 0, 2, INT, new int[3], 0, 1, INT));
            final int[] received = new int[3];
            engine.allgather(new int[] {link.rank()}, 0, 1, INT, received, 0, 1, INT);
            assertArrayEquals(new int[] {0, 1, 2}, received);
        });
    }

    /** Ranks of whom {@code failing} gets more than it has room for; nobody hangs, and nothing is left behind. */
    private static void assertTruncatedAt(final int size, final int failing,
        final BiConsumer<Collectives, Integer> call) {
        for (final boolean synchronous : new boolean[] {false, true}) {
            new FakePeers(size, synchronous).run(link -> {
                final Collectives engine = Cases.engine(link);
                if (link.rank() == failing) {
                    final MPIException e = assertThrows(MPIException.class, () -> call.accept(engine, failing));
                    assertEquals(MPI.ERR_TRUNCATE, e.getErrorClass(), e.getMessage());
                } else {
                    call.accept(engine, link.rank());
                }
                final int[] received = new int[size];
                engine.allgather(new int[] {link.rank()}, 0, 1, INT, received, 0, 1, INT);
                assertArrayEquals(IntStream.range(0, size).toArray(), received);
            });
        }
    }

    @Test
    void shouldReceiveTheOtherBlocksAfterOneThatIsTooLong() {
        final int[] data = new int[16];
        final int[] displs = {0, 2, 4, 6};
        final int[] ones = {1, 1, 1, 1};
        assertTruncatedAt(4, 0, (engine, rank) -> engine.gather(data, 0, rank == 1 ? 2 : 1, INT, new int[4], 0, 1, INT,
            0));
        assertTruncatedAt(4, 2, (engine, rank) -> engine.allgatherv(data, 0, rank == 1 ? 2 : 1, INT, new int[8], 0,
            rank == 2 ? ones : new int[] {1, 2, 1, 1}, displs, INT));
        assertTruncatedAt(4, 2, (engine, rank) -> engine.alltoallv(data, 0, rank == 1 ? new int[] {1, 1, 2, 1} : ones,
            displs, INT, new int[8], 0, ones, displs, INT));
    }

    @Test
    void shouldPassOnAMessageThatIsTooLongForAnInnerRank() {
        assertTruncatedAt(8, 4, (engine, rank) -> engine.bcast(new int[2], 0, rank == 4 ? 1 : 2, INT, 0));
        final Reduction sum = new Reduction(Reduction.Kind.SUM, true, null);
        final Reduction ordered = new Reduction(Reduction.Kind.SUM, false, null);
        assertTruncatedAt(8, 4,
            (engine, rank) -> engine.reduce(new int[2], 0, new int[2], 0, rank == 4 ? 1 : 2, INT, sum, 0));
        assertTruncatedAt(8, 4,
            (engine, rank) -> engine.reduce(new int[2], 0, new int[2], 0, rank == 4 ? 1 : 2, INT, ordered, 3));
        for (int failing = 0; failing < 7; failing++) {
            final int shorter = failing;
            assertTruncatedAt(7, failing,
                (engine, rank) -> engine.allreduce(new int[2], 0, new int[2], 0, rank == shorter ? 1 : 2, INT, sum));
        }
    }

    @Test
    void shouldWorkOnAfterSomethingElseCameThanObjects() {
        new FakePeers(3, false).run(link -> {
            final Collectives engine = Cases.engine(link);
            if (link.rank() == 0) {
                final MPIException e = assertThrows(MPIException.class,
                    () -> engine.gather(new Object[] {"a"}, 0, 1, OBJECT, new Object[3], 0, 1, OBJECT, 0));
                assertEquals(MPI.ERR_TRUNCATE, e.getErrorClass(), e.getMessage());
            } else if (link.rank() == 1) {
                engine.gather(new int[2], 0, 2, INT, null, 0, 1, INT, 0);
            } else {
                engine.gather(new Object[] {"b"}, 0, 1, OBJECT, null, 0, 1, OBJECT, 0);
            }
            engine.barrier();
        });
    }

    /** A rank whose function throws still passes on what the others wait for. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 8})
    void shouldGoOnAfterAFunctionOfTheUserThatThrows(final int size) {
        for (int failing = 0; failing < size; failing++) {
            for (final boolean commutative : new boolean[] {false, true}) {
                final int thrower = failing;
                new FakePeers(size, true).run(link -> assertThrowsAt(thrower, commutative, link));
            }
        }
    }

    private static void assertThrowsAt(final int failing, final boolean commutative, final PeerLink link) {
        final Collectives engine = Cases.engine(link);
        final Error thrown = new Error("thrown by the user");
        final boolean[] isThrown = new boolean[1];
        final Reduction op = new Reduction(Reduction.Kind.USER, commutative, (_, _, _, _, _, _) -> {
            if (link.rank() == failing) {
                isThrown[0] = true;
                throw thrown;
            }
        });
        final int[] data = new int[2 * link.size()];
        final List<Runnable> calls = List.of(
            () -> engine.reduce(data, 0, new int[2], 0, 2, INT, op, link.size() - 1),
            () -> engine.allreduce(data, 0, new int[2], 0, 2, INT, op),
            () -> engine.run(new Collective(Collective.Kind.SCAN, BufferBlocks.one(data, 0, 2, INT),
                BufferBlocks.one(new int[2], 0, 2, INT), op, Collective.NO_ROOT, null)));
        for (final Runnable call : calls) {
            isThrown[0] = false;
            MPIException fault = null;
            try {
                call.run();
            } catch (final MPIException e) {
                fault = e;
            }
            assertEquals(isThrown[0], fault != null);
            if (fault != null) {
                assertEquals(MPI.ERR_OTHER, fault.getErrorClass(), fault.getMessage());
                assertSame(thrown, fault.getCause());
            }
        }
        engine.barrier();
    }

    @Test
    void shouldTellOfAFunctionOnObjectsThatThrows() {
        new FakePeers(3, true).run(link -> {
            final Collectives engine = Cases.engine(link);
            final Reduction op = new Reduction(Reduction.Kind.USER, true, (_, _, _, _, _, _) -> {
                throw new IllegalStateException("thrown by the user");
            });
            final MPIException e = assertThrows(MPIException.class,
                () -> engine.allreduce(new Object[] {"a"}, 0, new Object[1], 0, 1, OBJECT, op));
            assertEquals(MPI.ERR_OTHER, e.getErrorClass(), e.getMessage());
            engine.barrier();
        });
    }
}
