package mpi.core.boot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class LocalControlTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final ConcurrentMap<String, CompletableFuture<Object>> hub = LocalControl.newHub();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void endThreads() {
        threads.shutdownNow();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 64})
    void shouldExchangeBytesOfAllRanksInAllEpochs(final int size) throws Exception {
        final List<Future<Void>> ranks = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            final int rank = i;
            ranks.add(threads.submit(() -> {
                for (int epoch = 0; epoch < 2; epoch++) {
                    try (LocalControl control = control(epoch, rank, size, LIMIT, new RecordedRank(rank))) {
                        for (int round = 0; round < 10; round++) {
                            assertArrayEquals(cards(epoch, round, size),
                                control.exchange(new byte[] {(byte) epoch, (byte) round, (byte) rank}));
                        }
                        control.initialized();
                        // Finalize synchronises the ranks; here, an exchange stands for that.
                        control.exchange(new byte[0]);
                        control.finalized("");
                    }
                }
                return null;
            }));
        }
        for (final Future<Void> rank : ranks) {
            rank.get();
        }
        final long parts = hub.keySet().stream().filter(key -> !key.startsWith("death.") && !"end".equals(key)).count();
        assertEquals(0, parts, "what was exchanged must not pile up");
    }

    @Test
    void shouldGiveEachRankItsOwnBytes() throws Exception {
        final LocalControl control = control(0, 0, 1, LIMIT, new RecordedRank(0));
        final byte[] mine = {1};
        final byte[] first = control.exchange(mine)[0];
        assertNotSame(mine, first);
        assertArrayEquals(mine, first);
    }

    @Test
    void shouldNameMissingRanksWhenTheTimeLimitIsOver() {
        final LocalControl control = control(0, 1, 4, Duration.ofMillis(50), new RecordedRank(1));
        final IOException e = assertThrows(IOException.class, () -> control.exchange(new byte[0]));
        assertEquals("waited 0 s (mpj.start.timeout) for ranks 0, 2, 3 of 4", e.getMessage());
    }

    @Test
    void shouldTellOfDeathsAndFailExchanges() throws Exception {
        final RecordedRank[] listeners = {new RecordedRank(0), new RecordedRank(1)};
        final LocalControl living = control(0, 0, 2, LIMIT, listeners[0]);
        control(0, 1, 2, LIMIT, listeners[1]);
        final Future<byte[][]> waiting = threads.submit(() -> living.exchange(new byte[0]));
        LocalControl.announceDeath(hub, 1, "killed");
        LocalControl.announceDeath(hub, 1, "killed again");
        final ExecutionException e = assertThrows(ExecutionException.class, waiting::get);
        assertEquals("rank 1 died: killed", e.getCause().getMessage());
        assertEquals("rank 1 died: killed",
            assertThrows(IOException.class, () -> living.exchange(new byte[0])).getMessage());
        assertEquals("died 1 killed on " + Thread.currentThread().getName(), listeners[0].nextEvent());
        assertFalse(listeners[0].hasEvents());
        assertFalse(listeners[1].hasEvents());
    }

    @Test
    void shouldTellAllRanksOfTheEndOfTheJob() throws Exception {
        final RecordedRank[] listeners = {new RecordedRank(0), new RecordedRank(1)};
        final LocalControl waiting = control(0, 0, 2, LIMIT, listeners[0]);
        control(0, 1, 2, LIMIT, listeners[1]);
        final Future<byte[][]> exchange = threads.submit(() -> waiting.exchange(new byte[0]));
        LocalControl.announceEnd(hub, "no coffee");
        assertEquals("the job is over: no coffee",
            assertThrows(ExecutionException.class, exchange::get).getCause().getMessage());
        for (final RecordedRank listener : listeners) {
            assertEquals("ended no coffee on " + Thread.currentThread().getName(), listener.nextEvent());
        }
    }

    @Test
    void shouldLookLikeADeathWhenARankAborts() throws Exception {
        final RecordedRank listener = new RecordedRank(0);
        control(0, 0, 3, LIMIT, listener);
        control(0, 1, 3, LIMIT, new RecordedRank(1)).abort(3, "no input");
        assertEquals("died 1 aborted with code 3: no input on " + Thread.currentThread().getName(),
            listener.nextEvent());
        control(0, 2, 3, LIMIT, new RecordedRank(2)).abort(4, null);
        assertEquals("died 2 aborted with code 4 on " + Thread.currentThread().getName(), listener.nextEvent());
    }

    @Test
    void shouldTellNothingOnceClosed() {
        final RecordedRank listener = new RecordedRank(0);
        final LocalControl control = control(0, 0, 2, LIMIT, listener);
        control.close();
        LocalControl.announceDeath(hub, 1, "killed");
        assertFalse(listener.hasEvents());
        assertEquals("the line to the other ranks is closed",
            assertThrows(IOException.class, () -> control.exchange(new byte[0])).getMessage());
    }

    /** Engine invariant 20: each rank has its own classes, and only JDK types pass between them. */
    @Test
    void shouldJoinRanksOfDifferentClassLoadersInvariant20() throws Exception {
        final int size = 3;
        final List<Future<byte[][]>> results = new ArrayList<>();
        for (int rank = 0; rank < size; rank++) {
            final Class<?> member = new OwnClasses().loadClass(Member.class.getName());
            assertNotSame(Member.class, member);
            @SuppressWarnings("unchecked") // Member is loaded here a second time, so that only reflection knows it.
            final Callable<byte[][]> body = (Callable<byte[][]>) member
                .getDeclaredConstructor(ConcurrentMap.class, int.class, int.class)
                .newInstance(hub, rank, size);
            results.add(threads.submit(body));
        }
        for (final Future<byte[][]> result : results) {
            assertArrayEquals(cards(0, 0, size), result.get());
        }
    }

    /** A rank with classes of its own. */
    public static final class Member implements Callable<byte[][]> {
        private final LocalControl control;
        private final byte rank;

        /** Joins the hub. */
        public Member(final ConcurrentMap<String, CompletableFuture<Object>> hub, final int rank, final int size) {
            this.rank = (byte) rank;
            control = new LocalControl(hub, environment(0, rank, size), LIMIT, new RecordedRank(rank));
        }

        @Override
        public byte[][] call() throws IOException {
            return control.exchange(new byte[] {0, 0, rank});
        }
    }

    /** Loads this project's classes itself. */
    private static final class OwnClasses extends ClassLoader {
        OwnClasses() {
            super(LocalControlTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(final String name, final boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                if (!name.startsWith("mpi.")) {
                    return super.loadClass(name, resolve);
                }
                final Class<?> loaded = findLoadedClass(name);
                return loaded != null ? loaded : define(name);
            }
        }

        private Class<?> define(final String name) throws ClassNotFoundException {
            try (InputStream input = getResourceAsStream(name.replace('.', '/') + ".class")) {
                final byte[] bytes = input.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (final IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    private LocalControl control(final int epoch, final int rank, final int size, final Duration limit,
        final ControlListener listener) {
        return new LocalControl(hub, environment(epoch, rank, size), limit, listener);
    }

    private static JobEnvironment environment(final int epoch, final int rank, final int size) {
        return new JobEnvironment("local", epoch, rank, size, rank, size, 0, false, new byte[32]);
    }

    private static byte[][] cards(final int epoch, final int round, final int size) {
        final byte[][] cards = new byte[size][];
        for (int rank = 0; rank < size; rank++) {
            cards[rank] = new byte[] {(byte) epoch, (byte) round, (byte) rank};
        }
        return cards;
    }
}
