package mpi.core.coll;

import mpi.spi.Layout;
import mpi.spi.Reduction;

/**
 * Allreduce across hosts: the ranks of each host reduce to its leader, leaders combine, and give the result to the
 * ranks of their hosts, segment by segment. The order of the ranks is kept if hosts are consecutive ranks, and the
 * result is bitwise equal everywhere.
 *
 * <p>Among leaders no more than 2(N−1)·n bytes are sent: two or three exchange by {@linkplain
 * RecursiveDoublingAllreduce recursive doubling}, more reduce to the first, which broadcasts; vectors of several
 * segments go by {@linkplain RabenseifnerAllreduce Rabenseifner's algorithm}.
 *
 * <ul>
 * <li><b>Cost</b>: on N hosts 2(N−1) messages between hosts at most, 2(N−1)·n bytes at most, in 2⌈log2 N⌉ rounds; more
 * messages, and as many bytes, for vectors of several segments.
 * <li><b>When chosen</b>: several ranks on one of several hosts; not where an operation does not commute and hosts are
 * not consecutive ranks.
 * <li><b>Source</b>: Luo et al., HAN: a hierarchical autotuned collective communication framework, 2020.
 * </ul>
 */
final class TwoTierAllreduce {
    /** With so many leaders recursive doubling sends no more than the way to the first and back. */
    private static final int FEW_LEADERS = 3;

    private TwoTierAllreduce() {}

    /** Combines the contributions. */
    static void run(final Tiers tiers, final Accumulator accumulator, final Accumulator second, final Reduction op,
        final Layout type, final long count, final long segmentItems, final Region own, final Region recv) {
        final boolean isLong = count > segmentItems;
        long done = 0;
        do { // at least once: who has nothing tells the others, who may have something
            final long items = Math.min(segmentItems, count - done);
            final long doneBytes = done * type.sizeBytes();
            final long resultOffset = recv.offset() + doneBytes;
            tiers.local()
                .reduce(accumulator, second, op, type, items, own.base(), own.offset() + doneBytes,
                    tiers.localLeader());
            if (tiers.isLeader()) {
                combine(tiers.leaders(), accumulator, isLong, recv.base(), resultOffset);
            }
            tiers.local().bcast(recv.base(), resultOffset, items * type.sizeBytes(), tiers.localLeader());
            done += segmentItems;
        } while (done < count);
    }

    private static void combine(final PeerLink leaders, final Accumulator accumulator, final boolean isLong,
        final Object base, final long offset) {
        if (leaders.size() <= FEW_LEADERS) {
            RecursiveDoublingAllreduce.run(leaders, accumulator);
            accumulator.result(base, offset);
        } else if (isLong) {
            RabenseifnerAllreduce.run(leaders, accumulator, base, offset);
        } else {
            BinomialReduce.run(leaders, accumulator, 0);
            if (leaders.rank() == 0) {
                accumulator.result(base, offset);
            }
            BinomialBcast.run(leaders, base, offset, accumulator.lengthBytes(), 0);
        }
    }
}
