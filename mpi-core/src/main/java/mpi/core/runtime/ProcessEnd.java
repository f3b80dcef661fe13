package mpi.core.runtime;

/**
 * Ends the process a rank runs in.
 */
@FunctionalInterface
public interface ProcessEnd {
    /** Ends this JVM at once, after its output is flushed: shutdown hooks might wait for MPI. */
    ProcessEnd HALT = (code, lastWords) -> {
        System.out.flush();
        System.err.flush();
        lastWords.run();
        Runtime.getRuntime().halt(code);
    };

    /**
     * Ends the process; does not return normally.
     *
     * @param code exit code, 1 to 255
     * @param lastWords run once output is flushed
     */
    void end(int code, Runnable lastWords);
}
