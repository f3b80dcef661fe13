package mpi.spi;

/**
 * A collective operation (MPI 4.1, chapter 6 and section 8.6) with the arguments that matter at this rank, as
 * {@link CommEngine#run} and {@link CommEngine#start} take it.
 *
 * <p>Which blocks an operation has, P being the ranks of the group that it exchanges with (of an intercommunicator: the
 * remote one) and D and S the numbers of destinations and sources of a topology:
 *
 * <table>
 * <caption>Blocks</caption>
 * <tr><th>operation</th><th>send</th><th>recv</th></tr>
 * <tr><td>barrier</td><td>none</td><td>none</td></tr>
 * <tr><td>bcast</td><td>1 at the root</td><td>1 elsewhere</td></tr>
 * <tr><td>gather, gatherv</td><td>1 or in place</td><td>P at the root</td></tr>
 * <tr><td>scatter, scatterv</td><td>P at the root</td><td>1 or in place</td></tr>
 * <tr><td>allgather, allgatherv</td><td>1 or in place</td><td>P</td></tr>
 * <tr><td>alltoall, alltoallv, alltoallw</td><td>P or in place</td><td>P</td></tr>
 * <tr><td>reduce</td><td>1 or in place</td><td>1 at the root</td></tr>
 * <tr><td>allreduce, scan, exscan, reduce_local</td><td>1 or in place</td><td>1</td></tr>
 * <tr><td>reduce_scatter, reduce_scatter_block</td><td>one for each rank of this group, or in place</td>
 * <td>1; in place: all contributions, the result goes to the start of the buffer</td></tr>
 * <tr><td>neighbor_allgather(v)</td><td>1</td><td>S</td></tr>
 * <tr><td>neighbor_alltoall(v, w)</td><td>D</td><td>S</td></tr>
 * </table>
 *
 * @param kind which operation
 * @param send what this rank contributes; {@link BufferBlocks#NONE} where it contributes nothing
 * @param recv what this rank receives; {@link BufferBlocks#NONE} where it receives nothing
 * @param op what reductions apply, else {@code null}
 * @param root of operations that have one; over an intercommunicator also {@code MPI.ROOT} and {@code MPI.PROC_NULL}
 * @param neighbours of neighbourhood operations, else {@code null}
 */
public record Collective(Kind kind, BufferBlocks send, BufferBlocks recv, Reduction op, int root,
    Neighbours neighbours) {

    /** The root of an operation that has none. */
    public static final int NO_ROOT = -1;

    /**
     * What another operation may be {@linkplain #isLike like}.
     *
     * @return this operation without the buffers and the function of the user
     */
    public Collective withoutMemory() {
        return new Collective(kind, send.withoutMemory(), recv.withoutMemory(),
            op == null ? null : op.withoutFunction(), root, neighbours);
    }

    /**
     * Whether this is another operation again, on whichever buffers: with blocks, types, root, and so on as there, and
     * of a user's operation with a function that commutes like that one.
     *
     * @param other that operation, of the same communicator
     * @return true if the two exchange the same messages
     */
    public boolean isLike(final Collective other) {
        return kind == other.kind && root == other.root && isLike(op, other.op) && neighbours == other.neighbours
            && send.areLike(other.send) && recv.areLike(other.recv);
    }

    private static boolean isLike(final Reduction op, final Reduction other) {
        return op == other
            || op != null && other != null && op.kind() == other.kind() && op.commutative() == other.commutative();
    }

    /** The operations. */
    public enum Kind {
        /** MPI 4.1, section 6.3. */
        BARRIER("barrier"),
        /** MPI 4.1, section 6.4. */
        BCAST("bcast"),
        /** MPI 4.1, section 6.5. */
        GATHER("gather"),
        /** MPI 4.1, section 6.5. */
        GATHERV("gatherv"),
        /** MPI 4.1, section 6.6. */
        SCATTER("scatter"),
        /** MPI 4.1, section 6.6. */
        SCATTERV("scatterv"),
        /** MPI 4.1, section 6.7. */
        ALLGATHER("allgather"),
        /** MPI 4.1, section 6.7. */
        ALLGATHERV("allgatherv"),
        /** MPI 4.1, section 6.8. */
        ALLTOALL("alltoall"),
        /** MPI 4.1, section 6.8. */
        ALLTOALLV("alltoallv"),
        /** MPI 4.1, section 6.8. */
        ALLTOALLW("alltoallw"),
        /** MPI 4.1, section 6.9.1. */
        REDUCE("reduce"),
        /** MPI 4.1, section 6.9.6. */
        ALLREDUCE("allreduce"),
        /** MPI 4.1, section 6.9.7; involves this rank alone. */
        REDUCE_LOCAL("reduce_local"),
        /** MPI 4.1, section 6.10.2. */
        REDUCE_SCATTER("reduce_scatter"),
        /** MPI 4.1, section 6.10.1. */
        REDUCE_SCATTER_BLOCK("reduce_scatter_block"),
        /** MPI 4.1, section 6.11.1. */
        SCAN("scan"),
        /** MPI 4.1, section 6.11.2. */
        EXSCAN("exscan"),
        /** MPI 4.1, section 8.6.1. */
        NEIGHBOR_ALLGATHER("neighbor_allgather"),
        /** MPI 4.1, section 8.6.1. */
        NEIGHBOR_ALLGATHERV("neighbor_allgatherv"),
        /** MPI 4.1, section 8.6.2. */
        NEIGHBOR_ALLTOALL("neighbor_alltoall"),
        /** MPI 4.1, section 8.6.2. */
        NEIGHBOR_ALLTOALLV("neighbor_alltoallv"),
        /** MPI 4.1, section 8.6.2. */
        NEIGHBOR_ALLTOALLW("neighbor_alltoallw");

        private final String text;

        Kind(final String text) {
            this.text = text;
        }

        /**
         * Its name in texts.
         *
         * @return the operation's name in the standard's words
         */
        public String text() {
            return text;
        }

        /**
         * Whether one rank is the root.
         *
         * @return true for bcast, gather, scatter and reduce
         */
        public boolean isRooted() {
            return switch (this) {
                case BCAST, GATHER, GATHERV, SCATTER, SCATTERV, REDUCE -> true;
                default -> false;
            };
        }

        /**
         * Whether ranks exchange with their neighbours in a topology only.
         *
         * @return true for neighbor_allgather and neighbor_alltoall
         */
        public boolean isNeighbourhood() {
            return compareTo(NEIGHBOR_ALLGATHER) >= 0;
        }
    }
}
