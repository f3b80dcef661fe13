package mpi;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;
import java.util.Iterator;
import java.util.ServiceLoader;
import mpi.spi.BasicType;
import mpi.spi.Engine;
import mpi.spi.EngineProvider;
import mpi.spi.Faults;
import mpi.spi.LeadingArguments;
import mpi.spi.Reduction;

/**
 * Start and end of a program's use of MPI, its constants, and the memory and clocks it gives (MPI 4.1, chapters 9 and
 * 11). The only place that knows which rank this process is.
 *
 * <p>The capitalised methods are mpiJava's spelling, the others Open MPI's; {@link #Init} and {@link #Finalize} are
 * both.
 */
public final class MPI {
    // Wildcards and special values

    /** Source: a message from any rank. */
    public static final int ANY_SOURCE = -2;
    /** Tag: a message with any tag. */
    public static final int ANY_TAG = -2;
    /** Rank: no process; communication with it does nothing. */
    public static final int PROC_NULL = -1;
    /** Root: this rank is the root, in an intercommunicator. */
    public static final int ROOT = -4;
    /** Not defined: a rank outside a group, a count that is not whole, no color. */
    public static final int UNDEFINED = -1;
    /** No attribute key. */
    public static final int KEYVAL_INVALID = -1;

    // Results of comparisons

    /** The same object. */
    public static final int IDENT = 0;
    /** Same ranks in the same order, another communicator. */
    public static final int CONGRUENT = 3;
    /** Same ranks in another order. */
    public static final int SIMILAR = 1;
    /** Not the same ranks. */
    public static final int UNEQUAL = 2;

    // Topologies

    /** Graph topology. */
    public static final int GRAPH = 1;
    /** Cartesian topology. */
    public static final int CART = 2;
    /** Distributed graph topology. */
    public static final int DIST_GRAPH = 3;

    // Thread levels (MPI 4.1, section 11.6.2)

    /** One thread only. */
    public static final int THREAD_SINGLE = 0;
    /** Only the thread that called Init calls MPI. */
    public static final int THREAD_FUNNELED = 1;
    /** One thread at a time calls MPI. */
    public static final int THREAD_SERIALIZED = 2;
    /** Any thread may call MPI at any time. */
    public static final int THREAD_MULTIPLE = 3;

    // Versions and limits

    /** Version of the MPI standard. */
    public static final int VERSION = 4;
    /** Subversion of the MPI standard. */
    public static final int SUBVERSION = 1;
    /** Bytes a buffered send takes of the attached buffer besides its data. */
    public static final int BSEND_OVERHEAD = 128;
    /** Bytes a send of packed data takes besides its data. */
    public static final int SEND_OVERHEAD = 0;
    /** Bytes a receive of packed data takes besides its data. */
    public static final int RECV_OVERHEAD = 0;
    /** Processors this machine has for the process. */
    public static final int NUM_OF_PROCESSORS = java.lang.Runtime.getRuntime().availableProcessors();
    /** Length of a name. */
    public static final int MAX_OBJECT_NAME = 64;
    /** Length of the name of a port. */
    public static final int MAX_PORT_NAME = 1024;
    /** Length of an info key. */
    public static final int MAX_INFO_KEY = 36;
    /** Length of an info value. */
    public static final int MAX_INFO_VAL = 256;
    /** Length of the name of a data representation. */
    public static final int MAX_DATAREP_STRING = 128;

    // Predefined attribute keys

    /** Highest tag. */
    public static final int TAG_UB = 0;
    /** Rank of the host process. */
    public static final int HOST = 1;
    /** Rank that can do input and output. */
    public static final int IO = 2;
    /** Whether clocks of ranks agree. */
    public static final int WTIME_IS_GLOBAL = 3;
    /** Number of the program in the job. */
    public static final int APPNUM = 4;
    /** Last error code in use. */
    public static final int LASTUSEDCODE = 5;
    /** Number of ranks the job may have. */
    public static final int UNIVERSE_SIZE = 6;
    /** Memory of a window. */
    public static final int WIN_BASE = 7;
    /** Size of a window. */
    public static final int WIN_SIZE = 8;
    /** Displacement unit of a window. */
    public static final int WIN_DISP_UNIT = 9;

    // Distributed arrays

    /** Row by row. */
    public static final int ORDER_C = 0;
    /** Column by column. */
    public static final int ORDER_FORTRAN = 1;
    /** In blocks. */
    public static final int DISTRIBUTE_BLOCK = 0;
    /** In turn. */
    public static final int DISTRIBUTE_CYCLIC = 1;
    /** Not distributed. */
    public static final int DISTRIBUTE_NONE = 2;
    /** Default argument of a distribution. */
    public static final int DISTRIBUTE_DFLT_DARG = -1;

    // Files

    /** Create the file if it is not there. */
    public static final int MODE_CREATE = 1;
    /** Read only. */
    public static final int MODE_RDONLY = 2;
    /** Write only. */
    public static final int MODE_WRONLY = 4;
    /** Read and write. */
    public static final int MODE_RDWR = 8;
    /** Delete the file when it is closed. */
    public static final int MODE_DELETE_ON_CLOSE = 16;
    /** Nobody else opens the file. */
    public static final int MODE_UNIQUE_OPEN = 32;
    /** Fail if the file is there. */
    public static final int MODE_EXCL = 64;
    /** Start at the end. */
    public static final int MODE_APPEND = 128;
    /** Access in order only. */
    public static final int MODE_SEQUENTIAL = 256;
    /** The present displacement. */
    public static final int DISPLACEMENT_CURRENT = -54278278;
    /** From the start. */
    public static final int SEEK_SET = 600;
    /** From the present position. */
    public static final int SEEK_CUR = 602;
    /** From the end. */
    public static final int SEEK_END = 604;

    // Windows

    /** The matching call has been made. */
    public static final int MODE_NOCHECK = 1;
    /** No operation of this rank comes before. */
    public static final int MODE_NOPRECEDE = 2;
    /** No put will change the memory. */
    public static final int MODE_NOPUT = 4;
    /** No store has changed the memory. */
    public static final int MODE_NOSTORE = 8;
    /** No operation of this rank comes after. */
    public static final int MODE_NOSUCCEED = 16;
    /** Lock for one rank. */
    public static final int LOCK_EXCLUSIVE = 1;
    /** Lock for many ranks. */
    public static final int LOCK_SHARED = 2;

    // Error classes (MPI 4.1, section 9.4)

    /** No error. */
    public static final int SUCCESS = 0;
    /** A buffer that is null, read-only, or does not hold the items. */
    public static final int ERR_BUFFER = 1;
    /** A negative count. */
    public static final int ERR_COUNT = 2;
    /** A datatype that is null or does not go with the buffer. */
    public static final int ERR_TYPE = 3;
    /** A tag that may not be used. */
    public static final int ERR_TAG = 4;
    /** A communicator that is null, freed or of the wrong kind. */
    public static final int ERR_COMM = 5;
    /** A rank that does not exist. */
    public static final int ERR_RANK = 6;
    /** A request that is null. */
    public static final int ERR_REQUEST = 7;
    /** A root that does not exist. */
    public static final int ERR_ROOT = 8;
    /** A group that is null or does not fit. */
    public static final int ERR_GROUP = 9;
    /** An operation that is null, freed, predefined, or not defined on the type. */
    public static final int ERR_OP = 10;
    /** A topology that is not there. */
    public static final int ERR_TOPOLOGY = 11;
    /** Dimensions that do not fit. */
    public static final int ERR_DIMS = 12;
    /** Another wrong argument. */
    public static final int ERR_ARG = 13;
    /** An unknown error. */
    public static final int ERR_UNKNOWN = 14;
    /** A message longer than the buffer. */
    public static final int ERR_TRUNCATE = 15;
    /** Another error; the text tells. */
    public static final int ERR_OTHER = 16;
    /** An error inside the library. */
    public static final int ERR_INTERN = 17;
    /** One of several operations failed. */
    public static final int ERR_IN_STATUS = 18;
    /** An operation that is not complete yet. */
    public static final int ERR_PENDING = 19;
    /** Access is denied. */
    public static final int ERR_ACCESS = 20;
    /** A wrong access mode. */
    public static final int ERR_AMODE = 21;
    /** A wrong assertion. */
    public static final int ERR_ASSERT = 22;
    /** A wrong file name. */
    public static final int ERR_BAD_FILE = 23;
    /** A wrong base. */
    public static final int ERR_BASE = 24;
    /** A conversion failed. */
    public static final int ERR_CONVERSION = 25;
    /** A wrong displacement. */
    public static final int ERR_DISP = 26;
    /** A data representation that is there already. */
    public static final int ERR_DUP_DATAREP = 27;
    /** The file is there already. */
    public static final int ERR_FILE_EXISTS = 28;
    /** The file is in use. */
    public static final int ERR_FILE_IN_USE = 29;
    /** A file that is null or closed. */
    public static final int ERR_FILE = 30;
    /** An info key that is too long. */
    public static final int ERR_INFO_KEY = 31;
    /** An info key that is not there. */
    public static final int ERR_INFO_NOKEY = 32;
    /** An info value that is too long. */
    public static final int ERR_INFO_VALUE = 33;
    /** An info object that is null. */
    public static final int ERR_INFO = 34;
    /** Input or output failed. */
    public static final int ERR_IO = 35;
    /** A wrong attribute key. */
    public static final int ERR_KEYVAL = 36;
    /** A wrong kind of lock. */
    public static final int ERR_LOCKTYPE = 37;
    /** A service name that is not there. */
    public static final int ERR_NAME = 38;
    /** No memory left. */
    public static final int ERR_NO_MEM = 39;
    /** Ranks gave different arguments. */
    public static final int ERR_NOT_SAME = 40;
    /** No space left. */
    public static final int ERR_NO_SPACE = 41;
    /** The file is not there. */
    public static final int ERR_NO_SUCH_FILE = 42;
    /** A wrong port. */
    public static final int ERR_PORT = 43;
    /** A quota is used up. */
    public static final int ERR_QUOTA = 44;
    /** The file is read-only. */
    public static final int ERR_READ_ONLY = 45;
    /** Accesses to a window conflict. */
    public static final int ERR_RMA_CONFLICT = 46;
    /** Accesses to a window are not synchronised. */
    public static final int ERR_RMA_SYNC = 47;
    /** A service name that cannot be used. */
    public static final int ERR_SERVICE = 48;
    /** A wrong size. */
    public static final int ERR_SIZE = 49;
    /** Processes could not be started. */
    public static final int ERR_SPAWN = 50;
    /** A data representation that is not supported. */
    public static final int ERR_UNSUPPORTED_DATAREP = 51;
    /** An operation that is not supported. */
    public static final int ERR_UNSUPPORTED_OPERATION = 52;
    /** A window that is null or freed. */
    public static final int ERR_WIN = 53;
    /** An operation reaches beyond the memory that its target has in the window. */
    public static final int ERR_RMA_RANGE = 68;
    /** Memory that cannot be attached to a window, or is not. */
    public static final int ERR_RMA_ATTACH = 69;
    /** An operation that windows of this kind do not have. */
    public static final int ERR_RMA_FLAVOR = 70;
    /** Memory that its ranks cannot share. */
    public static final int ERR_RMA_SHARED = 71;
    /** A peer has aborted. */
    public static final int ERR_PROC_ABORTED = 74;
    /** A peer has died. */
    public static final int ERR_PROC_FAILED = 75;
    /** No predefined error class is higher. */
    public static final int ERR_LASTCODE = 92;
    /** A resource of the system is used up. */
    public static final int ERR_SYSRESOURCE = -2;

    // Error handlers (MPI 4.1, section 9.3)

    /** Prints the error and ends the job; the default. */
    public static final Errhandler ERRORS_ARE_FATAL = new Errhandler("MPI.ERRORS_ARE_FATAL", true);
    /** Prints the error and ends the job. */
    public static final Errhandler ERRORS_ABORT = new Errhandler("MPI.ERRORS_ABORT", true);
    /** Throws the error at the caller. */
    public static final Errhandler ERRORS_RETURN = new Errhandler("MPI.ERRORS_RETURN", false);

    // Datatypes

    /** No datatype. */
    public static final Datatype DATATYPE_NULL = new Datatype();
    /** mpiJava spelling of {@link #DATATYPE_NULL}. */
    public static final Datatype NULL = DATATYPE_NULL;
    /** Bytes; {@code byte[]}. */
    public static final Datatype BYTE = new Datatype(BasicType.BYTE, 1, 1);
    /** Java characters of two bytes; {@code char[]}. */
    public static final Datatype CHAR = new Datatype(BasicType.CHAR, 2, 2);
    /** Short integers; {@code short[]}. */
    public static final Datatype SHORT = new Datatype(BasicType.SHORT, 2, 3);
    /** Booleans; {@code boolean[]}. */
    public static final Datatype BOOLEAN = new Datatype(BasicType.BOOLEAN, 1, 4);
    /** Integers; {@code int[]}. */
    public static final Datatype INT = new Datatype(BasicType.INT, 4, 5);
    /** Long integers; {@code long[]}. */
    public static final Datatype LONG = new Datatype(BasicType.LONG, 8, 6);
    /** Floats; {@code float[]}. */
    public static final Datatype FLOAT = new Datatype(BasicType.FLOAT, 4, 7);
    /** Doubles; {@code double[]}. */
    public static final Datatype DOUBLE = new Datatype(BasicType.DOUBLE, 8, 8);
    /** Packed data; {@code byte[]}. */
    public static final Datatype PACKED = new Datatype(BasicType.PACKED, 1, 9);
    /** Serialisable objects; {@code Object[]}. One item is one slot. */
    public static final Datatype OBJECT = new Datatype(BasicType.OBJECT, 1, 12);
    /** Complex numbers: real, imaginary; {@code float[]}. */
    public static final Datatype FLOAT_COMPLEX = new Datatype(BasicType.FLOAT_COMPLEX, 4, 7);
    /** Complex numbers: real, imaginary; {@code double[]}. */
    public static final Datatype DOUBLE_COMPLEX = new Datatype(BasicType.DOUBLE_COMPLEX, 8, 8);
    /** Pairs of value and index; {@code short[]}. */
    public static final Datatype SHORT2 = new Datatype(BasicType.SHORT2, 1, 3);
    /** Pairs of value and index; {@code int[]}. */
    public static final Datatype INT2 = new Datatype(BasicType.INT2, 1, 5);
    /** Pairs of value and index; {@code long[]}. */
    public static final Datatype LONG2 = new Datatype(BasicType.LONG2, 1, 6);
    /** Pairs of value and index; {@code float[]}. */
    public static final Datatype FLOAT2 = new Datatype(BasicType.FLOAT2, 1, 7);
    /** Pairs of value and index; {@code double[]}. */
    public static final Datatype DOUBLE2 = new Datatype(BasicType.DOUBLE2, 1, 8);
    /** Pairs in bytes: short at 0, int index at 4; 8 bytes. */
    public static final Datatype SHORT_INT = new Datatype(BasicType.SHORT_INT, 1, 1);
    /** Pairs in bytes: long at 0, int index at 8; 16 bytes. */
    public static final Datatype LONG_INT = new Datatype(BasicType.LONG_INT, 1, 1);
    /** Pairs in bytes: float at 0, int index at 4; 8 bytes. */
    public static final Datatype FLOAT_INT = new Datatype(BasicType.FLOAT_INT, 1, 1);
    /** Pairs in bytes: double at 0, int index at 8; 16 bytes. */
    public static final Datatype DOUBLE_INT = new Datatype(BasicType.DOUBLE_INT, 1, 1);
    /** Pseudo type that sets the lower bound of a {@link Datatype#Struct}. */
    public static final Datatype LB = new Datatype(true);
    /** Pseudo type that sets the upper bound of a {@link Datatype#Struct}. */
    public static final Datatype UB = new Datatype(false);
    /** Reads and writes items of {@link #INT2}. */
    public static final Int2 int2 = new Int2();
    /** Reads and writes items of {@link #SHORT_INT}. */
    public static final ShortInt shortInt = new ShortInt();
    /** Reads and writes items of {@link #LONG_INT}. */
    public static final LongInt longInt = new LongInt();
    /** Reads and writes items of {@link #FLOAT_INT}. */
    public static final FloatInt floatInt = new FloatInt();
    /** Reads and writes items of {@link #DOUBLE_INT}. */
    public static final DoubleInt doubleInt = new DoubleInt();

    // Operations (MPI 4.1, section 6.9.2)

    /** Maximum. */
    public static final Op MAX = new Op(Reduction.Kind.MAX);
    /** Minimum. */
    public static final Op MIN = new Op(Reduction.Kind.MIN);
    /** Sum. */
    public static final Op SUM = new Op(Reduction.Kind.SUM);
    /** Product. */
    public static final Op PROD = new Op(Reduction.Kind.PROD);
    /** Logical and. */
    public static final Op LAND = new Op(Reduction.Kind.LAND);
    /** Bitwise and. */
    public static final Op BAND = new Op(Reduction.Kind.BAND);
    /** Logical or. */
    public static final Op LOR = new Op(Reduction.Kind.LOR);
    /** Bitwise or. */
    public static final Op BOR = new Op(Reduction.Kind.BOR);
    /** Logical exclusive or. */
    public static final Op LXOR = new Op(Reduction.Kind.LXOR);
    /** Bitwise exclusive or. */
    public static final Op BXOR = new Op(Reduction.Kind.BXOR);
    /** Minimum and the lowest index that has it; on pair types. */
    public static final Op MINLOC = new Op(Reduction.Kind.MINLOC);
    /** Maximum and the lowest index that has it; on pair types. */
    public static final Op MAXLOC = new Op(Reduction.Kind.MAXLOC);
    /** Takes the incoming value; for windows. */
    public static final Op REPLACE = new Op(Reduction.Kind.REPLACE);
    /** Keeps the present value; for windows. */
    public static final Op NO_OP = new Op(Reduction.Kind.NO_OP);

    // Predefined objects

    /** The group of no ranks. */
    public static final Group GROUP_EMPTY = new Group(new int[0], -1);
    /** No group. */
    public static final Group GROUP_NULL = new Group(null, -1);
    /** No request. */
    public static final Request REQUEST_NULL = new Request();
    /** What the capitalised operations answer for a null request; not to be changed. */
    public static final Status EMPTY_STATUS = new Status();
    /** All ranks of the job; may be used from Init on. */
    public static final Intracomm COMM_WORLD = new Intracomm("COMM_WORLD");
    /** This rank alone; may be used from Init on. */
    public static final Intracomm COMM_SELF = new Intracomm("COMM_SELF");
    /** No communicator. */
    public static final Comm COMM_NULL = Intracomm.none("COMM_NULL", "the communicator is MPI.COMM_NULL", null);

    /** No hints. */
    public static final Info INFO_NULL = Info.none();
    /** How this process was started (MPI 4.1, section 11.2.1): command, argv, arch, wdir, thread_level. */
    public static final Info INFO_ENV = Info.environment();

    private static final Object LIFE = new Object();
    /** The present life of the library, the last one after Finalize; {@code null} before the first Init. */
    private static volatile Environment environment;
    private static volatile Thread mainThread;

    /** Does nothing; all members are static. Both dialects have it. */
    public MPI() {}

    /**
     * Joins the job (MPI 4.1, section 11.2.1) with thread level {@link #THREAD_MULTIPLE}. Blocks until every rank has
     * joined. After {@link #Finalize} it may be called again.
     *
     * @param args arguments of the program, or {@code null}
     * @return the same arguments, without those that {@code mpjrun.sh} has put in front; an empty array for
     *     {@code null}
     * @throws MPIException {@link #ERR_OTHER} if initialized already, or if this process cannot join its job, for
     *     example because there is no engine on the class path; the text says what to do
     */
    public static String[] Init(final String[] args) {
        start(THREAD_MULTIPLE);
        return LeadingArguments.strip(args, System.getenv(LeadingArguments.VARIABLE));
    }

    /**
     * Joins the job and asks for a thread level (MPI 4.1, section 11.6.2). Blocks until every rank has joined.
     *
     * @param args arguments of the program, or {@code null}
     * @param required the thread level asked for, one of {@code MPI.THREAD_*}
     * @return the thread level provided
     * @throws MPIException as {@link #Init}; {@link #ERR_ARG} if there is no such level
     */
    public static int InitThread(final String[] args, final int required) {
        if (required < THREAD_SINGLE || required > THREAD_MULTIPLE) {
            throw Faults.fault(ERR_ARG, "init_thread",
                "the thread level is " + required + ", it must be one of MPI.THREAD_*, which are 0 to 3");
        }
        return start(required);
    }

    /**
     * mpiJava spelling of {@link #InitThread(String[], int)}.
     *
     * @param required the thread level asked for, one of {@code MPI.THREAD_*}
     * @param provided not used; see {@link #queryThread()}
     * @param args arguments of the program, or {@code null}
     * @return the same arguments, without those that {@code mpjrun.sh} has put in front; an empty array for
     *     {@code null}
     */
    public static String[] initThread(final int required, final int provided, final String[] args) {
        InitThread(args, required);
        return LeadingArguments.strip(args, System.getenv(LeadingArguments.VARIABLE));
    }

    private static int start(final int required) {
        synchronized (LIFE) {
            if (isRunning()) {
                throw Faults.fault(ERR_OTHER, "init", "MPI is initialized already");
            }
            final Iterator<EngineProvider> providers =
                ServiceLoader.load(EngineProvider.class, MPI.class.getClassLoader()).iterator();
            if (!providers.hasNext()) {
                throw Faults.noEngine(Release.GROUP_ID, Release.VERSION);
            }
            final Engine engine = providers.next().start(required);
            final Environment started = new Environment(engine);
            COMM_WORLD.bind(engine.world(), started, ERRORS_ARE_FATAL);
            COMM_SELF.bind(engine.self(), started, ERRORS_ARE_FATAL);
            mainThread = Thread.currentThread();
            environment = started;
            return engine.threadLevel();
        }
    }

    /**
     * Completes what is pending and leaves the job (MPI 4.1, section 11.2.2). Collective over all ranks. Afterwards
     * communication fails with "MPI is finalized", until {@link #Init} is called again.
     *
     * @throws MPIException {@link #ERR_OTHER} if not initialized or finalized already; {@link #ERR_PROC_FAILED}
     */
    public static void Finalize() {
        synchronized (LIFE) {
            final Environment present = running("finalize");
            COMM_SELF.deleteAttributes();
            try {
                present.engine.finish();
            } finally {
                present.ended = true;
                environment = present;
            }
        }
    }

    /**
     * Whether MPI was initialized (MPI 4.1, section 11.4.1); stays true after Finalize. May be called at any time.
     *
     * @return whether {@link #Init} has been called
     */
    public static boolean isInitialized() {
        return environment != null;
    }

    /**
     * mpiJava spelling of {@link #isInitialized()}.
     *
     * @return whether {@link #Init} has been called
     */
    public static boolean Initialized() {
        return isInitialized();
    }

    /**
     * Whether MPI is finalized (MPI 4.1, section 11.4.1). May be called at any time.
     *
     * @return whether {@link #Finalize} has been called, and {@link #Init} not again
     */
    public static boolean isFinalized() {
        final Environment present = environment;
        return present != null && present.ended;
    }

    private static boolean isRunning() {
        final Environment present = environment;
        return present != null && !present.ended;
    }

    private static Environment running(final String operation) {
        final Environment present = environment;
        if (present == null) {
            throw Faults.notInitialized(operation);
        }
        if (present.ended) {
            throw Faults.isFinalized(operation);
        }
        return present;
    }

    /**
     * The thread level provided (MPI 4.1, section 11.6.2). Local.
     *
     * @return one of {@code MPI.THREAD_*}
     * @throws MPIException {@link #ERR_OTHER} if not initialized, or finalized
     */
    public static int queryThread() {
        return running("query_thread").engine.threadLevel();
    }

    /**
     * Whether this thread called {@link #Init} (MPI 4.1, section 11.6.2). Local.
     *
     * @return whether it did
     * @throws MPIException {@link #ERR_OTHER} if not initialized, or finalized
     */
    public static boolean isThreadMain() {
        running("is_thread_main");
        return Thread.currentThread() == mainThread;
    }

    /**
     * mpiJava spelling of {@link #isThreadMain()}.
     *
     * @return whether this thread called {@link #Init}
     */
    public static boolean isMainThread() {
        return isThreadMain();
    }

    /**
     * Seconds since some time in the past (MPI 4.1, section 9.6). Local.
     *
     * @return the seconds; only differences mean something, and only within one process
     */
    public static double wtime() {
        return System.nanoTime() * 1e-9;
    }

    /**
     * mpiJava spelling of {@link #wtime()}.
     *
     * @return the seconds
     */
    public static double Wtime() {
        return wtime();
    }

    /**
     * Resolution of {@link #wtime()} (MPI 4.1, section 9.6). Local.
     *
     * @return the resolution in seconds
     */
    public static double wtick() {
        return 1e-9;
    }

    /**
     * mpiJava spelling of {@link #wtick()}.
     *
     * @return the resolution in seconds
     */
    public static double Wtick() {
        return wtick();
    }

    /**
     * Name of the host this process runs on (MPI 4.1, section 9.1.2). Local.
     *
     * @return the host name; {@code localhost} if it has none
     */
    public static String getProcessorName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (final UnknownHostException e) {
            return "localhost";
        }
    }

    /**
     * mpiJava spelling of {@link #getProcessorName()}.
     *
     * @return the host name
     */
    public static String Get_processor_name() {
        return getProcessorName();
    }

    /**
     * Version of the MPI standard (MPI 4.1, section 9.1.1). May be called at any time.
     *
     * @return the version
     */
    public static Version getVersion() {
        return new Version(VERSION, SUBVERSION);
    }

    /**
     * Name and version of this library (MPI 4.1, section 9.1.1). May be called at any time.
     *
     * @return for example {@code mpj 1.0, MPI 4.1}
     */
    public static String getLibVersion() {
        return "mpj " + Release.VERSION + ", MPI " + VERSION + "." + SUBVERSION;
    }

    /**
     * Speaks to a profiler (MPI 4.1, section 15.2.4). There is none, so that this does nothing. May be called at any
     * time.
     *
     * @param level how much is to be profiled
     * @param obj anything the profiler knows
     */
    public static void pControl(final int level, final Object obj) {
        // the standard defines it to do nothing without a profiler
    }

    /**
     * mpiJava's error handler of {@link #COMM_WORLD}.
     *
     * @return the handler
     */
    public static Errhandler Errorhandler_get() {
        return COMM_WORLD.getErrhandler();
    }

    /**
     * Sets mpiJava's error handler of {@link #COMM_WORLD}, as {@link Comm#setErrhandler(Errhandler)}.
     *
     * @param errhandler the error handler
     */
    public static void Errorhandler_set(final Errhandler errhandler) {
        COMM_WORLD.setErrhandler(errhandler);
    }

    /**
     * Makes a direct {@code ByteBuffer} in native byte order. After Init, where there is room, its memory is shared, so
     * that peers on the host copy from it directly. May be called before Init. Local.
     *
     * @param capacity number of elements
     * @return a zeroed buffer, position 0
     * @throws MPIException {@link MPI#ERR_ARG} if the capacity is negative or over 2 GiB, {@link MPI#ERR_NO_MEM} if
     *     there is no memory left
     */
    public static ByteBuffer newByteBuffer(final int capacity) {
        return allocate("newByteBuffer", capacity, 1);
    }

    /**
     * Makes a direct {@code CharBuffer} in native byte order. After Init, where there is room, its memory is shared, so
     * that peers on the host copy from it directly. May be called before Init. Local.
     *
     * @param capacity number of elements
     * @return a zeroed buffer, position 0
     * @throws MPIException {@link MPI#ERR_ARG} if the capacity is negative or over 2 GiB, {@link MPI#ERR_NO_MEM} if
     *     there is no memory left
     */
    public static CharBuffer newCharBuffer(final int capacity) {
        return allocate("newCharBuffer", capacity, 2).asCharBuffer();
    }

    /**
     * Makes a direct {@code ShortBuffer} in native byte order. After Init, where there is room, its memory is shared,
     * so that peers on the host copy from it directly. May be called before Init. Local.
     *
     * @param capacity number of elements
     * @return a zeroed buffer, position 0
     * @throws MPIException {@link MPI#ERR_ARG} if the capacity is negative or over 2 GiB, {@link MPI#ERR_NO_MEM} if
     *     there is no memory left
     */
    public static ShortBuffer newShortBuffer(final int capacity) {
        return allocate("newShortBuffer", capacity, 2).asShortBuffer();
    }

    /**
     * Makes a direct {@code IntBuffer} in native byte order. After Init, where there is room, its memory is shared, so
     * that peers on the host copy from it directly. May be called before Init. Local.
     *
     * @param capacity number of elements
     * @return a zeroed buffer, position 0
     * @throws MPIException {@link MPI#ERR_ARG} if the capacity is negative or over 2 GiB, {@link MPI#ERR_NO_MEM} if
     *     there is no memory left
     */
    public static IntBuffer newIntBuffer(final int capacity) {
        return allocate("newIntBuffer", capacity, 4).asIntBuffer();
    }

    /**
     * Makes a direct {@code LongBuffer} in native byte order. After Init, where there is room, its memory is shared, so
     * that peers on the host copy from it directly. May be called before Init. Local.
     *
     * @param capacity number of elements
     * @return a zeroed buffer, position 0
     * @throws MPIException {@link MPI#ERR_ARG} if the capacity is negative or over 2 GiB, {@link MPI#ERR_NO_MEM} if
     *     there is no memory left
     */
    public static LongBuffer newLongBuffer(final int capacity) {
        return allocate("newLongBuffer", capacity, 8).asLongBuffer();
    }

    /**
     * Makes a direct {@code FloatBuffer} in native byte order. After Init, where there is room, its memory is shared,
     * so that peers on the host copy from it directly. May be called before Init. Local.
     *
     * @param capacity number of elements
     * @return a zeroed buffer, position 0
     * @throws MPIException {@link MPI#ERR_ARG} if the capacity is negative or over 2 GiB, {@link MPI#ERR_NO_MEM} if
     *     there is no memory left
     */
    public static FloatBuffer newFloatBuffer(final int capacity) {
        return allocate("newFloatBuffer", capacity, 4).asFloatBuffer();
    }

    /**
     * Makes a direct {@code DoubleBuffer} in native byte order. After Init, where there is room, its memory is shared,
     * so that peers on the host copy from it directly. May be called before Init. Local.
     *
     * @param capacity number of elements
     * @return a zeroed buffer, position 0
     * @throws MPIException {@link MPI#ERR_ARG} if the capacity is negative or over 2 GiB, {@link MPI#ERR_NO_MEM} if
     *     there is no memory left
     */
    public static DoubleBuffer newDoubleBuffer(final int capacity) {
        return allocate("newDoubleBuffer", capacity, 8).asDoubleBuffer();
    }

    /**
     * The part of a buffer from an element on, to be passed as a buffer of its own. Clears {@code buf} and leaves its
     * position at {@code offset}. May be called before Init. Local.
     *
     * @param buf the buffer
     * @param offset the first element
     * @return a buffer over the same memory, in native byte order
     * @throws MPIException {@link #ERR_BUFFER} if the buffer is null, {@link #ERR_ARG} if the offset is outside it
     */
    public static ByteBuffer slice(final ByteBuffer buf, final int offset) {
        requireSlice(buf == null ? -1 : buf.capacity(), offset);
        return buf.clear().position(offset).slice().order(ByteOrder.nativeOrder());
    }

    /**
     * The part of an array from an element on, to be passed as a buffer. May be called before Init. Local.
     *
     * @param buf the array
     * @param offset the first element
     * @return a buffer over the same memory, in native byte order
     * @throws MPIException {@link #ERR_BUFFER} if the buffer is null, {@link #ERR_ARG} if the offset is outside it
     */
    public static ByteBuffer slice(final byte[] buf, final int offset) {
        requireSlice(buf == null ? -1 : buf.length, offset);
        return ByteBuffer.wrap(buf, offset, buf.length - offset).slice().order(ByteOrder.nativeOrder());
    }

    /**
     * The part of a buffer from an element on, to be passed as a buffer of its own. Clears {@code buf} and leaves its
     * position at {@code offset}. May be called before Init. Local.
     *
     * @param buf the buffer
     * @param offset the first element
     * @return a buffer over the same memory
     * @throws MPIException {@link #ERR_BUFFER} if the buffer is null, {@link #ERR_ARG} if the offset is outside it
     */
    public static CharBuffer slice(final CharBuffer buf, final int offset) {
        requireSlice(buf == null ? -1 : buf.capacity(), offset);
        return buf.clear().position(offset).slice();
    }

    /**
     * The part of an array from an element on, to be passed as a buffer. May be called before Init. Local.
     *
     * @param buf the array
     * @param offset the first element
     * @return a buffer over the same memory
     * @throws MPIException {@link #ERR_BUFFER} if the buffer is null, {@link #ERR_ARG} if the offset is outside it
     */
    public static CharBuffer slice(final char[] buf, final int offset) {
        requireSlice(buf == null ? -1 : buf.length, offset);
        return CharBuffer.wrap(buf, offset, buf.length - offset).slice();
    }

    /**
     * The part of a buffer from an element on, to be passed as a buffer of its own. Clears {@code buf} and leaves its
     * position at {@code offset}. May be called before Init. Local.
     *
     * @param buf the buffer
     * @param offset the first element
     * @return a buffer over the same memory
     * @throws MPIException {@link #ERR_BUFFER} if the buffer is null, {@link #ERR_ARG} if the offset is outside it
     */
    public static ShortBuffer slice(final ShortBuffer buf, final int offset) {
        requireSlice(buf == null ? -1 : buf.capacity(), offset);
        return buf.clear().position(offset).slice();
    }

    /**
     * The part of an array from an element on, to be passed as a buffer. May be called before Init. Local.
     *
     * @param buf the array
     * @param offset the first element
     * @return a buffer over the same memory
     * @throws MPIException {@link #ERR_BUFFER} if the buffer is null, {@link #ERR_ARG} if the offset is outside it
     */
    public static ShortBuffer slice(final short[] buf, final int offset) {
        requireSlice(buf == null ? -1 : buf.length, offset);
        return ShortBuffer.wrap(buf, offset, buf.length - offset).slice();
    }

    /**
     * The part of a buffer from an element on, to be passed as a buffer of its own. Clears {@code buf} and leaves its
     * position at {@code offset}. May be called before Init. Local.
     *
     * @param buf the buffer
     * @param offset the first element
     * @return a buffer over the same memory
     * @throws MPIException {@link #ERR_BUFFER} if the buffer is null, {@link #ERR_ARG} if the offset is outside it
     */
    public static IntBuffer slice(final IntBuffer buf, final int offset) {
        requireSlice(buf == null ? -1 : buf.capacity(), offset);
        return buf.clear().position(offset).slice();
    }

    /**
     * The part of an array from an element on, to be passed as a buffer. May be called before Init. Local.
     *
     * @param buf the array
     * @param offset the first element
     * @return a buffer over the same memory
     * @throws MPIException {@link #ERR_BUFFER} if the buffer is null, {@link #ERR_ARG} if the offset is outside it
     */
    public static IntBuffer slice(final int[] buf, final int offset) {
        requireSlice(buf == null ? -1 : buf.length, offset);
        return IntBuffer.wrap(buf, offset, buf.length - offset).slice();
    }

    /**
     * The part of a buffer from an element on, to be passed as a buffer of its own. Clears {@code buf} and leaves its
     * position at {@code offset}. May be called before Init. Local.
     *
     * @param buf the buffer
     * @param offset the first element
     * @return a buffer over the same memory
     * @throws MPIException {@link #ERR_BUFFER} if the buffer is null, {@link #ERR_ARG} if the offset is outside it
     */
    public static LongBuffer slice(final LongBuffer buf, final int offset) {
        requireSlice(buf == null ? -1 : buf.capacity(), offset);
        return buf.clear().position(offset).slice();
    }

    /**
     * The part of an array from an element on, to be passed as a buffer. May be called before Init. Local.
     *
     * @param buf the array
     * @param offset the first element
     * @return a buffer over the same memory
     * @throws MPIException {@link #ERR_BUFFER} if the buffer is null, {@link #ERR_ARG} if the offset is outside it
     */
    public static LongBuffer slice(final long[] buf, final int offset) {
        requireSlice(buf == null ? -1 : buf.length, offset);
        return LongBuffer.wrap(buf, offset, buf.length - offset).slice();
    }

    /**
     * The part of a buffer from an element on, to be passed as a buffer of its own. Clears {@code buf} and leaves its
     * position at {@code offset}. May be called before Init. Local.
     *
     * @param buf the buffer
     * @param offset the first element
     * @return a buffer over the same memory
     * @throws MPIException {@link #ERR_BUFFER} if the buffer is null, {@link #ERR_ARG} if the offset is outside it
     */
    public static FloatBuffer slice(final FloatBuffer buf, final int offset) {
        requireSlice(buf == null ? -1 : buf.capacity(), offset);
        return buf.clear().position(offset).slice();
    }

    /**
     * The part of an array from an element on, to be passed as a buffer. May be called before Init. Local.
     *
     * @param buf the array
     * @param offset the first element
     * @return a buffer over the same memory
     * @throws MPIException {@link #ERR_BUFFER} if the buffer is null, {@link #ERR_ARG} if the offset is outside it
     */
    public static FloatBuffer slice(final float[] buf, final int offset) {
        requireSlice(buf == null ? -1 : buf.length, offset);
        return FloatBuffer.wrap(buf, offset, buf.length - offset).slice();
    }

    /**
     * The part of a buffer from an element on, to be passed as a buffer of its own. Clears {@code buf} and leaves its
     * position at {@code offset}. May be called before Init. Local.
     *
     * @param buf the buffer
     * @param offset the first element
     * @return a buffer over the same memory
     * @throws MPIException {@link #ERR_BUFFER} if the buffer is null, {@link #ERR_ARG} if the offset is outside it
     */
    public static DoubleBuffer slice(final DoubleBuffer buf, final int offset) {
        requireSlice(buf == null ? -1 : buf.capacity(), offset);
        return buf.clear().position(offset).slice();
    }

    /**
     * The part of an array from an element on, to be passed as a buffer. May be called before Init. Local.
     *
     * @param buf the array
     * @param offset the first element
     * @return a buffer over the same memory
     * @throws MPIException {@link #ERR_BUFFER} if the buffer is null, {@link #ERR_ARG} if the offset is outside it
     */
    public static DoubleBuffer slice(final double[] buf, final int offset) {
        requireSlice(buf == null ? -1 : buf.length, offset);
        return DoubleBuffer.wrap(buf, offset, buf.length - offset).slice();
    }

    /**
     * Gives memory to buffered sends (MPI 4.1, section 3.6): each takes its length and {@link #BSEND_OVERHEAD} of it
     * until its message has left. Only the length of the memory matters; its contents do not change. Local.
     *
     * @param buffer the memory
     * @throws MPIException {@link #ERR_BUFFER} if it is {@code null} or there is some already
     */
    public static void attachBuffer(final byte[] buffer) {
        attach(buffer, buffer == null ? 0 : buffer.length);
    }

    /**
     * mpiJava spelling of {@link #attachBuffer(byte[])}.
     *
     * @param buffer the memory
     */
    public static void Buffer_attach(final byte[] buffer) {
        attachBuffer(buffer);
    }

    /**
     * The same as {@link #attachBuffer(byte[])}, for MPJ Express's programs; the capacity of the buffer is what counts.
     *
     * @param buffer the memory
     */
    public static void Buffer_attach(final ByteBuffer buffer) {
        attach(buffer, buffer == null ? 0 : buffer.capacity());
    }

    private static void attach(final Object buffer, final int lengthBytes) {
        if (buffer == null) {
            throw Faults.fault(ERR_BUFFER, "buffer_attach", "the buffer is null");
        }
        running("buffer_attach").engine.attachBuffer(buffer, lengthBytes);
    }

    /**
     * Takes the memory for buffered sends back (MPI 4.1, section 3.6). Blocks until all buffered messages have left.
     *
     * @return the memory that was attached; {@code null} if that was a {@code ByteBuffer} without an array
     * @throws MPIException {@link #ERR_BUFFER} if there is none
     */
    public static byte[] detachBuffer() {
        return switch (running("buffer_detach").engine.detachBuffer()) {
            case byte[] array -> array;
            case ByteBuffer buffer when buffer.hasArray() -> buffer.array();
            default -> null;
        };
    }

    /**
     * mpiJava spelling of {@link #detachBuffer()}.
     *
     * @return the memory that was attached; {@code null} if that was a {@code ByteBuffer} without an array
     */
    public static byte[] Buffer_detach() {
        return detachBuffer();
    }

    // Packing for the outside world (MPI 4.1, section 5.3); of neither dialect

    /**
     * Packs items into an array in a form that every MPI and every machine reads (MPI 4.1, sections 5.3 and 14.5.2):
     * the elements in the order of the type map, big-endian, without gaps and without any header. Local. The methods
     * of this form are in neither dialect.
     *
     * <p>The elements are as long as in Java: {@link #LONG} 8 bytes, as C's {@code MPI_INT64_T} (of C's {@code
     * MPI_LONG} external32 keeps 4); {@link #CHAR} 2 bytes, a UTF-16 unit, which the standard does not define;
     * {@link #BOOLEAN} 1 byte, 0 or 1; complex numbers and pairs one number behind the other, so that {@link
     * #SHORT_INT} has 6 bytes, {@link #LONG_INT} and {@link #DOUBLE_INT} 12.
     *
     * @param datarep {@code "external32"}
     * @param inbuf the buffer to pack from
     * @param incount number of items, 0 or more
     * @param datatype datatype of an item, not of objects
     * @param outbuf the array to pack into
     * @param position index of the first byte used
     * @return index of the first byte behind what was packed
     * @throws MPIException {@link #ERR_UNSUPPORTED_DATAREP} for any other representation, {@link #ERR_TYPE}, also for
     *     objects, {@link #ERR_COUNT}, {@link #ERR_BUFFER}, {@link #ERR_ARG} for a position outside of the array;
     *     {@link #ERR_TRUNCATE} if there is no room
     */
    public static int packExternal(
        final String datarep,
        final Object inbuf,
        final int incount,
        final Datatype datatype,
        final byte[] outbuf,
        final int position) {
        return PackCalls.packExternal(datarep, inbuf, incount, datatype, outbuf, position);
    }

    /**
     * Unpacks items that {@link #packExternal} has packed, or another MPI's {@code MPI_Pack_external} (MPI 4.1, section
     * 5.3). The gaps within pairs become 0. Local.
     *
     * @param datarep {@code "external32"}
     * @param inbuf the array to unpack from
     * @param position index of the first byte used
     * @param outbuf the buffer to unpack into
     * @param outcount number of items, 0 or more
     * @param datatype datatype of an item, not of objects
     * @return index of the first byte behind what was unpacked
     * @throws MPIException as {@link #packExternal}; {@link #ERR_TRUNCATE} if the array ends before the items
     */
    public static int unpackExternal(
        final String datarep,
        final byte[] inbuf,
        final int position,
        final Object outbuf,
        final int outcount,
        final Datatype datatype) {
        return PackCalls.unpackExternal(datarep, inbuf, position, outbuf, outcount, datatype);
    }

    /**
     * How long an array has to be for {@link #packExternal} (MPI 4.1, section 5.3). Local.
     *
     * @param datarep {@code "external32"}
     * @param incount number of items, 0 or more
     * @param datatype datatype of an item, not of objects
     * @return length in bytes
     * @throws MPIException {@link #ERR_UNSUPPORTED_DATAREP}, {@link #ERR_TYPE}, also for objects, {@link #ERR_COUNT},
     *     also if no array is that long
     */
    public static int packExternalSize(final String datarep, final int incount, final Datatype datatype) {
        return PackCalls.packExternalSize(datarep, incount, datatype);
    }

    private static void requireSlice(final int capacity, final int offset) {
        if (capacity < 0) {
            throw Faults.fault(ERR_BUFFER, "slice", "the buffer is null");
        }
        if (offset < 0 || offset > capacity) {
            throw Faults.fault(ERR_ARG, "slice",
                "the offset is " + offset + ", it must be 0 to " + capacity + ", the capacity of the buffer");
        }
    }

    private static ByteBuffer allocate(final String operation, final int capacity, final int elementBytes) {
        final long bytes = (long) capacity * elementBytes;
        if (capacity < 0 || bytes > Integer.MAX_VALUE) {
            throw Faults.fault(ERR_ARG, operation,
                "the capacity is " + capacity + ", it must be 0 to " + Integer.MAX_VALUE / elementBytes);
        }
        final Environment present = environment;
        try {
            final ByteBuffer buffer = present != null && !present.ended
                ? present.engine.allocate((int) bytes)
                : ByteBuffer.allocateDirect((int) bytes);
            return buffer.order(ByteOrder.nativeOrder());
        } catch (final OutOfMemoryError e) {
            throw Faults.fault(ERR_NO_MEM, operation,
                "no direct memory left for " + bytes + " bytes, raise -XX:MaxDirectMemorySize");
        }
    }
}
