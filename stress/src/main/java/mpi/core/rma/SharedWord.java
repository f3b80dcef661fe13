package mpi.core.rma;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** A word in memory with an address, as ranks share it. */
final class SharedWord {
    private static final long PIECE_BYTES = 1024 * 1024;
    private static final long LINE_BYTES = 128;
    private static final ThreadLocal<MemorySegment> PIECE = ThreadLocal.withInitial(() -> MemorySegment.NULL);

    private final MemorySegment memory = take();

    /** Cut from large pieces, since states are made by the million. */
    private static MemorySegment take() {
        MemorySegment piece = PIECE.get();
        if (piece.byteSize() < LINE_BYTES) {
            piece = Arena.ofAuto().allocate(PIECE_BYTES, LINE_BYTES);
        }
        PIECE.set(piece.asSlice(LINE_BYTES));
        return piece.asSlice(0, LINE_BYTES);
    }

    boolean tryAcquire(final boolean isExclusive, final int member, final boolean asks) {
        return LockWord.tryAcquire(null, memory.address(), isExclusive, member, asks);
    }

    /** Takes the lock, however long that takes. */
    void acquire(final boolean isExclusive, final int member) {
        while (!tryAcquire(isExclusive, member, false)) {
            Thread.onSpinWait();
        }
    }

    boolean release() {
        return LockWord.release(null, memory.address());
    }

    boolean leave() {
        return LockWord.leave(null, memory.address());
    }

    int holder() {
        return LockWord.holder(null, memory.address());
    }
}
