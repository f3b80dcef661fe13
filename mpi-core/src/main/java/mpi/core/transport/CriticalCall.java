package mpi.core.transport;

import java.lang.System.Logger.Level;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * A native function that works on user memory of one kind, linked <em>critical</em> so that this may be an array. A
 * process that has much for it has it linked and tried by a thread of its own, and uses it once the compiled call
 * allocates nothing (ADR 9).
 */
public abstract class CriticalCall {
    private static final long TRY_AFTER_BYTES = 16 * 1024 * 1024;

    /** Of the user memory. */
    protected final MemoryKind kind;

    private final String function;
    private final AtomicBoolean tried;
    /** Written once; a late reader does without the call. */
    private boolean usable;
    /** About how much was done without the call: counted without regard to other threads. */
    private long passedBytes;

    /**
     * A call that is not usable yet.
     *
     * @param function what is called, for the log
     * @param kind of the user memory; {@link MemoryKind#OTHER} is never tried
     */
    protected CriticalCall(final String function, final MemoryKind kind) {
        this.function = function;
        this.kind = kind;
        tried = new AtomicBoolean(kind == MemoryKind.OTHER);
    }

    /**
     * Makes calls of one function.
     *
     * @param maker makes that for one kind
     * @return one for each kind, at the place of its ordinal number
     */
    public static CriticalCall[] ofEachKind(final Function<MemoryKind, CriticalCall> maker) {
        final MemoryKind[] kinds = MemoryKind.values();
        final CriticalCall[] calls = new CriticalCall[kinds.length];
        for (int i = 0; i < kinds.length; i++) {
            calls[i] = maker.apply(kinds[i]);
        }
        return calls;
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

    /**
     * Links a function of the C library.
     *
     * @param function its name
     * @param descriptor its arguments and result
     * @return what calls it
     */
    @SuppressWarnings("restricted") // the launcher enables native access
    public static MethodHandle link(final String function, final FunctionDescriptor descriptor) {
        final Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(function), descriptor,
            Linker.Option.critical(true));
    }

    /**
     * What to throw for what a method handle may throw by its declaration.
     *
     * @param e what it has thrown
     * @return the same, if it is unchecked
     */
    public static RuntimeException unchecked(final Throwable e) {
        if (e instanceof final Error error) {
            throw error;
        }
        return e instanceof final RuntimeException unchecked ? unchecked : new IllegalStateException(e);
    }

    /** Messages go on meanwhile. */
    private void tryOut() {
        final System.Logger log = System.getLogger("mpi.core.transport");
        try {
            usable = new CriticalTrial(this, kind).passes();
            log.log(Level.DEBUG, "{0} for {1}: {2}", function, kind, usable ? "used" : "not used, it allocates");
        } catch (final LinkageError | RuntimeException e) {
            log.log(Level.DEBUG, function + " for " + kind + ": not used", e);
        }
    }
}
