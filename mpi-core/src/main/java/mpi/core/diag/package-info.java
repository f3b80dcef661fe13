/**
 * Counters and errors.
 */
package mpi.core.diag;
