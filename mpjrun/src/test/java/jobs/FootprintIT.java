package jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jobs.program.Footprint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a job takes besides time. */
class FootprintIT {
    private static final int SHARED_MEMORY_MEGABYTES = 1024;
    private static final long RESIDENT_LIMIT_KILOBYTES = 90_000;
    private static final long MEGABYTE = 1_000_000;

    private static List<Long> numbers(final JobResult result, final String pattern) {
        return Pattern.compile(pattern)
            .matcher(result.out())
            .results()
            .map(match -> Long.valueOf(match.group(1)))
            .toList();
    }

    /** In a /dev/shm of its own, so that all that is in it is this job's. */
    @ParameterizedTest
    @CsvSource({"64, 0, 100", "16, 1000000, 256"})
    void shouldTakeLittleSharedMemory(final int ranks, final int lengthBytes, final int limitMegabytes)
        throws Exception {
        final JobResult result = JobCommand.mpjrun("-n", String.valueOf(ranks))
            .program(Footprint.class, String.valueOf(lengthBytes))
            .within(Mounts.sharedMemoryOf(SHARED_MEMORY_MEGABYTES))
            .run()
            .expectCode(0);
        final List<Long> shared = numbers(result, "shared ([0-9]+) bytes");
        assertEquals(1, shared.size(), result::toString);
        assertTrue(shared.getFirst() > 0 && shared.getFirst() < limitMegabytes * MEGABYTE, result::toString);
    }

    @Test
    void shouldHoldLittleMemoryInEachRank() throws Exception {
        final JobResult result =
            JobCommand.mpjrun("-n", "4").program(Footprint.class, "0").run().expectCode(0);
        final List<Long> resident = numbers(result, "resident ([0-9]+) kB");
        assertEquals(4, resident.size(), result::toString);
        resident.forEach(kilobytes -> assertTrue(kilobytes < RESIDENT_LIMIT_KILOBYTES, result::toString));
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void shouldLoadLittleOnOneHost(final boolean mayUseCache, @TempDir final Path directory) throws Exception {
        JobCommand.mpjrun("-n", "2", "-Xlog:class+load:file=" + directory + "/%p")
            .with("MPJ_START_CACHE", String.valueOf(mayUseCache))
            .program(Footprint.class, "1000000")
            .run()
            .expectCode(0);
        final List<Path> logs;
        try (Stream<Path> files = Files.list(directory)) {
            logs = files.toList();
        }
        assertEquals(2, logs.size());
        for (final Path log : logs) {
            assertEquals(List.of(), loaded(log, "io.netty."));
            // made at run time, they would cost every rank what the cache saves
            assertEquals(List.of(), loaded(log, "mpi.").stream().filter(line -> line.contains("TypeSwitch")).toList());
            assertEquals(List.of(), loaded(log, "javax.crypto.Mac "));
            assertTrue(!loaded(log, "mpi.transport.shm.ShmTransport ").isEmpty(), "this is the list of loaded classes");
        }
    }

    private static List<String> loaded(final Path log, final String name) throws IOException {
        return Files.readAllLines(log).stream().filter(line -> line.contains("] " + name)).toList();
    }
}
