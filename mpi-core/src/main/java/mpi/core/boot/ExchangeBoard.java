package mpi.core.boot;

import java.net.ProtocolException;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Collects the ranks' parts of one exchange after the other. An exchange blocks its ranks until it is complete, so
 * there is never more than one under way. Not thread-safe.
 */
final class ExchangeBoard {
    private final byte[][] parts;
    private int present;
    private int epoch;
    private int round;

    ExchangeBoard(final int size) {
        parts = new byte[size][];
    }

    /**
     * Takes one rank's part; the first part says which exchange it is.
     *
     * @param rank world rank
     * @param part its part
     * @return every rank's bytes if this was the last part, else {@code null}
     * @throws ProtocolException if the rank has taken part already, or is in another exchange than the others
     */
    ControlMessage.Exchanged add(final int rank, final ControlMessage.Exchange part) throws ProtocolException {
        if (present == 0) {
            epoch = part.epoch();
            round = part.round();
        } else if (epoch != part.epoch() || round != part.round()) {
            throw new ProtocolException("is in exchange " + part.round() + " of epoch " + part.epoch()
                + ", the other ranks in exchange " + round + " of epoch " + epoch);
        }
        if (parts[rank] != null) {
            throw new ProtocolException("takes part twice in exchange " + round + " of epoch " + epoch);
        }
        parts[rank] = part.bytes();
        present++;
        return present == parts.length ? finish() : null;
    }

    /**
     * Who has not taken part.
     *
     * @param askedEpoch epoch of the exchange
     * @param askedRound number of the exchange
     * @return world ranks, ascending; none if that exchange is not under way
     */
    int[] missing(final int askedEpoch, final int askedRound) {
        if (present == 0 || epoch != askedEpoch || round != askedRound) {
            return new int[0];
        }
        return IntStream.range(0, parts.length).filter(rank -> parts[rank] == null).toArray();
    }

    private ControlMessage.Exchanged finish() {
        final byte[][] all = parts.clone();
        Arrays.fill(parts, null);
        present = 0;
        return new ControlMessage.Exchanged(epoch, round, all);
    }
}
