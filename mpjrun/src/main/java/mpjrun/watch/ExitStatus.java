package mpjrun.watch;

import java.util.Map;

/**
 * How a process ended, from the exit value that Java gives: a death by signal {@code n} is 128 + {@code n} there, as in
 * a shell. A program that itself exits with such a value cannot be told apart.
 *
 * @param code the exit value, 0 to 255
 */
public record ExitStatus(int code) {
    /** The number of the signal that nothing survives. */
    public static final int KILL = 9;

    /** The number of the signal that ends a program whose output nobody takes. */
    public static final int PIPE = 13;

    private static final int SIGNAL_OFFSET = 128;
    private static final int MAX_SIGNAL = 31;
    private static final Map<Integer, String> SIGNAL_NAMES = Map.ofEntries(Map.entry(1, "HUP"), Map.entry(2, "INT"),
        Map.entry(3, "QUIT"), Map.entry(4, "ILL"), Map.entry(5, "TRAP"), Map.entry(6, "ABRT"), Map.entry(7, "BUS"),
        Map.entry(8, "FPE"), Map.entry(KILL, "KILL"), Map.entry(11, "SEGV"), Map.entry(PIPE, "PIPE"),
        Map.entry(14, "ALRM"), Map.entry(15, "TERM"), Map.entry(24, "XCPU"), Map.entry(25, "XFSZ"));

    /**
     * The status of a process that a signal ended.
     *
     * @param signal its number
     * @return the status
     */
    public static ExitStatus ofSignal(final int signal) {
        return new ExitStatus(SIGNAL_OFFSET + signal);
    }

    /**
     * Whether the process says that it succeeded.
     *
     * @return true for exit code 0
     */
    public boolean isSuccess() {
        return code == 0;
    }

    /**
     * The signal that ended the process.
     *
     * @return its number, 0 if the process exited by itself
     */
    public int signal() {
        return code > SIGNAL_OFFSET && code <= SIGNAL_OFFSET + MAX_SIGNAL ? code - SIGNAL_OFFSET : 0;
    }

    /**
     * Says it to the user.
     *
     * @return for instance {@code exited with code 3} or {@code was killed by signal 9 (KILL)}
     */
    public String text() {
        final int signal = signal();
        if (signal == 0) {
            return "exited with code " + code;
        }
        final String name = SIGNAL_NAMES.get(signal);
        return "was killed by signal " + signal + (name == null ? "" : " (" + name + ")");
    }
}
