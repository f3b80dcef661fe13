package mpi.core.transport;

import mpi.core.wire.Frame;

/**
 * Memory of this rank that ranks of its host work in together, handed out in pieces. A peer finds a piece by
 * {@link Endpoint#resolve}. Called with the progress lock held.
 */
public interface HostMemory {
    /**
     * Takes a piece.
     *
     * @param lengthBytes its length
     * @return its descriptor, or {@link Frame#NOT_EXPOSED} if there is no room; the piece is zeroed, and begins at a
     *     line that shares its pair of cache lines with nothing else
     */
    long allot(int lengthBytes);

    /**
     * Where a piece is in this process.
     *
     * @param descriptor what {@link #allot} returned
     * @return its address
     */
    long address(long descriptor);

    /**
     * Gives a piece back, which no rank uses any more.
     *
     * @param descriptor what {@link #allot} returned
     */
    void release(long descriptor);
}
