package mpi.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import mpi.MPI;
import mpi.MPIException;
import mpi.core.kit.KitMain;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalWorldTest {
    private static int counter;

    /** A message of a class that each rank has its own copy of. */
    record Letter(String text, int[] numbers) implements java.io.Serializable {
        private static final long serialVersionUID = 1L;
    }

    @Test
    void shouldGiveEachRankItsOwnStatics() {
        counter = 40;
        final List<Integer> seen = LocalWorld.call(4, () -> {
            MPI.Init(new String[0]);
            counter += 1 + MPI.COMM_WORLD.getRank();
            MPI.COMM_WORLD.barrier();
            final int mine = counter;
            MPI.Finalize();
            return mine;
        });

        assertEquals(List.of(1, 2, 3, 4), seen);
        assertEquals(40, counter);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 9})
    void shouldPassMessagesInARing(final int ranks) {
        final List<Integer> received = LocalWorld.call(ranks, () -> {
            MPI.Init(new String[0]);
            final int rank = MPI.COMM_WORLD.getRank();
            final int size = MPI.COMM_WORLD.getSize();
            final int[] mine = {rank};
            final int[] left = new int[1];
            MPI.COMM_WORLD.sendRecv(mine, 1, MPI.INT, (rank + 1) % size, 7, left, 1, MPI.INT,
                (rank + size - 1) % size, 7);
            MPI.Finalize();
            return left[0];
        });

        assertEquals(IntStream.range(0, ranks).mapToObj(rank -> (rank + ranks - 1) % ranks).toList(), received);
    }

    @Test
    void shouldPassLongMessages() {
        final int count = 512 * 1024; // 4 MiB of doubles
        LocalWorld.run(2, () -> {
            MPI.Init(new String[0]);
            final double[] message = new double[count];
            if (MPI.COMM_WORLD.getRank() == 0) {
                for (int i = 0; i < count; i++) {
                    message[i] = i;
                }
                MPI.COMM_WORLD.send(message, count, MPI.DOUBLE, 1, 0);
            } else {
                MPI.COMM_WORLD.recv(message, count, MPI.DOUBLE, 0, 0);
                for (int i = 0; i < count; i++) {
                    assertEquals(i, message[i]);
                }
            }
            MPI.Finalize();
        });
    }

    @Test
    void shouldPassObjectsAsCopiesOfTheReceiversClass() {
        LocalWorld.run(2, () -> {
            MPI.Init(new String[0]);
            final Object[] letters = new Object[1];
            if (MPI.COMM_WORLD.getRank() == 0) {
                letters[0] = new Letter("hello", new int[] {1, 2, 3});
                MPI.COMM_WORLD.Send(letters, 0, 1, MPI.OBJECT, 1, 0);
            } else {
                MPI.COMM_WORLD.Recv(letters, 0, 1, MPI.OBJECT, 0, 0);
                final Letter letter = assertInstanceOf(Letter.class, letters[0]);
                assertEquals("hello", letter.text());
                assertEquals(3, letter.numbers()[2]);
            }
            MPI.Finalize();
        });
    }

    /** Every collective, kind of message, datatype and communicator; of the exchanges in pairs a sample. */
    @Test
    void shouldDoAllThatAnyProgramMayRelyOn() {
        LocalWorld.run(3, KitMain.class, "1000", "1");
    }

    /** Without an address of anything. */
    @Test
    void shouldServeWindows() {
        LocalWorld.run(2, KitMain.class, "served");
    }

    @Test
    void shouldRunWorldsOneAfterAnotherAndAtOnce() {
        for (int i = 0; i < 2; i++) {
            LocalWorld.run(2, RingMain.class, "first");
        }
        final List<CompletableFuture<Void>> both = new ArrayList<>();
        for (final int ranks : new int[] {2, 3}) {
            both.add(CompletableFuture.runAsync(() -> LocalWorld.run(ranks, RingMain.class.getName(), "at once"),
                command -> new Thread(command).start()));
        }
        both.forEach(CompletableFuture::join);
    }

    @Test
    void shouldGiveCopiesOfWhatALambdaCaptures() {
        final int[] numbers = {1};
        LocalWorld.run(2, () -> numbers[0]++);
        assertEquals(1, numbers[0]);
        final Object none = new Object();

        assertTrue(assertThrows(IllegalArgumentException.class, () -> LocalWorld.run(2, none::hashCode)).getMessage()
            .endsWith("java.io.NotSerializableException: java.lang.Object"));
    }

    @Test
    void shouldThrowWhatTheFirstFailingRankThrew() {
        final LocalWorldException failure =
            assertThrows(LocalWorldException.class, () -> LocalWorld.run(4, FailingMain.class, "throw"));

        assertEquals("rank 2 of 4: java.lang.IllegalStateException: out of coffee", failure.getMessage());
        assertEquals(2, failure.rank());
        assertEquals(1, failure.exitCode());
        assertInstanceOf(IllegalStateException.class, failure.getCause());
        assertEquals(FailingMain.class.getName(), failure.getCause().getStackTrace()[0].getClassName());
        assertEquals(0, failure.getSuppressed().length);
    }

    @Test
    void shouldGiveExceptionsOfTheCallersClasses() {
        final LocalWorldException failure =
            assertThrows(LocalWorldException.class, () -> LocalWorld.run(2, FailingMain.class, "truncate"));

        final MPIException cause = assertInstanceOf(MPIException.class, failure.getCause());
        assertEquals(MPI.ERR_TRUNCATE, cause.getErrorClass());
        assertEquals(MPI.ERR_TRUNCATE, failure.exitCode());
    }

    @Test
    void shouldEndAllByAnAbortWithItsCode() {
        final LocalWorldException failure =
            assertThrows(LocalWorldException.class, () -> LocalWorld.run(4, FailingMain.class, "abort"));

        assertEquals(42, failure.exitCode());
        assertEquals(2, failure.rank());
        assertNull(failure.getCause());
        assertTrue(failure.getMessage().startsWith("rank 2 of 4 aborted the job with code 42: "), failure.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"receive", "receive from self", "sleep", "init", "send"})
    void shouldEndWhateverOtherRanksWaitFor(final String what) {
        final LocalWorldException failure =
            assertThrows(LocalWorldException.class, () -> LocalWorld.run(3, FailingMain.class, "throw", what));

        assertEquals("rank 2 of 3: java.lang.IllegalStateException: out of coffee", failure.getMessage());
        assertEquals(0, failure.getSuppressed().length);
    }

    @Test
    void shouldReportErrorsAtTheCallerUnderErrorsReturn() {
        LocalWorld.run(2, FailingMain.class, "return");
    }

    @Test
    void shouldRefuseAnEndWithoutFinalize() {
        assertEquals("rank 1 of 3 exited with code 0 without calling Finalize",
            assertThrows(LocalWorldException.class, () -> LocalWorld.run(3, FailingMain.class, "no finalize"))
                .getMessage());
    }

    @Test
    void shouldNotWaitInInitForARankThatHasEnded() {
        final LocalWorldException failure =
            assertThrows(LocalWorldException.class, () -> LocalWorld.run(3, FailingMain.class, "no init"));

        assertTrue(failure.getMessage().contains("exited with code 0 without calling Init"), failure.getMessage());
    }

    @Test
    void shouldShowStacksWhenTheTimeIsOver() {
        final LocalWorldException failure = assertThrows(LocalWorldException.class, () -> LocalWorld.of(2)
            .withTimeLimit(java.time.Duration.ofMillis(300))
            .run(FailingMain.class, "hang"));

        assertEquals(LocalWorldException.TIME_OVER_CODE, failure.exitCode());
        assertTrue(failure.getMessage().contains("rank 1: \"rank 1\""), failure.getMessage());
        assertTrue(failure.getMessage().contains("FailingMain.main"), failure.getMessage());
        assertEquals(0, failure.getSuppressed().length);
    }

    @Test
    void shouldLeaveNoThreadBehind() {
        assertThrows(LocalWorldException.class, () -> LocalWorld.run(3, FailingMain.class, "throw"));
        LocalWorld.run(3, RingMain.class, "clean");

        assertEquals(List.of(), Thread.getAllStackTraces()
            .keySet()
            .stream()
            .filter(thread -> thread.getThreadGroup() != null && thread.getThreadGroup().getName().startsWith("rank "))
            .toList());
    }

    @Test
    void shouldLetGoOfTheRanksClasses() throws InterruptedException {
        LocalWorld.run(2, LoaderMain.class, "good");
        final LocalWorldException failure =
            assertThrows(LocalWorldException.class, () -> LocalWorld.run(2, LoaderMain.class, "bad"));

        for (final String key : List.of("good0", "good1", "bad0", "bad1")) {
            awaitCleared((WeakReference<?>) System.getProperties().remove(key));
        }
        assertEquals(IllegalStateException.class, failure.getCause().getClass());
    }

    @Test
    void shouldTakeSettingsByEitherName() {
        assertNotSame(LocalWorld.of(1), LocalWorld.of(1).withSetting("MPJ_EAGER_LIMIT", "0"));
        LocalWorld.of(2).withSetting("mpj.eager.limit", "0").run(RingMain.class, "rendezvous");
        assertThrows(IllegalArgumentException.class, () -> LocalWorld.of(1).withSetting("mpj.eager", "0"));
        assertThrows(IllegalArgumentException.class, () -> LocalWorld.of(0));
    }

    private static void awaitCleared(final WeakReference<?> reference) throws InterruptedException {
        final long deadline = System.nanoTime() + 10_000_000_000L;
        while (reference.get() != null) {
            assertTrue(System.nanoTime() < deadline, "still there: " + reference.get());
            System.gc();
            Thread.sleep(1); // the collector tells nobody when it has cleared a reference
        }
    }
}
