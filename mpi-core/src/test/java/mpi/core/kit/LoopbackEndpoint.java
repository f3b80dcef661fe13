package mpi.core.kit;

import mpi.core.diag.Counters.Value;
import mpi.core.transport.Endpoint;
import mpi.core.transport.LocalDoorbell;
import mpi.core.transport.SendResult;
import mpi.core.transport.TransportContext;
import mpi.core.wire.Frame;

/**
 * Sends to one peer in this JVM. All native memory counts as exposed: the peer is in the same process.
 */
final class LoopbackEndpoint implements Endpoint {
    private final TransportContext context;
    private final int peer;
    private final LoopbackQueue outbound;
    private final LoopbackQueue inbound;
    private final LocalDoorbell doorbell;

    LoopbackEndpoint(final TransportContext context, final int peer, final LoopbackQueue outbound,
        final LoopbackQueue inbound, final LocalDoorbell doorbell) {
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
        return LoopbackQueue.MAX_PAYLOAD_BYTES;
    }

    @Override
    public int trySend(final Frame frame, final Object base, final long offset, final int lengthBytes) {
        if (inbound.isClosed()) {
            context.failures().onPeerFailed(peer, "rank " + peer + " is gone");
            return SendResult.CLOSED;
        }
        if (!outbound.offer(frame, base, offset, lengthBytes)) {
            context.counters().increment(Value.BACK_PRESSURE);
            return SendResult.BACK_PRESSURED;
        }
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
        return trySend(frame, base, offset, (int) Math.min(lengthBytes, LoopbackQueue.MAX_PAYLOAD_BYTES));
    }

    @Override
    public long expose(final Object base, final long offset, final long lengthBytes) {
        return base == null ? offset : Frame.NOT_EXPOSED;
    }

    @Override
    public long resolve(final long descriptor, final long lengthBytes) {
        return descriptor;
    }
}
