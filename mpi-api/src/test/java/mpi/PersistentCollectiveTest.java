package mpi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import mpi.spi.Collective;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What becomes of requests of collective operations that are started many times. This is rank 2 of 4. */
class PersistentCollectiveTest {
    @RegisterExtension
    final RunningMpi mpi = new RunningMpi();

    private final int[] send = new int[4];
    private final int[] recv = new int[4];

    private static Intracomm w() {
        return MPI.COMM_WORLD;
    }

    private List<String> calls() {
        return mpi.world.calls.stream().map(FakeComm.Call::name).toList();
    }

    @Test
    void shouldHandOverTheArgumentsOnceInBothDialects() {
        w().allReduceInit(send, recv, 4, MPI.INT, MPI.MAX);
        final Collective lower = (Collective) mpi.world.argument(0);
        assertEquals(Collective.Kind.ALLREDUCE, lower.kind());
        assertEquals(4, lower.send().counts()[0]);
        w().Allreduce_init(send, 1, recv, 2, 2, MPI.INT, MPI.MAX);
        final Collective capital = (Collective) mpi.world.argument(0);
        assertEquals(Collective.Kind.ALLREDUCE, capital.kind());
        assertEquals(4, capital.send().offset());
        assertEquals(8, capital.recv().offset());
        w().allReduceInit(recv, 4, MPI.INT, MPI.MAX);
        assertTrue(((Collective) mpi.world.argument(0)).send().isInPlace());
        assertEquals(List.of("init", "init", "init"), calls());
    }

    @Test
    void shouldBeInactiveUntilItIsStartedAndWhenItIsComplete() {
        final Prequest request = w().bcastInit(send, 4, MPI.INT, 1);
        final FakeRequest first = new FakeRequest();
        final FakeRequest second = new FakeRequest();
        mpi.world.requests.addAll(List.of(first, second));
        request.waitFor(); // at once
        assertFalse(request.isNull());
        request.start();
        Expect.fault(MPI.ERR_REQUEST, request::start);
        assertFalse(request.test());
        first.done = true;
        assertTrue(request.test());
        Prequest.startAll(new Prequest[] {request});
        second.done = true;
        request.Wait();
        assertFalse(request.isNull());
        request.free();
        assertTrue(request.isNull());
        Expect.fault(MPI.ERR_REQUEST, request::start);
        assertEquals(List.of("init"), calls());
    }

    @Test
    void shouldNotStartOnAFreedCommunicator() {
        final Intracomm part = FaultTableTest.intracomm();
        final Prequest request = part.barrierInit();
        part.free();
        Expect.fault(MPI.ERR_COMM, request::start);
    }

    @Test
    void shouldNameTheOperationThatIsRefused() {
        final MPIException e = Expect.fault(MPI.ERR_ROOT, () -> w().bcastInit(send, 4, MPI.INT, 4));
        assertTrue(e.getMessage().startsWith("bcast_init on COMM_WORLD, rank 2 of 4"), e.getMessage());
        Expect.fault(MPI.ERR_COUNT, () -> w().Bcast_init(send, 0, -1, MPI.INT, 0));
    }
}
