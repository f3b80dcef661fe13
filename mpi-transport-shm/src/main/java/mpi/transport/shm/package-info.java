/**
 * The transport between ranks of one host, in mapped files. {@code SegmentDescriptor} says what lies where in a rank's
 * file; {@code ShmEndpoint} writes a frame into the peer's file, {@code InboundRing} reads it there. Long messages go
 * through the same ring piece by piece, or by one copy out of the {@code ExposedHeap}. {@code Sleeper} is how a rank
 * waits without its core, {@code PeerWatch} how it learns of a death, {@code JobDirectory} why no file stays.
 */
package mpi.transport.shm;
