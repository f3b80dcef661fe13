package mpjrun.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * The words of a command line, taken apart: options end at the first word that is none, and all that follows belongs to
 * the program.
 *
 * @param options ours, for the parser
 * @param jvmFlags those of the ranks' JVM, as they stand
 * @param kind how the program is named
 * @param program the program and its arguments; empty if none is named
 */
record Words(List<String> options, List<String> jvmFlags, Kind kind, List<String> program) {

    private static final String JAR = "-jar";
    private static final Set<String> MODULE = Set.of("-m", "--module");
    private static final String JAVA = "java";

    /** How a program is named. */
    enum Kind {
        /** By a class, or a source file. */
        CLASS,
        /** By {@code -jar}. */
        JAR,
        /** By {@code -m}. */
        MODULE
    }

    /**
     * Takes a command line apart. Argument files are read where an option or the program is expected.
     *
     * @param arguments its words
     * @return the parts
     * @throws BadInputException if an argument file cannot be read, or holds what cannot stand there
     */
    static Words split(final String[] arguments) throws BadInputException {
        final List<String> words = new ArrayList<>(Arrays.asList(arguments));
        final List<String> options = new ArrayList<>();
        final List<String> jvmFlags = new ArrayList<>();
        Kind kind = Kind.CLASS;
        int next = 0;
        // where the words of the last argument file end
        int fileEnd = 0;
        while (next < words.size() && kind == Kind.CLASS) {
            final String word = words.get(next);
            final int jvmWords = JvmFlag.wordsAt(word);
            if (ArgumentFile.isNamedBy(word)) {
                fileEnd = replace(words, next, fileEnd);
            } else if (JAR.equals(word)) {
                kind = Kind.JAR;
                next++;
            } else if (isModule(word)) {
                kind = Kind.MODULE;
                next = moveModule(words, next);
            } else if (jvmWords > 0) {
                next = move(words, next, jvmWords, jvmFlags);
            } else if (word.startsWith("-") && word.length() > 1) {
                next = moveOption(words, next, next < fileEnd, options);
            } else if (JAVA.equals(word)) {
                // "java" may be written as after other launchers; ours decides which java it is
                next++;
            } else {
                words.set(next, ArgumentFile.unescaped(word));
                break;
            }
        }
        return new Words(List.copyOf(options), List.copyOf(jvmFlags), kind,
            List.copyOf(words.subList(next, words.size())));
    }

    /** Puts the words of an argument file where its name stands; returns where they end. */
    private static int replace(final List<String> words, final int at, final int fileEnd) throws BadInputException {
        final String name = words.remove(at);
        if (at < fileEnd) {
            throw BadInputException.usage("an argument file names the argument file " + name
                + ", and as with java none can name another, or itself");
        }
        final List<String> read = ArgumentFile.read(name);
        words.addAll(at, read);
        return at + read.size();
    }

    private static boolean isModule(final String word) {
        return MODULE.contains(word) || word.startsWith("--module=");
    }

    /** Goes to the module; one behind an equals sign becomes a word of its own. */
    private static int moveModule(final List<String> words, final int at) {
        if (MODULE.contains(words.get(at))) {
            return at + 1;
        }
        words.set(at, words.get(at).substring(words.get(at).indexOf('=') + 1));
        return at;
    }

    private static int move(final List<String> from, final int start, final int count, final List<String> to) {
        final int end = Math.min(from.size(), start + count);
        to.addAll(from.subList(start, end));
        return end;
    }

    /**
     * Moves one of our options, its value as a word of its own. Other launchers write one dash where we write two, and
     * the other way round: {@code -wdir}, {@code --np}.
     */
    private static int moveOption(final List<String> from, final int at, final boolean isInFile,
        final List<String> to) throws BadInputException {
        final String word = from.get(at);
        final int equals = word.indexOf('=');
        final String name = equals < 0 ? word : word.substring(0, equals);
        final String other = name.startsWith("--") ? name.substring(1) : "-" + name;
        final String known = Option.named(name) != null ? name : other;
        final Option option = Option.named(known);
        if (option == null) {
            to.add(word);
            return at + 1;
        }
        if (isInFile && option == Option.JAVA) {
            throw BadInputException.usage(word + " is for the command line: argument files are read by the Java that it"
                + " chooses");
        }
        to.add(known);
        if (equals >= 0) {
            to.add(word.substring(equals + 1));
            return at + 1;
        }
        if (option == Option.VARIABLE_OF_ALL && at + 2 < from.size()) {
            to.add(from.get(at + 1) + "=" + from.get(at + 2));
            return at + 1 + option.valueWords();
        }
        return move(from, at + 1, option.hasValue() ? 1 : 0, to);
    }
}
