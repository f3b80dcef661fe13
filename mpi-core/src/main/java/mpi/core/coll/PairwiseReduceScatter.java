package mpi.core.coll;

/**
 * Reduction whose result is scattered, block by block: in round k every rank sends to the one k above it that one's
 * block, and receives its own from the one k below. Those of lower ranks go in front of its own contribution as they
 * come; those of higher ranks, which come from the last rank down, are combined by themselves and go behind it. So the
 * order of the ranks is kept.
 *
 * <ul>
 * <li><b>Cost</b>: P−1 rounds, P(P−1) messages, each rank sends n(P−1)/P bytes; (P−1)α + n(P−1)/P·(β + γ).
 * <li><b>When chosen</b>: long vectors, operations that do not commute.
 * <li><b>Source</b>: MPICH, {@code src/mpi/coll/reduce_scatter/reduce_scatter_intra_pairwise.c}.
 * </ul>
 */
final class PairwiseReduceScatter {
    private PairwiseReduceScatter() {}

    /**
     * Combines the blocks meant for this rank.
     *
     * @param contribution this rank's blocks for all ranks
     * @param blocks where they lie
     * @param lower begins with this rank's own block; afterwards the result
     * @param higher begins with nothing
     */
    static void run(final PeerLink link, final Region contribution, final Blocks blocks, final Accumulator lower,
        final Accumulator higher) {
        final int size = link.size();
        final int rank = link.rank();
        final long ownBytes = lower.lengthBytes();
        for (int round = 1; round < size; round++) {
            final int dest = (rank + round) % size;
            final int source = (rank - round + size) % size;
            final Accumulator part = source < rank ? lower : higher;
            link.sendrecv(dest, contribution.base(), blocks.position(contribution.offset(), dest),
                blocks.lengthBytes(dest), source, part.incoming(), 0, ownBytes);
            if (source == size - 1) {
                part.replace();
            } else {
                part.combineLeft();
            }
        }
        if (rank < size - 1) {
            lower.append(higher);
        }
    }
}
