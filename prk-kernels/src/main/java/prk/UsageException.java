package prk;

/**
 * Says what is wrong with a command line.
 */
final class UsageException extends Exception {
    private static final long serialVersionUID = 1L;

    UsageException(final String problem, final String usage) {
        super("ERROR: " + problem + System.lineSeparator() + usage);
    }
}
