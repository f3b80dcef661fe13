package mpi.core.rma;

/**
 * What the ranks of a window tell each other to keep their accesses apart (MPI 4.1, section 12.5): who has posted, who
 * has completed, and who holds the memory of a target. Each method that tells or releases first brings this rank's
 * operations to the targets to their end.
 */
interface Signals {
    /** Tells origins that this rank has posted to them. */
    void post(int[] origins);

    /** How often a target has posted to this rank, compared with a number. */
    boolean hasPosted(int target, long times);

    /** Ends this rank's operations, and tells targets that it has completed. */
    void complete(int[] targets);

    /** How often an origin has completed what it accessed here, compared with a number. */
    boolean hasCompleted(int origin, long times);

    /** Blocks until this rank has the lock of a target, alone or together with others. */
    void acquire(boolean isExclusive, int target, String operation);

    /** Ends this rank's operations to a target, and lets go of its lock. */
    void release(boolean isExclusive, int target);

    /** Blocks until this rank shares the locks of all targets. */
    void shareAll(String operation);

    /** Ends this rank's operations, and lets go of all locks. */
    void leaveAll();

    /** Ends this rank's operations to a target: they are complete there. */
    void flush(int target, String operation);

    /** Ends this rank's operations to all targets. */
    void flushAll(String operation);

    /** Blocks until the buffers of this rank's operations to a target may be used again. */
    void flushLocal(int target, String operation);

    /** The same for all targets. */
    void flushLocalAll(String operation);

    /** Blocks until all targets have taken whatever this rank has sent to them. */
    void settle(String operation);
}
