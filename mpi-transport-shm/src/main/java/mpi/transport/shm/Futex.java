package mpi.transport.shm;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Sleeps on a word of shared memory, and wakes who sleeps there: Linux' futex system call, for processes. Elsewhere
 * {@link #SUPPORTED} is false.
 */
final class Futex {
    /** Length of the time limit in memory: seconds and nanoseconds, eight bytes each. */
    static final int TIMESPEC_BYTES = 16;

    private static final long FUTEX_WAIT = 0;
    private static final long FUTEX_WAKE = 1;
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final long NUMBER = Syscall.number(202, 98);

    /** Whether the call is there and permitted. */
    static final boolean SUPPORTED = NUMBER != Syscall.NONE && Syscall.isLinked() && isPermitted();

    private Futex() {}

    /**
     * Sleeps while the word has the expected value, until it is woken, the time is over, or a signal comes in.
     *
     * @param wordAddress address of four aligned bytes of shared memory
     * @param expected returns at once if the word is different
     * @param timeoutNanos the longest sleep
     * @param timespecAddress {@link #TIMESPEC_BYTES} of scratch memory
     */
    static void sleep(final long wordAddress, final int expected, final long timeoutNanos,
        final long timespecAddress) {
        Words.putLong(timespecAddress, timeoutNanos / NANOS_PER_SECOND);
        Words.putLong(timespecAddress + Long.BYTES, timeoutNanos % NANOS_PER_SECOND);
        // Every result means the same to a caller that looks again: woken, changed before, timed out, interrupted.
        Syscall.call(NUMBER, wordAddress, FUTEX_WAIT, expected, timespecAddress);
    }

    /**
     * Wakes one who sleeps on the word.
     *
     * @param wordAddress see {@link #sleep}
     */
    static void wake(final long wordAddress) {
        Syscall.call(NUMBER, wordAddress, FUTEX_WAKE, 1, 0);
    }

    // A sandbox may forbid the call; waking nobody shows it.
    private static boolean isPermitted() {
        try (Arena arena = Arena.ofConfined()) {
            final MemorySegment word = arena.allocate(ValueLayout.JAVA_INT);
            return Syscall.call(NUMBER, word.address(), FUTEX_WAKE, 1, 0) == 0;
        }
    }
}
