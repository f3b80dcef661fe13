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
 * bounded, a lone frame leaves at once, a burst against a full socket leaves in one write, and nothing is allocated.
 */
final class FrameWriter {
    /** Capacity of a buffer: the longest whole frame fits, and of loopback's segments three. */
    static final int CAPACITY_BYTES = 192 * 1024;
    /** A shorter piece of a long payload is not worth a header: better wait for room. */
    private static final int LEAST_DATA_BYTES = 16 * 1024;
    /** A shorter payload is copied and written in less time than written from where it lies (ADR 13). */
    private static final int LEAST_UNCOPIED_BYTES = 96 * 1024;
    /** A call writes so much uncopied: from the heap it keeps the garbage collector waiting, about 40 µs. */
    private static final int UNCOPIED_BYTES = 384 * 1024;
    /** Segments become longer when the kernel has seen the peer's window: they are looked at so often. */
    private static final int PAYLOADS_PER_LOOK = 16;

    private final Sockets sockets;
    private final SocketChannel channel;
    private final Counters counters;
    private int longPayloads;
    private int segmentBytes = 1;
    /** What the last frame has announced and is not taken yet. */
    private int openBytes;
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
        if (isFrameOpen()
            || roomAfterFlush(FrameCodec.HEADER_BYTES + lengthBytes) < FrameCodec.HEADER_BYTES + lengthBytes) {
            return SendResult.BACK_PRESSURED;
        }
        begin(frame, lengthBytes);
        final int writtenBytes = canWriteFrom(base, lengthBytes) ? writeUncopied(base, offset, lengthBytes) : 0;
        copy(base, offset + writtenBytes, lengthBytes - writtenBytes);
        return lengthBytes;
    }

    /**
     * Takes as much of a long payload as there is room for. Its frame may announce more than that: it is open then, and
     * nothing but the rest of it is taken until it is not.
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
        }
        final int headerBytes = isFrameOpen() ? 0 : FrameCodec.HEADER_BYTES;
        final int least = headerBytes + (int) Math.min(lengthBytes, LEAST_DATA_BYTES);
        if (roomForData() < least) {
            flush();
        }
        if (roomForData() < least) {
            return SendResult.BACK_PRESSURED;
        }
        final boolean isUncopied = canWriteFrom(base, lengthBytes);
        if (!isFrameOpen()) {
            openBytes = (int) Math.min(lengthBytes, isUncopied ? Limits.MAX_DATA_BYTES : roomForData() - headerBytes);
            begin(frame, openBytes);
        }
        int takenBytes = 0;
        int wantedBytes = Math.min(openBytes, roomForData());
        if (isUncopied) {
            wantedBytes = Math.min(openBytes, wholeSegments(UNCOPIED_BYTES) - gathering.readableBytes());
            takenBytes = writeUncopied(base, offset, wantedBytes);
        }
        if (takenBytes < wantedBytes) {
            // Where the socket is full, the channel has to learn of it, and is given something to write.
            final int copiedBytes = Math.min(wantedBytes - takenBytes, roomForData());
            copy(base, offset + takenBytes, copiedBytes);
            takenBytes += copiedBytes;
        }
        openBytes -= takenBytes;
        return takenBytes;
    }

    /**
     * Whether a frame has announced more payload than was taken.
     *
     * @return true if {@link #tryWriteData} has to be given the rest next
     */
    boolean isFrameOpen() {
        return openBytes > 0;
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
        final boolean hasRoom = !isFrameOpen() && roomAfterFlush(1) >= 1;
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

    private int roomForData() {
        return wholeSegments(CAPACITY_BYTES) - gathering.writerIndex();
    }

    /** Pieces of a long payload leave in whole segments (ADR 13). */
    private int wholeSegments(final int lengthBytes) {
        return lengthBytes - lengthBytes % segmentBytes;
    }

    private void begin(final Frame frame, final int payloadBytes) {
        frame.payloadBytes = payloadBytes;
        final int position = gathering.writerIndex();
        FrameCodec.encode(frame, Memory.ALL, gathering.memoryAddress() + position);
        gathering.writerIndex(position + FrameCodec.HEADER_BYTES);
        counters.increment(Counters.Value.FRAMES_SENT);
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
    private int writeUncopied(final Object base, final long offset, final int lengthBytes) {
        counters.increment(Counters.Value.SYSTEM_CALLS);
        final int gatheredBytes = gathering.readableBytes();
        if (base != null && gatheredBytes > 0) {
            counters.increment(Counters.Value.SYSTEM_CALLS); // an array has a call of its own
        }
        final int writtenBytes = sockets.tryWrite(channel, gathering, base, offset, lengthBytes);
        if (writtenBytes < gatheredBytes) {
            gathering.skipBytes(writtenBytes);
            return 0;
        }
        gathering.clear();
        return writtenBytes - gatheredBytes;
    }

    /** Whether a payload is worth it, nothing stands before what is gathered, and there is a way past the channel. */
    private boolean canWriteFrom(final Object base, final long lengthBytes) {
        return lengthBytes >= LEAST_UNCOPIED_BYTES && sockets.hasDirectWay() && (flying == null || !flying.isInFlight())
            && sockets.canWriteFrom(base, lengthBytes);
    }
}
