package mpi.core.coll.select;

import mpi.core.runtime.Setting;
import mpi.core.runtime.Settings;

/** Broadcasts: the fewest rounds for short messages and few ranks, the fewest bytes a rank for long ones. */
final class BcastRule {
    private final Forced forced;
    private final int fewRanks;
    private final long shortBytes;
    private final long middleBytes;
    private final Choice few;
    private final Choice brief;
    private final Choice middle;
    private final Choice uneven;
    private final Choice lengthy;
    private final Choice noPowerOfTwo;

    BcastRule(final Settings settings) {
        forced = new Forced(settings, Operation.BCAST);
        fewRanks = settings.count(Setting.COLL_BCAST_BINOMIAL_RANKS);
        shortBytes = settings.number(Setting.COLL_BCAST_BINOMIAL_THRESHOLD);
        middleBytes = settings.number(Setting.COLL_BCAST_DOUBLING_THRESHOLD);
        few = Choice.of(Algorithm.BINOMIAL, "fewer than %d ranks", Setting.COLL_BCAST_BINOMIAL_RANKS, fewRanks);
        brief = Choice.of(Algorithm.BINOMIAL, "at most %d bytes", Setting.COLL_BCAST_BINOMIAL_THRESHOLD, shortBytes);
        middle = Choice.of(Algorithm.SCATTER_DOUBLING, "not short, at most %d bytes, a power of two of ranks",
            Setting.COLL_BCAST_DOUBLING_THRESHOLD, middleBytes);
        uneven = Choice.of(Algorithm.SCATTER_RING, "not short, and the number of ranks is no power of two");
        lengthy = Choice.of(Algorithm.SCATTER_RING, "more than %d bytes", Setting.COLL_BCAST_DOUBLING_THRESHOLD,
            middleBytes);
        noPowerOfTwo = forced.inPlaceOf(Algorithm.SCATTER_DOUBLING, Algorithm.SCATTER_RING,
            "the number of ranks is no power of two");
    }

    Choice choose(final int size, final long lengthBytes) {
        if (forced.algorithm() != null) {
            return forced.algorithm() == Algorithm.SCATTER_DOUBLING && !Selector.isPowerOfTwo(size)
                ? noPowerOfTwo.said()
                : forced.choice();
        }
        if (size < fewRanks) {
            return few;
        }
        if (lengthBytes <= shortBytes) {
            return brief;
        }
        if (lengthBytes > middleBytes) {
            return lengthy;
        }
        return Selector.isPowerOfTwo(size) ? middle : uneven;
    }
}
