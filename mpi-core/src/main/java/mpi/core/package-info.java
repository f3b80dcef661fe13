/**
 * The engine behind {@code package mpi}: each package below is a chapter of the MPI standard, and below the protocols
 * a concern.
 */
package mpi.core;
