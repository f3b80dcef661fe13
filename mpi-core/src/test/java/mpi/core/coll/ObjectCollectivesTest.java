package mpi.core.coll;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import mpi.MPI;
import mpi.MPIException;
import mpi.spi.BasicType;
import mpi.spi.CommEngine;
import mpi.spi.Layout;
import mpi.spi.Reduction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectCollectivesTest {
    private static final Layout OBJECT = Cases.layout(BasicType.OBJECT);
    private static final Reduction CONCAT =
        new Reduction(Reduction.Kind.USER, false, (in, inOffset, inout, inoutOffset, count, type) -> {
            final Object[] a = (Object[]) in;
            final Object[] b = (Object[]) inout;
            for (int i = 0; i < count; i++) {
                b[inoutOffset + i] = (String) a[inOffset + i] + b[inoutOffset + i];
            }
        });

    private static void run(final int size, final BiConsumer<Collectives, Integer> program) {
        new FakePeers(size, true).run(link -> program.accept(Cases.engine(link), link.rank()));
    }

    /** Slots of a block: of different lengths when serialised, with a null. */
    private static Object[] block(final int from, final int to, final int count) {
        final Object[] block = new Object[count];
        for (int i = 0; i < count; i++) {
            block[i] = i == 1 ? null : List.of("from " + from, "x".repeat(to * 7), i);
        }
        return block;
    }

    private static Object[] blocks(final int ranks, final int to, final int count) {
        final Object[] all = new Object[ranks * count];
        for (int from = 0; from < ranks; from++) {
            System.arraycopy(block(from, to, count), 0, all, from * count, count);
        }
        return all;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 8})
    void shouldBroadcastFromEveryRoot(final int size) {
        run(size, (engine, rank) -> {
            for (int root = 0; root < size; root++) {
                for (final int count : new int[] {0, 1, 3}) {
                    final Object[] slots = rank == root ? block(root, 2, count) : new Object[count];
                    engine.bcast(slots, 0, count, OBJECT, root);
                    assertArrayEquals(block(root, 2, count), slots);
                }
            }
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 8})
    void shouldGatherAndScatterAtEveryRoot(final int size) {
        run(size, (engine, rank) -> {
            for (int root = 0; root < size; root++) {
                final boolean isRoot = rank == root;
                final Object[] gathered = isRoot ? new Object[size * 2] : null;
                engine.gather(block(rank, 1, 2), 0, 2, OBJECT, gathered, 0, 2, OBJECT, root);
                if (isRoot) {
                    assertArrayEquals(blocks(size, 1, 2), gathered);
                }
                final Object[] scattered = new Object[3];
                engine.scatter(gathered, 0, 2, OBJECT, scattered, 1, 2, OBJECT, root);
                assertNull(scattered[0]);
                assertArrayEquals(block(rank, 1, 2), Arrays.copyOfRange(scattered, 1, 3));
                if (isRoot) {
                    assertNotSame(gathered[2 * rank], scattered[1], "objects are copied, as between ranks");
                }
            }
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 8})
    void shouldExchangeBlocksInPlaceAndWithGaps(final int size) {
        run(size, (engine, rank) -> {
            final int[] counts = new int[size];
            final int[] displs = new int[size];
            for (int r = 0; r < size; r++) {
                counts[r] = r % 3;
                displs[r] = 3 * (size - 1 - r) + 1;
            }
            final Object[] all = new Object[3 * size + 1];
            engine.allgatherv(block(rank, 1, counts[rank]), 0, counts[rank], OBJECT, all, 0, counts, displs, OBJECT);
            final Object[] expected = new Object[all.length];
            for (int r = 0; r < size; r++) {
                System.arraycopy(block(r, 1, counts[r]), 0, expected, displs[r], counts[r]);
            }
            assertArrayEquals(expected, all);

            final Object[] exchanged = new Object[2 * size];
            for (int r = 0; r < size; r++) {
                System.arraycopy(block(rank, r, 2), 0, exchanged, 2 * r, 2);
            }
            engine.alltoall(CommEngine.IN_PLACE, 0, 0, null, exchanged, 0, 2, OBJECT);
            assertArrayEquals(blocks(size, rank, 2), exchanged);

            final Object[] own = new Object[size];
            own[rank] = "rank " + rank;
            final Object kept = own[rank];
            engine.allgather(CommEngine.IN_PLACE, 0, 0, null, own, 0, 1, OBJECT);
            assertSame(kept, own[rank]);
            assertEquals("rank " + (size - 1), own[size - 1]);
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 7, 8})
    void shouldReduceInRankOrder(final int size) {
        final StringBuilder order = new StringBuilder();
        for (int rank = 0; rank < size; rank++) {
            order.append((char) ('a' + rank));
        }
        run(size, (engine, rank) -> {
            final String mine = String.valueOf((char) ('a' + rank));
            for (int root = 0; root < size; root++) {
                final Object[] result = {"-", "-", "-"};
                engine.reduce(new Object[] {mine, mine + "."}, 0, rank == root ? result : null, 1, 2, OBJECT, CONCAT,
                    root);
                assertEquals("-", result[0]);
                assertEquals(rank == root ? order.toString() : "-", result[1]);
            }
            final String[] all = {mine};
            engine.allreduce(CommEngine.IN_PLACE, 0, all, 0, 1, OBJECT, CONCAT);
            assertEquals(order.toString(), all[0]);
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void shouldReduceNothingWithoutBuffers(final int size) {
        run(size, (engine, rank) -> {
            engine.reduce(null, 0, null, 0, 0, OBJECT, CONCAT, 0);
            engine.allreduce(null, 0, null, 0, 0, OBJECT, CONCAT);
            engine.barrier();
        });
    }

    /** Whatever one rank cannot serialise, no rank hangs and each that waits for it is told. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void shouldTellEveryoneThatARankCannotSerialise(final int failing) {
        run(3, (engine, rank) -> {
            final Object[] slots = {rank == failing ? new Object() : "s"};
            assertFails(rank, failing, "allgather on FAKE, rank " + rank + " of 3",
                () -> engine.allgather(slots, 0, 1, OBJECT, new Object[3], 0, 1, OBJECT));
            assertFails(rank, failing, "bcast on FAKE, rank " + rank + " of 3, root " + failing,
                () -> engine.bcast(slots, 0, 1, OBJECT, failing));
            if (rank == 1 || rank == failing) {
                assertFails(rank, failing, "gather on FAKE, rank " + rank + " of 3, root 1",
                    () -> engine.gather(slots, 0, 1, OBJECT, new Object[3], 0, 1, OBJECT, 1));
            } else {
                engine.gather(slots, 0, 1, OBJECT, null, 0, 1, OBJECT, 1);
            }
            final MPIException e = assertThrows(MPIException.class,
                () -> engine.allreduce(slots, 0, new Object[1], 0, 1, OBJECT, CONCAT));
            assertEquals(rank == failing ? MPI.ERR_TYPE : MPI.ERR_OTHER, e.getErrorClass(), e.getMessage());
            engine.barrier();
        });
    }

    /** Throws an error, not an exception, in its own code. */
    private static final class Failing implements java.io.Serializable {
        private static final long serialVersionUID = 1L;
        private final boolean isOutOfMemory;

        Failing(final boolean isOutOfMemory) {
            this.isOutOfMemory = isOutOfMemory;
        }

        private void writeObject(final java.io.ObjectOutputStream stream) {
            throw isOutOfMemory ? new OutOfMemoryError("as the test wants it") : new AssertionError("of its own");
        }
    }

    /** Nor does an error strand the others, be it the object's or the heap's. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldTellEveryoneOfErrors(final boolean isOutOfMemory) {
        run(3, (engine, rank) -> {
            final Object[] slots = {rank == 1 ? new Failing(isOutOfMemory) : "s"};
            final int expected = rank == 1 && isOutOfMemory ? MPI.ERR_NO_MEM : MPI.ERR_OTHER;
            for (final Runnable operation : List.<Runnable>of(
                () -> engine.allgather(slots, 0, 1, OBJECT, new Object[3], 0, 1, OBJECT),
                () -> engine.alltoall(new Object[] {slots[0], slots[0], slots[0]}, 0, 1, OBJECT, new Object[3], 0, 1,
                    OBJECT),
                () -> engine.bcast(slots, 0, 1, OBJECT, 1),
                () -> engine.allreduce(slots, 0, new Object[1], 0, 1, OBJECT, CONCAT))) {
                final MPIException e = assertThrows(MPIException.class, operation::run);
                assertEquals(expected, e.getErrorClass(), e.getMessage());
            }
            engine.barrier();
        });
    }

    /** Rank 1 is announced more than any array can hold: it fails, and the others are done with their part. */
    @Test
    void shouldGoOnWithoutRoomForWhatIsAnnounced() {
        final int[] tooMuch = {Integer.MAX_VALUE};
        final int[] long100kB = new int[25_000];
        new FakePeers(2, true).run(link -> {
            final Collectives engine = Cases.engine(link);
            if (link.rank() == 0) {
                for (int i = 0; i < 2; i++) {
                    link.send(1, tooMuch, 0, Integer.BYTES);
                    link.send(1, long100kB, 0, 100_000);
                }
            } else {
                for (final Runnable operation : List.<Runnable>of(
                    () -> engine.bcast(new Object[1], 0, 1, OBJECT, 0),
                    () -> engine.gather(new Object[1], 0, 1, OBJECT, new Object[2], 0, 1, OBJECT, 1))) {
                    final MPIException e = assertThrows(MPIException.class, operation::run);
                    assertEquals(MPI.ERR_NO_MEM, e.getErrorClass(), e.getMessage());
                }
            }
            engine.barrier();
        });
    }

    private static void assertFails(final int rank, final int failing, final String where, final Runnable operation) {
        final MPIException e = assertThrows(MPIException.class, operation::run);
        assertEquals(rank == failing
            ? where + ": class java.lang.Object is not java.io.Serializable (MPI.ERR_TYPE)"
            : where + ": rank " + failing + " could not serialise its objects (MPI.ERR_OTHER)", e.getMessage());
    }
}
