package mpi.core.p2p;

/**
 * What messages are matched by, with the links of the hash chain that a message or a posted receive can be in.
 * Guarded by the progress lock.
 */
abstract class Envelope {
    /** Context id of the communicator and purpose. */
    int context;
    /** Rank of the sender in the communicator, or {@code MPI.ANY_SOURCE} in a receive. */
    int source;
    /** Tag, or {@code MPI.ANY_TAG} in a receive. */
    int tag;

    /** Hash of what it is matched by, while it is in a table. */
    int hash;
    /** Links within the hash chain; null in both when not in a chain. */
    Envelope chainPrevious;
    Envelope chainNext;
}
