/**
 * Collective operations: one class an algorithm.
 */
package mpi.core.coll;
