package mpi;

/**
 * What happens when an operation of the lowerCamelCase dialect fails (MPI 4.1, section 9.3). The capitalised operations
 * do not ask it: they always throw at the caller.
 *
 * @see MPI#ERRORS_ARE_FATAL
 * @see MPI#ERRORS_RETURN
 */
public final class Errhandler {
    /** Code of {@link MPI#ERRORS_ARE_FATAL} for {@link #Errhandler(int)}. */
    public static final int FATAL = 1;
    /** Code of {@link MPI#ERRORS_RETURN} for {@link #Errhandler(int)}. */
    public static final int RETURN = 0;

    private final String name;
    private final boolean fatal;

    /**
     * Makes a handler that behaves like a predefined one.
     *
     * @param code {@link #FATAL}, otherwise {@link #RETURN}
     */
    public Errhandler(final int code) {
        this(code == FATAL ? "MPI.ERRORS_ARE_FATAL" : "MPI.ERRORS_RETURN", code == FATAL);
    }

    Errhandler(final String name, final boolean fatal) {
        this.name = name;
        this.fatal = fatal;
    }

    /**
     * Whether an error ends the job.
     */
    boolean isFatal() {
        return fatal;
    }

    @Override
    public String toString() {
        return name;
    }
}
