/**
 * What a transport implements, and the memory it copies.
 */
package mpi.core.transport;
