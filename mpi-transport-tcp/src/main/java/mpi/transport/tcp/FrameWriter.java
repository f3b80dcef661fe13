package mpi.transport.tcp;

import io.netty.channel.socket.SocketChannel;
import mpi.core.diag.Counters;
import mpi.core.transport.Memory;
import mpi.core.transport.SendResult;
import mpi.core.wire.Frame;
import mpi.core.wire.FrameCodec;

/**
 * Gathers frames and gives them to a channel. There are two buffers: one is with Netty until the socket has taken all
 * of it, the other gathers meanwhile; the second is made when a socket is full for the first time. So output is
 * bounded,
 * a lone frame leaves at once, a burst against a full socket leaves in one write, and nothing is allocated.
 */
final class FrameWriter {
    /** Capacity of a buffer: the longest whole frame fits, and of loopback's segments three. */
    static final int CAPACITY_BYTES = 192 * 1024;
    /** A shorter piece of a long payload is not worth a header: better wait for room. */
    private static final int LEAST_DATA_BYTES = 16 * 1024;
    /** A shorter payload is copied and written in less time than written from where it lies (ADR 13). */
    private static final int LEAST_UNCOPIED_BYTES = 96 * 1024;

    /** Segments become longer when the kernel has seen the peer's window: they are looked at so often. */
    private static final int PAYLOADS_PER_LOOK = 16;

    private final Sockets sockets;
    private final SocketChannel channel;
    private final Counters counters;
    private int longPayloads;
    /** How far pieces of a long payload may fill a buffer: they leave in whole segments (ADR 13). */
    private int dataEndBytes = CAPACITY_BYTES;
    private int segmentBytes = 1;
    private NativeBuffer gathering = NativeBuffer.allocate(CAPACITY_BYTES);
    /** With Netty while in flight, then free; {@code null} until it is needed. */
    private NativeBuffer flying;

    FrameWriter(final Sockets sockets, final SocketChannel channel, final Counters counters) {
        this.sockets = sockets;
        this.channel = channel;
        this.counters = counters;
    }

    /**
     * Takes one frame whole, or not at all.
     *
     * @param frame header
     * @param base see {@link Memory}
     * @param offset see {@link Memory}
     * @param lengthBytes length of the payload
     * @return {@code lengthBytes}, or {@link SendResult#BACK_PRESSURED}
     */
    int tryWrite(final Frame frame, final Object base, final long offset, final int lengthBytes) {
        if (roomAfterFlush(FrameCodec.HEADER_BYTES + lengthBytes) < FrameCodec.HEADER_BYTES + lengthBytes) {
            return SendResult.BACK_PRESSURED;
        }
        append(frame, base, offset, lengthBytes);
        return lengthBytes;
    }

    /**
     * Takes as much of a long payload as there is room for.
     *
     * @param frame header
     * @param base see {@link Memory}
     * @param offset see {@link Memory}
     * @param lengthBytes bytes left to send
     * @return how many were taken, or {@link SendResult#BACK_PRESSURED}
     */
    int tryWriteData(final Frame frame, final Object base, final long offset, final long lengthBytes) {
        if (frame.dataOffset() == 0 && longPayloads++ % PAYLOADS_PER_LOOK == 0) {
            segmentBytes = sockets.segmentBytes(channel);
            dataEndBytes = CAPACITY_BYTES - CAPACITY_BYTES % segmentBytes;
        }
        final int least = FrameCodec.HEADER_BYTES + (int) Math.min(lengthBytes, LEAST_DATA_BYTES);
        if (dataEndBytes - gathering.writerIndex() < least) {
            flush();
        }
        final int room = dataEndBytes - gathering.writerIndex();
        if (room < least) {
            return SendResult.BACK_PRESSURED;
        }
        final int takenBytes = (int) Math.min(lengthBytes, room - FrameCodec.HEADER_BYTES);
        append(frame, base, offset, takenBytes);
        return takenBytes;
    }

    /**
     * The longest early payload that fills whole segments together with its request.
     *
     * @return length in bytes
     */
    int earlyBytes() {
        final int written = 2 * FrameCodec.HEADER_BYTES + Frame.MAX_EARLY_BYTES;
        final int cut = written % segmentBytes;
        return cut < Frame.MAX_EARLY_BYTES ? Frame.MAX_EARLY_BYTES - cut : Frame.MAX_EARLY_BYTES;
    }

    /**
     * Takes the mark behind the last frame.
     *
     * @return whether there was room for it
     */
    boolean tryWriteGoodbye() {
        final boolean hasRoom = roomAfterFlush(1) >= 1;
        if (hasRoom) {
            gathering.writeByte(Limits.GOODBYE);
        }
        return hasRoom;
    }

    /** Writes what is gathered, unless the channel is still busy with what it got before. */
    void flush() {
        if (!gathering.isReadable() || flying != null && flying.isInFlight()) {
            return;
        }
        counters.increment(Counters.Value.SYSTEM_CALLS);
        gathering.skipBytes(sockets.tryWrite(channel, gathering));
        if (gathering.isReadable()) {
            handOver();
        }
        gathering.clear();
    }

    /** Lets the channel write the rest, now or when the socket has room. */
    private void handOver() {
        final NativeBuffer full = gathering;
        channel.writeAndFlush(full.retain(), channel.voidPromise());
        if (full.isInFlight()) {
            gathering = flying == null ? NativeBuffer.allocate(CAPACITY_BYTES) : flying;
            flying = full;
        }
    }

    /**
     * Whether something has not left this process yet.
     *
     * @return true while there is output
     */
    boolean hasPending() {
        return gathering.isReadable() || flying != null && flying.isInFlight();
    }

    private int roomAfterFlush(final int wantedBytes) {
        if (gathering.writableBytes() < wantedBytes) {
            flush();
        }
        return gathering.writableBytes();
    }

    private void append(final Frame frame, final Object base, final long offset, final int lengthBytes) {
        frame.payloadBytes = lengthBytes;
        final int position = gathering.writerIndex();
        FrameCodec.encode(frame, Memory.ALL, gathering.memoryAddress() + position);
        gathering.writerIndex(position + FrameCodec.HEADER_BYTES);
        counters.increment(Counters.Value.FRAMES_SENT);
        final int writtenBytes = base == null && lengthBytes >= LEAST_UNCOPIED_BYTES && canWrite()
            ? writeWithoutCopy(offset, lengthBytes)
            : 0;
        copy(base, offset + writtenBytes, lengthBytes - writtenBytes);
    }

    private void copy(final Object base, final long offset, final int lengthBytes) {
        if (lengthBytes > 0) {
            final int position = gathering.writerIndex();
            Memory.copy(base, offset, null, gathering.memoryAddress() + position, lengthBytes);
            counters.copied(lengthBytes);
            gathering.writerIndex(position + lengthBytes);
        }
    }

    /** Writes what is gathered and payload behind it from where it lies; returns how much of the payload is out. */
    private int writeWithoutCopy(final long address, final int lengthBytes) {
        counters.increment(Counters.Value.SYSTEM_CALLS);
        final int writtenBytes = sockets.tryWrite(channel, gathering, address, lengthBytes);
        final int gatheredBytes = gathering.readableBytes();
        if (writtenBytes < gatheredBytes) {
            gathering.skipBytes(writtenBytes);
            return 0;
        }
        gathering.clear();
        return writtenBytes - gatheredBytes;
    }

    /** Whether nothing stands before what is gathered, and there is a way past the channel. */
    private boolean canWrite() {
        return sockets.hasDirectWay() && (flying == null || !flying.isInFlight());
    }
}
