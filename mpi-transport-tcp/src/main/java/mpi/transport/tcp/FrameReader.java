package mpi.transport.tcp;

import io.netty.buffer.ByteBuf;
import mpi.core.diag.Counters;
import mpi.core.transport.FrameHandler;
import mpi.core.transport.Memory;
import mpi.core.wire.Frame;
import mpi.core.wire.FrameCodec;

/**
 * Finds the frames in a stream and hands them on, straight from the buffer the stream is read into. Frames of a small
 * payload are handed on whole; a DATA frame in the pieces in which it arrives, so the buffer need not hold one.
 */
final class FrameReader {
    /** Capacity of the buffer: twice the longest frame that is handed on whole, so that there is always room. */
    static final int CAPACITY_BYTES = 2 * (FrameCodec.HEADER_BYTES + Limits.MAX_PAYLOAD_BYTES);

    private final int peer;
    private final FrameHandler handler;
    private final Counters counters;
    private final NativeBuffer buffer = NativeBuffer.allocate(CAPACITY_BYTES);
    private final Frame frame = new Frame();
    /** Bytes of the DATA frame under way that have not arrived yet, and the offset of the next of them. */
    private int missingDataBytes;
    private long nextDataOffset;
    private boolean isGoodbyeSeen;
    private String error;

    FrameReader(final int peer, final FrameHandler handler, final Counters counters) {
        this.peer = peer;
        this.handler = handler;
        this.counters = counters;
    }

    /**
     * The buffer with room behind what is unread. There is room as long as whole frames are taken out of it.
     *
     * @return the buffer
     */
    NativeBuffer writableBuffer() {
        final int unreadBytes = buffer.readableBytes();
        if (buffer.readerIndex() > 0) {
            if (unreadBytes > 0) {
                Memory.copy(null, buffer.memoryAddress() + buffer.readerIndex(), null, buffer.memoryAddress(),
                    unreadBytes);
            }
            buffer.setIndex(0, unreadBytes);
        }
        return buffer;
    }

    /**
     * Hands on what is whole.
     *
     * @param limit how many frames or pieces at most
     * @return how many; less than {@code limit} if all is handed on, or the stream is broken
     */
    int deliver(final int limit) {
        int delivered = 0;
        while (delivered < limit && error == null && deliverNext()) {
            delivered++;
        }
        return delivered;
    }

    /**
     * Takes bytes that were read before this reader had the stream.
     *
     * @param bytes less than the capacity
     */
    void prepend(final ByteBuf bytes) {
        buffer.writeBytes(bytes);
    }

    /**
     * What is wrong with the stream.
     *
     * @return one line, or {@code null} if nothing is
     */
    String error() {
        return error;
    }

    /**
     * Whether the peer has said that it ends the stream here.
     *
     * @return true if an end of stream is no failure
     */
    boolean isGoodbyeSeen() {
        return isGoodbyeSeen;
    }

    /**
     * Whether the stream stands between two frames.
     *
     * @return true if nothing is begun
     */
    boolean isBetweenFrames() {
        return missingDataBytes == 0 && !buffer.isReadable();
    }

    private boolean deliverNext() {
        if (missingDataBytes > 0) {
            return deliverDataPiece();
        }
        if (!buffer.isReadable()) {
            return false;
        }
        if (isGoodbyeSeen) {
            error = "bytes behind the goodbye";
            return false;
        }
        if (buffer.getByte(buffer.readerIndex()) == Limits.GOODBYE) {
            buffer.skipBytes(1);
            isGoodbyeSeen = true;
            return deliverNext();
        }
        return deliverFrame();
    }

    private boolean deliverFrame() {
        final int result = FrameCodec.decode(Memory.ALL, buffer.memoryAddress() + buffer.readerIndex(),
            buffer.readableBytes(), frame);
        if (result == FrameCodec.TRUNCATED) {
            return false;
        }
        if (result != 0) {
            error = nameOf(result);
            return false;
        }
        if (frame.type == Frame.Type.DATA) {
            return beginData();
        }
        if (frame.payloadBytes > Limits.MAX_PAYLOAD_BYTES) {
            error = "a payload of " + frame.payloadBytes + " bytes";
            return false;
        }
        final int frameBytes = FrameCodec.HEADER_BYTES + frame.payloadBytes;
        if (buffer.readableBytes() < frameBytes) {
            return false;
        }
        final long payloadAddress = buffer.memoryAddress() + buffer.readerIndex() + FrameCodec.HEADER_BYTES;
        buffer.skipBytes(frameBytes);
        counters.increment(Counters.Value.FRAMES_RECEIVED);
        handler.onFrame(peer, frame, payloadAddress);
        return true;
    }

    private boolean beginData() {
        if (frame.payloadBytes > Limits.MAX_DATA_BYTES || frame.dataOffset() > Long.MAX_VALUE - frame.payloadBytes) {
            error = "a piece of " + frame.payloadBytes + " bytes at " + frame.dataOffset();
            return false;
        }
        buffer.skipBytes(FrameCodec.HEADER_BYTES);
        missingDataBytes = frame.payloadBytes;
        nextDataOffset = frame.dataOffset();
        return deliverDataPiece();
    }

    /** {@link #frame} keeps the other fields of the header until the last piece has arrived. */
    private boolean deliverDataPiece() {
        final int pieceBytes = Math.min(missingDataBytes, buffer.readableBytes());
        if (pieceBytes == 0) {
            return false;
        }
        final long payloadAddress = buffer.memoryAddress() + buffer.readerIndex();
        frame.payloadBytes = pieceBytes;
        frame.dataOffset(nextDataOffset);
        buffer.skipBytes(pieceBytes);
        missingDataBytes -= pieceBytes;
        nextDataOffset += pieceBytes;
        if (missingDataBytes == 0) {
            counters.increment(Counters.Value.FRAMES_RECEIVED);
        }
        handler.onFrame(peer, frame, payloadAddress);
        return true;
    }

    private static String nameOf(final int result) {
        return switch (result) {
            case FrameCodec.BAD_VERSION -> "a frame of another version";
            case FrameCodec.BAD_TYPE -> "a frame of an unknown type";
            case FrameCodec.BAD_LENGTH -> "a frame of an impossible length";
            default -> throw new IllegalStateException("result " + result);
        };
    }
}
