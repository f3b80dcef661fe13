package mpi.core.kit;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentMap;
import mpi.core.boot.LocalHub;
import mpi.core.transport.FrameHandler;
import mpi.core.transport.Memory;
import mpi.core.wire.Frame;
import mpi.core.wire.FrameCodec;

/**
 * Frames on their way from one rank to another: a ring of equal slots in native memory, few, so that senders meet
 * back-pressure. One thread of one rank writes, one of the other reads.
 */
final class LoopbackQueue {
    /** Frames that fit. */
    static final int SLOTS = 16;
    /** Longest payload of a frame. */
    static final int MAX_PAYLOAD_BYTES = 8 * 1024;

    private static final long PRODUCED_OFFSET = 0;
    private static final long CONSUMED_OFFSET = 64;
    private static final long CLOSED_OFFSET = 128;
    private static final long SLOTS_OFFSET = 192;
    private static final long SLOT_BYTES = FrameCodec.HEADER_BYTES + MAX_PAYLOAD_BYTES;
    private static final VarHandle WORD = ValueLayout.JAVA_LONG.varHandle();

    private final MemorySegment memory;

    private LoopbackQueue(final MemorySegment memory) {
        this.memory = memory;
    }

    /** The queue of that name; whoever asks first makes its memory. */
    static LoopbackQueue of(final ConcurrentMap<String, CompletableFuture<Object>> hub, final String name) {
        return new LoopbackQueue(new LocalHub(hub).object(name,
            () -> Arena.ofAuto().allocate(SLOTS_OFFSET + SLOTS * SLOT_BYTES, Long.BYTES)));
    }

    /** Writes a frame with its payload; returns whether there was room. */
    boolean offer(final Frame frame, final Object base, final long offset, final int lengthBytes) {
        final long produced = (long) WORD.get(memory, PRODUCED_OFFSET);
        if (produced - (long) WORD.getAcquire(memory, CONSUMED_OFFSET) == SLOTS) {
            return false;
        }
        final long slot = slot(produced);
        frame.payloadBytes = lengthBytes;
        FrameCodec.encode(frame, memory, slot);
        Memory.copyOut(base, offset, memory.address() + slot + FrameCodec.HEADER_BYTES, lengthBytes);
        WORD.setRelease(memory, PRODUCED_OFFSET, produced + 1);
        return true;
    }

    /** Whether no frame is waiting. */
    boolean isEmpty() {
        return (long) WORD.getAcquire(memory, PRODUCED_OFFSET) == (long) WORD.get(memory, CONSUMED_OFFSET);
    }

    /** Hands over the oldest frame; there must be one. */
    void poll(final int peer, final Frame frame, final FrameHandler handler) {
        final long consumed = (long) WORD.get(memory, CONSUMED_OFFSET);
        final long slot = slot(consumed);
        final int result = FrameCodec.decode(memory, slot, SLOT_BYTES, frame);
        if (result != 0) {
            throw new IllegalStateException("frame from rank " + peer + " does not decode: " + result);
        }
        handler.onFrame(peer, frame, memory.address() + slot + FrameCodec.HEADER_BYTES);
        WORD.setRelease(memory, CONSUMED_OFFSET, consumed + 1);
    }

    /** Says that the writer is gone. */
    void close() {
        WORD.setRelease(memory, CLOSED_OFFSET, 1L);
    }

    /** Whether the writer is gone. */
    boolean isClosed() {
        return (long) WORD.getAcquire(memory, CLOSED_OFFSET) == 1L;
    }

    private static long slot(final long position) {
        return SLOTS_OFFSET + position % SLOTS * SLOT_BYTES;
    }
}
