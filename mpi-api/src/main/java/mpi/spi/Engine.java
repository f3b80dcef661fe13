package mpi.spi;

import java.nio.ByteBuffer;
import mpi.MPIException;

/**
 * One rank's engine, as package {@code mpi} sees it.
 */
public interface Engine {
    /**
     * The communicator of all ranks.
     *
     * @return the engine of {@code MPI.COMM_WORLD}
     */
    CommEngine world();

    /**
     * The communicator of this rank alone.
     *
     * @return the engine of {@code MPI.COMM_SELF}
     */
    CommEngine self();

    /**
     * The thread level provided.
     *
     * @return one of {@code MPI.THREAD_*}
     */
    int threadLevel();

    /**
     * Hands out direct memory in native byte order which, where there is room, peers on the host copy from directly.
     *
     * @param capacityBytes the capacity in bytes
     * @return zeroed memory, position 0, limit = capacity
     */
    ByteBuffer allocate(int capacityBytes);

    /**
     * Makes a window over memory of this rank (MPI 4.1, section 12.2.1). Collective over the communicator.
     *
     * @param comm an intracommunicator
     * @param base a direct {@link java.nio.Buffer} or a native {@link java.lang.foreign.MemorySegment}; {@code null}
     *     only if {@code sizeBytes} is 0
     * @param sizeBytes length of the memory from its element 0 on
     * @param dispUnitBytes unit of displacements
     * @return the window
     */
    WinEngine window(CommEngine comm, Object base, long sizeBytes, int dispUnitBytes);

    /**
     * Makes a window and its memory (MPI 4.1, sections 12.2.2 and 12.2.3). Collective over the communicator.
     *
     * @param comm an intracommunicator
     * @param sizeBytes length of this rank's memory
     * @param dispUnitBytes unit of displacements
     * @param isShared whether all ranks have to load and store all memory
     * @param isContiguous whether the memory of a rank begins where that of the one before ends
     * @return the window
     * @throws MPIException at all ranks: ERR_RMA_SHARED if a rank cannot map what it has to, ERR_NO_MEM
     */
    WinEngine allocateWindow(CommEngine comm, long sizeBytes, int dispUnitBytes, boolean isShared,
        boolean isContiguous);

    /**
     * Makes a window without memory (MPI 4.1, section 12.2.4). Collective over the communicator.
     *
     * @param comm an intracommunicator
     * @return the window; displacements count bytes
     */
    WinEngine dynamicWindow(CommEngine comm);

    /**
     * Blocks until one of the requests is complete; makes progress meanwhile.
     *
     * @param requests requests, {@code null} entries are skipped
     * @return the index of a complete request, or -1 if all entries are {@code null}
     */
    int awaitAny(RequestEngine[] requests);

    /** Makes progress once without blocking. */
    void poll();

    /**
     * Takes memory for buffered sends (MPI 4.1, section 3.6).
     *
     * @param buffer the user's object; only its length matters
     * @param lengthBytes its length
     * @throws MPIException {@code MPI.ERR_BUFFER} if there is some already
     */
    void attachBuffer(Object buffer, long lengthBytes);

    /**
     * Blocks until all buffered messages have left, and gives the memory back.
     *
     * @return the user's object
     * @throws MPIException {@code MPI.ERR_BUFFER} if there is none
     */
    Object detachBuffer();

    /**
     * Acts once a request is complete: at once if it is, otherwise in a thread of the engine's own, which makes
     * progress until then.
     *
     * @param request a request that nobody else completes
     * @param action what to do; completes the request; must not throw
     */
    void whenDone(RequestEngine request, Runnable action);

    /**
     * Completes what is pending and leaves the job (MPI 4.1, section 11.2.2); collective over all ranks.
     */
    void finish();

    /**
     * Ends the whole job; does not return (MPI 4.1, section 9.5, MPI_ABORT).
     *
     * @param code the exit code asked for; the job exits with {@code code & 0xff}, at least 1
     * @param reason one line that the user sees, or {@code null}
     */
    void abort(int code, String reason);

    /**
     * Prints an error that nobody handles, and ends the whole job because of it; does not return. Where the error is
     * that another rank has failed, the launcher is given time to name that rank and to end this one, which has nothing
     * to add.
     *
     * @param fault the error; the job exits with its class
     * @param reason one line that the user sees
     */
    void abort(MPIException fault, String reason);
}
