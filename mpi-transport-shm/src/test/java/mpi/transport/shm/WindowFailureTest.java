package mpi.transport.shm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import mpi.MPI;
import mpi.MPIException;
import mpi.core.rma.HeldAccumulate;
import mpi.core.runtime.EngineJob;
import mpi.core.runtime.EngineRank;
import mpi.core.runtime.Setting;
import mpi.spi.BasicType;
import mpi.spi.Layout;
import mpi.spi.Reduction;
import mpi.spi.WinEngine;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** A rank that dies on a window, for instance while it holds a lock, fails those that wait for it. */
class WindowFailureTest {
    private static final int[] BOTH = {0, 1};
    private static final int[] DEAD = {1};
    /** More than a request holds. */
    private static final int LENGTH = 1_000;
    private static final Layout LONG = new Layout(BasicType.LONG, Long.BYTES, Long.BYTES, null);
    private static final Reduction SUM = new Reduction(Reduction.Kind.SUM, true, null);

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

    /** Of those that wait one maps the lock, and the other has the target wait; nobody wakes up by himself. */
    @TestFactory
    Stream<DynamicTest> shouldEndAccumulatesThatWaitForTheDead() {
        final Map<String, Consumer<WinEngine>> operations = new LinkedHashMap<>();
        operations.put("accumulate", window -> window.accumulate(new long[1], 0, 1, LONG, 0, 0, 1, LONG, SUM));
        operations.put("long accumulate",
            window -> window.accumulate(new long[LENGTH], 0, LENGTH, LONG, 0, 0, LENGTH, LONG, SUM));
        operations.put("fetch_and_op", window -> window.fetchAndOp(new long[1], 0, new long[1], 0, LONG, 0, 0, SUM));
        operations.put("compare_and_swap",
            window -> window.compareAndSwap(new long[1], 0, new long[1], 0, new long[1], 0, LONG, 0, 0));
        return operations.entrySet()
            .stream()
            .map(
                operation -> DynamicTest.dynamicTest(operation.getKey(), () -> accumulateAndDie(operation.getValue())));
    }

    private static void accumulateAndDie(final Consumer<WinEngine> operation) throws InterruptedException {
        final List<CompletableFuture<EngineRank>> survivors =
            List.of(new CompletableFuture<>(), new CompletableFuture<>());
        final CyclicBarrier held = new CyclicBarrier(3);
        final CyclicBarrier both = new CyclicBarrier(2);
        new EngineJob(3, "shm").limit(Duration.ofSeconds(20))
            .set(Setting.IDLE_SLEEP, TimeUnit.HOURS.toNanos(1))
            .disorderly()
            .run(rank -> {
                final WinEngine window = rank.engine()
                    .window(rank.world(), ByteBuffer.allocateDirect(LENGTH * Long.BYTES), LENGTH * Long.BYTES,
                        Long.BYTES);
                window.lockAll(0);
                if (rank.number() == DEAD[0]) {
                    HeldAccumulate.begin(window, 0);
                    held.await(20, TimeUnit.SECONDS);
                    for (final CompletableFuture<EngineRank> survivor : survivors) {
                        survivor.get().awaitBlocked();
                    }
                    rank.die("killed by signal 9");
                } else {
                    held.await(20, TimeUnit.SECONDS);
                    survivors.get(rank.number() / 2).complete(rank);
                    final MPIException error = assertThrows(MPIException.class, () -> {
                        operation.accept(window);
                        window.flush(0);
                    });
                    assertEquals(MPI.ERR_PROC_FAILED, error.getErrorClass(), error.getMessage());
                    both.await(20, TimeUnit.SECONDS); // the target serves until then
                }
            });
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
