/**
 * When a job fails: whether anything moves, and what survivors say.
 */
package mpi.core.fault;
