package mpi.core.check;

import mpi.spi.Neighbours;

/**
 * Which block of its receiver a message to a neighbour goes to (MPI 4.1, section 8.6).
 */
final class Edges {
    private Edges() {}

    /**
     * Finds the other end of an edge. In a grid what is sent down arrives from above; elsewhere the first edge of two
     * ranks at the one is the first at the other.
     *
     * @param from neighbours of the sender
     * @param sender the sender
     * @param edge which of its destinations
     * @param to neighbours of the receiver
     * @return which of the receiver's sources, or -1 if it has no such source
     */
    static int slot(final Neighbours from, final int sender, final int edge, final Neighbours to) {
        final int opposite = edge ^ 1;
        if (from.cartesian()) {
            return opposite < to.sources().length && to.sources()[opposite] == sender ? opposite : -1;
        }
        int earlier = 0;
        for (int i = 0; i < edge; i++) {
            if (from.destinations()[i] == from.destinations()[edge]) {
                earlier++;
            }
        }
        for (int slot = 0; slot < to.sources().length; slot++) {
            if (to.sources()[slot] == sender && earlier-- == 0) {
                return slot;
            }
        }
        return -1;
    }
}
