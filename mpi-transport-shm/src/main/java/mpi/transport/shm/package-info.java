/**
 * The transport between ranks of one host: rings for small messages and slots for long ones, in mapped files.
 */
package mpi.transport.shm;
