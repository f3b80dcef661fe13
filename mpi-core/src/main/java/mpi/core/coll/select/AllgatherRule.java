package mpi.core.coll.select;

import mpi.core.runtime.Setting;
import mpi.core.runtime.Settings;

/** Allgathers: the fewest rounds for short blocks, neighbours alone for long ones. */
final class AllgatherRule {
    private final Forced forced;
    private final long doublingBytes;
    private final long bruckBytes;
    private final Choice doubling;
    private final Choice brief;
    private final Choice lengthy;
    private final Choice noDoubling;
    private final Choice noBruck;
    private final Choice noExchange;

    AllgatherRule(final Settings settings) {
        forced = new Forced(settings, Operation.ALLGATHER);
        doublingBytes = settings.number(Setting.COLL_ALLGATHER_DOUBLING_THRESHOLD);
        bruckBytes = Math.min(Selector.LONGEST_ARRAY, settings.number(Setting.COLL_ALLGATHER_BRUCK_THRESHOLD));
        doubling = Choice.of(Algorithm.RECURSIVE_DOUBLING, "equal blocks of less than %d bytes in all, a power of two"
            + " of ranks", Setting.COLL_ALLGATHER_DOUBLING_THRESHOLD, doublingBytes);
        brief = Choice.of(Algorithm.BRUCK, "less than %d bytes in all", Setting.COLL_ALLGATHER_BRUCK_THRESHOLD,
            bruckBytes);
        lengthy = Choice.of(Algorithm.RING, "long blocks, %d bytes in all or more",
            Setting.COLL_ALLGATHER_BRUCK_THRESHOLD, bruckBytes);
        noDoubling = forced.inPlaceOf(Algorithm.RECURSIVE_DOUBLING, Algorithm.BRUCK,
            "the number of ranks is no power of two, or blocks are not equal");
        noBruck = forced.inPlaceOf(Algorithm.BRUCK, Algorithm.RING, "all blocks are longer than an array");
        noExchange = forced.inPlaceOf(Algorithm.NEIGHBOUR_EXCHANGE, Algorithm.RING,
            "the number of ranks is odd, or blocks are not equal");
    }

    /** {@code lengthBytes} are those of all blocks. */
    Choice choose(final int size, final long lengthBytes, final boolean isEqual) {
        final boolean canDouble = isEqual && Selector.isPowerOfTwo(size);
        if (forced.algorithm() != null) {
            return switch (forced.algorithm()) {
                case RECURSIVE_DOUBLING -> canDouble ? forced.choice()
                    : lengthBytes > Selector.LONGEST_ARRAY ? noBruck.said() : noDoubling.said();
                case BRUCK -> lengthBytes > Selector.LONGEST_ARRAY ? noBruck.said() : forced.choice();
                case NEIGHBOUR_EXCHANGE -> isEqual && size % 2 == 0 ? forced.choice() : noExchange.said();
                default -> forced.choice();
            };
        }
        if (canDouble && lengthBytes < doublingBytes) {
            return doubling;
        }
        return lengthBytes < bruckBytes ? brief : lengthy;
    }
}
