package mpi.core.coll;

/**
 * Reduction whose result is scattered, by recursive halving: in each round a rank gives away the blocks of the half of
 * the ranks that it is not in, and combines those of its own half. Where P is no power of two, ranks {@linkplain
 * Folding fold} first, and who stands for two sends the other's block in the end. The first exchange is with a rank far
 * away, so that operations have to commute.
 *
 * <ul>
 * <li><b>Cost</b>: log2 Q rounds and 2 more where P &gt; Q; Q·log2 Q + 2(P−Q) messages; (Q−1)·n bytes, and
 * (P−Q)·n and P−Q blocks more; Lα + n(P−1)/P·(β + γ).
 * <li><b>When chosen</b>: operations that commute, on vectors that are not long; works on an array as long as the
 * vector.
 * <li><b>Source</b>: MPICH, {@code src/mpi/coll/reduce_scatter/reduce_scatter_intra_recursive_halving.c}.
 * </ul>
 */
final class RecursiveHalvingReduceScatter {
    private RecursiveHalvingReduceScatter() {}

    /**
     * Combines the contributions and puts this rank's block where it belongs.
     *
     * @param accumulator begins with this rank's whole contribution
     * @param blocks how it is cut, one block behind the other
     * @param base memory for this rank's block
     * @param offset where the block begins
     */
    static void run(final PeerLink link, final Accumulator accumulator, final Blocks blocks, final Object base,
        final long offset) {
        final int rank = link.rank();
        final int size = link.size();
        final int member = Folding.member(rank, size);
        if (member == Folding.NONE) {
            link.send(rank - 1, accumulator.base(), accumulator.offset(), accumulator.lengthBytes());
            link.recv(rank - 1, base, offset, blocks.lengthBytes(rank));
            return;
        }
        final boolean isPair = Folding.isPair(member, size);
        if (isPair) {
            link.recv(rank + 1, accumulator.incoming(), 0, accumulator.lengthBytes());
            accumulator.combineRight();
        }
        for (int mask = Folding.members(size) >>> 1; mask > 0; mask >>>= 1) {
            halve(link, accumulator, blocks, member, mask);
        }
        // The memory is for this block alone.
        final long own = firstItem(accumulator, blocks, rank);
        accumulator.result(base, offset - accumulator.lengthBytes(own), own, blocks.count(rank));
        if (isPair) {
            link.send(rank + 1, accumulator.base(), accumulator.offset(firstItem(accumulator, blocks, rank + 1)),
                blocks.lengthBytes(rank + 1));
        }
    }

    private static void halve(final PeerLink link, final Accumulator accumulator, final Blocks blocks,
        final int member, final int mask) {
        final int size = link.size();
        final int group = member & -(2 * mask);
        final boolean isLower = (member & mask) == 0;
        final long first = firstItem(accumulator, blocks, Folding.rank(group, size));
        final long half = firstItem(accumulator, blocks, Folding.rank(group + mask, size));
        final long end = group + 2 * mask == Folding.members(size) ? accumulator.items()
            : firstItem(accumulator, blocks, Folding.rank(group + 2 * mask, size));
        final long keptFirst = isLower ? first : half;
        final long kept = isLower ? half - first : end - half;
        final int partner = Folding.rank(member ^ mask, size);
        link.sendrecv(partner, accumulator.base(), accumulator.offset(isLower ? half : first),
            accumulator.lengthBytes(end - first - kept),
            partner, accumulator.incoming(), accumulator.lengthBytes(keptFirst), accumulator.lengthBytes(kept));
        if (isLower) {
            accumulator.combineRight(keptFirst, kept);
        } else {
            accumulator.combineLeft(keptFirst, kept);
        }
    }

    private static long firstItem(final Accumulator accumulator, final Blocks blocks, final int rank) {
        return blocks.offsetBytes(rank) / Math.max(1, accumulator.lengthBytes(1));
    }
}
