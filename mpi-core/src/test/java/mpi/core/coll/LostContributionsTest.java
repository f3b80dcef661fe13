package mpi.core.coll;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import mpi.MPI;
import mpi.MPIException;
import mpi.core.coll.select.Operation;
import mpi.spi.BasicType;
import mpi.spi.BufferBlocks;
import mpi.spi.Collective;
import mpi.spi.Collective.Kind;
import mpi.spi.Layout;
import mpi.spi.Reduction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One rank is dead: whoever needs something of it fails, even if it hears of it only by others; nobody hangs, and no
 * message is left behind.
 */
class LostContributionsTest {
    /** Several segments across hosts. */
    private static final int ITEMS = 24;
    private static final Layout INT = Cases.layout(BasicType.INT);
    private static final Layout OBJECT = Cases.layout(BasicType.OBJECT);
    private static final Reduction SUM = new Reduction(Reduction.Kind.SUM, true, null);
    private static final Reduction ORDERED = new Reduction(Reduction.Kind.REPLACE, false, null);

    /** What a rank calls; it checks what it has got, if it has. */
    @FunctionalInterface
    private interface Call {
        void run(Collectives engine, int rank, int size);
    }

    /** Whether a rank cannot have its result without the dead one. */
    @FunctionalInterface
    private interface Need {
        boolean of(int rank, int dead);
    }

    private static void assertNobodyMissesIt(final int size, final Operation operation, final Need need,
        final Call call) {
        final List<Forcing> forcings = new ArrayList<>();
        operation.algorithms().forEach(algorithm -> forcings.add(Forcing.of(operation, algorithm)));
        Placement.all().forEach(placement -> forcings.add(Forcing.across(placement)));
        for (int d = 0; d < size; d++) {
            final int dead = d;
            for (final Forcing forcing : forcings) {
                for (final boolean synchronous : new boolean[] {false, true}) {
                    final String name = operation.text() + ", " + forcing + ", rank " + dead + " is dead, ";
                    new FakePeers(size, synchronous, dead).run(link -> {
                        final Collectives engine = Cases.engine(link, forcing);
                        final MPIException failure = failure(() -> call.run(engine, link.rank(), size));
                        if (need.of(link.rank(), dead)) {
                            assertNotNull(failure, name + "rank " + link.rank());
                        }
                        if (failure != null) {
                            assertEquals(MPI.ERR_PROC_FAILED, failure.getErrorClass(), failure.getMessage());
                        }
                    });
                }
            }
        }
    }

    private static MPIException failure(final Runnable call) {
        try {
            call.run();
            return null;
        } catch (final MPIException e) {
            return e;
        }
    }

    private static boolean all(final int rank, final int dead) {
        return true;
    }

    private static int[] filled(final int length, final int value) {
        final int[] values = new int[length];
        Arrays.fill(values, value);
        return values;
    }

    private static Collective reduction(final Kind kind, final int size, final Reduction op) {
        final BufferBlocks recv = BufferBlocks.one(new int[ITEMS], 0, ITEMS, INT);
        final BufferBlocks send = kind == Kind.REDUCE_SCATTER_BLOCK
            ? BufferBlocks.equal(new int[size * ITEMS], 0, size, ITEMS, INT)
            : BufferBlocks.one(new int[ITEMS], 0, ITEMS, INT);
        return new Collective(kind, send, recv, op, Collective.NO_ROOT, null);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5, 8})
    void shouldFailWhatNeedsAll(final int size) {
        assertNobodyMissesIt(size, Operation.BARRIER, LostContributionsTest::all,
            (engine, _, _) -> engine.barrier());
        for (final Reduction op : new Reduction[] {SUM, ORDERED}) {
            assertNobodyMissesIt(size, Operation.ALLREDUCE, LostContributionsTest::all, (engine, _, _) -> engine
                .allreduce(new int[ITEMS], 0, new int[ITEMS], 0, ITEMS, INT, op));
            assertNobodyMissesIt(size, Operation.REDUCE_SCATTER, LostContributionsTest::all,
                (engine, _, _) -> engine.run(reduction(Kind.REDUCE_SCATTER_BLOCK, size, op)));
        }
        assertNobodyMissesIt(size, Operation.ALLGATHER, LostContributionsTest::all, (engine, _, ranks) -> engine
            .allgather(new int[ITEMS], 0, ITEMS, INT, new int[ranks * ITEMS], 0, ITEMS, INT));
        assertNobodyMissesIt(size, Operation.ALLTOALL, LostContributionsTest::all, (engine, _, ranks) -> engine
            .alltoall(new int[ranks * ITEMS], 0, ITEMS, INT, new int[ranks * ITEMS], 0, ITEMS, INT));
        assertNobodyMissesIt(size, Operation.ALLGATHER, LostContributionsTest::all, (engine, rank, ranks) -> engine
            .allgather(new Object[] {rank}, 0, 1, OBJECT, new Object[ranks], 0, 1, OBJECT));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5, 8})
    void shouldFailWhatNeedsLowerRanks(final int size) {
        for (final Kind kind : new Kind[] {Kind.SCAN, Kind.EXSCAN}) {
            assertNobodyMissesIt(size, Operation.valueOf(kind.name()), (rank, dead) -> rank > dead,
                (engine, _, _) -> engine.run(reduction(kind, size, SUM)));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5, 8})
    void shouldFailTheRoot(final int size) {
        for (int r = 0; r < size; r++) {
            final int root = r;
            for (final Reduction op : new Reduction[] {SUM, ORDERED}) {
                assertNobodyMissesIt(size, Operation.REDUCE, (rank, _) -> rank == root, (engine, _, _) -> engine
                    .reduce(new int[ITEMS], 0, new int[ITEMS], 0, ITEMS, INT, op, root));
            }
            assertNobodyMissesIt(size, Operation.GATHER, (rank, _) -> rank == root, (engine, _, ranks) -> engine
                .gather(new int[ITEMS], 0, ITEMS, INT, new int[ranks * ITEMS], 0, ITEMS, INT, root));
        }
    }

    /** Others may or may not have got it. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5, 8})
    void shouldFailWhatNeedsTheRoot(final int size) {
        for (int r = 0; r < size; r++) {
            final int root = r;
            final Need needsRoot = (_, dead) -> dead == root;
            assertNobodyMissesIt(size, Operation.BCAST, needsRoot, (engine, rank, _) -> {
                final int[] values = filled(ITEMS, rank == root ? 7 : 0);
                engine.bcast(values, 0, ITEMS, INT, root);
                assertEquals(7, Arrays.stream(values).min().orElseThrow());
            });
            assertNobodyMissesIt(size, Operation.SCATTER, needsRoot, (engine, rank, ranks) -> {
                final int[] block = new int[ITEMS];
                engine.scatter(filled(ranks * ITEMS, rank == root ? 7 : 0), 0, ITEMS, INT, block, 0, ITEMS, INT, root);
                assertEquals(7, Arrays.stream(block).min().orElseThrow());
            });
            assertNobodyMissesIt(size, Operation.BCAST, needsRoot, (engine, rank, _) -> {
                final Object[] values = {rank == root ? "seven" : null};
                engine.bcast(values, 0, 1, OBJECT, root);
                assertEquals("seven", values[0]);
            });
        }
    }
}
