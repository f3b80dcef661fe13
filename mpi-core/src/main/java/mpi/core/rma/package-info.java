/**
 * One-sided communication (MPI 4.1, chapter 12): windows whose memory a rank maps, so that it loads and stores it
 * without help of the target, or whose ranks serve it by messages.
 */
package mpi.core.rma;
