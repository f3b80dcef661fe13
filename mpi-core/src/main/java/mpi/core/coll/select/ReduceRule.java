package mpi.core.coll.select;

import mpi.core.runtime.Setting;
import mpi.core.runtime.Settings;

/** Reductions to a root: a tree for short vectors, slices for long ones; the tree of rank 0 where order matters. */
final class ReduceRule {
    private final Forced forced;
    private final long shortBytes;
    private final Choice order = Choice.of(Algorithm.ORDERED, "the operation does not commute");
    private final Choice users = Choice.of(Algorithm.BINOMIAL, "an operation of the user");
    private final Choice brief;
    private final Choice lengthy;
    private final Choice noTree;
    private final Choice noSlices;

    ReduceRule(final Settings settings) {
        forced = new Forced(settings, Operation.REDUCE);
        shortBytes = settings.number(Setting.COLL_REDUCE_BINOMIAL_THRESHOLD);
        brief = Choice.of(Algorithm.BINOMIAL, "at most %d bytes, or fewer items than ranks",
            Setting.COLL_REDUCE_BINOMIAL_THRESHOLD, shortBytes);
        lengthy = Choice.of(Algorithm.RABENSEIFNER, "a predefined operation on more than %d bytes",
            Setting.COLL_REDUCE_BINOMIAL_THRESHOLD, shortBytes);
        noTree = forced.inPlaceOf(Algorithm.BINOMIAL, Algorithm.ORDERED, "the operation does not commute");
        noSlices = forced.inPlaceOf(Algorithm.RABENSEIFNER, Algorithm.ORDERED, "the operation does not commute");
    }

    Choice choose(final int size, final long count, final long lengthBytes, final boolean isCommutative,
        final boolean isUsers) {
        if (forced.algorithm() != null) {
            if (isCommutative || forced.algorithm() == Algorithm.ORDERED) {
                return forced.choice();
            }
            return forced.algorithm() == Algorithm.BINOMIAL ? noTree.said() : noSlices.said();
        }
        if (!isCommutative) {
            return order;
        }
        if (isUsers) {
            return users;
        }
        return lengthBytes <= shortBytes || count < size ? brief : lengthy;
    }
}
