package mpi.core.coll;

/**
 * The power of two of ranks that go on where an algorithm needs one. Of P ranks the first 2(P−Q), Q being the power of
 * two below P, make pairs of neighbours: the odd one folds into the even one, which unfolds at the end. Who goes on is
 * a member, 0 to Q−1, in the order of the ranks, so that members that are neighbours stand for ranks that are.
 */
final class Folding {
    /** Of a rank that has folded into its neighbour. */
    static final int NONE = -1;

    private Folding() {}

    /** Number of members of {@code size} ranks. */
    static int members(final int size) {
        return Integer.highestOneBit(size);
    }

    /** The member that a rank is, or {@link #NONE}. */
    static int member(final int rank, final int size) {
        final int folded = size - members(size);
        if (rank >= 2 * folded) {
            return rank - folded;
        }
        return rank % 2 == 0 ? rank / 2 : NONE;
    }

    /** The rank that a member is. */
    static int rank(final int member, final int size) {
        final int folded = size - members(size);
        return member < folded ? 2 * member : member + folded;
    }

    /** Whether a member stands for the rank above it, too. */
    static boolean isPair(final int member, final int size) {
        return member < size - members(size);
    }
}
