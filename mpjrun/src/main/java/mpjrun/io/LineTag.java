package mpjrun.io;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import mpjrun.plan.JobPlan;

/**
 * What stands before each line of a stream: nothing, the time, the rank as Open MPI writes it (the number of the job
 * before it is always 1), or both: {@code 2025-11-21 03:55:01.250 [1,3]<stdout>: }.
 */
final class LineTag {
    private static final DateTimeFormatter TIME =
        DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS ", Locale.ROOT);

    private final byte[] rank;
    private final boolean isTimestamped;
    private final Clock clock;

    LineTag(final JobPlan.Output output, final int rank, final String stream, final Clock clock) {
        this.rank = (output.tagged() ? "[1," + rank + "]<" + stream + ">: " : "").getBytes(StandardCharsets.US_ASCII);
        isTimestamped = output.timestamped();
        this.clock = clock;
    }

    boolean isEmpty() {
        return rank.length == 0 && !isTimestamped;
    }

    void appendTo(final ByteArrayOutputStream line) {
        if (isTimestamped) {
            line.writeBytes(TIME.format(LocalDateTime.now(clock)).getBytes(StandardCharsets.US_ASCII));
        }
        line.writeBytes(rank);
    }
}
