package mpi.transport.shm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import mpi.MPI;
import mpi.MPIException;
import mpi.core.runtime.EngineJob;
import mpi.core.runtime.EngineRank;
import mpi.spi.WinEngine;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** A rank that dies on a window, for instance while it holds a lock, fails those that wait for it. */
class WindowFailureTest {
    private static final int[] BOTH = {0, 1};
    private static final int[] DEAD = {1};

    @TestFactory
    Stream<DynamicTest> shouldEndWhatIsBlockedForTheDead() {
        final Map<String, Consumer<WinEngine>> operations = new LinkedHashMap<>();
        operations.put("lock", window -> window.lock(false, 0, 0));
        operations.put("lock_all", window -> window.lockAll(0));
        operations.put("start", window -> window.start(DEAD, 0));
        operations.put("wait", window -> {
            window.post(BOTH, 0);
            window.await();
        });
        operations.put("barrier", window -> window.fence(0));
        return operations.entrySet()
            .stream()
            .map(operation -> DynamicTest.dynamicTest(operation.getKey(),
                () -> blockAndDie(operation.getKey(), operation.getValue())));
    }

    private static void blockAndDie(final String name, final Consumer<WinEngine> operation)
        throws InterruptedException {
        final CompletableFuture<EngineRank> survivor = new CompletableFuture<>();
        final CyclicBarrier locked = new CyclicBarrier(2);
        new EngineJob(2, "shm").limit(Duration.ofSeconds(20)).disorderly().run(rank -> {
            final WinEngine window = rank.engine().allocateWindow(rank.world(), 8, 1, false, false);
            if (rank.number() == DEAD[0]) {
                window.lock(true, 0, 0);
                locked.await(20, TimeUnit.SECONDS);
                survivor.get().awaitBlocked();
                rank.die("killed by signal 9");
            } else {
                locked.await(20, TimeUnit.SECONDS);
                survivor.complete(rank);
                final MPIException error = assertThrows(MPIException.class, () -> operation.accept(window));
                assertEquals(MPI.ERR_PROC_FAILED, error.getErrorClass(), error.getMessage());
                assertTrue(error.getMessage().startsWith(name + " on window of COMM_WORLD, rank 0 of 2: "),
                    error.getMessage());
            }
        });
    }
}
