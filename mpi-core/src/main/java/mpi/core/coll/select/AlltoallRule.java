package mpi.core.coll.select;

import mpi.core.runtime.Setting;
import mpi.core.runtime.Settings;

/**
 * Total exchanges: the fewest messages for blocks that are very short, all at once for longer ones, and one at a time
 * where the bytes count. {@code SCATTERED} and {@code PAIRWISE} exchange the same messages, so that ranks need not
 * agree which of the two they run.
 */
final class AlltoallRule {
    private final Forced forced;
    private final int manyRanks;
    private final long bruckBytes;
    private final long scatteredBytes;
    private final Choice tiny;
    private final Choice brief;
    private final Choice lengthy;
    private final Choice varying = Choice.of(Algorithm.SCATTERED, "blocks of any size");
    private final Choice noBruck;

    AlltoallRule(final Settings settings) {
        forced = new Forced(settings, Operation.ALLTOALL);
        manyRanks = settings.count(Setting.COLL_ALLTOALL_BRUCK_RANKS);
        bruckBytes = settings.number(Setting.COLL_ALLTOALL_BRUCK_THRESHOLD);
        scatteredBytes = settings.number(Setting.COLL_ALLTOALL_SCATTERED_THRESHOLD);
        tiny = Choice.of(Algorithm.BRUCK, "equal blocks of at most %d bytes, and many ranks",
            Setting.COLL_ALLTOALL_BRUCK_THRESHOLD, bruckBytes);
        brief = Choice.of(Algorithm.SCATTERED, "blocks of at most %d bytes",
            Setting.COLL_ALLTOALL_SCATTERED_THRESHOLD, scatteredBytes);
        lengthy = Choice.of(Algorithm.PAIRWISE, "blocks of more than %d bytes",
            Setting.COLL_ALLTOALL_SCATTERED_THRESHOLD, scatteredBytes);
        noBruck = forced.inPlaceOf(Algorithm.BRUCK, Algorithm.SCATTERED,
            "blocks are not equal, or longer than half an array in all");
    }

    /** {@code blockBytes} are of no meaning unless blocks are equal. */
    Choice choose(final int size, final long blockBytes, final boolean isEqual) {
        final boolean canBruck = isEqual && blockBytes <= Selector.LONGEST_ARRAY / 2 / (size + 1);
        if (forced.algorithm() != null) {
            return forced.algorithm() == Algorithm.BRUCK && !canBruck ? noBruck.said() : forced.choice();
        }
        if (!isEqual) {
            return varying;
        }
        if (canBruck && size >= manyRanks && blockBytes <= bruckBytes) {
            return tiny;
        }
        return blockBytes <= scatteredBytes ? brief : lengthy;
    }
}
