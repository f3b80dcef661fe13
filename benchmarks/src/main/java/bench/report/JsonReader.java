package bench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads JSON: objects become maps, arrays lists, numbers doubles, the rest strings. What {@link Json} writes has no
 * {@code true}, {@code false} and {@code null}; they are refused.
 */
public final class JsonReader {
    private static final int HEXADECIMAL = 16;
    private static final int HEX_DIGITS = 4;

    private final String text;
    private int next;

    private JsonReader(final String text) {
        this.text = text;
    }

    /** Reads one value; throws IllegalArgumentException where the text is none. */
    public static Object read(final String text) {
        final JsonReader reader = new JsonReader(text);
        final Object value = reader.value();
        reader.skipSpace();
        if (reader.next < text.length()) {
            throw reader.unexpected();
        }
        return value;
    }

    private Object value() {
        return switch (peek()) {
            case '{' -> object();
            case '[' -> list();
            case '"' -> string();
            default -> number();
        };
    }

    private Map<String, Object> object() {
        final Map<String, Object> map = new LinkedHashMap<>();
        expect('{');
        if (peek() != '}') {
            do {
                peek();
                final String name = string();
                expect(':');
                map.put(name, value());
            } while (takes(','));
        }
        expect('}');
        return map;
    }

    private List<Object> list() {
        final List<Object> list = new ArrayList<>();
        expect('[');
        if (peek() != ']') {
            do {
                list.add(value());
            } while (takes(','));
        }
        expect(']');
        return list;
    }

    private String string() {
        expect('"');
        final StringBuilder string = new StringBuilder();
        for (char letter = take(); letter != '"'; letter = take()) {
            string.append(letter == '\\' ? escaped() : letter);
        }
        return string.toString();
    }

    private char escaped() {
        final char letter = take();
        return switch (letter) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'u' -> {
                if (next + HEX_DIGITS > text.length()) {
                    throw unexpected();
                }
                next += HEX_DIGITS;
                yield (char) Integer.parseInt(text.substring(next - HEX_DIGITS, next), HEXADECIMAL);
            }
            default -> letter;
        };
    }

    private Double number() {
        final int start = next;
        while (next < text.length() && "+-.0123456789eE".indexOf(text.charAt(next)) >= 0) {
            next++;
        }
        return Numbers.parse(text.substring(start, next)).stream().boxed().findFirst().orElseThrow(this::unexpected);
    }

    private void skipSpace() {
        while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
            next++;
        }
    }

    private char peek() {
        skipSpace();
        if (next == text.length()) {
            throw unexpected();
        }
        return text.charAt(next);
    }

    private char take() {
        if (next == text.length()) {
            throw unexpected();
        }
        return text.charAt(next++);
    }

    private boolean takes(final char letter) {
        final boolean isThere = peek() == letter;
        next += isThere ? 1 : 0;
        return isThere;
    }

    private void expect(final char letter) {
        if (!takes(letter)) {
            throw unexpected();
        }
    }

    private IllegalArgumentException unexpected() {
        return new IllegalArgumentException(next >= text.length() ? "the text ends too early"
            : "'" + text.charAt(next) + "' is unexpected at position " + next);
    }
}
