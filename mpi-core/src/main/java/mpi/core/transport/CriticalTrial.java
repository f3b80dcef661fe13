package mpi.core.transport;

import com.sun.management.ThreadMXBean;
import java.lang.foreign.Arena;
import java.lang.management.ManagementFactory;
import java.util.concurrent.locks.LockSupport;

/**
 * Makes one {@link CriticalCall} until its code is compiled and allocates nothing. The compiler leaves the views of an
 * array out nearly always, but not in every run (ADR 9), and an allocation a call would cost what the call gains.
 */
final class CriticalTrial {
    private static final int LENGTH_BYTES = LongCopy.MIN_BYTES;
    private static final int CALLS = 2_000;
    /** Less is not an allocation a call. */
    private static final long QUIET_BYTES = 16L * CALLS / 10;
    /** With the pauses, the compiler has about a second. */
    private static final int MAX_ROUNDS = 500;
    private static final long PAUSE_NANOS = 1_000_000;

    private final CriticalCall call;
    private final Object array;

    CriticalTrial(final CriticalCall call, final MemoryKind kind) {
        this.call = call;
        this.array = kind.array(2 * LENGTH_BYTES);
    }

    /** Whether the compiled code allocates nothing. */
    boolean passes() {
        final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (Arena arena = Arena.ofConfined()) {
            // Memory that has an address stands on both sides.
            final long own = arena.allocate(2 * LENGTH_BYTES).address();
            final long other = arena.allocate(LENGTH_BYTES).address();
            for (int i = 0; i < MAX_ROUNDS; i++) {
                final long before = threads.getCurrentThreadAllocatedBytes();
                attempt(array == null ? own : 0, other);
                if (threads.getCurrentThreadAllocatedBytes() - before < QUIET_BYTES) {
                    return true;
                }
                // The compiler works in the background, on cores that the ranks keep busy.
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
        return false;
    }

    private void attempt(final long start, final long address) {
        for (int i = 0; i < CALLS; i++) {
            call.attempt(array, start + i % 64 * Long.BYTES, address, LENGTH_BYTES);
        }
    }
}
