package mpi.core.coll;

import mpi.MPI;
import mpi.MPIException;
import mpi.spi.Completion;
import mpi.spi.Faults;

/**
 * What a rank sends in a collective operation in place of what it should pass on, once it misses what a rank that has
 * failed should have sent: an empty message that says so. Who receives it has failed likewise, and says so in turn to
 * whom it sends. So an operation gives no rank a result in which a contribution is missing, and as many messages as
 * ever are sent, so that nobody waits in vain.
 */
public final class Loss {
    /** How many objects such a message claims to hold; other messages of collectives are bytes and claim none. */
    public static final int OBJECT_COUNT = 1;

    private Loss() {}

    /**
     * Whether a message that was received without an error is a loss.
     *
     * @param received the outcome of the receive
     * @return true if the operation has failed
     */
    public static boolean isIn(final Completion received) {
        return received.objectCount == OBJECT_COUNT;
    }

    /**
     * The error of an operation to which one was sent.
     *
     * @param where the operation with communicator and rank
     * @param source who has sent it
     * @return the error
     */
    public static MPIException fault(final String where, final int source) {
        return Faults.fault(MPI.ERR_PROC_FAILED, where,
            "rank " + source + " misses what a rank that has failed should have sent it");
    }
}
