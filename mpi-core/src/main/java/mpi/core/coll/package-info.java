/**
 * Collective operations: one class an algorithm, written against {@link mpi.core.coll.PeerLink}. Which one runs is
 * decided in {@link mpi.core.coll.select}.
 */
package mpi.core.coll;
