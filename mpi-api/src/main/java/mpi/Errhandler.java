package mpi;

import mpi.spi.Faults;

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
    /** The user's handler; {@code null} if it is a predefined one. */
    private final Function function;

    /**
     * A handler of the user (MPI 4.1, section 9.3). When it returns, the error is thrown at the caller.
     */
    @FunctionalInterface
    public interface Function {
        /**
         * Takes note of an error.
         *
         * @param comm the communicator
         * @param errorCode the code, as of {@link MPIException#getErrorCode()}
         */
        void call(Comm comm, int errorCode);
    }

    /**
     * Makes a handler that behaves like a predefined one.
     *
     * @param code {@link #FATAL}, otherwise {@link #RETURN}
     */
    public Errhandler(final int code) {
        this(code == FATAL ? "MPI.ERRORS_ARE_FATAL" : "MPI.ERRORS_RETURN", code == FATAL);
    }

    /**
     * Makes a handler of the user's.
     *
     * @param function what is to be called
     * @throws MPIException {@link MPI#ERR_ARG} if the function is null
     */
    public Errhandler(final Function function) {
        if (function == null) {
            throw Faults.fault(MPI.ERR_ARG, "comm_create_errhandler", "the function is null");
        }
        this.name = "an error handler of the program";
        this.fatal = false;
        this.function = function;
    }

    Errhandler(final String name, final boolean fatal) {
        this.name = name;
        this.fatal = fatal;
        this.function = null;
    }

    /** Tells the user's handler of an error, if this is one. */
    void call(final Comm comm, final int errorCode) {
        if (function != null) {
            function.call(comm, errorCode);
        }
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
