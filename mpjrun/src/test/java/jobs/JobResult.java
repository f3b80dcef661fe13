package jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * How a job ended.
 *
 * @param command what was started
 * @param code its exit code
 * @param out what it wrote to its standard output
 * @param err what it wrote to its standard error, without the line that tells of more ranks than cores
 * @param duration from its start to its end
 */
record JobResult(String command, int code, String out, String err, Duration duration) {
    JobResult expectCode(final int expected) {
        assertEquals(expected, code, this::toString);
        return this;
    }

    /** Standard output has so many lines in which the pattern is found. */
    JobResult expectOut(final int times, final String pattern) {
        assertEquals(times, count(out, pattern), () -> "lines with " + pattern + " in the output of " + this);
        return this;
    }

    /** Standard error has so many lines in which the pattern is found. */
    JobResult expectErr(final int times, final String pattern) {
        assertEquals(times, count(err, pattern), () -> "lines with " + pattern + " in the errors of " + this);
        return this;
    }

    JobResult expectNoErr() {
        assertEquals("", err, this::toString);
        return this;
    }

    JobResult expectErrHas(final String text) {
        assertTrue(err.contains(text), () -> "no \"" + text + "\" in the errors of " + this);
        return this;
    }

    private static long count(final String text, final String pattern) {
        final Pattern compiled = Pattern.compile(pattern);
        return text.lines().filter(line -> compiled.matcher(line).find()).count();
    }

    @Override
    public String toString() {
        return command + "\nended with code " + code + " after " + duration.toMillis() + " ms\n--- out\n" + out
            + "--- err\n" + err + "---\n";
    }
}
