package mpi.core.coll.select;

import mpi.core.runtime.Setting;
import mpi.core.runtime.Settings;

/** Allreduces: the fewest rounds for short vectors, the fewest bytes for long ones. */
final class AllreduceRule {
    private final Forced forced;
    private final long shortBytes;
    private final long ringBytes;
    private final Choice users = Choice.of(Algorithm.RECURSIVE_DOUBLING, "an operation of the user");
    private final Choice order = Choice.of(Algorithm.RECURSIVE_DOUBLING, "the operation does not commute");
    private final Choice brief;
    private final Choice lengthy;
    private final Choice huge;
    private final Choice noRing;

    AllreduceRule(final Settings settings) {
        forced = new Forced(settings, Operation.ALLREDUCE);
        shortBytes = settings.number(Setting.COLL_ALLREDUCE_DOUBLING_THRESHOLD);
        ringBytes = settings.number(Setting.COLL_ALLREDUCE_RING_THRESHOLD);
        brief = Choice.of(Algorithm.RECURSIVE_DOUBLING, "at most %d bytes, or fewer items than ranks",
            Setting.COLL_ALLREDUCE_DOUBLING_THRESHOLD, shortBytes);
        lengthy = Choice.of(Algorithm.RABENSEIFNER, "a predefined operation on more than %d bytes",
            Setting.COLL_ALLREDUCE_DOUBLING_THRESHOLD, shortBytes);
        huge = Choice.of(Algorithm.RING, "a predefined operation on %d bytes or more",
            Setting.COLL_ALLREDUCE_RING_THRESHOLD, ringBytes);
        noRing = forced.inPlaceOf(Algorithm.RING, Algorithm.RABENSEIFNER, "the operation does not commute");
    }

    Choice choose(final int size, final long count, final long lengthBytes, final boolean isCommutative,
        final boolean isUsers) {
        if (forced.algorithm() != null) {
            return forced.algorithm() == Algorithm.RING && !isCommutative ? noRing.said() : forced.choice();
        }
        if (isUsers) {
            return users;
        }
        if (!isCommutative) {
            return order;
        }
        if (lengthBytes <= shortBytes || count < size) {
            return brief;
        }
        return lengthBytes < ringBytes ? lengthy : huge;
    }
}
