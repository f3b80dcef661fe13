package mpi;

/**
 * The ranks a shift along a dimension receives from and sends to (MPI 4.1, section 8.5.6).
 */
public final class ShiftParms {
    /** Rank to receive from, or {@link MPI#PROC_NULL}. */
    public int rank_source;
    /** Rank to send to, or {@link MPI#PROC_NULL}. */
    public int rank_dest;

    /** Makes an object with both ranks {@link MPI#PROC_NULL}. */
    public ShiftParms() {
        this(MPI.PROC_NULL, MPI.PROC_NULL);
    }

    ShiftParms(final int source, final int dest) {
        rank_source = source;
        rank_dest = dest;
    }

    /**
     * The rank to receive from.
     *
     * @return a rank, or {@link MPI#PROC_NULL}
     */
    public int getRankSource() {
        return rank_source;
    }

    /**
     * The rank to send to.
     *
     * @return a rank, or {@link MPI#PROC_NULL}
     */
    public int getRankDest() {
        return rank_dest;
    }
}
