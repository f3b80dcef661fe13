package mpi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * How the overloads of both dialects reach the engine: what is in place, what is passed as it is, what is left out.
 */
class CollectiveTest {
    private static final int[] COUNTS = {1, 1, 1, 1};
    private static final int[] DISPLS = {0, 1, 2, 3};

    @RegisterExtension
    final RunningMpi mpi = new RunningMpi();

    private final int[] small = {7};
    private final int[] large = {0, 1, 2, 3};

    /** The last call as a line: arrays of the test by name, layouts by type. */
    private String last() {
        final FakeComm.Call call = mpi.world.last();
        final StringBuilder line = new StringBuilder(call.name());
        for (final Object argument : call.arguments()) {
            line.append(' ').append(name(argument));
        }
        return line.toString();
    }

    private String name(final Object argument) {
        if (argument == small) {
            return "small";
        }
        if (argument == large) {
            return "large";
        }
        if (argument instanceof mpi.spi.Layout layout) {
            return layout.basic().name();
        }
        if (argument instanceof mpi.spi.Reduction reduction) {
            return reduction.kind().name();
        }
        if (argument == COUNTS) {
            return "counts";
        }
        if (argument == DISPLS) {
            return "displs";
        }
        return String.valueOf(argument);
    }

    private static Intracomm w() {
        return MPI.COMM_WORLD;
    }

    @Test
    void shouldPassBarrierAndBcast() {
        w().barrier();
        assertEquals("barrier", last());
        w().Barrier();
        w().bcast(large, 4, MPI.INT, 3);
        assertEquals("bcast large 0 4 INT 3", last());
        w().Bcast(large, 1, 2, MPI.INT, 0);
        assertEquals("bcast large 4 2 INT 0", last());
    }

    @Test
    void shouldGatherAtTheRoot() {
        w().gather(small, 1, MPI.INT, large, 1, MPI.INT, 2);
        assertEquals("gather small 0 1 INT large 0 1 INT 2", last());
        w().gather(null, 0, MPI.INT, large, 1, MPI.INT, 2);
        assertEquals("gather MPI_IN_PLACE 0 1 INT large 0 1 INT 2", last());
        w().gather(large, 1, MPI.INT, 2);
        assertEquals("gather MPI_IN_PLACE 0 1 INT large 0 1 INT 2", last());
        w().Gather(large, 2, 1, MPI.INT, large, 0, 1, MPI.INT, 2);
        assertEquals("gather large 8 1 INT large 0 1 INT 2", last());
        w().Gather(large, 1, 1, MPI.INT, large, 0, 1, MPI.INT, 2);
        assertEquals("gather large 4 1 INT large 0 1 INT 2", last());
    }

    @Test
    void shouldLeaveOutWhatMattersAtTheRootOnly() {
        w().gather(small, 1, MPI.INT, null, -1, null, 0);
        assertEquals("gather small 0 1 INT null 0 0 INT 0", last());
        w().gather(small, 1, MPI.INT, 0);
        assertEquals("gather small 0 1 INT null 0 0 INT 0", last());
        w().Gatherv(small, 0, 1, MPI.INT, null, 0, null, null, null, 0);
        assertEquals("gatherv small 0 1 INT null 0 null null INT 0", last());
        w().Scatter(null, 0, 0, null, small, 0, 1, MPI.INT, 0);
        assertEquals("scatter null 0 0 INT small 0 1 INT 0", last());
        w().scatter(small, 1, MPI.INT, 0);
        assertEquals("scatter null 0 0 INT small 0 1 INT 0", last());
        w().scatterv(small, 1, MPI.INT, 0);
        assertEquals("scatterv null 0 null null INT small 0 1 INT 0", last());
        w().Reduce(small, 0, small, 0, 1, MPI.INT, MPI.MAX, 0);
        assertEquals("reduce small 0 null 0 1 INT MAX 0", last());
        w().reduce(small, 1, MPI.INT, MPI.MAX, 0);
        assertEquals("reduce small 0 null 0 1 INT MAX 0", last());
    }

    @Test
    void shouldGathervAtTheRoot() {
        w().gatherv(small, 1, MPI.INT, large, COUNTS, DISPLS, MPI.INT, 2);
        assertEquals("gatherv small 0 1 INT large 0 counts displs INT 2", last());
        w().gatherv(large, COUNTS, DISPLS, MPI.INT, 2);
        assertEquals("gatherv MPI_IN_PLACE 0 1 INT large 0 counts displs INT 2", last());
        w().Gatherv(large, 2, 1, MPI.INT, large, 0, COUNTS, DISPLS, MPI.INT, 2);
        assertEquals("gatherv large 8 1 INT large 0 counts displs INT 2", last());
        w().Gatherv(large, 3, 1, MPI.INT, large, 0, COUNTS, DISPLS, MPI.INT, 2);
        assertEquals("gatherv large 12 1 INT large 0 counts displs INT 2", last());
        w().gatherv(null, 0, MPI.INT, large, new int[] {1, 1, 0, 1}, DISPLS, MPI.INT, 2);
        assertNull(mpi.world.argument(0));
    }

    @Test
    void shouldScatterFromTheRoot() {
        w().scatter(large, 1, MPI.INT, small, 1, MPI.INT, 2);
        assertEquals("scatter large 0 1 INT small 0 1 INT 2", last());
        w().scatter(large, 1, MPI.INT, null, 0, null, 2);
        assertEquals("scatter large 0 1 INT MPI_IN_PLACE 0 1 INT 2", last());
        w().scatter(large, 1, MPI.INT, 2);
        assertEquals("scatter large 0 1 INT MPI_IN_PLACE 0 1 INT 2", last());
        w().Scatter(large, 0, 1, MPI.INT, large, 2, 1, MPI.INT, 2);
        assertEquals("scatter large 0 1 INT large 8 1 INT 2", last());
        w().Scatter(large, 0, 1, MPI.INT, large, 0, 1, MPI.INT, 2);
        assertEquals("scatter large 0 1 INT large 0 1 INT 2", last());
        w().scatterv(large, COUNTS, DISPLS, MPI.INT, 2);
        assertEquals("scatterv large 0 counts displs INT MPI_IN_PLACE 0 1 INT 2", last());
        w().Scatterv(large, 0, COUNTS, DISPLS, MPI.INT, large, 0, 1, MPI.INT, 2);
        assertEquals("scatterv large 0 counts displs INT large 0 1 INT 2", last());
        w().Scatterv(large, 0, COUNTS, DISPLS, MPI.INT, large, 2, 1, MPI.INT, 2);
        assertEquals("scatterv large 0 counts displs INT large 8 1 INT 2", last());
    }

    @Test
    void shouldGatherAtAll() {
        w().allGather(small, 1, MPI.INT, large, 1, MPI.INT);
        assertEquals("allgather small 0 1 INT large 0 1 INT", last());
        w().allGather(large, 1, MPI.INT);
        assertEquals("allgather MPI_IN_PLACE 0 1 INT large 0 1 INT", last());
        w().Allgather(large, 1, 1, MPI.INT, large, 0, 1, MPI.INT);
        assertEquals("allgather large 4 1 INT large 0 1 INT", last());
        w().allGatherv(small, 1, MPI.INT, large, COUNTS, DISPLS, MPI.INT);
        assertEquals("allgatherv small 0 1 INT large 0 counts displs INT", last());
        w().allGatherv(large, COUNTS, DISPLS, MPI.INT);
        assertEquals("allgatherv MPI_IN_PLACE 0 1 INT large 0 counts displs INT", last());
        w().Allgatherv(large, 2, 1, MPI.INT, large, 0, COUNTS, DISPLS, MPI.INT);
        assertEquals("allgatherv large 8 1 INT large 0 counts displs INT", last());
    }

    @Test
    void shouldSendFromAllToAll() {
        final int[] other = new int[4];
        w().allToAll(other, 1, MPI.INT, large, 1, MPI.INT);
        assertSame(other, mpi.world.argument(0));
        w().allToAll(null, 0, null, large, 1, MPI.INT);
        assertEquals("alltoall MPI_IN_PLACE 0 1 INT large 0 1 INT", last());
        w().Alltoall(large, 0, 1, MPI.INT, large, 0, 1, MPI.INT);
        assertEquals("alltoall large 0 1 INT large 0 1 INT", last());
        w().allToAllv(null, null, null, null, large, COUNTS, DISPLS, MPI.INT);
        assertEquals("alltoallv MPI_IN_PLACE 0 counts displs INT large 0 counts displs INT", last());
        w().Alltoallv(large, 0, COUNTS, DISPLS, MPI.INT, large, 0, COUNTS, DISPLS, MPI.INT);
        assertEquals("alltoallv large 0 counts displs INT large 0 counts displs INT", last());
        w().allToAllv(null, new int[4], DISPLS, MPI.INT, large, COUNTS, DISPLS, MPI.INT);
        assertNull(mpi.world.argument(0));
    }

    @Test
    void shouldReduce() {
        final int[] result = new int[4];
        w().reduce(large, result, 4, MPI.INT, MPI.SUM, 2);
        assertSame(result, mpi.world.argument(2));
        w().reduce(null, large, 4, MPI.INT, MPI.SUM, 2);
        assertEquals("reduce MPI_IN_PLACE 0 large 0 4 INT SUM 2", last());
        w().reduce(large, 4, MPI.INT, MPI.SUM, 2);
        assertEquals("reduce MPI_IN_PLACE 0 large 0 4 INT SUM 2", last());
        w().Reduce(large, 0, large, 0, 4, MPI.INT, MPI.SUM, 2);
        assertEquals("reduce large 0 large 0 4 INT SUM 2", last());
        w().Reduce(large, 0, large, 1, 2, MPI.INT, MPI.SUM, 2);
        assertEquals("reduce large 0 large 4 2 INT SUM 2", last());
        w().Reduce(large, 0, large, 2, 2, MPI.INT, MPI.SUM, 2);
        assertEquals("reduce large 0 large 8 2 INT SUM 2", last());
        w().allReduce(large, 4, MPI.INT, MPI.SUM);
        assertEquals("allreduce MPI_IN_PLACE 0 large 0 4 INT SUM", last());
        w().Allreduce(large, 0, large, 0, 4, MPI.INT, MPI.SUM);
        assertEquals("allreduce large 0 large 0 4 INT SUM", last());
    }

    @Test
    void shouldPassErrorsOfTheOperation() {
        mpi.world.fault = new MPIException(MPI.ERR_PROC_FAILED, MPI.ERR_PROC_FAILED, "rank 1 has died");
        Expect.fault(MPI.ERR_PROC_FAILED, "rank 1 has died", () -> w().Barrier());
        Expect.fault(MPI.ERR_PROC_FAILED, "rank 1 has died",
            () -> w().Allreduce(small, 0, large, 0, 1, MPI.INT, MPI.SUM));
        assertEquals(0, mpi.engine.aborts.size());
        w().setErrhandler(MPI.ERRORS_RETURN);
        Expect.fault(MPI.ERR_PROC_FAILED, "rank 1 has died", () -> w().gather(small, 1, MPI.INT, 0));
        assertEquals(0, mpi.engine.aborts.size());
    }
}
