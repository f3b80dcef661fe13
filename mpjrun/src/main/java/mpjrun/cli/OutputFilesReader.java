package mpjrun.cli;

import java.nio.file.Path;
import java.util.List;
import mpjrun.plan.OutputFiles;

/**
 * Reads the value of {@code --output-filename}, which Open MPI has made: a directory, and behind a colon what else is
 * wanted.
 */
final class OutputFilesReader {
    /** Not on the screen. */
    private static final String NO_COPY = "nocopy";
    /** Without a directory for the number of the job, which is always 1. */
    private static final String NO_JOB = "nojobid";
    private static final String JOB = "1";

    private OutputFilesReader() {}

    static OutputFiles read(final String value, final Path directory) throws BadInputException {
        final int colon = value.lastIndexOf(':');
        final boolean isQualified = colon >= 0 && value.indexOf('/', colon) < 0;
        final List<String> qualifiers = isQualified ? List.of(value.substring(colon + 1).split(",")) : List.of();
        for (final String qualifier : qualifiers) {
            if (!NO_COPY.equals(qualifier) && !NO_JOB.equals(qualifier)) {
                throw BadInputException.usage("--output-filename " + value + ": '" + qualifier + "' is none of "
                    + NO_COPY + ", " + NO_JOB);
            }
        }
        final Path top = directory.resolve(isQualified ? value.substring(0, colon) : value).normalize();
        return new OutputFiles(qualifiers.contains(NO_JOB) ? top : top.resolve(JOB), !qualifiers.contains(NO_COPY));
    }
}
