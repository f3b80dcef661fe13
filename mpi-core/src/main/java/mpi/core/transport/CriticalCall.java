package mpi.core.transport;

import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A native function that works on user memory of one kind, linked <em>critical</em> so that this may be an array. A
 * process that has much for it has it linked and tried by a thread of its own, and uses it once the compiled call
 * allocates nothing (ADR 9).
 */
public abstract class CriticalCall {
    private static final long TRY_AFTER_BYTES = 16 * 1024 * 1024;

    private final MemoryKind kind;
    private final AtomicBoolean tried;
    /** Written once; a late reader does without the call. */
    private boolean usable;
    /** About how much was done without the call: counted without regard to other threads. */
    private long passedBytes;

    /**
     * A call that is not usable yet.
     *
     * @param kind of the user memory
     */
    protected CriticalCall(final MemoryKind kind) {
        this.kind = kind;
        tried = new AtomicBoolean(kind == MemoryKind.OTHER);
    }

    /**
     * Whether to make the call.
     *
     * @param lengthBytes how much there is for it this time
     * @return false until a trial has succeeded
     */
    public final boolean isUsable(final long lengthBytes) {
        if (usable) {
            return true;
        }
        passedBytes += lengthBytes;
        if (passedBytes >= TRY_AFTER_BYTES && tried.compareAndSet(false, true)) {
            Thread.ofPlatform().daemon().name("mpj-link").start(this::tryOut);
        }
        return false;
    }

    /**
     * Makes the call for a trial, without an effect on anything else.
     *
     * @param base see {@link Memory}; an array of the kind, or {@code null}
     * @param offset see {@link Memory}
     * @param address of native memory that the call may use
     * @param lengthBytes how much there is of both
     */
    protected abstract void attempt(Object base, long offset, long address, long lengthBytes);

    /** Messages go on meanwhile. */
    private void tryOut() {
        try {
            usable = new CriticalTrial(this, kind).passes();
        } catch (final LinkageError | RuntimeException e) {
            System.getLogger("mpi.core.transport").log(Level.DEBUG, "done without a call of the C library", e);
        }
    }
}
