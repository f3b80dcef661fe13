package mpi.core.coll;

import mpi.core.op.Operations;
import mpi.spi.Layout;
import mpi.spi.Reduction;

/**
 * Reduction across hosts: the ranks of each host to its leader, then the leaders up a {@linkplain BinomialReduce
 * binomial tree}, or {@linkplain ChainReduce along a chain} where the vector has several segments or the operation does
 * not commute. The order of the ranks is kept if hosts are consecutive ranks.
 *
 * <ul>
 * <li><b>Cost</b>: on N hosts N−1 messages between hosts for each segment, (N−1)·n bytes.
 * <li><b>When chosen</b>: several ranks on one of several hosts; not where an operation does not commute and hosts are
 * not consecutive ranks.
 * <li><b>Source</b>: Luo et al., HAN: a hierarchical autotuned collective communication framework, 2020.
 * </ul>
 */
final class TwoTierReduce {
    private TwoTierReduce() {}

    /** Combines the contributions; the root is the leader of its host. */
    static void run(final Tiers tiers, final Accumulator accumulator, final Accumulator second, final Reduction op,
        final Layout type, final long count, final long segmentItems, final Region own, final Region recv,
        final int root) {
        final boolean isInOrder = count > segmentItems || !Operations.isCommutative(op);
        long done = 0;
        do { // at least once: who has nothing tells the others, who may have something
            final long doneBytes = done * type.sizeBytes();
            tiers.local()
                .reduce(accumulator, second, op, type, Math.min(segmentItems, count - done), own.base(),
                    own.offset() + doneBytes, tiers.localLeader());
            if (tiers.isLeader()) {
                combine(tiers, accumulator, isInOrder);
            }
            if (tiers.rank() == root) {
                accumulator.result(recv.base(), recv.offset() + doneBytes);
            }
            done += segmentItems;
        } while (done < count);
    }

    private static void combine(final Tiers tiers, final Accumulator accumulator, final boolean isInOrder) {
        if (isInOrder) {
            ChainReduce.run(tiers.leaders(), accumulator, tiers.rootHost());
        } else {
            BinomialReduce.run(tiers.leaders(), accumulator, tiers.rootHost());
        }
    }
}
