package mpi.core.coll.host;

import mpi.MPIException;
import mpi.core.boot.RankState;
import mpi.core.diag.Counters.Purpose;
import mpi.core.progress.Awaited;
import mpi.core.transport.Endpoint;

/** The ranks of one communicator, as far as shared memory is concerned. */
public interface HostMembers {
    /**
     * This rank.
     *
     * @return its rank in the communicator
     */
    int rank();

    /**
     * How many there are.
     *
     * @return ranks of the communicator
     */
    int size();

    /**
     * Whether a member counts as on this rank's host and shares memory with its host. All members have the same answer.
     *
     * @param member rank in the communicator
     * @return true if it is worth asking it
     */
    boolean sharesMemory(int member);

    /**
     * The way to another member.
     *
     * @param member rank in the communicator
     * @return the endpoint that messages take
     */
    Endpoint endpoint(int member);

    /**
     * Whether the operation cannot go on. Called with the progress lock held, often.
     *
     * @return whether a member is known to be dead
     */
    boolean isAnyDead();

    /**
     * Why the operation cannot go on. Called with the progress lock held.
     *
     * @return the error of the operation, of which a member is dead
     */
    MPIException failure();

    /**
     * Names the operation under way, for error texts.
     *
     * @return the operation and the communicator
     */
    String where();

    /**
     * Says what messages among them are counted as from now on.
     *
     * @param what what they are counted as, or {@code null} for the operation under way
     * @return what this has been until now
     */
    Purpose countAs(Purpose what);

    /**
     * Says that a wait is one for a member.
     *
     * @param member rank in the communicator
     * @param ranks takes it
     */
    void awaits(int member, Awaited ranks);

    /**
     * What is waited for, for the hang report.
     *
     * @param member the rank in the communicator that is waited for
     * @param blockedNanos how long
     * @return the operation under way
     */
    RankState.Operation describe(int member, long blockedNanos);
}
