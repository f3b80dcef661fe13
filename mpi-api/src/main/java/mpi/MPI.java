package mpi;

/**
 * Constants of MPI.
 */
public final class MPI {
    /** Matches a message from any source. */
    public static final int ANY_SOURCE = -2;
    /** Matches a message with any tag. */
    public static final int ANY_TAG = -2;
    /** No process. */
    public static final int PROC_NULL = -1;
    /** Undefined. */
    public static final int UNDEFINED = -1;
    /** No error. */
    public static final int SUCCESS = 0;
    /** Error class. */
    public static final int ERR_BUFFER = 1;
    /** Error class. */
    public static final int ERR_COUNT = 2;
    /** Error class. */
    public static final int ERR_TYPE = 3;
    /** Error class. */
    public static final int ERR_TAG = 4;
    /** Error class. */
    public static final int ERR_COMM = 5;
    /** Error class. */
    public static final int ERR_RANK = 6;
    /** Error class. */
    public static final int ERR_REQUEST = 7;
    /** Error class. */
    public static final int ERR_ROOT = 8;
    /** Error class. */
    public static final int ERR_GROUP = 9;
    /** Error class. */
    public static final int ERR_OP = 10;
    /** Error class. */
    public static final int ERR_TOPOLOGY = 11;
    /** Error class. */
    public static final int ERR_DIMS = 12;
    /** Error class. */
    public static final int ERR_ARG = 13;
    /** Error class. */
    public static final int ERR_UNKNOWN = 14;
    /** Error class. */
    public static final int ERR_TRUNCATE = 15;
    /** Error class. */
    public static final int ERR_OTHER = 16;
    /** Error class. */
    public static final int ERR_INTERN = 17;
    /** Error class. */
    public static final int ERR_IN_STATUS = 18;
    /** Error class. */
    public static final int ERR_PENDING = 19;
    /** Error class. */
    public static final int ERR_NO_MEM = 34;
    /** Error class. */
    public static final int ERR_PROC_FAILED = 75;

    private MPI() {}
}
