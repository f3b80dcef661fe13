package mpjrun.cli;

/**
 * Something is wrong with what the user gave. The message is the one line to be shown.
 */
final class BadInputException extends Exception {
    /** The command line itself is wrong. */
    static final int USAGE = 2;
    /** What the command line names is. */
    static final int FAILED = 1;

    private static final long serialVersionUID = 1L;

    private final int exitCode;

    private BadInputException(final String message, final int exitCode) {
        super(message);
        this.exitCode = exitCode;
    }

    /**
     * The command line is wrong.
     *
     * @param message what is wrong, in one line
     * @return an exception with exit code 2
     */
    static BadInputException usage(final String message) {
        return new BadInputException(message, USAGE);
    }

    /**
     * A program, file or command that was named does not do.
     *
     * @param message what is wrong, in one line
     * @return an exception with exit code 1
     */
    static BadInputException failed(final String message) {
        return new BadInputException(message, FAILED);
    }

    int exitCode() {
        return exitCode;
    }
}
