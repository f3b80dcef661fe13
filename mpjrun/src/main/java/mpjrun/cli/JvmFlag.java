package mpjrun.cli;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * Tells the options of a JVM from ours. They are passed through as they stand, so nothing is known of what they mean,
 * only how many words each takes.
 */
final class JvmFlag {
    /** Options whose value is the next word, or the same word after {@code =}. */
    static final Set<String> WITH_VALUE = Set.of("--add-opens", "--add-exports", "--add-reads", "--add-modules",
        "--limit-modules", "--module-path", "-p", "--upgrade-module-path");

    private static final Pattern ONE_WORD = Pattern.compile(String.join("|",
        "-[XD].+",
        "-(ea|da|enableassertions|disableassertions)(:.+)?",
        "-(esa|dsa|enablesystemassertions|disablesystemassertions)",
        "-(agentlib|agentpath|javaagent|verbose):.+",
        "-(server|verbose)",
        "--enable-preview",
        "--(patch-module|enable-native-access|illegal-native-access|finalization)=.+",
        "--(sun-misc-unsafe-memory-access|enable-final-field-mutation|illegal-final-field-mutation)=.+"));

    private JvmFlag() {}

    /**
     * How many words an option takes.
     *
     * @param word the word it starts with
     * @return 0 if it is no option of a JVM, else 1 or 2
     */
    static int wordsAt(final String word) {
        if (WITH_VALUE.contains(word)) {
            return 2;
        }
        final int equals = word.indexOf('=');
        final boolean isWithValue = equals > 0 && WITH_VALUE.contains(word.substring(0, equals));
        return isWithValue || ONE_WORD.matcher(word).matches() ? 1 : 0;
    }
}
