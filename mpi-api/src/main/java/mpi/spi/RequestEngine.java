package mpi.spi;

import mpi.MPIException;

/**
 * A pending non-blocking operation (MPI 4.1, section 3.7). May be used by any one thread at a time. Once done it stays
 * so, and may be asked for its outcome again ({@code Request.getStatus} leaves the request as it is), until
 * {@link #complete} gives the object back to the engine.
 */
public interface RequestEngine {
    /**
     * Which use of this object it is: the engine uses it for another operation once it has been given back.
     *
     * @return a number that changes when the object is given back; what {@link #complete} wants to be told
     */
    default int use() {
        return 0;
    }

    /**
     * Blocks as {@link #await} and gives the object back to the engine: the caller must not touch it again.
     *
     * @param use what {@link #use} was when the operation was started; if it is another one by now, two threads have
     *     completed one request, and {@code completion} is left empty for the later
     * @param completion receives the outcome; its {@code error} is set, never thrown
     */
    default void complete(final int use, final Completion completion) {
        await(completion);
    }

    /**
     * As {@link #complete}, for a caller that wants to know of a failure only.
     *
     * @param use as of {@link #complete}
     * @return what the operation failed with, or {@code null}
     */
    default MPIException completeWithoutStatus(final int use) {
        final Completion completion = new Completion();
        complete(use, completion);
        return completion.error;
    }

    /**
     * Gives the object back to the engine before the operation is complete, which goes on by itself.
     *
     * @param use as of {@link #complete}
     */
    default void free(final int use) {
        // an object that is used once is left to the garbage collector
    }

    /**
     * Whether the operation is complete; makes no progress.
     *
     * @return true once {@link #test} would return true at once
     */
    boolean isDone();

    /**
     * Makes progress once and asks whether the operation is complete.
     *
     * @param completion receives the outcome if the answer is true; its {@code error} is set, never thrown
     * @return whether the operation is complete
     */
    boolean test(Completion completion);

    /**
     * Blocks until the operation is complete; makes progress meanwhile.
     *
     * @param completion receives the outcome; its {@code error} is set, never thrown
     */
    void await(Completion completion);

    /**
     * Asks to cancel the operation (MPI 4.1, section 3.8.4). The request must still be completed.
     */
    void cancel();

    /**
     * What the operation is, for error texts: {@code recv on COMM_WORLD, rank 2 of 8, from 3, tag 7}.
     *
     * @return one line
     */
    String describe();
}
