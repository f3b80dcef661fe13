package mpi.core.coll.select;

import mpi.core.runtime.Settings;

/** Gathers and scatters: a tree, where blocks are equal and a subtree's fit into an array. */
final class TreeRule {
    private final Forced forced;
    private final Choice equal = Choice.of(Algorithm.BINOMIAL, "equal blocks");
    private final Choice varying = Choice.of(Algorithm.LINEAR, "blocks of any size, which only the root knows");
    private final Choice huge = Choice.of(Algorithm.LINEAR, "all blocks are longer than an array can be");
    private final Choice forcedVarying;
    private final Choice forcedHuge;

    TreeRule(final Settings settings, final Operation operation) {
        forced = new Forced(settings, operation);
        forcedVarying = forced.inPlaceOf(Algorithm.BINOMIAL, Algorithm.LINEAR, "only the root knows the blocks' sizes");
        forcedHuge = forced.inPlaceOf(Algorithm.BINOMIAL, Algorithm.LINEAR, "all blocks are longer than an array");
    }

    /** {@code blockBytes} are of no meaning unless blocks are equal. */
    Choice choose(final int size, final long blockBytes, final boolean isEqual) {
        final boolean isHuge = isEqual && blockBytes > Selector.LONGEST_ARRAY / size;
        if (forced.algorithm() == Algorithm.LINEAR) {
            return forced.choice();
        }
        if (forced.algorithm() == Algorithm.BINOMIAL) {
            return !isEqual ? forcedVarying.said() : isHuge ? forcedHuge.said() : forced.choice();
        }
        return !isEqual ? varying : isHuge ? huge : equal;
    }
}
