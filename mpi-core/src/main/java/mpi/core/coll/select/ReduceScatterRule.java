package mpi.core.coll.select;

import mpi.core.runtime.Setting;
import mpi.core.runtime.Settings;

/** Reductions whose result is scattered: the fewest rounds where order does not matter, pairs of ranks otherwise. */
final class ReduceScatterRule {
    /** A whole vector has to fit into an array, whatever its elements are. */
    static final long LONGEST_VECTOR = 1 << 30;

    private final Forced forced;
    private final long halvingBytes;
    private final Choice order = Choice.of(Algorithm.PAIRWISE, "the operation does not commute");
    private final Choice brief;
    private final Choice lengthy;
    private final Choice noHalving;
    private final Choice noArray;

    ReduceScatterRule(final Settings settings) {
        forced = new Forced(settings, Operation.REDUCE_SCATTER);
        halvingBytes = Math.min(LONGEST_VECTOR, settings.number(Setting.COLL_REDUCE_SCATTER_HALVING_THRESHOLD));
        brief = Choice.of(Algorithm.RECURSIVE_HALVING, "less than %d bytes, and the operation commutes",
            Setting.COLL_REDUCE_SCATTER_HALVING_THRESHOLD, halvingBytes);
        lengthy = Choice.of(Algorithm.PAIRWISE, "%d bytes or more", Setting.COLL_REDUCE_SCATTER_HALVING_THRESHOLD,
            halvingBytes);
        noHalving = forced.inPlaceOf(Algorithm.RECURSIVE_HALVING, Algorithm.PAIRWISE, "the operation does not commute");
        noArray = forced.inPlaceOf(Algorithm.RECURSIVE_HALVING, Algorithm.PAIRWISE,
            "the vector is longer than 1 GiB");
    }

    /** {@code lengthBytes} are those of all blocks. */
    Choice choose(final long lengthBytes, final boolean isCommutative) {
        if (forced.algorithm() == Algorithm.PAIRWISE) {
            return forced.choice();
        }
        if (forced.algorithm() != null) {
            return !isCommutative ? noHalving.said() : lengthBytes > LONGEST_VECTOR ? noArray.said() : forced.choice();
        }
        if (!isCommutative) {
            return order;
        }
        return lengthBytes < halvingBytes ? brief : lengthy;
    }
}
