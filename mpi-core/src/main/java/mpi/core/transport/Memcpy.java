package mpi.core.transport;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * The C library's {@code memcpy}, which takes instructions for long copies that the JVM's own copy does not (ADR 9).
 * Touching this class links it, which takes long. Linked <em>critical</em>: it never blocks, and a piece is short.
 */
final class Memcpy {
    private static final MethodHandle MEMCPY = link();

    private Memcpy() {}

    /**
     * Copies between addresses; the two may not overlap.
     *
     * @param source where from
     * @param target where to
     * @param lengthBytes how many bytes
     */
    static void copy(final long source, final long target, final long lengthBytes) {
        try {
            MEMCPY.invokeExact(target, source, lengthBytes);
        } catch (final Throwable e) {
            throw new IllegalStateException("memcpy", e);
        }
    }

    /** Addresses are plain numbers: they need no view. The result, which is the target, is left out. */
    @SuppressWarnings("restricted") // the launcher enables native access
    private static MethodHandle link() {
        final Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow("memcpy"),
            FunctionDescriptor.ofVoid(ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG),
            Linker.Option.critical(false));
    }
}
