package mpi.core.coll.host;

import mpi.core.diag.Counters;
import mpi.core.progress.Progress;
import mpi.core.transport.HostMemory;

/**
 * What all boards of a rank share.
 *
 * @param progress the loop of the rank
 * @param counters counts steps
 * @param memory of this rank for boards; {@code null} if it shares none with its host
 * @param cellBytes what the user wants of a cell; 0: by the number of ranks
 * @param isBusyHost whether the host has more ranks than cores
 * @param limits up to where it is worth using
 */
public record HostSpace(Progress progress, Counters counters, HostMemory memory, int cellBytes, boolean isBusyHost,
    HostLimits limits) {}
