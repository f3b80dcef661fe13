package mpi.local;

import java.lang.foreign.MemorySegment;
import mpi.core.diag.Counters.Value;
import mpi.core.transport.Endpoint;
import mpi.core.transport.LocalDoorbell;
import mpi.core.transport.Memory;
import mpi.core.transport.SendResult;
import mpi.core.transport.TransportContext;
import mpi.core.wire.Frame;
import mpi.core.wire.FrameCodec;

/**
 * Sends to one peer in this JVM. Every frame is an array of its own, so that nothing is shared but what the JDK makes
 * safe.
 */
final class LocalEndpoint implements Endpoint {
    /** Longest payload of a frame. */
    static final int MAX_PAYLOAD_BYTES = 32 * 1024;

    private final TransportContext context;
    private final int peer;
    private final LocalQueue outbound;
    private final LocalQueue inbound;
    private final LocalDoorbell doorbell;

    LocalEndpoint(final TransportContext context, final int peer, final LocalQueue outbound, final LocalQueue inbound,
        final LocalDoorbell doorbell) {
        this.context = context;
        this.peer = peer;
        this.outbound = outbound;
        this.inbound = inbound;
        this.doorbell = doorbell;
    }

    @Override
    public int peer() {
        return peer;
    }

    @Override
    public boolean isLocal() {
        return true;
    }

    @Override
    public int maxPayloadBytes() {
        return MAX_PAYLOAD_BYTES;
    }

    @Override
    public int trySend(final Frame frame, final Object base, final long offset, final int lengthBytes) {
        if (inbound.isOver()) {
            context.failures().onPeerFailed(peer, LocalTransport.gone(peer));
            return SendResult.CLOSED;
        }
        // What a peer has sent before it went counts: it fails when that is read.
        if (inbound.isClosed() || !outbound.hasRoom()) {
            context.counters().increment(Value.BACK_PRESSURE);
            return SendResult.BACK_PRESSURED;
        }
        final byte[] bytes = new byte[FrameCodec.HEADER_BYTES + lengthBytes];
        frame.payloadBytes = lengthBytes;
        FrameCodec.encode(frame, MemorySegment.ofArray(bytes), 0);
        Memory.copy(base, offset, bytes, FrameCodec.HEADER_BYTES, lengthBytes);
        outbound.add(bytes);
        context.counters().increment(Value.FRAMES_SENT);
        if (lengthBytes > 0) {
            context.counters().copied(lengthBytes);
        }
        doorbell.ring();
        return lengthBytes;
    }

    @Override
    public int trySendData(final Frame frame, final Object base, final long offset, final long lengthBytes) {
        frame.type = Frame.Type.DATA;
        return trySend(frame, base, offset, (int) Math.min(lengthBytes, MAX_PAYLOAD_BYTES));
    }

    @Override
    public long expose(final Object base, final long offset, final long lengthBytes) {
        return Frame.NOT_EXPOSED;
    }

    @Override
    public long resolve(final long descriptor, final long lengthBytes) {
        return 0;
    }
}
