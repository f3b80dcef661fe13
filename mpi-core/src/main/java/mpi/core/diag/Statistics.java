package mpi.core.diag;

import java.util.Locale;

/**
 * A rank's counters as text, for {@code mpjrun --stats}.
 */
public final class Statistics {
    private Statistics() {}

    /**
     * Writes the counters of a rank, one line a peer, an operation and a value that is not 0.
     *
     * @param counters the counters
     * @param worldRank the rank
     * @param worldSize ranks in the world
     * @return lines, each ended by a line feed
     */
    public static String text(final Counters counters, final int worldRank, final int worldSize) {
        final StringBuilder text = new StringBuilder();
        line(text, "rank %d of %d: %d messages, %d bytes to other hosts", worldRank, worldSize,
            counters.crossHostMessages(), counters.crossHostBytes());
        for (int peer = 0; peer < worldSize; peer++) {
            if (counters.sentMessages(peer) + counters.receivedMessages(peer) > 0) {
                line(text, "  peer %d: sent %d messages, %d bytes; received %d messages, %d bytes", peer,
                    counters.sentMessages(peer), counters.sentBytes(peer), counters.receivedMessages(peer),
                    counters.receivedBytes(peer));
            }
        }
        for (final Counters.Purpose purpose : Counters.Purpose.values()) {
            if (counters.sentMessages(purpose) > 0) {
                line(text, "  %s: sent %d messages, %d bytes", purpose.text(), counters.sentMessages(purpose),
                    counters.sentBytes(purpose));
            }
        }
        for (final Counters.Value value : Counters.Value.values()) {
            if (counters.get(value) > 0) {
                line(text, "  %s: %d", value.name().toLowerCase(Locale.ROOT).replace('_', ' '), counters.get(value));
            }
        }
        return text.toString();
    }

    private static void line(final StringBuilder text, final String format, final Object... arguments) {
        text.append(String.format(Locale.ROOT, format, arguments)).append('\n');
    }
}
