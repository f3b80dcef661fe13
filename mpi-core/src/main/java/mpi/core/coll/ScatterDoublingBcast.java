package mpi.core.coll;

/**
 * Broadcast of a long message among a power of two of ranks: {@linkplain SliceScatter scatter} of its slices, then
 * {@linkplain RecursiveDoublingAllgather allgather by recursive doubling}.
 *
 * <ul>
 * <li><b>Cost</b>: 2L rounds, P−1 + P·L messages, L·n/2 + (P−1)·n bytes; 2Lα + 2n(P−1)/P·β.
 * <li><b>When chosen</b>: messages that are neither short nor long, 8 ranks or more, P a power of two.
 * <li><b>Source</b>: Thakur, Rabenseifner, Gropp, Optimization of collective communication operations in MPICH, 2005.
 * </ul>
 */
final class ScatterDoublingBcast {
    private ScatterDoublingBcast() {}

    /** Sends the root's memory, or receives it and passes it on. */
    static void run(final PeerLink link, final Object base, final long offset, final long lengthBytes,
        final int root) {
        SliceScatter.run(link, base, offset, lengthBytes, root);
        RecursiveDoublingAllgather.run(link, base, offset, lengthBytes, root);
    }
}
