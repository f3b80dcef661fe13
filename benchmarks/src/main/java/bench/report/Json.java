package bench.report;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Values as JSON: maps, lists, numbers; anything else as text. */
public final class Json {
    private static final int FIRST_PRINTABLE = 0x20;

    private Json() {}

    /** An object whose names are in alphabetical order. */
    public static String object(final Map<String, ?> map) {
        return map.entrySet()
            .stream()
            .sorted(Map.Entry.comparingByKey())
            .map(entry -> quote(entry.getKey()) + ":" + value(entry.getValue()))
            .collect(Collectors.joining(",", "{", "}"));
    }

    private static String value(final Object value) {
        return switch (value) {
            case Map<?, ?> map -> object(
                map.entrySet().stream().collect(Collectors.toMap(e -> e.getKey().toString(), Map.Entry::getValue)));
            case List<?> list -> list.stream().map(Json::value).collect(Collectors.joining(",", "[", "]"));
            case Number number -> number.toString();
            default -> quote(value.toString());
        };
    }

    private static String quote(final String text) {
        return text.chars().mapToObj(Json::letter).collect(Collectors.joining("", "\"", "\""));
    }

    private static String letter(final int letter) {
        return switch (letter) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            default -> letter < FIRST_PRINTABLE ? String.format("\\u%04x", letter) : Character.toString(letter);
        };
    }
}
