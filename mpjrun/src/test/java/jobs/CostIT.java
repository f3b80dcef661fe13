package jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import jobs.program.Allocations;
import jobs.program.Blocked;
import jobs.program.PingPong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What messages and waiting cost a rank, in memory and in time of a core. */
class CostIT {
    private static final long MAX_ALLOCATED_BYTES = 64 << 10;
    private static final long MAX_PER_MILLE = 50;
    private static final long MAX_PER_THOUSAND = 1_000;
    /** Of requests that are kept in an array the handles escape: 32 bytes each, docs/adr/0012. */
    private static final long MAX_PER_THOUSAND_IN_AN_ARRAY = 33_000;

    private static List<Long> numbers(final String text, final String pattern) {
        return Pattern.compile(pattern)
            .matcher(text)
            .results()
            .map((final MatchResult result) -> Long.valueOf(result.group(1)))
            .toList();
    }

    private static void expectNoAllocation(final String transport, final int messages) throws Exception {
        final JobResult result = JobCommand.mpjrun("-n", "2", "--transport", transport)
            .program(PingPong.class, String.valueOf(messages))
            .run()
            .expectCode(0);
        final List<Long> allocated = numbers(result.out(), "allocated ([0-9]+) bytes");
        assertEquals(2, allocated.size(), result::toString);
        allocated.forEach(bytes -> assertTrue(bytes < MAX_ALLOCATED_BYTES, result::toString));
    }

    @ParameterizedTest
    @CsvSource({"shm, 200000", "tcp, 50000"})
    void shouldNotAllocateForMessages(final String transport, final int messages) throws Exception {
        expectNoAllocation(transport, messages);
    }

    @Tag("soak")
    @ParameterizedTest
    @ValueSource(strings = {"shm", "tcp"})
    void shouldNotAllocateForManyMessages(final String transport) throws Exception {
        expectNoAllocation(transport, 1_000_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"shm", "tcp"})
    void shouldNotAllocateForAnyKindOfMessage(final String transport) throws Exception {
        final JobResult result = JobCommand.mpjrun("-n", "2", "--transport", transport)
            .program(Allocations.class)
            .run()
            .expectCode(0);
        final List<Long> ofArrays = numbers(result.out(), "([0-9]+) bytes in 1000 messages of an array");
        ofArrays.forEach(bytes -> assertTrue(bytes < MAX_PER_THOUSAND_IN_AN_ARRAY, result::toString));
        final List<Long> ofMessages = numbers(result.out(), "([0-9]+) bytes in 1000 messages of [0-9]+ bytes");
        assertEquals(Allocations.LENGTHS.length * ofArrays.size(), ofMessages.size(), result::toString);
        ofMessages.forEach(bytes -> assertTrue(bytes < MAX_PER_THOUSAND, result::toString));
    }

    private static void expectIdle(final String transport, final Duration duration) throws Exception {
        try (RunningJob job = JobCommand.mpjrun("-n", "2", "--transport", transport).program(Blocked.class).start()) {
            job.await(1, "ready");
            assertTrue(!job.isOverWithin(duration));
            job.tell("go on");
            final JobResult result = job.end().expectCode(0);
            final List<Long> used = numbers(result.out(), "used ([0-9]+) per mille");
            assertEquals(1, used.size(), result::toString);
            assertTrue(used.getFirst() < MAX_PER_MILLE, result::toString);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"shm", "tcp"})
    void shouldSleepWhileBlocked(final String transport) throws Exception {
        expectIdle(transport, Duration.ofSeconds(2));
    }

    @Tag("soak")
    @ParameterizedTest
    @ValueSource(strings = {"shm", "tcp"})
    void shouldSleepWhileBlockedForLong(final String transport) throws Exception {
        expectIdle(transport, Duration.ofSeconds(5));
    }
}
