package bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {
    @Test
    void shouldReadWhatIsWritten() {
        final Map<String, Object> value = Map.of("text", "a \"b\"\\\n\u0001é", "numbers", List.of(1.5, -2e-9),
            "empty", List.of(), "inner", Map.of("none", Map.of()));
        assertEquals(value, JsonReader.read(Json.object(value)));
    }

    @Test
    void shouldReadWhatOthersWrite() {
        assertEquals(Map.of("a", List.of(1.0, "t\tA/"), "b", 0.0),
            JsonReader.read(" { \"a\" : [ 1 , \"t\\t\\u0041\\/\" ] ,\n\"b\":0 } "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[1,]", "{\"a\"}", "\"a", "1 2", "null", "{1:2}", "\"\\u00\"", "[1 2]"})
    void shouldRefuseWhatIsNoJson(final String text) {
        assertThrows(IllegalArgumentException.class, () -> JsonReader.read(text));
    }
}
