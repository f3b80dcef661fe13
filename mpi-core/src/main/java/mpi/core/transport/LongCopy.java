package mpi.core.transport;

import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Copies long pieces between user memory and native memory. Where a peer has read the target last, the processor has to
 * take every line from the peer's cache; an ordinary store fetches the line's old content with it, the string
 * instruction that {@code memcpy} uses does not (ADR 9). A process that copies much from one kind of memory, or to it,
 * has {@link Memcpy} linked and tried by a thread of its own, and uses it from then on.
 */
final class LongCopy {
    /** Shorter pieces gain nothing. */
    static final int MIN_BYTES = 2 * 1024;

    /** A call keeps the garbage collector waiting: no longer than about 50 µs. */
    private static final long MAX_CALL_BYTES = 1024 * 1024;
    private static final long TRY_AFTER_BYTES = 16 * 1024 * 1024;
    /** Of the process, as what is linked and compiled is. */
    private static final LongCopy[] OUT = ofEachKind(true);
    private static final LongCopy[] IN = ofEachKind(false);

    private final MemoryKind kind;
    private final boolean isOut;
    private final AtomicBoolean tried;
    /** Written once; a late reader copies the ordinary way. */
    private boolean usable;
    /** About how much was copied the ordinary way: counted without regard to other threads. */
    private long copiedBytes;

    private LongCopy(final MemoryKind kind, final boolean isOut) {
        this.kind = kind;
        this.isOut = isOut;
        tried = new AtomicBoolean(kind == MemoryKind.OTHER);
    }

    private static LongCopy[] ofEachKind(final boolean isOut) {
        final MemoryKind[] kinds = MemoryKind.values();
        final LongCopy[] copies = new LongCopy[kinds.length];
        for (int i = 0; i < kinds.length; i++) {
            copies[i] = new LongCopy(kinds[i], isOut);
        }
        return copies;
    }

    static void copyOut(final Object base, final long offset, final long address, final long lengthBytes) {
        final MemoryKind kind = MemoryKind.of(base);
        if (OUT[kind.ordinal()].isUsable(lengthBytes)) {
            for (long done = 0; done < lengthBytes; done += MAX_CALL_BYTES) {
                Memcpy.copyOut(kind, base, offset + done, address + done, Math.min(lengthBytes - done, MAX_CALL_BYTES));
            }
        } else {
            NativeMemory.copy(base, offset, null, address, lengthBytes);
        }
    }

    static void copyIn(final long address, final Object base, final long offset, final long lengthBytes) {
        final MemoryKind kind = MemoryKind.of(base);
        if (IN[kind.ordinal()].isUsable(lengthBytes)) {
            for (long done = 0; done < lengthBytes; done += MAX_CALL_BYTES) {
                Memcpy.copyIn(kind, address + done, base, offset + done, Math.min(lengthBytes - done, MAX_CALL_BYTES));
            }
        } else {
            NativeMemory.copy(null, address, base, offset, lengthBytes);
        }
    }

    private boolean isUsable(final long lengthBytes) {
        if (usable) {
            return true;
        }
        copiedBytes += lengthBytes;
        if (copiedBytes >= TRY_AFTER_BYTES && tried.compareAndSet(false, true)) {
            Thread.ofPlatform().daemon().name("mpj-link").start(this::tryOut);
        }
        return false;
    }

    /** Messages go on meanwhile. */
    private void tryOut() {
        try {
            usable = new MemcpyTrial(kind, isOut).passes();
        } catch (final LinkageError | RuntimeException e) {
            System.getLogger("mpi.core.transport").log(Level.DEBUG, "long messages are copied without memcpy", e);
        }
    }
}
