package mpi.spi;

/**
 * A pending non-blocking operation (MPI 4.1, section 3.7). May be used by any one thread at a time. Once complete it
 * stays so: it may be asked for its outcome again ({@code Request.getStatus} leaves the request as it is).
 */
public interface RequestEngine {
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
