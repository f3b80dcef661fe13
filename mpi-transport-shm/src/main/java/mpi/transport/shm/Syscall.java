package mpi.transport.shm;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** System calls of Linux for which the JDK has no method, by number. Not linked <em>critical</em>: they may block. */
final class Syscall {
    /** A number that stands for none. */
    static final long NONE = -1;

    private static final MethodHandle SYSCALL = link();

    private Syscall() {}

    /**
     * Whether calls can be made at all.
     *
     * @return false where the C library has no such function
     */
    static boolean isLinked() {
        return SYSCALL != null;
    }

    /**
     * The number of a call on this machine.
     *
     * @param osName value of {@code os.name}
     * @param architecture value of {@code os.arch}
     * @param amd64 its number in the kernel's table for x86-64
     * @param aarch64 its number in the kernel's table for 64-bit ARM
     * @return one of the two, or {@link #NONE}
     */
    static long number(final String osName, final String architecture, final long amd64, final long aarch64) {
        if (!"Linux".equals(osName)) {
            return NONE;
        }
        return switch (architecture) {
            case "amd64", "x86_64" -> amd64;
            case "aarch64" -> aarch64;
            default -> NONE;
        };
    }

    /** As {@link #number(String, String, long, long)}, for the machine this runs on. */
    static long number(final long amd64, final long aarch64) {
        return number(System.getProperty("os.name"), System.getProperty("os.arch"), amd64, aarch64);
    }

    /**
     * Makes a call with up to four arguments.
     *
     * @param number which
     * @param a first argument
     * @param b second argument
     * @param c third argument
     * @param d fourth argument
     * @return what it returned, -1 for an error
     */
    static long call(final long number, final long a, final long b, final long c, final long d) {
        try {
            return (long) SYSCALL.invokeExact(number, a, b, c, d);
        } catch (final Throwable e) {
            throw new IllegalStateException("system call " + number + " failed", e);
        }
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
}
