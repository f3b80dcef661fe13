package jobs;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jobs.program.Overlapped;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Under {@code mpj.progress=thread} a collective completes while its ranks compute, and costs no more for that. */
class OverlapIT {
    private static JobCommand background(final String... options) {
        return JobCommand.mpjrun("-n", "2", "--timeout", "60", "-Dmpj.progress=thread").add(options);
    }

    @ParameterizedTest
    @ValueSource(strings = {"shm", "tcp"})
    void shouldCompleteWhileRanksCompute(final String transport) throws Exception {
        background("--transport", transport).program(Overlapped.class).run().expectNoErr().expectCode(0);
    }

    /** Two ranks exchange 2(N−1)n bytes, in both directions together; what frames and TCP add is little. */
    @Test
    void shouldSendNoMoreThanTheAlgorithmNeedsOverALink() throws Exception {
        final JobResult result = background("--transport", "tcp", "-Dmpj.tcp.bind=" + Link.ADDRESS_OF_A_RANK)
            .program(Overlapped.class)
            .within(Link.ofOneGigabit())
            .run()
            .expectNoErr()
            .expectCode(0);
        final Matcher sent = Pattern.compile("sent ([0-9]+) bytes").matcher(result.out());
        assertTrue(sent.find(), result::toString);
        final long needed = 2L * Overlapped.BYTES;
        final long bytes = Long.parseLong(sent.group(1));
        assertTrue(bytes >= needed && bytes <= needed * 11 / 10, result::toString);
    }
}
