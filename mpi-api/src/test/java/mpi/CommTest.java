package mpi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Communicators: what they tell, how they are made, compared and freed.
 */
class CommTest {
    @RegisterExtension
    final RunningMpi mpi = new RunningMpi();

    private static Intracomm w() {
        return MPI.COMM_WORLD;
    }

    private Intracomm child(final int... worldRanks) {
        mpi.world.child = new FakeComm("COMM_WORLD.split", worldRanks, worldRanks.length - 1);
        return w().split(0, 0);
    }

    @Test
    void shouldTellItsPlace() {
        assertEquals(2, w().getRank());
        assertEquals(2, w().Rank());
        assertEquals(4, w().getSize());
        assertEquals(1, MPI.COMM_SELF.Size());
        assertFalse(w().isInter());
        assertFalse(w().Test_inter());
        assertFalse(w().Is_null());
        assertEquals("COMM_WORLD, rank 2 of 4", w().toString());
    }

    @Test
    void shouldHaveAName() {
        assertEquals("MPI_COMM_WORLD", w().getName());
        assertEquals("MPI_COMM_SELF", MPI.COMM_SELF.getName());
        assertEquals("", child(2).getName());
        w().setName("all");
        assertEquals("all", w().getName());
        assertEquals("all", mpi.world.name);
    }

    @Test
    void shouldDuplicate() {
        mpi.world.child = new FakeComm("COMM_WORLD.dup", new int[] {0, 1, 2, 3}, 2);
        final Intracomm dup = w().dup();
        assertEquals("dup", mpi.world.last().name());
        assertEquals(2, dup.getRank());
        assertEquals(2, w().clone().getRank());
        assertEquals(MPI.CONGRUENT, Comm.compare(w(), dup));
    }

    @Test
    void shouldSplit() {
        final Intracomm part = child(1, 2);
        assertEquals(1, part.getRank());
        assertEquals(2, part.getSize());
        mpi.world.child = null;
        assertTrue(w().split(MPI.UNDEFINED, 0).isNull());
        assertNull(w().Split(MPI.UNDEFINED, 0));
        Expect.fault(MPI.ERR_COMM,
            "barrier on a communicator: the color in the split was MPI.UNDEFINED (MPI.ERR_COMM)",
            () -> w().split(MPI.UNDEFINED, 0).barrier());
    }

    @Test
    void shouldCreateFromAGroup() {
        mpi.world.child = new FakeComm("COMM_WORLD.create", new int[] {3, 2}, 1);
        assertEquals(1, w().create(w().getGroup().incl(new int[] {3, 2})).getRank());
        assertArrayEquals(new int[] {3, 2}, (int[]) mpi.world.argument(0));
        assertEquals(1, w().Creat(w().Group().Incl(new int[] {3, 2})).Rank());
    }

    @Test
    void shouldCreateANullObjectOutsideTheGroup() {
        final Group others = w().getGroup().excl(new int[] {2});
        final Intracomm lower = w().create(others);
        assertTrue(lower.isNull());
        final Intracomm capitalised = w().Create(others);
        assertTrue(capitalised.Is_null());
        assertEquals(-1, capitalised.Rank());
        assertEquals(MPI.IDENT, Group.Compare(others, capitalised.Group()));
        Expect.fault(MPI.ERR_COMM, "comm_rank on a communicator: this rank is not in its group (MPI.ERR_COMM)",
            lower::getRank);
    }

    @Test
    void shouldCompare() {
        assertEquals(MPI.IDENT, Comm.Compare(w(), MPI.COMM_WORLD));
        assertEquals(MPI.UNEQUAL, Comm.compare(w(), MPI.COMM_SELF));
        assertEquals(MPI.SIMILAR, Intracomm.Compare(child(0, 1, 2), child(1, 0, 2)));
        assertEquals(MPI.CONGRUENT, Comm.compare(child(0, 1, 2), child(0, 1, 2)));
    }

    @Test
    void shouldBeNullOnceFreed() {
        final Intracomm part = child(1, 2);
        part.Free();
        assertEquals("free", mpi.world.child.last().name());
        assertTrue(part.isNull());
        assertEquals("a communicator (the communicator was freed)", part.toString());
        Expect.fault(MPI.ERR_COMM, "send on a communicator: the communicator was freed (MPI.ERR_COMM)",
            () -> part.send(new int[1], 1, MPI.INT, 0, 0));
        Expect.fault(MPI.ERR_COMM, "allreduce on a communicator: the communicator was freed (MPI.ERR_COMM)",
            () -> part.Allreduce(new int[1], 0, new int[1], 0, 1, MPI.INT, MPI.SUM));
        Expect.fault(MPI.ERR_COMM, "comm_free on a communicator: the communicator was freed (MPI.ERR_COMM)",
            part::free);
    }

    @Test
    void shouldRefuseCollectivesOfOneBufferOnceFreed() {
        final Intracomm part = child(1, 2);
        part.free();
        final int[] buffer = new int[2];
        final String freed = " on a communicator: the communicator was freed (MPI.ERR_COMM)";
        Expect.fault(MPI.ERR_COMM, "gather" + freed, () -> part.gather(buffer, 1, MPI.INT, 0));
        Expect.fault(MPI.ERR_COMM, "scatter" + freed, () -> part.scatter(buffer, 1, MPI.INT, 0));
        Expect.fault(MPI.ERR_COMM, "reduce" + freed, () -> part.reduce(buffer, 1, MPI.INT, MPI.SUM, 0));
        MPI.Finalize();
        Expect.fault(MPI.ERR_OTHER, "gather on COMM_WORLD: MPI is finalized (MPI.ERR_OTHER)",
            () -> w().gather(buffer, 1, MPI.INT, 0));
    }

    @Test
    void shouldAbort() {
        w().Abort(5);
        assertEquals("5: abort on COMM_WORLD, rank 2 of 4: called by the program with 5", mpi.engine.aborts.getFirst());
    }

    @Test
    void shouldKeepTheSameObjectsAcrossInit() {
        final Intracomm before = MPI.COMM_WORLD;
        mpi.restart(2, 1);
        assertSame(before, MPI.COMM_WORLD);
        assertEquals(2, before.getSize());
    }

    @Test
    void shouldCallTheErrorHandler() {
        w().setErrhandler(MPI.ERRORS_RETURN);
        w().callErrhandler(MPI.ERR_TOPOLOGY);
        assertTrue(mpi.engine.aborts.isEmpty());
        w().setErrhandler(MPI.ERRORS_ARE_FATAL);
        final String printed = Expect.printed(() -> w().callErrhandler(MPI.ERR_TOPOLOGY));
        assertTrue(printed.contains(
            "comm_call_errhandler on COMM_WORLD, rank 2 of 4: called by the program (MPI.ERR_TOPOLOGY)"), printed);
        assertEquals("11: rank 2: ERR_TOPOLOGY under MPI.ERRORS_ARE_FATAL", mpi.engine.aborts.getFirst());
    }

    @Test
    void shouldDeleteAttributesInTheReverseOrderOfSetting() {
        final List<Object> deleted = new ArrayList<>();
        final int[] keys = new int[40];
        Arrays.setAll(keys, i -> Comm.createKeyval((_, _, value) -> value, (_, _, value) -> deleted.add(value)));
        for (int i = keys.length - 1; i >= 0; i--) {
            MPI.COMM_SELF.setAttr(keys[i], i);
        }
        MPI.COMM_SELF.setAttr(keys[20], "set again");
        assertEquals(List.of(20), deleted);
        deleted.clear();
        MPI.Finalize();
        final List<Object> expected = new ArrayList<>(List.of("set again"));
        IntStream.range(0, keys.length).filter(i -> i != 20).forEach(expected::add);
        assertEquals(expected, deleted);
    }

    @Test
    void shouldSendToTheOtherGroup() {
        mpi.world.child = new FakeComm("between", new int[] {1, 2}, 1);
        mpi.world.child.remoteWorldRanks = new int[] {3, 0, 5};
        final Intercomm inter = w().createIntercomm(w(), 2, 0, 7);
        assertEquals("createInter", mpi.world.last().name());
        assertEquals(2, inter.getSize());
        assertEquals(3, inter.getRemoteSize());
        assertEquals("Group[3, 0, 5]", inter.Remote_group().toString());
        inter.send(new int[1], 1, MPI.INT, 2, 0);
        Expect.fault(MPI.ERR_RANK, "send on between, rank 1 of 2, to 3, tag 0: the destination is rank 3, it must be"
            + " 0 to 2 or MPI.PROC_NULL (MPI.ERR_RANK)", () -> inter.send(new int[1], 1, MPI.INT, 3, 0));
        Expect.fault(MPI.ERR_ROOT,
            "bcast on between, rank 1 of 2: the root is rank 3, it must be 0 to 2 (MPI.ERR_ROOT)",
            () -> inter.bcast(new int[1], 1, MPI.INT, 3));
    }

    @Test
    void shouldKnowItsNeighbours() {
        assertNull(w().neighbours());
        mpi.world.child = new FakeComm("grid", new int[] {0, 1, 2, 3}, 2);
        final CartComm grid = w().createCart(new int[] {4}, new boolean[1], false);
        assertArrayEquals(new int[] {1, 3}, grid.neighbours().sources());
        assertTrue(grid.neighbours().cartesian());
        final GraphComm graph = w().createDistGraphAdjacent(new int[] {3}, new int[] {0, 1}, MPI.INFO_NULL, false);
        assertArrayEquals(new int[] {3}, graph.neighbours().sources());
        assertArrayEquals(new int[] {0, 1}, graph.neighbours().destinations());
        assertFalse(graph.neighbours().cartesian());
    }
}
