/**
 * Communicators and their context ids.
 */
package mpi.core.comm;
