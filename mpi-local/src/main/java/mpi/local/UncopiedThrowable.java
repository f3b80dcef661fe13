package mpi.local;

/**
 * Stands for something that a rank has thrown and that cannot be copied to the caller's classes: its text, its stack
 * trace and its causes.
 */
final class UncopiedThrowable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String text;

    private UncopiedThrowable(final String text, final Throwable cause) {
        super(text, cause);
        this.text = text;
    }

    static UncopiedThrowable of(final Throwable original) {
        final Throwable cause = original.getCause();
        final UncopiedThrowable standIn = new UncopiedThrowable(original.toString(), cause == null ? null : of(cause));
        standIn.setStackTrace(original.getStackTrace());
        return standIn;
    }

    /** A trace taken here would hold on to the classes of the rank. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }

    @Override
    public String toString() {
        return text;
    }
}
