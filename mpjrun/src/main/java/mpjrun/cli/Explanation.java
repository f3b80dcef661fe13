package mpjrun.cli;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import mpi.core.coll.select.Algorithm;
import mpi.core.coll.select.Choice;
import mpi.core.coll.select.JobShape;
import mpi.core.coll.select.Operation;
import mpi.core.coll.select.Selector;
import mpi.core.coll.select.Variant;
import mpi.core.runtime.Setting;
import mpi.core.runtime.Settings;
import mpjrun.plan.JobOptions;

/**
 * What {@code --explain-coll} asks.
 *
 * @param variant the collective operation
 * @param lengthBytes how long what it {@linkplain Variant#measured measures} is
 */
record Explanation(Variant variant, long lengthBytes) {
    private static final Pattern LENGTH = Pattern.compile("([0-9]{1,15})(|B|KiB|MiB|GiB)");

    /** Reads {@code allreduce:1MiB}, and {@code barrier}. */
    static Explanation read(final String option, final String text) throws BadInputException {
        final int colon = text.indexOf(':');
        final String name = colon < 0 ? text : text.substring(0, colon);
        final Variant variant = Variant.named(name)
            .orElseThrow(() -> OptionParser.invalid(option, text, "names none of the operations "
                + Arrays.stream(Variant.values()).map(Variant::text).collect(Collectors.joining(", "))));
        if (colon >= 0) {
            if (!variant.isMeasured()) {
                throw OptionParser.invalid(option, text, "has a length, and the choice for " + name
                    + " depends on none; ask for " + name + " alone");
            }
            return new Explanation(variant, length(option, text, text.substring(colon + 1)));
        }
        if (variant.isMeasured()) {
            throw OptionParser.invalid(option, text, "is not OPERATION:BYTES, such as " + name + ":64KiB");
        }
        return new Explanation(variant, 0);
    }

    private static long length(final String option, final String text, final String words) throws BadInputException {
        final Matcher length = LENGTH.matcher(words);
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
        return number << shift;
    }

    /** What joins the ranks of a host that have these settings. */
    static JobShape.Medium medium(final Settings settings, final boolean areThreads) {
        if (areThreads) {
            return JobShape.Medium.THREADS;
        }
        if (settings.flag(Setting.CHECK)) {
            return JobShape.Medium.CHECKED;
        }
        return JobOptions.TransportChoice.TCP.text().equals(settings.text(Setting.TRANSPORT)) ? JobShape.Medium.TCP
            : JobShape.Medium.MEMORY;
    }

    /** The answer, for a job with these settings. */
    String text(final Settings settings, final JobShape job) throws BadInputException {
        final Optional<String> complaint = Selector.complaint(settings);
        if (complaint.isPresent()) {
            throw BadInputException.usage(complaint.get());
        }
        final Selector selector = new Selector(settings);
        final Choice choice = selector.choose(variant, job, lengthBytes);
        final Choice other = selector.chooseWithoutBlocking(variant, job, lengthBytes);
        final String objection = selector.objectionToMemory(variant, job, lengthBytes);
        final Operation operation = variant.operation();
        return question(job) + words(choice)
            + (objection.isEmpty() ? "" : "not through memory: " + objection + "\n")
            + (choice == other ? "" : others(choice) + words(other))
            + "its setting " + operation.setting().property() + " takes " + operation.names() + "\n";
    }

    private String question(final JobShape job) {
        final String ranks = variant.text() + " among " + job.size() + (job.size() == 1 ? " rank" : " ranks")
            + (job.hosts() == 1 ? "" : " on " + job.hosts() + " hosts");
        return variant.isMeasured()
            ? ranks + ", " + variant.measured() + " being " + lengthBytes + (lengthBytes == 1 ? " byte: " : " bytes: ")
            : ranks + ": ";
    }

    /** When something else is chosen. */
    private String others(final Choice choice) {
        if (choice.algorithm() != Algorithm.SHARED_MEMORY) {
            return "if it does not block: ";
        }
        return "if it does not block, " + (variant == Variant.REDUCE_SCATTER ? "its blocks differ, " : "")
            + "or no memory is left (" + Setting.COLL_HOST_POOL.property() + "): ";
    }

    private static String words(final Choice choice) {
        return choice.algorithm().text() + "\nbecause: " + choice.reason() + "\n";
    }
}
