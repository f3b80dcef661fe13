package bench.suite;

import bench.job.Launchers;
import bench.job.Places;
import bench.job.ProcessRunner;
import bench.job.Runner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * Where a suite runs.
 *
 * @param places with a temporary directory for what is built and what jobs print
 * @param runner starts jobs
 */
public record Stage(Places places, Runner runner) implements AutoCloseable {
    private static final int LIMIT_SECONDS = 120;
    /** So long a job has to end when it is told to. */
    private static final int GRACE_SECONDS = 5;

    /**
     * Prepares a stage.
     *
     * @param root of the source tree, or of an unpacked distribution
     * @param fakeRunner what runs commands in tests
     */
    static Stage open(final Path root, final Optional<Runner> fakeRunner) throws IOException {
        final Path work = Files.createTempDirectory("mpj-suite");
        final Path jar = work.resolve("there-is-none.jar");
        final Places places = new Places(root, work, Path.of(System.getProperty("java.home")), jar, "");
        if (fakeRunner.isPresent()) {
            return new Stage(places, fakeRunner.get());
        }
        final ReentrantLock running = new ReentrantLock(true);
        final Runner processes = new ProcessRunner(work, work, LIMIT_SECONDS);
        final Stage stage = new Stage(places, command -> {
            running.lock();
            try {
                return processes.run(command);
            } finally {
                running.unlock();
            }
        });
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stage.endJobs(running), "end-jobs"));
        return stage;
    }

    /**
     * Lets no job outlive this program, and no file, however it ends but by SIGKILL: ends the job that runs, lets no
     * further one begin, since the lock is kept, and removes what is left.
     */
    private void endJobs(final ReentrantLock running) {
        try {
            ProcessHandle.current().descendants().forEach(ProcessHandle::destroy);
            if (!running.tryLock(GRACE_SECONDS, TimeUnit.SECONDS)) {
                ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
                running.lock();
            }
            close();
        } catch (final IOException e) {
            throw new UncheckedIOException(e); // printed: nobody else can tell
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What makes commands. */
    public Launchers launchers() {
        return new Launchers(places, cores());
    }

    /** How many cores ranks can have to themselves. */
    public static int cores() {
        return Runtime.getRuntime().availableProcessors();
    }

    /** 1, 2 and 4 ranks, but not more than there are cores, unless even two are more; from {@code least} on. */
    public static List<Integer> usualRanks(final int least, final int cores) {
        return Stream.of(1, 2, 4).filter(ranks -> ranks >= least && ranks <= Math.max(2, cores)).toList();
    }

    @Override
    public void close() throws IOException {
        if (!Files.exists(places.work())) {
            return;
        }
        try (Stream<Path> files = Files.walk(places.work())) {
            for (final Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
