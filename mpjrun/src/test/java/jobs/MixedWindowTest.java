package jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import mpi.MPI;
import mpi.MPIException;
import mpi.core.rma.HeldAccumulate;
import mpi.core.runtime.EngineJob;
import mpi.core.runtime.EngineRank;
import mpi.spi.BasicType;
import mpi.spi.Layout;
import mpi.spi.Reduction;
import mpi.spi.WinEngine;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A window that a neighbour of its target maps, and that a rank on another host has served, over the one lock. */
class MixedWindowTest {
    private static final Layout LONG = new Layout(BasicType.LONG, Long.BYTES, Long.BYTES, null);
    private static final Reduction SUM = new Reduction(Reduction.Kind.SUM, true, null);
    private static final int TARGET = 0;
    private static final int NEIGHBOUR = 1;
    private static final int AFAR = 2;

    /** The target makes no call meanwhile, or waits in one. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldEndWhatWaitsForANeighbourThatDiesInAnAccumulate(final boolean isTargetBlocked)
        throws InterruptedException {
        final CompletableFuture<EngineRank> waiting = new CompletableFuture<>();
        final CountDownLatch held = new CountDownLatch(1);
        final CountDownLatch ended = new CountDownLatch(1);
        new EngineJob(3, "shm,tcp").hosts(0, 0, 1).limit(Duration.ofSeconds(20)).disorderly().run(rank -> {
            final WinEngine window = rank.engine().allocateWindow(rank.world(), Long.BYTES, Long.BYTES, false, false);
            window.lockAll(0);
            if (rank.number() == NEIGHBOUR) {
                assertEquals(Long.BYTES, window.memory(TARGET).byteSize()); // it maps the target
                HeldAccumulate.begin(window, TARGET);
                held.countDown();
                waiting.get().awaitBlocked();
                rank.die("killed by signal 9");
            } else if (rank.number() == AFAR) {
                assertEquals(MPI.ERR_RMA_SHARED,
                    assertThrows(MPIException.class, () -> window.memory(TARGET)).getErrorClass());
                held.await();
                waiting.complete(rank);
                for (final Runnable operation : List.<Runnable>of(() -> add(window), () -> fetch(window))) {
                    operation.run();
                    final MPIException error = assertThrows(MPIException.class, () -> window.flush(TARGET));
                    assertEquals(MPI.ERR_PROC_FAILED, error.getErrorClass(), error.getMessage());
                }
                ended.countDown();
            } else if (isTargetBlocked) {
                assertThrows(MPIException.class, () -> rank.recv(new byte[1], NEIGHBOUR, 0));
                ended.await();
            } else {
                ended.await();
            }
        });
    }

    private static void add(final WinEngine window) {
        window.accumulate(new long[] {1}, 0, 1, LONG, TARGET, 0, 1, LONG, SUM);
    }

    private static void fetch(final WinEngine window) {
        window.fetchAndOp(new long[] {1}, 0, new long[1], 0, LONG, TARGET, 0, SUM);
    }
}
