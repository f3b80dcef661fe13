package bench.job;

import java.util.List;
import java.util.Map;

/**
 * A command to run.
 *
 * @param words the program and its arguments
 * @param environment variables it gets in addition to ours
 */
public record Command(List<String> words, Map<String, String> environment) {
    public static Command of(final List<String> words) {
        return new Command(words, Map.of());
    }
}
