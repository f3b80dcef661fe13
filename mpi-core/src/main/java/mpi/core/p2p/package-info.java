/**
 * Point-to-point messages: matching, eager and rendezvous protocol, requests.
 */
package mpi.core.p2p;
