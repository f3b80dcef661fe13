package bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowBenchmarkTest {
    @ParameterizedTest
    @CsvSource({"1, 64", "16384, 64", "16385, 63", "65536, 16", "1048576, 1", "4194304, 1"})
    void shouldGiveMessagesOfAWindowTheirOwnMemoryWhileItFits(final int sizeBytes, final int messages) {
        assertEquals(messages, WindowBenchmark.distinctMessages(sizeBytes));
    }
}
