package mpjrun.cli;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mpi.core.coll.select.Algorithm;
import mpi.core.coll.select.Choice;
import mpi.core.coll.select.Operation;
import mpi.core.coll.select.Selector;
import mpi.core.runtime.Settings;

/**
 * What {@code --explain-coll} asks.
 *
 * @param operation the collective operation
 * @param lengthBytes how long what it {@linkplain Operation#measured measures} is
 */
record Explanation(Operation operation, long lengthBytes) {
    private static final Pattern LENGTH = Pattern.compile("([0-9]{1,15})(|B|KiB|MiB|GiB)");

    /** Reads {@code allreduce:1MiB}. */
    static Explanation read(final String option, final String text) throws BadInputException {
        final int colon = text.indexOf(':');
        if (colon < 0) {
            throw OptionParser.invalid(option, text, "is not OPERATION:BYTES");
        }
        final Operation operation = AlgorithmChoice.operation(option, text, text.substring(0, colon));
        final Matcher length = LENGTH.matcher(text.substring(colon + 1));
        if (!length.matches()) {
            throw OptionParser.invalid(option, text, "has no length such as 100, 64KiB, 1MiB or 1GiB");
        }
        final int shift = switch (length.group(2)) {
            case "KiB" -> 10;
            case "MiB" -> 20;
            case "GiB" -> 30;
            default -> 0;
        };
        final long number = Long.parseLong(length.group(1));
        if (number > Long.MAX_VALUE >> shift) {
            throw OptionParser.invalid(option, text, "is longer than any message");
        }
        return new Explanation(operation, number << shift);
    }

    /** The answer, where ranks have these settings and are on so many hosts. */
    String text(final Settings settings, final int ranks, final int hosts) throws BadInputException {
        final Optional<String> complaint = Selector.complaint(settings);
        if (complaint.isPresent()) {
            throw BadInputException.usage(complaint.get());
        }
        final Selector selector = new Selector(settings);
        final Choice choice = selector.choose(operation, ranks, hosts, lengthBytes);
        return operation.text() + " among " + ranks + (ranks == 1 ? " rank" : " ranks")
            + (hosts == 1 ? ", " : " on " + hosts + " hosts, ") + operation.measured()
            + (lengthBytes == 1 ? " being 1 byte: " : " being " + lengthBytes + " bytes: ")
            + words(choice)
            + (choice.algorithm() == Algorithm.SHARED_MEMORY
                ? "if they share none, or it does not block: " + words(selector.choose(operation, ranks, lengthBytes))
                : "")
            + "its setting " + operation.setting().property() + " takes " + operation.names() + "\n";
    }

    private static String words(final Choice choice) {
        return choice.algorithm().text() + "\nbecause: " + choice.reason() + "\n";
    }
}
