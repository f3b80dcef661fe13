package mpjrun.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import mpi.core.runtime.Setting;
import mpjrun.plan.JobOptions.Binding;
import mpjrun.plan.JobOptions.Mapping;
import mpjrun.plan.JobOptions.TransportChoice;

/**
 * Reads {@link Options}. As with other launchers the last of repeated options counts: a script's options can be
 * overridden by those after them.
 */
final class OptionParser {
    private static final int SHORT_NAME_LENGTH = 2;
    private static final int LAST_PORT = 65535;

    private final Options options = new Options();

    /**
     * Reads the options.
     *
     * @param words the command line
     * @return the values
     * @throws BadInputException if an option is unknown, lacks its value or has a wrong one
     */
    Options parse(final Words words) throws BadInputException {
        final List<String> given = words.options();
        int next = 0;
        while (next < given.size()) {
            final String name = given.get(next);
            final Option option = Option.named(name);
            next++;
            if (option == null) {
                takeShort(name);
            } else if (!option.hasValue()) {
                set(option);
            } else if (next < given.size()) {
                set(option, name, given.get(next));
                next++;
            } else {
                throw BadInputException.usage("Missing value for option '" + name + "' (" + option.label() + ")");
            }
        }
        return options;
    }

    /** Takes a name of one letter that its value follows in the same word: {@code -n4}. */
    private void takeShort(final String word) throws BadInputException {
        final String name = word.substring(0, Math.min(word.length(), SHORT_NAME_LENGTH));
        final Option option = Option.named(name);
        if (option == null || !option.hasValue()) {
            throw BadInputException.usage(word.startsWith("-") ? "Unknown option: '" + word + "'" + Habit.hint(word)
                : "Unexpected word: '" + word + "'");
        }
        set(option, name, word.substring(SHORT_NAME_LENGTH));
    }

    private void set(final Option option) {
        options.given.add(option);
        switch (option) {
            case ANYWAY -> {
                // nothing to do
            }
            case THREADS -> options.ranks.areThreads = true;
            case NO_SHARING -> options.ranks.isSharingRefused = true;
            case NO_CACHE -> options.start.isCacheless = true;
            case CHECK -> options.start.variables.add(Setting.CHECK.variable() + "=true");
            case STATISTICS -> options.messages.isCounting = true;
            case TAGS -> options.watching.isTagged = true;
            case MERGING -> options.watching.isMerged = true;
            case BINDING_REPORT -> options.ranks.isBindingReported = true;
            case TIMES -> options.watching.isTimestamped = true;
            case PRINT_JAVA -> options.information.isJavaAsked = true;
            case PRINT_CLASS_PATH -> options.information.isClassPathAsked = true;
            case VERSION -> options.information.isVersionAsked = true;
            case HELP -> options.information.isHelpAsked = true;
            case SETTINGS_HELP -> options.information.isSettingsHelpAsked = true;
            default -> throw new IllegalArgumentException(option.name());
        }
    }

    private void set(final Option option, final String name, final String value) throws BadInputException {
        options.given.add(option);
        switch (option) {
            case SIZE -> options.ranks.size = (int) number(name, value, Integer.MAX_VALUE);
            case BINDING -> options.ranks.binding = choice(name, value, Binding.values());
            case HOSTS -> options.ranks.simulatedHosts = (int) number(name, value, Integer.MAX_VALUE);
            case MAPPING -> options.ranks.mapping = choice(name, value, Mapping.values());
            case CLASS_PATH -> options.start.classPath = value;
            case VARIABLE, VARIABLE_OF_ALL -> options.start.variables.add(value);
            case DIRECTORY -> options.start.directory = Path.of(value);
            case JAVA -> options.start.java = value;
            case LEADING_ARGUMENTS -> options.start.device = value;
            case TRANSPORT -> options.messages.transport = choice(name, value, TransportChoice.values());
            case ALGORITHM -> options.start.variables.add(AlgorithmChoice.variable(name, value));
            case EXPLANATION -> options.information.explained = Explanation.read(name, value);
            case OUTPUT_FILES -> options.watching.files = value;
            case DEBUGGER -> options.tools.debuggerPort = port(name, value);
            case RECORDINGS -> options.tools.recordings = Path.of(value);
            case TIME_LIMIT -> options.watching.timeoutSeconds = number(name, value, Long.MAX_VALUE);
            default -> throw new IllegalArgumentException(option.name());
        }
    }

    private static <E extends Enum<E>> E choice(final String name, final String text, final E[] constants)
        throws BadInputException {
        for (final E constant : constants) {
            if (word(constant).equals(text)) {
                return constant;
            }
        }
        throw invalid(name, text, "is none of "
            + Arrays.stream(constants).map(OptionParser::word).collect(Collectors.joining(", ")));
    }

    private static long number(final String name, final String text, final long most) throws BadInputException {
        try {
            final long number = Long.parseLong(text);
            if (number >= 1 && number <= most) {
                return number;
            }
        } catch (final NumberFormatException e) {
            // reported below, as a number out of bounds is
        }
        throw invalid(name, text, "is not a number of at least 1");
    }

    private static int port(final String name, final String text) throws BadInputException {
        if (text.matches("[0-9]{1,5}")) {
            final int port = Integer.parseInt(text);
            if (port >= 1 && port <= LAST_PORT) {
                return port;
            }
        }
        throw invalid(name, text, "is not a port, 1 to " + LAST_PORT);
    }

    static BadInputException invalid(final String name, final String text, final String why) {
        return BadInputException.usage("Invalid value for option '" + name + "': '" + text + "' " + why);
    }

    private static String word(final Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
