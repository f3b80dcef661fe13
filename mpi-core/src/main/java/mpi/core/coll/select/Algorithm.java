package mpi.core.coll.select;

import java.util.Locale;

/** The algorithms of collective operations, by the names that settings give them. */
public enum Algorithm {
    /** A tree whose subtrees double. */
    BINOMIAL,
    /** Scatter of slices, allgather by recursive doubling. */
    SCATTER_DOUBLING,
    /** Scatter of slices, allgather around a ring. */
    SCATTER_RING,
    /** Segments down a chain of ranks. */
    CHAIN,
    /** The binomial tree of rank 0, which keeps the order of the ranks. */
    ORDERED,
    /** Reduce-scatter by recursive halving, then gather or allgather. */
    RABENSEIFNER,
    /** Groups that double exchange. */
    RECURSIVE_DOUBLING,
    /** Around a ring. */
    RING,
    /** The root and each rank. */
    LINEAR,
    /** Rounds of doubling distance with rotated blocks. */
    BRUCK,
    /** The two neighbours in turn. */
    NEIGHBOUR_EXCHANGE,
    /** Groups that halve exchange. */
    RECURSIVE_HALVING,
    /** One pair of ranks a round. */
    PAIRWISE,
    /** All pairs of ranks at once. */
    SCATTERED,
    /** Rounds of doubling distance. */
    DISSEMINATION,
    /** Through memory that the ranks of one host share; cannot be forced. */
    SHARED_MEMORY,
    /** One leader a host among the leaders, and ranks of a host among themselves; cannot be forced. */
    TWO_TIER;

    /**
     * Its name in settings.
     *
     * @return for example {@code recursive_doubling}
     */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
