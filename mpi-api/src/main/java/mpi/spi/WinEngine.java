package mpi.spi;

import java.lang.foreign.MemorySegment;

/**
 * One window of one rank (MPI 4.1, chapter 12), as package {@code mpi} sees it.
 *
 * <p>Buffers of the origin are {@code (Object buffer, long offset, long count, Layout type)}, see {@link CommEngine}.
 * Package {@code mpi} has checked that they hold that many items, that types are committed and not of
 * objects, that {@code target} is a rank of the window and that counts are not negative. The engine checks what only it
 * can know: epochs, and that a target has memory where an operation goes. It does so before it touches any memory. All
 * methods throw {@link mpi.MPIException}.
 */
public interface WinEngine {
    /**
     * The ranks in {@code COMM_WORLD} of the window's members.
     *
     * @return a new array, indexed by rank
     */
    int[] worldRanks();

    /**
     * The name used in texts.
     *
     * @return for example {@code window of COMM_WORLD}
     */
    String name();

    /**
     * Sets the name used in texts.
     *
     * @param name the new name
     */
    void name(String name);

    /**
     * A member's memory, where this rank can load and store it.
     *
     * @param rank the member
     * @return the memory, which cannot be accessed any more once the window is freed
     * @throws mpi.MPIException ERR_RMA_SHARED if this rank cannot map it
     */
    MemorySegment memory(int rank);

    /**
     * The unit in which displacements at a member are counted.
     *
     * @param rank the member
     * @return length in bytes
     */
    int dispUnitBytes(int rank);

    /**
     * Writes to a target.
     *
     * @param origin the origin's buffer
     * @param originOffset where item 0 is in it
     * @param originCount number of its items
     * @param originType layout of its items
     * @param target rank of the target
     * @param targetDisp displacement at the target
     * @param targetCount number of items at the target
     * @param targetType layout of the items at the target
     * @return its request, complete once the buffer of the origin may be used again
     */
    RequestEngine put(Object origin, long originOffset, long originCount, Layout originType, int target,
        long targetDisp, long targetCount, Layout targetType);

    /**
     * Reads from a target.
     *
     * @param origin the origin's buffer, which is written
     * @param originOffset where item 0 is in it
     * @param originCount number of its items
     * @param originType layout of its items
     * @param target rank of the target
     * @param targetDisp displacement at the target
     * @param targetCount number of items at the target
     * @param targetType layout of the items at the target
     * @return its request, complete once the data are in the buffer of the origin
     */
    RequestEngine get(Object origin, long originOffset, long originCount, Layout originType, int target,
        long targetDisp, long targetCount, Layout targetType);

    /**
     * Combines the target's elements with the origin's, each atomically.
     *
     * @param origin the origin's buffer
     * @param originOffset where item 0 is in it
     * @param originCount number of its items
     * @param originType layout of its items
     * @param target rank of the target
     * @param targetDisp displacement at the target
     * @param targetCount number of items at the target
     * @param targetType layout of the items at the target
     * @param op a predefined operation that is defined for the elements
     * @return its request, complete once the buffer of the origin may be used again
     */
    RequestEngine accumulate(Object origin, long originOffset, long originCount, Layout originType, int target,
        long targetDisp, long targetCount, Layout targetType, Reduction op);

    /**
     * As {@link #accumulate}, and reads what was there before.
     *
     * @param origin the origin's buffer; not looked at where {@code op} is NO_OP
     * @param originOffset where item 0 is in it
     * @param originCount number of its items
     * @param originType layout of its items
     * @param result where the old elements go
     * @param resultOffset where item 0 goes in it
     * @param resultCount number of its items
     * @param resultType layout of its items
     * @param target rank of the target
     * @param targetDisp displacement at the target
     * @param targetCount number of items at the target
     * @param targetType layout of the items at the target
     * @param op a predefined operation that is defined for the elements
     * @return its request, complete once the buffers of the origin may be used again
     */
    RequestEngine getAccumulate(Object origin, long originOffset, long originCount, Layout originType, Object result,
        long resultOffset, long resultCount, Layout resultType, int target, long targetDisp, long targetCount,
        Layout targetType, Reduction op);

    /**
     * {@link #getAccumulate} of one element.
     *
     * @param origin the origin's buffer; not looked at where {@code op} is NO_OP
     * @param originOffset where item 0 is in it
     * @param result where the old element goes
     * @param resultOffset where in it
     * @param type layout of the element
     * @param target rank of the target
     * @param targetDisp displacement at the target
     * @param op a predefined operation that is defined for the element
     */
    void fetchAndOp(Object origin, long originOffset, Object result, long resultOffset, Layout type, int target,
        long targetDisp, Reduction op);

    /**
     * Replaces the target's element by the origin's if it is equal to another one.
     *
     * @param origin the new element
     * @param originOffset where it is in that
     * @param compare what the old one is compared with, as bytes
     * @param compareOffset where it is in that
     * @param result where the old element goes
     * @param resultOffset where in it
     * @param type layout of the element
     * @param target rank of the target
     * @param targetDisp displacement at the target
     */
    void compareAndSwap(Object origin, long originOffset, Object compare, long compareOffset, Object result,
        long resultOffset, Layout type, int target, long targetDisp);

    /**
     * Ends an epoch of all ranks and begins the next one. Collective.
     *
     * @param assertion MODE_NOSTORE, MODE_NOPUT, MODE_NOPRECEDE and MODE_NOSUCCEED
     */
    void fence(int assertion);

    /**
     * Lets origins access this rank's memory.
     *
     * @param origins their ranks
     * @param assertion MODE_NOCHECK, MODE_NOSTORE and MODE_NOPUT
     */
    void post(int[] origins, int assertion);

    /**
     * Begins to access targets, each of which posts; blocks until they have.
     *
     * @param targets their ranks
     * @param assertion MODE_NOCHECK
     */
    void start(int[] targets, int assertion);

    /** Ends what {@link #start} began. */
    void complete();

    /** Blocks until all origins have completed that {@link #post} named. */
    void await();

    /**
     * As {@link #await} without blocking; makes progress once.
     *
     * @return whether they have, so that the exposure is over
     */
    boolean test();

    /**
     * Begins to access one target, alone or together with others.
     *
     * @param isExclusive whether alone
     * @param target rank of the target
     * @param assertion MODE_NOCHECK
     */
    void lock(boolean isExclusive, int target, int assertion);

    /**
     * Ends what {@link #lock} began.
     *
     * @param target rank of the target
     */
    void unlock(int target);

    /**
     * Begins to access all targets together with others.
     *
     * @param assertion MODE_NOCHECK
     */
    void lockAll(int assertion);

    /** Ends what {@link #lockAll} began. */
    void unlockAll();

    /**
     * Blocks until this rank's operations to a target are complete there.
     *
     * @param target rank of the target
     */
    void flush(int target);

    /** Blocks until all of this rank's operations are complete at their targets. */
    void flushAll();

    /**
     * Blocks until buffers of this rank's operations to a target may be used again.
     *
     * @param target rank of the target
     */
    void flushLocal(int target);

    /** Blocks until buffers of all of this rank's operations may be used again. */
    void flushLocalAll();

    /** Makes what was stored before visible to others, and what others have stored to this rank; makes progress. */
    void sync();

    /**
     * Attaches memory to a window that was made without (MPI 4.1, section 12.2.4). Local.
     *
     * @param base a direct {@link java.nio.Buffer} or a native {@link MemorySegment}
     * @param sizeBytes its length
     * @throws mpi.MPIException ERR_RMA_FLAVOR on a window of another kind, ERR_RMA_ATTACH if it is attached already
     */
    void attach(Object base, long sizeBytes);

    /**
     * Takes back memory that was attached. Local.
     *
     * @param base what was attached
     * @throws mpi.MPIException ERR_RMA_FLAVOR on a window of another kind, ERR_RMA_ATTACH if it is not attached
     */
    void detach(Object base);

    /**
     * Where origins find memory that is attached. Local.
     *
     * @param base what was attached
     * @return the displacement of its element 0, in bytes
     * @throws mpi.MPIException ERR_RMA_FLAVOR on a window of another kind, ERR_RMA_ATTACH if it is not attached
     */
    long displacement(Object base);

    /** Gives the window back. Collective; no epoch may be open. */
    void free();
}
