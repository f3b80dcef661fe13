package mpi;

/**
 * mpiJava's spelling of {@link Group}'s instance methods.
 */
abstract sealed class GroupDialect permits Group {
    private Group self() {
        return (Group) this;
    }

    /**
     * mpiJava spelling of {@link Group#getSize()}.
     *
     * @return the number of ranks
     */
    public int Size() {
        return self().getSize();
    }

    /**
     * mpiJava spelling of {@link Group#getRank()}.
     *
     * @return the rank of this process, or {@link MPI#UNDEFINED}
     */
    public int Rank() {
        return self().getRank();
    }

    /**
     * mpiJava spelling of {@link Group#incl(int[])}.
     *
     * @param ranks the ranks to take, in the order of the new group
     * @return the new group
     */
    public Group Incl(final int[] ranks) {
        return self().incl(ranks);
    }

    /**
     * mpiJava spelling of {@link Group#excl(int[])}.
     *
     * @param ranks the ranks to leave out
     * @return the new group
     */
    public Group Excl(final int[] ranks) {
        return self().excl(ranks);
    }

    /**
     * mpiJava spelling of {@link Group#rangeIncl(int[][])}.
     *
     * @param ranges triplets of first rank, last rank and stride
     * @return the new group
     */
    public Group Range_incl(final int[][] ranges) {
        return self().rangeIncl(ranges);
    }

    /**
     * mpiJava spelling of {@link Group#rangeExcl(int[][])}.
     *
     * @param ranges triplets of first rank, last rank and stride
     * @return the new group
     */
    public Group Range_excl(final int[][] ranges) {
        return self().rangeExcl(ranges);
    }
}
