package bench.job;

import java.util.stream.Stream;

/**
 * What a run leaves behind.
 *
 * @param exitCode of the command; {@link #TIMED_OUT} if it had to be ended
 * @param standardOutput what it printed
 * @param standardError what it complained of
 * @param millis from start to end
 * @param freeMegabytesBefore free shared memory before it started
 */
public record Output(int exitCode, String standardOutput, String standardError, double millis,
    double freeMegabytesBefore) {

    /** Exit code of a command that took too long. */
    public static final int TIMED_OUT = 110;

    public Stream<String> lines() {
        return standardOutput.lines();
    }

    /** The last line that says what went wrong. */
    public String complaint() {
        if (exitCode == TIMED_OUT) {
            return "took too long";
        }
        return standardError.lines()
            .filter(line -> !line.isBlank())
            .reduce((first, second) -> second)
            .map(line -> "exit code " + exitCode + ": " + line.strip())
            .orElse("exit code " + exitCode);
    }
}
