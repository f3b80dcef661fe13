package mpi.core.invariants;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentMap;
import mpi.Comm;
import mpi.Intracomm;
import mpi.MPI;
import mpi.MPIException;
import mpi.Request;
import mpi.core.boot.LocalControl;
import mpi.core.kit.LocalJob;
import mpi.core.kit.LoopbackTransportProvider;
import mpi.core.runtime.LocalBoot;
import mpi.core.runtime.Setting;
import org.junit.jupiter.api.Test;

/**
 * The death of a rank as programs see it, who are told by an exception: by the capitalised calls, and by the others
 * under {@code ERRORS_RETURN}. Rank 1 of the job dies right after Init.
 */
class FailureDialectTest {
    private static final int TAG = 1;
    private static final int DEAD = 1;

    @Test
    void shouldTellOfADeathInBothDialects() throws InterruptedException {
        new LocalJob(2, 1, FailureDialectTest.class.getName(), name -> name.startsWith("mpi."),
            Map.of(Setting.TRANSPORT.variable(), "loopback"), Map.of(), Duration.ofSeconds(60)).run();
    }

    /** One rank, loaded in the rank. */
    @SuppressWarnings("unchecked") // places hold Objects
    public static void run(final Map<String, Object> place) {
        LoopbackTransportProvider.join(place.get(LocalJob.HUB), 0);
        LocalBoot.bind(place);
        MPI.Init(new String[0]);
        if (MPI.COMM_WORLD.getRank() == DEAD) {
            LocalControl.announceDeath(
                (ConcurrentMap<String, CompletableFuture<Object>>) place.get(LocalJob.HUB), DEAD, "killed by signal 9");
        } else {
            survive(MPI.COMM_WORLD);
        }
    }

    private static void survive(final Intracomm comm) {
        final byte[] one = new byte[1];
        for (final Runnable call : List.<Runnable>of(() -> comm.Recv(one, 0, 1, MPI.BYTE, DEAD, TAG),
            () -> comm.Probe(MPI.ANY_SOURCE, TAG), () -> comm.Send(one, 0, 1, MPI.BYTE, DEAD, TAG),
            () -> comm.Irecv(one, 0, 1, MPI.BYTE, DEAD, TAG).Wait(), comm::Barrier)) {
            assertFailed(call);
        }
        comm.setErrhandler(MPI.ERRORS_RETURN);
        for (final Runnable call : List.<Runnable>of(() -> comm.recv(one, 1, MPI.BYTE, MPI.ANY_SOURCE, TAG),
            () -> comm.sSend(one, 1, MPI.BYTE, DEAD, TAG), () -> comm.iProbe(DEAD, TAG),
            () -> Request.waitAny(new Request[] {comm.iRecv(one, 1, MPI.BYTE, DEAD, TAG)}), () -> comm.bcast(one, 1,
                MPI.BYTE, DEAD))) {
            assertFailed(call);
        }
        final Comm self = MPI.COMM_SELF;
        final Request send = self.iSend(new byte[] {42}, 1, MPI.BYTE, 0, TAG);
        self.recv(one, 1, MPI.BYTE, 0, TAG);
        send.waitFor();
        assertEquals(42, one[0]);
        assertFailed(MPI::Finalize);
    }

    private static void assertFailed(final Runnable call) {
        final MPIException error = assertThrows(MPIException.class, call::run);
        assertEquals(MPI.ERR_PROC_FAILED, error.getErrorClass(), error.getMessage());
        assertTrue(error.getMessage()
            .endsWith(
                "rank 1 of the world has failed: killed by signal 9 (MPI.ERR_PROC_FAILED)"),
            error.getMessage());
    }
}
