package mpi.core.boot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import mpi.core.diag.ErrorLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class LauncherLineTest {
    private static final Duration SHORT_LIMIT = Duration.ofSeconds(1);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(20);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 64})
    void shouldExchangeBytesOfAllRanks(final int size) throws Exception {
        try (TestJob job = new TestJob(size)) {
            final List<byte[][]> results = job.onAllRanks(rank -> {
                final LauncherLine line;
                synchronized (job) {
                    line = job.connect(rank);
                }
                final byte[][] first = line.exchange(card(rank, 0));
                assertArrayEquals(cards(size, 1), line.exchange(card(rank, 1)));
                return first;
            });
            for (final byte[][] result : results) {
                assertArrayEquals(cards(size, 0), result);
            }
            assertNothingFailed(job);
        }
    }

    @Test
    void shouldExchangeEmptyAndLargeParts() throws Exception {
        try (TestJob job = new TestJob(3)) {
            final List<LauncherLine> lines = job.connectAll();
            final byte[][] parts = {new byte[0], new byte[1 << 20], new byte[] {7}};
            parts[1][1 << 19] = 1;
            for (final byte[][] result : job.onAllRanks(rank -> lines.get(rank).exchange(parts[rank]))) {
                assertArrayEquals(parts, result);
            }
            assertNothingFailed(job);
        }
    }

    @Test
    void shouldTellTheLauncherARanksLifeInOrder() throws Exception {
        try (TestJob job = new TestJob(1)) {
            final LauncherLine line = job.connect(0);
            line.exchange(new byte[0]);
            line.initialized();
            line.finalized("12 messages");
            line.abort(300, null);
            line.abort(-1, "no space left");
            line.close();
            assertEquals("joined 0", job.nextEvent());
            assertEquals("exchanged 0.0", job.nextEvent());
            assertEquals("initialized 0", job.nextEvent());
            assertEquals("finalized 0 12 messages", job.nextEvent());
            assertEquals("abort 0 300 ", job.nextEvent());
            assertEquals("abort 0 -1 no space left", job.nextEvent());
            assertEquals("lost 0 the line was closed", job.nextEvent());
            assertNothingFailed(job);
        }
    }

    /** Engine invariant 16: Init after Finalize boots a new epoch, over the line that has stayed open. */
    @Test
    void shouldBootANewEpochAfterFinalizeInvariant16() throws Exception {
        try (TestJob job = new TestJob(3)) {
            final List<LauncherLine> lines = job.connectAll();
            final List<RecordedRank> laterListeners = List.of(new RecordedRank(10), new RecordedRank(11),
                new RecordedRank(12));
            job.onAllRanks(rank -> {
                final LauncherLine line = lines.get(rank);
                for (int epoch = 0; epoch < 2; epoch++) {
                    if (epoch > 0) {
                        line.restart(epoch, laterListeners.get(rank));
                    }
                    assertArrayEquals(cards(3, 2 * epoch), line.exchange(card(rank, 2 * epoch)));
                    assertArrayEquals(cards(3, 2 * epoch + 1), line.exchange(card(rank, 2 * epoch + 1)));
                    line.initialized();
                    line.finalized("");
                }
                return null;
            });
            final List<String> exchanges = new ArrayList<>();
            for (int event = 0; event < 4 + 2 * 2 * 3; event++) {
                final String text = job.nextEvent();
                if (text.startsWith("exchanged")) {
                    exchanges.add(text);
                }
            }
            assertEquals(List.of("exchanged 0.0", "exchanged 0.1", "exchanged 1.0", "exchanged 1.1"), exchanges);
            job.server.announceDeath(0, "killed");
            assertEquals("died 0 killed on mpj-control", laterListeners.get(1).nextEvent());
            assertFalse(job.listeners[1].hasEvents());
            assertThrows(IllegalStateException.class, () -> lines.get(0).restart(1, job.listeners[0]));
            assertNothingFailed(job);
        }
    }

    /** Engine invariant 11: one daemon thread a rank, and a channel that the shutdown hook closes, not Finalize. */
    @Test
    void shouldOwnOneDaemonThreadAndCloseByShutdownHookInvariant11() throws Exception {
        try (TestJob job = new TestJob(1)) {
            final List<Thread> hooks = new ArrayList<>();
            final Set<Thread> before = controlThreads();
            final LauncherLine line = LauncherLine.connect(job.environment(0), job.server.address(),
                TestJob.START_LIMIT, job.listeners[0], job.rankErrors, hooks::add);
            final Set<Thread> own = controlThreads();
            own.removeAll(before);
            assertEquals(1, own.size());
            final Thread thread = own.iterator().next();
            assertTrue(thread.isDaemon());
            assertEquals("joined 0", job.nextEvent());
            line.finalized("");
            assertEquals(1, job.server.queryStates(ANSWER_LIMIT, false).get().size());
            assertEquals(1, hooks.size());
            hooks.getFirst().start();
            hooks.getFirst().join();
            thread.join();
            assertEquals("finalized 0 ", job.nextEvent());
            assertEquals("lost 0 the line was closed", job.nextEvent());
            assertFalse(job.listeners[0].hasEvents(), "a line that this side closes is not lost");
            assertNothingFailed(job);
        }
    }

    @Test
    void shouldAnswerWhatItIsDoingWithStacksIfAsked() throws Exception {
        try (TestJob job = new TestJob(3)) {
            job.connectAll();
            final List<StateAnswer> answers = job.server.queryStates(ANSWER_LIMIT, false).get();
            final long pid = ProcessHandle.current().pid();
            assertEquals(List.of(new StateAnswer(0, pid, RecordedRank.stateOf(0), ""),
                new StateAnswer(1, pid, RecordedRank.stateOf(1), ""),
                new StateAnswer(2, pid, RecordedRank.stateOf(2), "")), answers);
            final String stacks = job.server.queryStates(ANSWER_LIMIT, true).get().getLast().stacks();
            assertTrue(stacks.contains("\"mpj-control\" #") && stacks.contains(" daemon RUNNABLE\n"), stacks);
            assertTrue(stacks.contains("mpi.core.boot.ThreadStacks.take("), stacks);
            assertNothingFailed(job);
        }
    }

    @Test
    void shouldAnswerWhileAnotherThreadWaitsInAnExchange() throws Exception {
        try (TestJob job = new TestJob(2)) {
            final List<LauncherLine> lines = job.connectAll();
            final Future<byte[][]> waiting = job.inBackground(() -> lines.get(0).exchange(card(0, 0)));
            assertEquals(2, job.server.queryStates(ANSWER_LIMIT, false).get().size());
            lines.get(1).exchange(card(1, 0));
            assertArrayEquals(cards(2, 0), waiting.get());
        }
    }

    @Test
    void shouldKeepTheLineWhenTheListenerFails() throws Exception {
        try (TestJob job = new TestJob(1)) {
            final ControlListener failing = new ControlListener() {
                @Override
                public RankState state() {
                    throw new IllegalStateException("broken state");
                }

                @Override
                public void onPeerDied(final int worldRank, final String reason) {}

                @Override
                public void onJobEnded(final String reason) {}

                @Override
                public void onLauncherLost() {}
            };
            final LauncherLine line = job.connectAll().getFirst();
            line.restart(1, failing);
            while (job.rankErrors.count() == 0) {
                assertEquals(List.of(), job.server.queryStates(Duration.ofMillis(50), false).get());
            }
            line.restart(2, job.listeners[0]);
            assertEquals(1, job.server.queryStates(ANSWER_LIMIT, false).get().size());
            assertEquals(Set.of("control: listener failed: java.lang.IllegalStateException: broken state"),
                Set.copyOf(job.rankErrors.entries()));
        }
    }

    @Test
    void shouldTellOfDeathsOnceAndFailExchanges() throws Exception {
        try (TestJob job = new TestJob(3)) {
            final LauncherLine line = job.connect(0);
            job.connect(1);
            final Future<byte[][]> waiting = job.inBackground(() -> line.exchange(card(0, 0)));
            job.server.announceDeath(1, "killed by signal 9");
            assertEquals("rank 1 died: killed by signal 9", failureOf(waiting));
            assertEquals("died 1 killed by signal 9 on mpj-control", job.listeners[0].nextEvent());
            final IOException later = assertThrows(IOException.class, () -> line.exchange(card(0, 1)));
            assertEquals("rank 1 died: killed by signal 9", later.getMessage());
            assertFalse(job.listeners[1].hasEvents());
            // Who joins later is told too.
            job.connect(2);
            assertEquals("died 1 killed by signal 9 on mpj-control", job.listeners[2].nextEvent());
        }
    }

    @Test
    void shouldNameMissingRanksWhenTheTimeLimitIsOver() throws Exception {
        try (TestJob job = new TestJob(4)) {
            final LauncherLine waits = job.connect(job.environment(0), SHORT_LIMIT);
            final LauncherLine patient = job.connect(2);
            final Future<byte[][]> waiting = job.inBackground(() -> patient.exchange(card(2, 0)));
            // Rank 1 has joined and is late, rank 3 was never seen; rank 2 may or may not be in time.
            job.connect(1);
            final IOException e = assertThrows(IOException.class, () -> waits.exchange(card(0, 0)));
            assertTrue(e.getMessage().matches("waited 1 s \\(mpj.start.timeout\\) for ranks 1, (2, )?3 of 4"),
                e.getMessage());
            job.server.close();
            assertEquals("the line to the launcher broke: the launcher has ended it", failureOf(waiting));
        }
    }

    @Test
    void shouldEndTheProcessesOfALostLauncher() throws Exception {
        try (TestJob job = new TestJob(2)) {
            final List<LauncherLine> lines = job.connectAll();
            job.server.close();
            assertEquals("launcher lost on mpj-control", job.listeners[0].nextEvent());
            assertEquals("launcher lost on mpj-control", job.listeners[1].nextEvent());
            assertThrows(IOException.class, () -> lines.get(0).exchange(new byte[0]));
            assertEquals(2, job.rankErrors.count());
            assertEquals(List.of(), job.server.queryStates(ANSWER_LIMIT, false).get());
        }
    }

    @Test
    void shouldFailAWaitingExchangeWhenClosed() throws Exception {
        try (TestJob job = new TestJob(2)) {
            final LauncherLine line = job.connect(0);
            final CompletableFuture<Thread> exchanging = new CompletableFuture<>();
            final Future<byte[][]> waiting = job.inBackground(() -> {
                exchanging.complete(Thread.currentThread());
                return line.exchange(new byte[0]);
            });
            exchanging.get();
            line.close();
            assertTrue(failureOf(waiting).contains("closed"), failureOf(waiting));
            assertFalse(job.listeners[0].hasEvents());
        }
    }

    @Test
    void shouldRefuseASecondProcessOfARank() throws Exception {
        try (TestJob job = new TestJob(2)) {
            job.connectAll();
            final IOException e = assertThrows(IOException.class, () -> job.connect(1));
            assertTrue(e.getMessage()
                .endsWith("it refused rank 1; a process has joined as this rank already, or it"
                    + " does not exist"),
                e.getMessage());
            assertEquals(2, job.server.queryStates(ANSWER_LIMIT, false).get().size());
            assertEquals(1, job.server.rejected());
        }
    }

    @Test
    void shouldNotTrustALauncherWithAnotherSecret() throws Exception {
        try (TestJob job = new TestJob(1)) {
            final byte[] other = "another secret of thirty-two byt".getBytes(StandardCharsets.UTF_8);
            final JobEnvironment stranger = new JobEnvironment("test-job", 0, 0, 1, 0, 1, 0, false, other);
            final IOException e =
                assertThrows(IOException.class, () -> job.connect(stranger, TestJob.START_LIMIT));
            assertTrue(e.getMessage().startsWith("launcher at 127.0.0.1:"), e.getMessage());
            assertTrue(e.getMessage().endsWith(": it does not know the secret in MPJ_SECRET; each job has its own"),
                e.getMessage());
        }
    }

    @Test
    void shouldSayThatNobodyListens() throws Exception {
        final InetSocketAddress address;
        try (TestJob job = new TestJob(1)) {
            address = job.server.address();
        }
        final JobEnvironment rank = new JobEnvironment("test-job", 0, 0, 1, 0, 1, 0, false, TestJob.SECRET);
        final IOException e = assertThrows(IOException.class, () -> LauncherLine.connect(rank, address,
            TestJob.START_LIMIT, new RecordedRank(0), new ErrorLog(), _ -> {}));
        assertTrue(e.getMessage().startsWith("launcher at 127.0.0.1:" + address.getPort() + ": "), e.getMessage());
    }

    private static byte[] card(final int rank, final int round) {
        return ("rank " + rank + " in round " + round).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[][] cards(final int size, final int round) {
        final byte[][] cards = new byte[size][];
        for (int rank = 0; rank < size; rank++) {
            cards[rank] = card(rank, round);
        }
        return cards;
    }

    private static Set<Thread> controlThreads() {
        return Thread.getAllStackTraces()
            .keySet()
            .stream()
            .filter(thread -> "mpj-control".equals(thread.getName()))
            .collect(Collectors.toCollection(HashSet::new));
    }

    private static String failureOf(final Future<?> future) {
        final ExecutionException e =
            assertThrows(ExecutionException.class, () -> future.get(ANSWER_LIMIT.toSeconds(), TimeUnit.SECONDS));
        return e.getCause().getMessage();
    }

    private static void assertNothingFailed(final TestJob job) {
        assertEquals(List.of(), job.serverErrors.entries());
        assertEquals(List.of(), job.rankErrors.entries());
    }
}
