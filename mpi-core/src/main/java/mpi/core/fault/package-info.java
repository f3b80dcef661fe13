/**
 * Failure detection: who is dead, and whether anything moves.
 */
package mpi.core.fault;
