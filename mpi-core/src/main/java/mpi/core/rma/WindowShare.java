package mpi.core.rma;

import java.lang.foreign.Arena;

/**
 * What a member has in a window that is being made.
 *
 * @param owner the member whose memory it is part of
 * @param offset where in that it begins
 * @param sizeBytes its length
 * @param dispUnitBytes unit of displacements
 * @param memory this rank's memory, which holds shares of others too if it is longer; {@code null} if there is none
 * @param memoryBytes its length
 * @param arena what it was allocated from and ends with the window, or {@code null}
 */
record WindowShare(int owner, long offset, long sizeBytes, int dispUnitBytes, Object memory, long memoryBytes,
    Arena arena) {}
