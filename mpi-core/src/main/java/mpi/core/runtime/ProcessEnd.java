package mpi.core.runtime;

/**
 * Ends the process a rank runs in.
 */
@FunctionalInterface
public interface ProcessEnd {
    /** Ends this JVM at once, after its output is flushed. */
    ProcessEnd HALT = code -> {
        System.out.flush();
        System.err.flush();
        Runtime.getRuntime().halt(code);
    };

    /**
     * Ends the process; does not return normally.
     *
     * @param code exit code, 1 to 255
     */
    void end(int code);
}
