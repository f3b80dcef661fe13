package compat;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How a job of a program ended. The programs swallow exceptions, so that exit code 0 proves little: a run has passed
 * only if the text of its completion has appeared and no line complains.
 */
record Run(int ranks, Outcome outcome, String reason) {
    enum Outcome {
        /** The program came to its end, and found nothing wrong. */
        PASSED,
        /** The program said that it wants another number of ranks, and ended well. */
        UNFIT,
        /** Anything else. */
        FAILED
    }

    private static final Pattern COMPLAINT = Pattern.compile("ERROR|FAILED");
    private static final Pattern OTHER_RANKS =
        Pattern.compile("(?i)must (run|have)|\\bruns with\\b|\\bruns? \\d+ tasks|requires \\d+ tasks");

    static Run of(final Program program, final int ranks, final int exitCode, final List<String> lines) {
        final var complaint = lines.stream().filter(COMPLAINT.asPredicate()).findFirst();
        if (complaint.isPresent()) {
            return failed(ranks, complaint.get().strip());
        }
        if (exitCode != program.exitCode()) {
            return failed(ranks, Stream.of("exit code " + exitCode, last(lines)).reduce((a, b) -> a + ": " + b).get());
        }
        if (lines.stream().anyMatch(OTHER_RANKS.asPredicate())) {
            return new Run(ranks, Outcome.UNFIT, "");
        }
        // An empty text is found in the output of a program that prints nothing, too.
        return program.completion().matcher(String.join("\n", lines)).find()
            ? new Run(ranks, Outcome.PASSED, "")
            : failed(ranks, "did not come to its end: " + last(lines));
    }

    static Run failed(final int ranks, final String reason) {
        return new Run(ranks, Outcome.FAILED, reason);
    }

    private static String last(final List<String> lines) {
        return lines.isEmpty() ? "no output" : lines.getLast().strip();
    }
}
