package mpi.core.boot;

import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * Where a process found itself at its start.
 *
 * @param job the rank's place in its job
 * @param rendezvous where the launcher listens, not resolved; empty if nobody started this process as a rank
 */
public record Place(JobEnvironment job, Optional<InetSocketAddress> rendezvous) {}
