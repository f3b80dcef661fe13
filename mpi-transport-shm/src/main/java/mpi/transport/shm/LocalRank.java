package mpi.transport.shm;

import mpi.core.transport.TransportContext;

/**
 * What the endpoints of one rank share.
 *
 * @param context the rank
 * @param localRank its number on its host
 * @param heap its user memory
 * @param doorbell wakes peers that sleep elsewhere
 * @param space takes the warning when there is no room
 * @param fence spares senders a fence a message
 */
record LocalRank(TransportContext context, int localRank, ExposedHeap heap, Doorbell doorbell,
    Space space, SleepFence fence) {}
