/**
 * Memory that the ranks of one communicator on one host share for their collectives: where lines and cells lie, and how
 * a rank publishes, reads and waits. The algorithms over it stand beside the others in {@code mpi.core.coll}.
 */
package mpi.core.coll.host;
