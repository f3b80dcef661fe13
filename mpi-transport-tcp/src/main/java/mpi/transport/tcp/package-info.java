/**
 * The transport between hosts: frames over TCP connections that the waiting thread itself drives.
 */
package mpi.transport.tcp;
