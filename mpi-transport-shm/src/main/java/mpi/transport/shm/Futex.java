package mpi.transport.shm;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * Sleeps on a word of shared memory, and wakes who sleeps there: Linux' futex system call, for processes. Elsewhere
 * {@link #SUPPORTED} is false. The call is not linked <em>critical</em>: it can block.
 */
final class Futex {
    /** Length of the time limit in memory: seconds and nanoseconds, eight bytes each. */
    static final int TIMESPEC_BYTES = 16;

    private static final long FUTEX_WAIT = 0;
    private static final long FUTEX_WAKE = 1;
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final long NO_NUMBER = -1;
    private static final long NUMBER = number(System.getProperty("os.name"), System.getProperty("os.arch"));
    private static final MethodHandle SYSCALL = NUMBER == NO_NUMBER ? null : link();

    /** Whether the call is there and permitted. */
    static final boolean SUPPORTED = SYSCALL != null && isPermitted();

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
        call(wordAddress, FUTEX_WAIT, expected, timespecAddress);
    }

    /**
     * Wakes one who sleeps on the word.
     *
     * @param wordAddress see {@link #sleep}
     */
    static void wake(final long wordAddress) {
        call(wordAddress, FUTEX_WAKE, 1, 0);
    }

    // Every result means the same to a caller that looks again: woken, changed before, timed out, interrupted.
    private static long call(final long address, final long operation, final long value, final long timespec) {
        try {
            return (long) SYSCALL.invokeExact(NUMBER, address, operation, value, timespec);
        } catch (final Throwable e) {
            throw new IllegalStateException("futex call failed", e);
        }
    }

    /** The number of the system call, from the kernel's tables of each architecture. */
    static long number(final String osName, final String architecture) {
        if (!"Linux".equals(osName)) {
            return NO_NUMBER;
        }
        return switch (architecture) {
            case "amd64", "x86_64" -> 202;
            case "aarch64" -> 98;
            default -> NO_NUMBER;
        };
    }

    @SuppressWarnings("restricted") // the launcher enables native access; without, the JDK warns once
    private static MethodHandle link() {
        final Linker linker = Linker.nativeLinker();
        // All arguments are long: the kernel reads registers of 64 bits.
        final FunctionDescriptor descriptor = FunctionDescriptor.of(ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG,
            ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG);
        return linker.defaultLookup()
            .find("syscall")
            .map(function -> linker.downcallHandle(function, descriptor, Linker.Option.firstVariadicArg(1)))
            .orElse(null);
    }

    // A sandbox may forbid the call; waking nobody shows it.
    private static boolean isPermitted() {
        try (Arena arena = Arena.ofConfined()) {
            final MemorySegment word = arena.allocate(ValueLayout.JAVA_INT);
            return call(word.address(), FUTEX_WAKE, 1, 0) == 0;
        }
    }
}
