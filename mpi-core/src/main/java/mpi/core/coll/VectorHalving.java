package mpi.core.coll;

/**
 * The first half of Rabenseifner's algorithms and its reverse, among a power of two of ranks: in round k a member
 * halves what it has left of the vector with the one that differs in bit k, sends the half it gives away and combines
 * the half it keeps. In the end each has one slice of the result, the one whose number is the member's with its bits
 * reversed.
 *
 * <p>The first exchange, which is the longest, is with a neighbour. Groups of members whose results are combined are
 * consecutive and the lower one is the left operand, so that the order of the members is kept. Members are numbered
 * from rank {@code root} on.
 */
final class VectorHalving {
    private VectorHalving() {}

    /** Combines; the accumulator has the member's slice of the result. */
    static void reduceScatter(final PeerLink link, final Accumulator accumulator, final int member, final int root) {
        final int members = Folding.members(link.size());
        final long items = accumulator.items();
        int from = 0;
        int to = members;
        for (int mask = 1; mask < members; mask <<= 1) {
            final int middle = from + to >>> 1;
            final boolean isLower = (member & mask) == 0;
            final long first = Slices.first(items, members, from);
            final long half = Slices.first(items, members, middle);
            final long end = Slices.first(items, members, to);
            final long keptFirst = isLower ? first : half;
            final long kept = isLower ? half - first : end - half;
            final int partner = rank(link, member ^ mask, root);
            link.sendrecv(partner, accumulator.base(), accumulator.offset(isLower ? half : first),
                accumulator.lengthBytes(end - first - kept),
                partner, accumulator.incoming(), accumulator.lengthBytes(keptFirst), accumulator.lengthBytes(kept));
            if (isLower) {
                accumulator.combineRight(keptFirst, kept);
                to = middle;
            } else {
                accumulator.combineLeft(keptFirst, kept);
                from = middle;
            }
        }
    }

    /** The slice that a member has after {@link #reduceScatter}. */
    static int slice(final int member, final int members) {
        return members == 1 ? 0 : Integer.reverse(member) >>> Integer.SIZE - Integer.numberOfTrailingZeros(members);
    }

    /** The reverse: from a slice at every member to all slices at every member. */
    static void allgather(final PeerLink link, final Object base, final long offset, final long items,
        final long itemBytes, final int member) {
        final int members = Folding.members(link.size());
        int from = slice(member, members);
        int length = 1;
        for (int mask = members >>> 1; mask > 0; mask >>>= 1) {
            final int sibling = (member & mask) == 0 ? from + length : from - length;
            final int partner = rank(link, member ^ mask, 0);
            final long ownFirst = Slices.first(items, members, from);
            final long siblingFirst = Slices.first(items, members, sibling);
            link.sendrecv(partner, base, offset + ownFirst * itemBytes,
                (Slices.first(items, members, from + length) - ownFirst) * itemBytes,
                partner, base, offset + siblingFirst * itemBytes,
                (Slices.first(items, members, sibling + length) - siblingFirst) * itemBytes);
            from = Math.min(from, sibling);
            length <<= 1;
        }
    }

    /** The reverse for member 0 alone: the others pass on what they have and are done. */
    static void gather(final PeerLink link, final Object base, final long offset, final long items,
        final long itemBytes, final int member, final int root) {
        final int members = Folding.members(link.size());
        final int from = slice(member, members);
        int length = 1;
        for (int mask = members >>> 1; mask > 0; mask >>>= 1) {
            final int partner = rank(link, member ^ mask, root);
            if ((member & mask) != 0) {
                final long first = Slices.first(items, members, from);
                link.send(partner, base, offset + first * itemBytes,
                    (Slices.first(items, members, from + length) - first) * itemBytes);
                return;
            }
            final long first = Slices.first(items, members, from + length);
            link.recv(partner, base, offset + first * itemBytes,
                (Slices.first(items, members, from + 2 * length) - first) * itemBytes);
            length <<= 1;
        }
    }

    private static int rank(final PeerLink link, final int member, final int root) {
        return (Folding.rank(member, link.size()) + root) % link.size();
    }
}
