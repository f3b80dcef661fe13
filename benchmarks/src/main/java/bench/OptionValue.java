package bench;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What options that choose one of several things take: the constants' names in lower case, with hyphens. */
final class OptionValue {
    private OptionValue() {}

    /** The constant that a user names. */
    static <E extends Enum<E>> E of(final Class<E> choices, final String option, final String value)
        throws UsageException {
        for (final E choice : choices.getEnumConstants()) {
            if (text(choice).equals(value)) {
                return choice;
            }
        }
        throw new UsageException(option + " is \"" + value + "\", expected one of "
            + Stream.of(choices.getEnumConstants()).map(OptionValue::text).collect(Collectors.joining(", ")));
    }

    /** What a user calls it. */
    static String text(final Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
