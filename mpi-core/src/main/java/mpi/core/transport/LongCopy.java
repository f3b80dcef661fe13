package mpi.core.transport;

import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Copies long pieces between user memory and native memory. Where a peer has read the target last, the processor has to
 * take every line from the peer's cache; an ordinary store fetches the line's old content with it, the string
 * instruction that {@code memcpy} uses does not (ADR 9). A process that copies much has {@link Memcpy} linked by a
 * thread of its own and uses it from then on, for memory that has an address: a view of an array is not always left out
 * by the compiler, and an allocation a piece would cost what the instruction gains.
 */
final class LongCopy {
    /** Shorter pieces gain nothing. */
    static final int MIN_BYTES = 2 * 1024;

    private static final long LINK_AFTER_BYTES = 16 * 1024 * 1024;
    /** Of the process, as what is linked is. */
    private static final LongCopy SHARED = new LongCopy();

    private final AtomicBoolean linking = new AtomicBoolean();
    /** Written once; a late reader copies the ordinary way. */
    private boolean linked;
    /** About how much was copied the ordinary way: counted without regard to other threads. */
    private long copiedBytes;

    private LongCopy() {}

    static void copyOut(final Object base, final long offset, final long address, final long lengthBytes) {
        if (base == null && SHARED.isLinked(lengthBytes)) {
            Memcpy.copy(offset, address, lengthBytes);
        } else {
            NativeMemory.copy(base, offset, null, address, lengthBytes);
        }
    }

    static void copyIn(final long address, final Object base, final long offset, final long lengthBytes) {
        if (base == null && SHARED.isLinked(lengthBytes)) {
            Memcpy.copy(address, offset, lengthBytes);
        } else {
            NativeMemory.copy(null, address, base, offset, lengthBytes);
        }
    }

    private boolean isLinked(final long lengthBytes) {
        if (linked) {
            return true;
        }
        copiedBytes += lengthBytes;
        if (copiedBytes >= LINK_AFTER_BYTES && linking.compareAndSet(false, true)) {
            Thread.ofPlatform().daemon().name("mpj-link").start(this::link);
        }
        return false;
    }

    /** Links; messages go on meanwhile. */
    private void link() {
        try {
            Memcpy.copy(0, 0, 0);
            linked = true;
        } catch (final LinkageError | RuntimeException e) {
            System.getLogger("mpi.core.transport").log(Level.DEBUG, "long messages are copied without memcpy", e);
        }
    }
}
