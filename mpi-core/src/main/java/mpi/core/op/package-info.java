/**
 * Reduction operations: what they are defined for and the loops that apply them (MPI 4.1, section 6.9).
 */
package mpi.core.op;
