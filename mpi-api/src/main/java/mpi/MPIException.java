package mpi;

/**
 * Signals that an MPI operation failed (MPI 4.1, section 9.4).
 *
 * <p>Unchecked, so that programs of both dialects compile. The text names the operation, the communicator, the rank,
 * the peer, the tag, what was expected and what was found.
 */
public class MPIException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The error code. */
    private final int errorCode;
    /** The class of the code. */
    private final int errorClass;

    /** Makes an exception of class {@link MPI#ERR_OTHER} without a text. */
    public MPIException() {
        this(MPI.ERR_OTHER, MPI.ERR_OTHER, null);
    }

    /**
     * Makes an exception of class {@link MPI#ERR_OTHER}.
     *
     * @param message what happened
     */
    public MPIException(final String message) {
        this(MPI.ERR_OTHER, MPI.ERR_OTHER, message);
    }

    /**
     * Makes an exception of class {@link MPI#ERR_OTHER}.
     *
     * @param cause what caused it
     */
    public MPIException(final Throwable cause) {
        super(cause);
        this.errorCode = MPI.ERR_OTHER;
        this.errorClass = MPI.ERR_OTHER;
    }

    /**
     * Makes an exception.
     *
     * @param errorCode error code
     * @param errorClass error class, one of {@code MPI.ERR_*}
     * @param message what happened
     */
    public MPIException(final int errorCode, final int errorClass, final String message) {
        super(message);
        this.errorCode = errorCode;
        this.errorClass = errorClass;
    }

    /**
     * The error code.
     *
     * @return the code; equal to the class for all errors of this library
     */
    public int getErrorCode() {
        return errorCode;
    }

    /**
     * The error class.
     *
     * @return one of {@code MPI.ERR_*}
     */
    public int getErrorClass() {
        return errorClass;
    }
}
