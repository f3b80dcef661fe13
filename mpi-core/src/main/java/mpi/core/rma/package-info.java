/**
 * One-sided communication (MPI 4.1, chapter 12): windows whose memory all ranks map, reached by load, store and atomics
 * without help of the target.
 */
package mpi.core.rma;
