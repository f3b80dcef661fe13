package jobs;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jobs.program.BothSend;
import jobs.program.Flood;
import jobs.program.HeadToHead;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Senders that are far ahead of their receivers, and ranks that wait for each other. */
class FlowIT {
    private static JobCommand two(final String transport) {
        return JobCommand.mpjrun("-n", "2", "--transport", transport, "-Xmx256m");
    }

    @ParameterizedTest
    @ValueSource(strings = {"shm", "tcp"})
    void shouldReceiveTheLastOfManyMessagesFirst(final String transport) throws Exception {
        two(transport).program(Flood.class, "200000").run().expectCode(0).expectOut(1, "^199999 messages were right$");
    }

    private static void expectExchange(final String transport, final int megabytes) throws Exception {
        two(transport).program(BothSend.class, String.valueOf(megabytes))
            .run()
            .expectCode(0)
            .expectOut(2, "^" + megabytes * 16 + " pieces were right$");
    }

    @ParameterizedTest
    @ValueSource(strings = {"shm", "tcp"})
    void shouldSendBothWaysBeforeEitherReceives(final String transport) throws Exception {
        expectExchange(transport, 16);
    }

    @Tag("soak")
    @ParameterizedTest
    @ValueSource(strings = {"shm", "tcp"})
    void shouldSendMuchBothWaysBeforeEitherReceives(final String transport) throws Exception {
        expectExchange(transport, 100);
    }

    private static void expectReport(final String transport, final int hangLimitSeconds, final int limitSeconds)
        throws Exception {
        final JobResult result = two(transport).add("--timeout", String.valueOf(limitSeconds))
            .with("MPJ_HANG_LIMIT", String.valueOf(hangLimitSeconds))
            .program(HeadToHead.class)
            .run()
            .expectCode(110)
            // told while the job goes on, and again when its time is over
            .expectErr(1, "^mpjrun: every rank has been blocked in MPI for " + hangLimitSeconds + " s or more")
            .expectErr(1, "^for stacks: kill -QUIT [0-9]+ [0-9]+, or run with mpjrun --timeout SECONDS$")
            .expectErr(2, "^rank 0: send on COMM_WORLD to 1, tag 7, 4194304 bytes, blocked [0-9]+ s$")
            .expectErr(2, "^rank 1: send on COMM_WORLD to 0, tag 7, 4194304 bytes, blocked [0-9]+ s$")
            .expectErr(2, "^cycle: 0 → 1 → 0$")
            .expectErr(1, "^ranks 0, 1, thread \"main\":$")
            .expectErr(2, "^    at ")
            .expectErr(1, "mpi\\.Comm\\.send")
            .expectErr(1, "jobs\\.program\\.HeadToHead\\.main")
            .expectErr(1, "^mpjrun: the time limit of " + limitSeconds + " s is over$");
        final Matcher file = Pattern.compile("^stacks of all threads: (.*)$", Pattern.MULTILINE).matcher(result.err());
        assertTrue(file.find(), result::toString);
        final String stacks = Files.readString(Path.of(file.group(1)));
        Files.delete(Path.of(file.group(1)));
        for (final String what : List.of("stacks of rank 0 (pid ", "stacks of rank 1 (pid ", "\"mpj-control\" #")) {
            assertTrue(stacks.contains(what), stacks);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"shm", "tcp"})
    void shouldReportRanksThatWaitForEachOther(final String transport) throws Exception {
        expectReport(transport, 1, 4);
    }

    @Tag("soak")
    @Test
    void shouldReportAHangAfterTwentySeconds() throws Exception {
        expectReport("auto", 20, 30);
    }
}
