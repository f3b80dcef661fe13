package mpi.spi;

import mpi.MPI;
import mpi.MPIException;

/**
 * The catalogue of error texts: every {@link MPIException} of the library is made here, so that all read alike:
 * {@code recv on COMM_WORLD, rank 2 of 8, from 3, tag 7: message of 104 bytes is longer than the buffer of 96 bytes
 * (MPI.ERR_TRUNCATE)}.
 */
public final class Faults {
    private Faults() {}

    /**
     * Makes an exception in the catalogue's form.
     *
     * @param errorClass one of {@code MPI.ERR_*}
     * @param where the operation with communicator, rank, peer and tag, as far as they apply
     * @param what what was expected, what was found, what to do
     * @return the exception, not thrown
     */
    public static MPIException fault(final int errorClass, final String where, final String what) {
        return new MPIException(errorClass, errorClass, where + ": " + what + " (MPI." + className(errorClass) + ")");
    }

    /**
     * A message longer than its buffer.
     *
     * @param where the operation
     * @param messageBytes length of the message in bytes
     * @param bufferBytes length of the buffer in bytes
     * @return the exception, not thrown
     */
    public static MPIException truncated(final String where, final long messageBytes, final long bufferBytes) {
        return fault(MPI.ERR_TRUNCATE, where,
            "message of " + messageBytes + " bytes is longer than the buffer of " + bufferBytes + " bytes");
    }

    /**
     * The name of an error class.
     *
     * @param errorClass one of {@code MPI.ERR_*}
     * @return for example {@code ERR_TRUNCATE}
     */
    public static String className(final int errorClass) {
        return switch (errorClass) {
            case MPI.ERR_BUFFER -> "ERR_BUFFER";
            case MPI.ERR_COUNT -> "ERR_COUNT";
            case MPI.ERR_TYPE -> "ERR_TYPE";
            case MPI.ERR_TAG -> "ERR_TAG";
            case MPI.ERR_COMM -> "ERR_COMM";
            case MPI.ERR_RANK -> "ERR_RANK";
            case MPI.ERR_REQUEST -> "ERR_REQUEST";
            case MPI.ERR_ROOT -> "ERR_ROOT";
            case MPI.ERR_GROUP -> "ERR_GROUP";
            case MPI.ERR_OP -> "ERR_OP";
            case MPI.ERR_ARG -> "ERR_ARG";
            case MPI.ERR_TRUNCATE -> "ERR_TRUNCATE";
            case MPI.ERR_OTHER -> "ERR_OTHER";
            case MPI.ERR_INTERN -> "ERR_INTERN";
            case MPI.ERR_PENDING -> "ERR_PENDING";
            case MPI.ERR_NO_MEM -> "ERR_NO_MEM";
            case MPI.ERR_PROC_FAILED -> "ERR_PROC_FAILED";
            default -> "ERR_UNKNOWN";
        };
    }
}
