package mpi.core.p2p;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import mpi.core.diag.Counters;
import mpi.core.transport.Endpoint;
import mpi.core.transport.Memory;
import mpi.core.transport.SendResult;
import mpi.core.wire.Frame;
import mpi.core.wire.FrameCodec;

/**
 * One direction between two {@link WiredRank}s: frames wait until the test delivers them.
 */
class Wire implements Endpoint {
    static final int MAX_PAYLOAD_BYTES = 8 * 1024;
    private static final int LOG_ENTRIES = 1_000;

    /** Frames that fit. */
    int room = Integer.MAX_VALUE;
    boolean local = true;
    /** How many bytes a DATA frame may announce; it is taken piece by piece, as by a stream. */
    int announcedBytes = MAX_PAYLOAD_BYTES;
    /** What an attempt to send finds, if not 0. */
    int refusal;
    /** Types and tags of the first frames that were accepted. */
    final List<String> log = new ArrayList<>();
    private final WiredRank from;
    private final WiredRank to;
    private final ArrayDeque<byte[]> frames = new ArrayDeque<>();
    private final MemorySegment delivered = Arena.ofAuto().allocate(MAX_PAYLOAD_BYTES);
    private final Frame frame = new Frame();
    /** What the last DATA frame has announced and is not taken yet, and the credit that its header gave back. */
    private long openBytes;
    private long headersConsumedBytes;

    Wire(final WiredRank from, final WiredRank to) {
        this.from = from;
        this.to = to;
    }

    /** Hands over so many frames; returns how many there were. */
    int deliver(final int limit) {
        int count = 0;
        while (count < limit && !frames.isEmpty()) {
            final byte[] bytes = frames.pollFirst();
            final MemorySegment segment = MemorySegment.ofArray(bytes);
            final int result = FrameCodec.decode(segment, 0, bytes.length, frame);
            if (result != 0) {
                throw new IllegalStateException("frame does not decode: " + result);
            }
            MemorySegment.copy(segment, FrameCodec.HEADER_BYTES, delivered, 0, frame.payloadBytes);
            to.onFrame(from.rank, frame, delivered.address());
            count++;
        }
        return count;
    }

    int waiting() {
        return frames.size();
    }

    @Override
    public int peer() {
        return to.rank;
    }

    @Override
    public boolean isLocal() {
        return local;
    }

    @Override
    public int maxPayloadBytes() {
        return MAX_PAYLOAD_BYTES;
    }

    @Override
    public int trySend(final Frame header, final Object base, final long offset, final int lengthBytes) {
        return openBytes > 0 ? SendResult.BACK_PRESSURED : accept(header, base, offset, lengthBytes);
    }

    private int accept(final Frame header, final Object base, final long offset, final int lengthBytes) {
        if (refusal != 0) {
            return refusal;
        }
        if (frames.size() >= room) {
            from.counters.increment(Counters.Value.BACK_PRESSURE); // as every transport does
            return SendResult.BACK_PRESSURED;
        }
        header.payloadBytes = lengthBytes;
        final byte[] bytes = new byte[FrameCodec.HEADER_BYTES + lengthBytes];
        FrameCodec.encode(header, MemorySegment.ofArray(bytes), 0);
        Memory.copy(base, offset, bytes, FrameCodec.HEADER_BYTES, lengthBytes);
        frames.addLast(bytes);
        if (log.size() < LOG_ENTRIES) {
            log.add(header.type + " " + header.tag);
        }
        return lengthBytes;
    }

    @Override
    public int trySendData(final Frame header, final Object base, final long offset, final long lengthBytes) {
        final boolean isNext = openBytes > 0;
        if (isNext) {
            header.consumedBytes = headersConsumedBytes;
        }
        final long leftBytes = isNext ? openBytes : Math.min(lengthBytes, announcedBytes);
        final int taken = accept(header, base, offset, (int) Math.min(leftBytes, MAX_PAYLOAD_BYTES));
        if (taken > 0) {
            openBytes = leftBytes - taken;
            headersConsumedBytes = header.consumedBytes;
        }
        return taken;
    }

    @Override
    public boolean isFrameOpen() {
        return openBytes > 0;
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
