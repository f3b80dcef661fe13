package bench.job;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * Runs commands as processes, from one directory and with their output in files, so that nobody has to read along.
 *
 * @param directory where they start
 * @param scratch where their output goes
 * @param limitSeconds after which a command is ended
 */
public record ProcessRunner(Path directory, Path scratch, int limitSeconds) implements Runner {

    private static final Path SHARED_MEMORY = Path.of("/dev/shm");
    private static final double MEGABYTE = 1024 * 1024;
    private static final double NANOS_PER_MILLI = 1e6;

    @Override
    public Output run(final Command command) throws IOException, InterruptedException {
        final Path output = scratch.resolve("stdout");
        final Path error = scratch.resolve("stderr");
        final ProcessBuilder builder = new ProcessBuilder(command.words()).directory(directory.toFile())
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(output.toFile())
            .redirectError(error.toFile());
        builder.environment().putAll(command.environment());
        final double free = freeMegabytes();
        final long start = System.nanoTime();
        final Process process = builder.start();
        final boolean ended = process.waitFor(limitSeconds, TimeUnit.SECONDS);
        final double millis = (System.nanoTime() - start) / NANOS_PER_MILLI;
        if (!ended) {
            end(process);
        }
        return new Output(ended ? process.exitValue() : Output.TIMED_OUT, text(output), text(error), millis, free);
    }

    private static void end(final Process process) throws InterruptedException {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        process.waitFor();
    }

    private static String text(final Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }

    private static double freeMegabytes() throws IOException {
        return Files.isDirectory(SHARED_MEMORY)
            ? Files.getFileStore(SHARED_MEMORY).getUnallocatedSpace() / MEGABYTE
            : 0;
    }
}
