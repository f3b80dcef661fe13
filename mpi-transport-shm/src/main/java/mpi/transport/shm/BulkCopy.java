package mpi.transport.shm;

import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;
import mpi.core.transport.Memory;

/**
 * Copies payload into shared memory that a peer has read last. The processor has to take every line from the peer's
 * cache; an ordinary store fetches the line's old content with it, the string instruction that {@code memcpy} uses does
 * not (ADR 9). A process that sends much has {@link Memcpy} linked by a thread of its own and uses it from then on.
 */
final class BulkCopy {
    /** Shorter pieces gain nothing. */
    static final int MIN_BYTES = 2 * 1024;

    private static final long LINK_AFTER_BYTES = 16 * 1024 * 1024;
    private static final AtomicBoolean LINKING = new AtomicBoolean();

    /** Written once; a late reader copies the ordinary way. */
    private static boolean linked;

    private long bytes;

    /** Makes the copier of a rank. */
    BulkCopy() {}

    /**
     * Copies from user memory to native memory.
     *
     * @param base see {@link Memory}
     * @param offset see {@link Memory}
     * @param address where to
     * @param lengthBytes how many bytes
     */
    void copyOut(final Object base, final long offset, final long address, final int lengthBytes) {
        if (lengthBytes < MIN_BYTES) {
            Memory.copyOut(base, offset, address, lengthBytes);
        } else if (linked) {
            Memcpy.copyOut(base, offset, address, lengthBytes);
        } else {
            Memory.copyOut(base, offset, address, lengthBytes);
            bytes += lengthBytes;
            if (bytes >= LINK_AFTER_BYTES && LINKING.compareAndSet(false, true)) {
                Thread.ofPlatform().daemon().name("mpj-link").start(BulkCopy::link);
            }
        }
    }

    /** Links; messages go on meanwhile. Also for tests, which cannot wait for enough traffic. */
    static void link() {
        try {
            Memcpy.copyOut(null, 0, 0, 0);
            linked = true;
        } catch (final LinkageError | RuntimeException e) {
            System.getLogger("mpi.transport.shm").log(Level.DEBUG, "long messages are copied without memcpy", e);
        }
    }
}
