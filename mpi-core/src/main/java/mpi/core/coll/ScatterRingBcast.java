package mpi.core.coll;

/**
 * Broadcast of a long message: {@linkplain SliceScatter scatter} of its slices, then {@linkplain RingAllgather
 * allgather around a ring}.
 *
 * <ul>
 * <li><b>Cost</b>: L + P−1 rounds, P−1 + P(P−1) messages, (P−1)·n bytes and those of the scatter, which are L·n/2 at
 * powers of two; (L + P−1)α + 2n(P−1)/P·β.
 * <li><b>When chosen</b>: long messages, 8 ranks or more.
 * <li><b>Source</b>: Chan, Heimlich, Purkayastha, van de Geijn, Collective communication: theory, practice, and
 * experience, 2007.
 * </ul>
 */
final class ScatterRingBcast {
    private ScatterRingBcast() {}

    /** Sends the root's memory, or receives it and passes it on. */
    static void run(final PeerLink link, final Object base, final long offset, final long lengthBytes,
        final int root) {
        SliceScatter.run(link, base, offset, lengthBytes, root);
        RingAllgather.run(link, base, offset, lengthBytes, 1, root);
    }
}
