package mpi.spi;

/**
 * The communication modes of MPI 4.1, section 3.4.
 */
public enum SendMode {
    /** Completes when the buffer may be used again. */
    STANDARD,
    /** Completes locally, using memory attached by the user. */
    BUFFERED,
    /** Completes once the matching receive has started. */
    SYNCHRONOUS,
    /** The receive must have been posted. */
    READY
}
