/**
 * Frames over TCP, on Netty, without a thread of its own: the event loop runs on whoever polls.
 *
 * <p>A peer is a {@link mpi.transport.tcp.TcpEndpoint}. It gets its {@link mpi.transport.tcp.Connection} at first use,
 * either from its own {@link mpi.transport.tcp.Connector} or from the {@link mpi.transport.tcp.Listener}, after the
 * {@link mpi.core.boot.Handshake}. A frame goes out through {@link mpi.transport.tcp.FrameWriter} and comes in through
 * {@link mpi.transport.tcp.FrameReader}.
 *
 * <p>The stream of one direction is
 * <pre>
 *   handshake, frame, frame, ... , GOODBYE (one 0 byte), end of stream
 * </pre>
 * A frame is header and payload as {@link mpi.core.wire.FrameCodec} draws them; its first byte, the version, is never
 * 0. A stream that ends without GOODBYE tells that the peer has died.
 */
package mpi.transport.tcp;
