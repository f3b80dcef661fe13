package mpi.local;

/**
 * What a rank runs, made in the rank by a constructor without parameters.
 */
interface RankProgram {
    /**
     * Runs it.
     *
     * @param place what the rank was given
     * @throws Throwable what the user's part of it throws
     */
    void run(Place place) throws Throwable;
}
