package mpi.core.coll;

import java.util.ArrayList;
import java.util.List;
import mpi.MPI;
import mpi.spi.Collective;
import mpi.spi.Neighbours;

/**
 * Whom a rank sends which block to, and whom it receives which from, where every block goes straight to its receiver.
 * Of reductions, what is received are the contributions, in the order of the ranks. A rank's own block is a message to
 * itself, which is left out where it is in place already.
 *
 * @param sends in the order of sending
 * @param receives in the order of posting
 */
record Pattern(List<Edge> sends, List<Edge> receives) {
    /** One end of a message; {@code block} is {@link #EMPTY} of one without contents. */
    record Edge(int peer, int block) {}

    /** No block: an empty message. */
    static final int EMPTY = -1;

    /**
     * The pattern of an operation.
     *
     * @param c the operation
     * @param rank this rank
     * @param peers ranks of the group that it exchanges with
     * @param isInter whether that is not its own group
     * @return whom it sends to and receives from
     */
    static Pattern of(final Collective c, final int rank, final int peers, final boolean isInter) {
        final Builder pattern = new Builder(rank, peers, isInter);
        final boolean isRoot = isInter ? c.root() == MPI.ROOT : c.root() == rank;
        final boolean hasRoot = c.root() >= 0;
        switch (c.kind()) {
            case BARRIER -> pattern.sendAll(_ -> EMPTY).receiveAll(_ -> EMPTY);
            case BCAST -> {
                if (isRoot) {
                    pattern.sendAll(_ -> 0).withoutSelf();
                } else if (hasRoot) {
                    pattern.receive(c.root(), 0);
                }
            }
            case GATHER, GATHERV, REDUCE -> {
                if (hasRoot) {
                    pattern.send(c.root(), 0);
                }
                if (isRoot) {
                    pattern.receiveAll(source -> source);
                }
            }
            case SCATTER, SCATTERV -> {
                if (isRoot) {
                    pattern.sendAll(dest -> dest);
                }
                if (hasRoot) {
                    pattern.receive(c.root(), 0);
                }
            }
            case ALLGATHER, ALLGATHERV, ALLREDUCE -> pattern.sendAll(_ -> 0).receiveAll(source -> source);
            case ALLTOALL, ALLTOALLV, ALLTOALLW -> pattern.sendAll(dest -> dest).receiveAll(source -> source);
            case REDUCE_SCATTER, REDUCE_SCATTER_BLOCK -> pattern.sendAll(dest -> isInter ? 0 : dest)
                .receiveAll(source -> source);
            case SCAN -> pattern.sendUp(rank).receiveDown(rank);
            case EXSCAN -> pattern.sendUp(rank + 1).receiveDown(rank - 1);
            case NEIGHBOR_ALLGATHER, NEIGHBOR_ALLGATHERV -> pattern.neighbours(c.neighbours(), true);
            case NEIGHBOR_ALLTOALL, NEIGHBOR_ALLTOALLV, NEIGHBOR_ALLTOALLW -> pattern.neighbours(c.neighbours(), false);
            case REDUCE_LOCAL -> throw new IllegalArgumentException("reduce_local sends nothing");
        }
        if (c.op() == null && (c.send().isInPlace() || c.recv().isInPlace())) {
            pattern.withoutSelf();
        }
        return new Pattern(pattern.sends, pattern.receives);
    }

    private static final class Builder {
        private final List<Edge> sends = new ArrayList<>();
        private final List<Edge> receives = new ArrayList<>();
        private final int rank;
        private final int peers;
        private final boolean isInter;

        /** The block that goes to, or comes from, a rank. */
        @FunctionalInterface
        private interface BlockOf {
            int block(int peer);
        }

        Builder(final int rank, final int peers, final boolean isInter) {
            this.rank = rank;
            this.peers = peers;
            this.isInter = isInter;
        }

        void send(final int dest, final int block) {
            sends.add(new Edge(dest, block));
        }

        void receive(final int source, final int block) {
            receives.add(new Edge(source, block));
        }

        Builder sendAll(final BlockOf blocks) {
            for (int dest = 0; dest < peers; dest++) {
                send(dest, blocks.block(dest));
            }
            return this;
        }

        Builder receiveAll(final BlockOf blocks) {
            for (int source = 0; source < peers; source++) {
                receive(source, blocks.block(source));
            }
            return this;
        }

        Builder sendUp(final int first) {
            for (int dest = first; dest < peers; dest++) {
                send(dest, 0);
            }
            return this;
        }

        void receiveDown(final int last) {
            for (int source = 0; source <= last; source++) {
                receive(source, source);
            }
        }

        /**
         * What goes down along a dimension of a grid arrives from above. Where both are the same rank, messages to it
         * must leave in the order in which it receives from below, then from above: the one up first.
         */
        void neighbours(final Neighbours neighbours, final boolean same) {
            final int[] destinations = neighbours.destinations();
            for (int i = 0; i < destinations.length; i++) {
                final int next = neighbours.cartesian() ? i ^ 1 : i;
                if (destinations[next] != MPI.PROC_NULL) {
                    send(destinations[next], same ? 0 : next);
                }
            }
            final int[] sources = neighbours.sources();
            for (int i = 0; i < sources.length; i++) {
                if (sources[i] != MPI.PROC_NULL) {
                    receive(sources[i], i);
                }
            }
        }

        void withoutSelf() {
            if (!isInter) {
                sends.removeIf(edge -> edge.peer() == rank);
                receives.removeIf(edge -> edge.peer() == rank);
            }
        }
    }
}
