package bench.compare;

import java.util.List;
import java.util.Map;

/**
 * A command to run.
 *
 * @param words the program and its arguments
 * @param environment variables it gets in addition to ours
 */
record Command(List<String> words, Map<String, String> environment) {
    static Command of(final List<String> words) {
        return new Command(words, Map.of());
    }
}
