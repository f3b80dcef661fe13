package mpi.core.boot;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import mpi.core.diag.ErrorLog;

/**
 * A launcher's server and the lines of its ranks, in one process on the loopback interface.
 */
final class TestJob implements AutoCloseable, RendezvousListener {
    static final Duration START_LIMIT = Duration.ofSeconds(20);
    static final byte[] SECRET = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8);

    private static final long PATIENCE_SECONDS = 20;

    final ErrorLog serverErrors = new ErrorLog();
    final ErrorLog rankErrors = new ErrorLog();
    final RendezvousServer server;
    final RecordedRank[] listeners;
    private final int size;
    private final List<LauncherLine> lines = new ArrayList<>();
    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /** What one rank does in a test. */
    @FunctionalInterface
    interface RankBody<T> {
        T run(int rank) throws Exception;
    }

    TestJob(final int size) throws IOException {
        this(size, RendezvousServer.JOIN_LIMIT);
    }

    TestJob(final int size, final Duration joinLimit) throws IOException {
        this.size = size;
        listeners = new RecordedRank[size];
        for (int rank = 0; rank < size; rank++) {
            listeners[rank] = new RecordedRank(rank);
        }
        server = RendezvousServer.open(InetAddress.getLoopbackAddress(), "test-job", size, SECRET, joinLimit, this,
            serverErrors);
    }

    static <T> T next(final BlockingQueue<T> queue) throws InterruptedException {
        final T event = queue.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertNotNull(event, "nothing happened for " + PATIENCE_SECONDS + " s");
        return event;
    }

    JobEnvironment environment(final int rank) {
        return new JobEnvironment("test-job", 0, rank, size, rank, size, 0, false, SECRET);
    }

    LauncherLine connect(final int rank) throws IOException {
        return connect(environment(rank), START_LIMIT);
    }

    LauncherLine connect(final JobEnvironment environment, final Duration startLimit) throws IOException {
        final LauncherLine line = LauncherLine.connect(environment, server.address(), startLimit,
            listeners[environment.rank()], rankErrors, _ -> {});
        lines.add(line);
        return line;
    }

    /** Connects all ranks, and takes note that they have joined. */
    List<LauncherLine> connectAll() throws IOException, InterruptedException {
        for (int rank = 0; rank < size; rank++) {
            connect(rank);
        }
        for (int rank = 0; rank < size; rank++) {
            nextEvent();
        }
        return lines;
    }

    /** A bare connection to the server, as a stranger makes it. */
    Socket stranger() throws IOException {
        final InetSocketAddress address = server.address();
        final Socket socket = new Socket(address.getAddress(), address.getPort());
        socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
        return socket;
    }

    /** Runs all ranks at the same time; returns what they returned, by rank. */
    <T> List<T> onAllRanks(final RankBody<T> body) throws InterruptedException, ExecutionException {
        final List<Future<T>> futures = new ArrayList<>();
        for (int rank = 0; rank < size; rank++) {
            final int own = rank;
            futures.add(inBackground(() -> body.run(own)));
        }
        final List<T> results = new ArrayList<>();
        for (final Future<T> future : futures) {
            results.add(future.get());
        }
        return results;
    }

    <T> Future<T> inBackground(final Callable<T> task) {
        return threads.submit(task);
    }

    /** The next thing a launcher is told. */
    String nextEvent() throws InterruptedException {
        return next(events);
    }

    /** How many things a launcher was told that the test has not asked for. */
    int eventsWaiting() {
        return events.size();
    }

    @Override
    public void joined(final int rank, final long pid) {
        events.add("joined " + rank + (pid == ProcessHandle.current().pid() ? "" : " with a wrong pid"));
    }

    @Override
    public void exchanged(final int epoch, final int round) {
        events.add("exchanged " + epoch + "." + round);
    }

    @Override
    public void initialized(final int rank) {
        events.add("initialized " + rank);
    }

    @Override
    public void finalized(final int rank, final String statistics) {
        events.add("finalized " + rank + " " + statistics);
    }

    @Override
    public void abortRequested(final int rank, final int code, final String reason) {
        events.add("abort " + rank + " " + code + " " + reason);
    }

    @Override
    public void lineLost(final int rank, final String reason) {
        events.add("lost " + rank + " " + reason);
    }

    @Override
    public void close() {
        lines.forEach(LauncherLine::close);
        server.close();
        threads.shutdownNow();
    }
}
