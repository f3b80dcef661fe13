package mpjrun.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The words of a command line, taken apart: options end at the first word that is none, and all that follows belongs to
 * the program.
 *
 * @param options ours, for the parser
 * @param jvmFlags those of the ranks' JVM, as they stand
 * @param isJar whether the program is a jar, named by {@code -jar}
 * @param program the program and its arguments; empty if none is named
 */
record Words(List<String> options, List<String> jvmFlags, boolean isJar, List<String> program) {

    private static final String JAR = "-jar";
    private static final String JAVA = "java";

    /**
     * Takes a command line apart.
     *
     * @param arguments its words
     * @return the parts
     */
    static Words split(final String[] arguments) {
        final List<String> options = new ArrayList<>();
        final List<String> jvmFlags = new ArrayList<>();
        boolean isJar = false;
        int next = 0;
        while (next < arguments.length && !isJar) {
            final String word = arguments[next];
            final int jvmWords = JvmFlag.wordsAt(word);
            if (JAR.equals(word)) {
                isJar = true;
                next++;
            } else if (jvmWords > 0) {
                next = move(arguments, next, jvmWords, jvmFlags);
            } else if (word.startsWith("-") && word.length() > 1) {
                next = moveOption(arguments, next, options);
            } else if (JAVA.equals(word)) {
                // "java" may be written as after other launchers; ours decides which java it is
                next++;
            } else {
                break;
            }
        }
        return new Words(List.copyOf(options), List.copyOf(jvmFlags), isJar,
            List.of(Arrays.copyOfRange(arguments, next, arguments.length)));
    }

    private static int move(final String[] from, final int start, final int count, final List<String> to) {
        final int end = Math.min(from.length, start + count);
        to.addAll(Arrays.asList(from).subList(start, end));
        return end;
    }

    /**
     * Moves one of our options, its value as a word of its own. Other launchers write one dash where we write two, and
     * the other way round: {@code -wdir}, {@code --np}.
     */
    private static int moveOption(final String[] from, final int at, final List<String> to) {
        final String word = from[at];
        final int equals = word.indexOf('=');
        final String name = equals < 0 ? word : word.substring(0, equals);
        final String other = name.startsWith("--") ? name.substring(1) : "-" + name;
        final String known = Option.named(name) != null ? name : other;
        final Option option = Option.named(known);
        if (option == null) {
            to.add(word);
            return at + 1;
        }
        to.add(known);
        if (equals >= 0) {
            to.add(word.substring(equals + 1));
            return at + 1;
        }
        return move(from, at + 1, option.hasValue() ? 1 : 0, to);
    }
}
