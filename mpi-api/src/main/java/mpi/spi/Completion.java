package mpi.spi;

import mpi.MPIException;

/**
 * What became of a receive, a probe or a request: the engine's side of {@code mpi.Status}. Written by the engine,
 * reused by the caller; not thread-safe.
 */
public final class Completion {
    /** Rank of the sender in the communicator, {@code MPI.PROC_NULL} for none. */
    public int source;
    /** Tag of the message. */
    public int tag;
    /** Bytes received, after truncation. */
    public long lengthBytes;
    /** Number of array slots received, where the type is {@code MPI.OBJECT}; otherwise 0. */
    public int objectCount;
    /** Whether the request was cancelled. */
    public boolean cancelled;
    /** The error of the operation, or {@code null}. */
    public MPIException error;

    /** Makes an empty completion. */
    public Completion() {
        reset();
    }

    /** Sets the fields of MPI's empty status: any source, any tag, nothing received, no error. */
    public void reset() {
        source = mpi.MPI.ANY_SOURCE;
        tag = mpi.MPI.ANY_TAG;
        lengthBytes = 0;
        objectCount = 0;
        cancelled = false;
        error = null;
    }
}
