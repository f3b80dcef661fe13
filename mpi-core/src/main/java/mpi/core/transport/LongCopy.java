package mpi.core.transport;

/**
 * Copies long pieces between user memory and native memory. Where a peer has read the target last, the processor has to
 * take every line from the peer's cache; an ordinary store fetches the line's old content with it, the string
 * instruction that {@code memcpy} uses does not (ADR 9).
 */
final class LongCopy {
    /** Shorter pieces gain nothing. */
    static final int MIN_BYTES = 2 * 1024;

    /**
     * From the size of the second level of a processor's caches on (1 MiB, or half of it), {@code memcpy} does without
     * the string instruction where the processor is AMD's, and takes a fifth longer (ADR 24). Also, a call keeps the
     * garbage collector waiting: so it does for about 10 µs.
     */
    private static final long MAX_CALL_BYTES = 256 * 1024;
    /** Of the process, as what is linked and compiled is. */
    private static final CriticalCall[] OUT = CriticalCall.ofEachKind(Out::new);
    private static final CriticalCall[] IN = CriticalCall.ofEachKind(In::new);

    private LongCopy() {}

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

    private static final class Out extends CriticalCall {
        Out(final MemoryKind kind) {
            super("memcpy", kind);
        }

        @Override
        protected void attempt(final Object base, final long offset, final long address, final long lengthBytes) {
            Memcpy.copyOut(kind, base, offset, address, lengthBytes);
        }
    }

    private static final class In extends CriticalCall {
        In(final MemoryKind kind) {
            super("memcpy", kind);
        }

        @Override
        protected void attempt(final Object base, final long offset, final long address, final long lengthBytes) {
            Memcpy.copyIn(kind, address, base, offset, lengthBytes);
        }
    }
}
