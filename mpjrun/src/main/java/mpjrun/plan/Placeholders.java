package mpjrun.plan;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mpi.core.boot.JobEnvironment;

/**
 * What a rank has in place of {@code %r}, {@code %h} and {@code %l} in flags of its JVM and arguments of its program. A
 * letter behind makes it something else, such as {@code %hn} of {@code -Xlog} or {@code %ld} of a format; a second
 * percent sign before keeps it as it is: {@code %%r} becomes {@code %r}.
 *
 * @param rank world rank, for {@code %r}
 * @param host name of the host, for {@code %h}; with its number where hosts are simulated
 * @param localRank rank on the host, for {@code %l}
 */
record Placeholders(String rank, String host, String localRank) {

    private static final Pattern PLACEHOLDER = Pattern.compile("%(%?[rhl])(?![A-Za-z])");

    /** Those of a rank. */
    static Placeholders of(final JobEnvironment place, final String hostName, final int hosts) {
        return new Placeholders(String.valueOf(place.rank()),
            hosts == 1 ? hostName : hostName + "-" + place.hostId(), String.valueOf(place.localRank()));
    }

    /**
     * Replaces them.
     *
     * @param word a flag or an argument
     * @return what this rank gets
     */
    String replaceIn(final String word) {
        // Most words have none, and the ranks wait.
        return word.indexOf('%') < 0 ? word
            : PLACEHOLDER.matcher(word).replaceAll(match -> Matcher.quoteReplacement(value(match)));
    }

    private String value(final MatchResult match) {
        return switch (match.group(1)) {
            case "r" -> rank;
            case "h" -> host;
            case "l" -> localRank;
            default -> match.group(1);
        };
    }
}
