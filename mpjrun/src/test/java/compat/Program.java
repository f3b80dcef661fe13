package compat;

import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;

/**
 * What is known of a program: most end in one way, {@code programs.properties} has those that do not.
 *
 * @param name its main class
 * @param ranks with how many ranks it is run
 * @param isStarted whether its main is empty and its constructor does the work
 * @param exitCode exit code of its job
 * @param completion the text without which it has not come to its end
 */
record Program(String name, List<Integer> ranks, boolean isStarted, int exitCode, Pattern completion) {
    static Program of(final String name, final Properties known) {
        return new Program(name, ranks(known.getProperty(name + ".ranks", "2 4 8")),
            Boolean.parseBoolean(known.getProperty(name + ".constructor")),
            Integer.parseInt(known.getProperty(name + ".exit", "0")),
            Pattern.compile(known.getProperty(name + ".completion", "(?i)tests? complete")));
    }

    private static List<Integer> ranks(final String text) {
        return Arrays.stream(text.split(" ")).map(Integer::valueOf).toList();
    }
}
