package jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * A job that runs, from outside: its output, and its processes, which are found by a variable that they inherit. The
 * ranks can be killed and stopped; what a job leaves can be seen.
 */
final class RunningJob implements AutoCloseable {
    /** Every process of a job has it in its environment. */
    static final String MARK_VARIABLE = "TEST_OF_MPJ";

    static final Duration LONG_LIMIT = Duration.ofMinutes(10);
    private static final Duration LIMIT = Duration.ofSeconds(120);
    private static final Duration STACKS_LIMIT = Duration.ofSeconds(2);
    private static final Duration LEFTOVER_LIMIT = Duration.ofSeconds(3);
    private static final long POLL_NANOS = 5_000_000;
    private static final String OVERSUBSCRIBED = "mpjrun: [0-9]+ ranks share [0-9]+ cores?";

    private final String command;
    private final Process process;
    private final String mark;
    private final Output out = new Output();
    private final Output err = new Output();
    private final long startNanos = System.nanoTime();

    RunningJob(final String command, final Process process, final String mark) {
        this.command = command;
        this.process = process;
        this.mark = mark;
        Thread.ofVirtual().start(() -> out.readAll(process.inputReader()));
        Thread.ofVirtual().start(() -> err.readAll(process.errorReader()));
    }

    /** The launcher's process. */
    long pid() {
        return process.pid();
    }

    /** A rank's process. */
    long pidOfRank(final int rank) throws IOException {
        final List<Long> pids = processesWith("MPJ_RANK=" + rank);
        assertEquals(1, pids.size(), () -> "processes of rank " + rank + " of " + command);
        return pids.getFirst();
    }

    /** Waits until so many ranks, from 0 on, have been started. */
    void awaitRanks(final int count) throws IOException {
        final long deadline = System.nanoTime() + LIMIT.toNanos();
        for (int rank = 0; rank < count; rank++) {
            while (processesWith("MPJ_RANK=" + rank).isEmpty()) {
                assertTrue(System.nanoTime() - deadline < 0, () -> "no ranks of " + so("so far"));
                LockSupport.parkNanos(POLL_NANOS);
            }
        }
    }

    /** Waits until so many lines of output hold a text. */
    RunningJob await(final int times, final String text) throws InterruptedException {
        if (!out.await(times, line -> line.contains(text), LIMIT)) {
            throw new AssertionError("not " + times + " times \"" + text + "\" in " + so("so far"));
        }
        return this;
    }

    static void signal(final String name, final long... pids) throws IOException, InterruptedException {
        final List<String> kill = new ArrayList<>(List.of("kill", "-" + name));
        Arrays.stream(pids).mapToObj(Long::toString).forEach(kill::add);
        assertEquals(0, new ProcessBuilder(kill).inheritIO().start().waitFor(), () -> String.join(" ", kill));
    }

    /** Kills all of the job's processes; those that end meanwhile, since others are gone, need not be killed. */
    void killAll() throws IOException {
        processes().forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
    }

    /** Waits for the end of the job. */
    JobResult end() throws IOException, InterruptedException {
        return end(LIMIT);
    }

    /** Waits for the end of the job, at most so long. */
    JobResult end(final Duration limit) throws IOException, InterruptedException {
        if (!process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS)) {
            for (final long pid : processes()) {
                signal("QUIT", pid);
            }
            out.awaitEnd(STACKS_LIMIT); // time for the stacks, which come as output
            throw new AssertionError("still running after " + limit + ": " + so("so far"));
        }
        final Duration duration = Duration.ofNanos(System.nanoTime() - startNanos);
        assertTrue(out.awaitEnd(limit) && err.awaitEnd(limit), () -> "output does not end: " + so("so far"));
        return new JobResult(command, process.exitValue(), out.text(_ -> true),
            err.text(line -> !line.matches(OVERSUBSCRIBED)), duration);
    }

    /** Whether the job ends within a time, which passes otherwise. */
    boolean isOverWithin(final Duration time) throws InterruptedException {
        return process.waitFor(time.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Writes a line to the job's standard input. */
    void tell(final String line) throws IOException {
        final Writer in = process.outputWriter();
        in.write(line + "\n");
        in.flush();
    }

    /** Waits until so many ranks have made their segments, which have names until all ranks have attached. */
    void awaitSegments(final int count) throws IOException {
        final long deadline = System.nanoTime() + LIMIT.toNanos();
        while (segments() < count) {
            assertTrue(System.nanoTime() - deadline < 0, () -> "no segments of " + command);
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    private long segments() throws IOException {
        long count = 0;
        for (final Path directory : files()) {
            try (Stream<Path> all = Files.list(directory)) {
                count += all.filter(file -> file.getFileName().toString().startsWith("segment-")).count();
            }
        }
        return count;
    }

    /** No process and no file of this job is there any more. Its sockets end with its processes. */
    void expectNothingLeft() throws IOException {
        expectNoProcessLeft();
        assertEquals(List.of(), files(), () -> "files left by " + command);
    }

    /** No process of this job is there any more. */
    void expectNoProcessLeft() throws IOException {
        final long deadline = System.nanoTime() + LEFTOVER_LIMIT.toNanos();
        while (!processes().isEmpty() && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(POLL_NANOS);
        }
        assertEquals(List.of(), processes(), () -> "processes left by " + command);
    }

    /** The names of what the job has in the places for shared files. */
    List<Path> files() throws IOException {
        final List<Path> files = new ArrayList<>();
        for (final String place : List.of("/dev/shm", System.getProperty("java.io.tmpdir"))) {
            // the name of a job begins with the number of its launcher
            try (Stream<Path> all = Files.list(Path.of(place))) {
                all.filter(file -> file.getFileName().toString().matches("mpj-.*-" + pid() + "-.*"))
                    .forEach(files::add);
            }
        }
        return files;
    }

    /** Numbers of the job's processes that live; one that is dead and not yet reaped has no environment. */
    List<Long> processes() throws IOException {
        return processesWith(mark);
    }

    private List<Long> processesWith(final String variable) throws IOException {
        final List<Long> pids = new ArrayList<>();
        try (Stream<Path> all = Files.list(Path.of("/proc"))) {
            for (final Path directory : all.filter(path -> path.getFileName().toString().matches("[0-9]+")).toList()) {
                final List<String> variables = variables(directory);
                if (variables.contains(mark) && variables.contains(variable)) {
                    pids.add(Long.valueOf(directory.getFileName().toString()));
                }
            }
        }
        return pids;
    }

    private static List<String> variables(final Path directory) {
        try {
            final byte[] bytes = Files.readAllBytes(directory.resolve("environ"));
            return List.of(new String(bytes, StandardCharsets.UTF_8).split("\0"));
        } catch (final IOException e) {
            return List.of(); // it has ended meanwhile, or is somebody else's
        }
    }

    private String so(final String far) {
        return command + " " + far + "\n--- out\n" + out.text(_ -> true) + "--- err\n" + err.text(_ -> true) + "---\n";
    }

    /** Kills what still runs. */
    @Override
    public void close() throws IOException {
        for (final long pid : processes()) {
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        }
    }
}
