package mpi.transport.shm;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Native memory for the states of tests: cut from large pieces, since states are made by the million. */
final class Lines {
    private static final long PIECE_BYTES = 1024 * 1024;
    private static final ThreadLocal<Lines> LOCAL = ThreadLocal.withInitial(Lines::new);

    private MemorySegment piece = MemorySegment.NULL;

    private Lines() {}

    /**
     * Takes memory that lives as long as it is reachable.
     *
     * @param lengthBytes how much
     * @return zeroed memory that shares no line with other memory
     */
    static MemorySegment take(final int lengthBytes) {
        return LOCAL.get().cut(lengthBytes);
    }

    private MemorySegment cut(final int lengthBytes) {
        final int length = (lengthBytes + SegmentDescriptor.LINE_BYTES - 1) & -SegmentDescriptor.LINE_BYTES;
        if (piece.byteSize() < length) {
            piece = Arena.ofAuto().allocate(PIECE_BYTES, SegmentDescriptor.LINE_BYTES);
        }
        final MemorySegment taken = piece.asSlice(0, length);
        piece = piece.asSlice(length);
        return taken;
    }
}
