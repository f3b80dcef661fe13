package mpjrun.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExitStatusTest {
    @ParameterizedTest
    @CsvSource({"0, exited with code 0", "1, exited with code 1", "128, exited with code 128",
        "134, was killed by signal 6 (ABRT)", "137, was killed by signal 9 (KILL)",
        "143, was killed by signal 15 (TERM)",
        "144, was killed by signal 16", "160, exited with code 160", "255, exited with code 255"})
    void shouldTellASignalFromACode(final int code, final String text) {
        assertEquals(text, new ExitStatus(code).text());
    }
}
