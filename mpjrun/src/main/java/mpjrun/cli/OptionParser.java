package mpjrun.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import mpjrun.plan.JobOptions.Binding;
import mpjrun.plan.JobOptions.Mapping;
import mpjrun.plan.JobOptions.TransportChoice;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads {@link Options}.
 */
final class OptionParser {
    private final Options options = new Options();
    private final CommandLine commandLine = new CommandLine(options);

    OptionParser() {
        commandLine.setExpandAtFiles(false);
        // as other launchers do: a script's options can be overridden by those after them
        commandLine.setOverwrittenOptionsAllowed(true);
        commandLine.registerConverter(int.class, text -> (int) number(text, Integer.MAX_VALUE));
        commandLine.registerConverter(Integer.class, text -> (int) number(text, Integer.MAX_VALUE));
        commandLine.registerConverter(Long.class, text -> number(text, Long.MAX_VALUE));
        commandLine.registerConverter(TransportChoice.class, choice(TransportChoice.values()));
        commandLine.registerConverter(Binding.class, choice(Binding.values()));
        commandLine.registerConverter(Mapping.class, choice(Mapping.values()));
    }

    private static <E extends Enum<E>> ITypeConverter<E> choice(final E[] constants) {
        return text -> Arrays.stream(constants)
            .filter(constant -> word(constant).equals(text))
            .findFirst()
            .orElseThrow(() -> new TypeConversionException("'" + text + "' is none of "
                + Arrays.stream(constants).map(OptionParser::word).collect(Collectors.joining(", "))));
    }

    private static long number(final String text, final long most) {
        try {
            final long number = Long.parseLong(text);
            if (number >= 1 && number <= most) {
                return number;
            }
        } catch (final NumberFormatException e) {
            // reported below, as a number out of bounds is
        }
        throw new TypeConversionException("'" + text + "' is not a number of at least 1");
    }

    private static String word(final Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    CommandSpec spec() {
        return commandLine.getCommandSpec();
    }

    /**
     * Reads the options.
     *
     * @param words the command line
     * @return the values
     * @throws BadInputException if an option is unknown, lacks its value or has a wrong one
     */
    Options parse(final Words words) throws BadInputException {
        try {
            commandLine.parseArgs(words.options().toArray(String[]::new));
            return options;
        } catch (final ParameterException e) {
            final String text = e.getMessage().lines().findFirst().orElse("wrong options");
            throw BadInputException.usage(asSpelled(text, e, words.options()));
        }
    }

    /** picocli names an option by the longest of its names; the user looks for the one that he wrote. */
    private static String asSpelled(final String text, final ParameterException error, final List<String> words) {
        if (!(error.getArgSpec() instanceof OptionSpec option) || error.getValue() == null) {
            return text;
        }
        for (final String name : option.names()) {
            final int at = words.indexOf(name);
            if (words.contains(name + error.getValue())
                || at >= 0 && at + 1 < words.size() && words.get(at + 1).equals(error.getValue())) {
                return text.replace("'" + option.longestName() + "'", "'" + name + "'");
            }
        }
        return text;
    }
}
