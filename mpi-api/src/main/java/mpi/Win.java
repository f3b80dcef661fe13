package mpi;

import java.lang.foreign.MemorySegment;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Supplier;
import mpi.spi.CommEngine;
import mpi.spi.Faults;
import mpi.spi.RequestEngine;
import mpi.spi.WinEngine;

/**
 * Memory that other ranks read and write without this rank's help (MPI 4.1, chapter 12). Ranks of one host load and
 * store memory directly that the library has given: {@link #allocate}, {@link #allocateShared}, or a buffer from {@link
 * MPI#newByteBuffer} and its siblings. Other memory, and that of ranks on other hosts, is accessed by messages, which
 * the library of the target serves, also while the target computes.
 *
 * <p>Displacements count in the unit that the target has given, and sizes and units in elements of the buffer's class
 * where there is a buffer, otherwise in bytes. Buffers of the origin are as of {@link Comm}: raw memory from its
 * element 0 on, whatever position, limit and byte order are.
 *
 * <p><b>Errors.</b> Wrong arguments are thrown at the caller: {@link MPI#ERR_WIN}, {@link MPI#ERR_RANK}, {@link
 * MPI#ERR_COUNT}, {@link MPI#ERR_TYPE}, {@link MPI#ERR_BUFFER}, {@link MPI#ERR_OP}, {@link MPI#ERR_ASSERT}, {@link
 * MPI#ERR_LOCKTYPE}. Those that only the window knows go to its error handler, which is at first that of the
 * communicator: {@link MPI#ERR_RMA_SYNC} where no epoch is open that the operation belongs to, {@link MPI#ERR_DISP} for
 * a negative displacement, {@link MPI#ERR_RMA_RANGE} for memory beyond the target's, {@link MPI#ERR_PROC_FAILED}. The
 * target's memory is then as it was.
 */
public final class Win extends WinDialect implements Freeable {
    /** No window. */
    public static final int WIN_NULL = 0;
    /** Memory of one rank. */
    public static final int FLAVOR_PRIVATE = 0;
    /** Memory that ranks of one host share. */
    public static final int FLAVOR_SHARED = 1;

    private static final String CREATE = "win_create";

    private final Comm comm;
    private final Environment environment;
    /** {@code null} once freed. */
    private WinEngine engine;
    private int[] worldRanks;
    /** What the window was made over; {@code null} if the library has allocated the memory. */
    private Object base;
    /** Whether memory is attached to it. */
    private boolean isDynamic;
    private int rank;
    private Errhandler errhandler;
    private Info info;
    private boolean isLockable;
    private String userName = "";
    /** What the program has attached; {@code null} until it does. */
    private volatile Attributes<Win> attributes;

    /**
     * Makes a window to which memory is attached later (MPI 4.1, section 12.2.4), see {@link #attach}. Displacements
     * are those that {@link #getDisplacement} tells a target of its memory, in bytes. Collective.
     *
     * @param info hints, or {@link MPI#INFO_NULL}
     * @param comm an intracommunicator
     * @throws MPIException {@link MPI#ERR_COMM}, {@link MPI#ERR_INFO}
     */
    public Win(final Info info, final Comm comm) {
        this(comm, info, "win_create_dynamic");
        createDynamic(Dialect.LOWER_CASE);
    }

    /**
     * Makes a window and its memory (MPI 4.1, sections 12.2.2 and 12.2.3); see {@link #getBuffer}. Collective.
     *
     * @param size size in elements of {@code basePtr}, 0 or more
     * @param dispUnit unit of displacements in elements of {@code basePtr}
     * @param info hints, or {@link MPI#INFO_NULL}
     * @param comm an intracommunicator
     * @param basePtr says by its class what an element is, a byte if {@code null}; its memory is not used
     * @param flavor {@link #FLAVOR_PRIVATE}, or {@link #FLAVOR_SHARED} as {@link #allocateShared}
     * @throws MPIException {@link MPI#ERR_COMM}, {@link MPI#ERR_INFO}, {@link MPI#ERR_SIZE}, {@link MPI#ERR_DISP},
     *     {@link MPI#ERR_ARG} for another flavor
     */
    public Win(final int size, final int dispUnit, final Info info, final Comm comm, final Buffer basePtr,
        final int flavor) {
        this(comm, info, "win_allocate");
        final String where = comm.describe("win_allocate");
        WindowChecks.shape(where, size, dispUnit);
        if (flavor != FLAVOR_PRIVATE && flavor != FLAVOR_SHARED) {
            throw Faults.fault(MPI.ERR_ARG, where, "the flavor is " + flavor
                + ", it must be Win.FLAVOR_PRIVATE or Win.FLAVOR_SHARED");
        }
        final long elementBytes = basePtr == null ? 1 : Buffers.elementBytes(basePtr);
        allocate(size * elementBytes, WindowChecks.unit(where, dispUnit * elementBytes), flavor == FLAVOR_SHARED,
            Dialect.LOWER_CASE);
    }

    /**
     * Makes a window over memory of the program (MPI 4.1, section 12.2.1): what others write appears there. Collective.
     *
     * @param base a direct buffer, best from {@link MPI#newByteBuffer} or one of its siblings; {@code null} only if the
     *     size is 0
     * @param size size in elements of {@code base}, from its element 0 on
     * @param dispUnit unit of displacements in elements of {@code base}
     * @param info hints, or {@link MPI#INFO_NULL}
     * @param comm an intracommunicator
     * @throws MPIException {@link MPI#ERR_COMM}, {@link MPI#ERR_INFO}, {@link MPI#ERR_SIZE}, also if the buffer has
     *     less elements, {@link MPI#ERR_DISP}, {@link MPI#ERR_BASE} if the buffer is null, not direct or read-only
     */
    public Win(final Buffer base, final int size, final int dispUnit, final Info info, final Comm comm) {
        this(comm, info, CREATE);
        create(base, size, dispUnit, Dialect.LOWER_CASE);
    }

    /**
     * Makes a window over memory of the program, as {@link #Win(Buffer, int, int, Info, Comm)}. Collective.
     *
     * @param base native memory
     * @param dispUnit unit of displacements in bytes
     * @param info hints, or {@link MPI#INFO_NULL}
     * @param comm an intracommunicator
     * @throws MPIException {@link MPI#ERR_COMM}, {@link MPI#ERR_INFO}, {@link MPI#ERR_DISP}, {@link MPI#ERR_BASE} if
     *     the segment is null, of an array or read-only
     */
    public Win(final MemorySegment base, final int dispUnit, final Info info, final Comm comm) {
        this(comm, info, CREATE);
        create(base, dispUnit, Dialect.LOWER_CASE);
    }

    /** Makes a window that has no engine yet. */
    private Win(final Comm comm, final Info info, final String operation) {
        if (comm == null) {
            throw Faults.badComm(operation, "the communicator is null");
        }
        final CommEngine members = comm.engine(operation);
        if (members.isInter()) {
            throw Faults.badComm(comm.describe(operation), "a window needs an intracommunicator");
        }
        this.comm = comm;
        this.environment = comm.environment();
        this.info = Info.hints(comm.describe(operation), info);
        this.isLockable = !"true".equalsIgnoreCase(this.info.get("no_locks"));
        this.errhandler = comm.getErrhandler();
    }

    private void createDynamic(final Dialect dialect) {
        isDynamic = true;
        open(() -> environment.engine.dynamicWindow(comm.engine()), dialect);
    }

    private void create(final Buffer memory, final int size, final int dispUnit, final Dialect dialect) {
        final String where = comm.describe(CREATE);
        WindowChecks.shape(where, size, dispUnit);
        final long elementBytes = memory == null ? 1 : Buffers.elementBytes(memory);
        WindowChecks.base(where, memory, size * elementBytes);
        create(memory, size * elementBytes, WindowChecks.unit(where, dispUnit * elementBytes), dialect);
    }

    private void create(final MemorySegment memory, final int dispUnit, final Dialect dialect) {
        final String where = comm.describe(CREATE);
        WindowChecks.shape(where, 0, dispUnit);
        WindowChecks.base(where, memory, memory == null ? 1 : memory.byteSize());
        create(memory, memory.byteSize(), dispUnit, dialect);
    }

    private void create(final Object memory, final long sizeBytes, final int dispUnitBytes, final Dialect dialect) {
        base = memory;
        open(() -> environment.engine.window(comm.engine(), memory, sizeBytes, dispUnitBytes), dialect);
    }

    private void allocate(final long sizeBytes, final int dispUnitBytes, final boolean isShared,
        final Dialect dialect) {
        final boolean isContiguous = isShared && !"true".equalsIgnoreCase(info.get("alloc_shared_noncontig"));
        open(() -> environment.engine.allocateWindow(comm.engine(), sizeBytes, dispUnitBytes, isShared, isContiguous),
            dialect);
    }

    private void open(final Supplier<WinEngine> made, final Dialect dialect) {
        try {
            engine = made.get();
        } catch (final MPIException e) {
            throw comm.failed(dialect, e);
        }
        worldRanks = engine.worldRanks();
        rank = comm.rank;
    }

    /**
     * Makes a window and its memory, in bytes (MPI 4.1, section 12.2.2); see {@link #getSegment} and {@link
     * #getBuffer}. Collective.
     *
     * @param size size of this rank's memory in bytes, 0 to 2<sup>31</sup> - 1
     * @param dispUnit unit of displacements in bytes
     * @param info hints, or {@link MPI#INFO_NULL}
     * @param comm an intracommunicator
     * @return the window; its memory is zero
     * @throws MPIException {@link MPI#ERR_COMM}, {@link MPI#ERR_INFO}, {@link MPI#ERR_SIZE}, {@link MPI#ERR_DISP}
     */
    public static Win allocate(final long size, final int dispUnit, final Info info, final Comm comm) {
        return allocated("win_allocate", size, dispUnit, info, comm, false, Dialect.LOWER_CASE);
    }

    /**
     * As {@link #allocate}, for memory that all ranks load and store (MPI 4.1, section 12.2.3): see {@link
     * #sharedQuery}. The memory of a rank begins where that of the rank before ends, unless the hint {@code
     * alloc_shared_noncontig} is {@code true}. Collective.
     *
     * @param size size of this rank's memory in bytes, 0 or more; of all ranks together at most 2<sup>31</sup> - 1
     * @param dispUnit unit of displacements in bytes
     * @param info hints, or {@link MPI#INFO_NULL}
     * @param comm an intracommunicator
     * @return the window; its memory is zero
     * @throws MPIException {@link MPI#ERR_COMM}, {@link MPI#ERR_INFO}, {@link MPI#ERR_SIZE}, {@link MPI#ERR_DISP},
     *     {@link MPI#ERR_RMA_SHARED} if a rank cannot load and store the memory of another one
     */
    public static Win allocateShared(final long size, final int dispUnit, final Info info, final Comm comm) {
        return allocated("win_allocate_shared", size, dispUnit, info, comm, true, Dialect.LOWER_CASE);
    }

    private static Win allocated(final String operation, final long size, final int dispUnit, final Info info,
        final Comm comm, final boolean isShared, final Dialect dialect) {
        final Win window = new Win(comm, info, operation);
        WindowChecks.shape(comm.describe(operation), size, dispUnit);
        window.allocate(size, dispUnit, isShared, dialect);
        return window;
    }

    /**
     * This rank's memory. It cannot be accessed any more once the window is freed or MPI finalized.
     *
     * @return the memory, as long as the window
     * @throws MPIException {@link MPI#ERR_WIN} if the window is freed
     */
    public MemorySegment getSegment() {
        return usable("win_get_segment").memory(rank);
    }

    /**
     * This rank's memory, as {@link #getSegment}.
     *
     * @return a direct buffer in native byte order
     * @throws MPIException {@link MPI#ERR_WIN} if the window is freed
     */
    public ByteBuffer getBuffer() {
        return getSegment().asByteBuffer().order(ByteOrder.nativeOrder());
    }

    /**
     * The memory of any rank of the window, to be loaded and stored by this one (MPI 4.1, section 12.2.3). It cannot be
     * accessed any more once the window is freed or MPI finalized.
     *
     * @param targetRank the rank; {@link MPI#PROC_NULL} for the first one that has memory, or 0 if none has
     * @return the memory
     * @throws MPIException {@link MPI#ERR_WIN} if the window is freed, {@link MPI#ERR_RANK}, {@link
     *     MPI#ERR_RMA_SHARED} if this rank cannot load and store the memory of that one
     */
    public MemorySegment sharedQuery(final int targetRank) {
        return sharedQuery(targetRank, Dialect.LOWER_CASE);
    }

    MemorySegment sharedQuery(final int targetRank, final Dialect dialect) {
        final WinEngine present = usable("win_shared_query");
        if (targetRank != MPI.PROC_NULL) {
            WindowChecks.target(this, "win_shared_query", targetRank);
        }
        try {
            return targetRank == MPI.PROC_NULL ? firstMemory(present) : present.memory(targetRank);
        } catch (final MPIException e) {
            throw failed(dialect, e);
        }
    }

    private MemorySegment firstMemory(final WinEngine present) {
        MemorySegment memory = present.memory(0);
        for (int first = 1; first < worldRanks.length && memory.byteSize() == 0; first++) {
            memory = present.memory(first);
        }
        return memory.byteSize() == 0 ? present.memory(0) : memory;
    }

    /** The engine, if the window may be used. */
    WinEngine usable(final String operation) {
        final WinEngine present = engine;
        if (present == null) {
            throw Faults.fault(MPI.ERR_WIN, operation, "the window was freed");
        }
        if (environment.ended) {
            throw Faults.isFinalized(operation + " on " + present.name());
        }
        return present;
    }

    /** What an operation on this window is, for error texts. */
    String describe(final String operation) {
        return Faults.on(operation, engine.name(), rank, worldRanks.length);
    }

    int size() {
        return worldRanks.length;
    }

    /** What an operation that has failed throws; of those in lower case the error handler hears first. */
    MPIException failed(final Dialect dialect, final MPIException fault) {
        if (dialect == Dialect.LOWER_CASE) {
            handle(fault);
        }
        return fault;
    }

    private void handle(final MPIException fault) {
        if (errhandler.isFatal()) {
            environment.engine.abort(fault, "rank " + environment.engine.world().rank() + ": "
                + Faults.className(fault.getErrorClass()) + " under " + errhandler);
        } else {
            errhandler.call(comm, fault.getErrorCode());
        }
    }

    /** The request of an operation; a null request where there was nothing to do. */
    Request request(final RequestEngine operation, final Datatype type) {
        return operation == null ? new Request() : Request.ofWindow(operation, comm, type);
    }

    // Communication (MPI 4.1, section 12.3)

    /**
     * Writes to a target (MPI 4.1, section 12.3.1). Of memory that is written at once by several, nothing is known.
     *
     * @param origin buffer of this rank
     * @param originCount number of its items
     * @param originType datatype of its items
     * @param targetRank rank of the target, or {@link MPI#PROC_NULL} for nothing to do
     * @param targetDisp displacement at the target
     * @param targetCount number of items at the target
     * @param targetType datatype of the items at the target
     * @throws MPIException see the class comment
     */
    public void put(final Buffer origin, final int originCount, final Datatype originType, final int targetRank,
        final int targetDisp, final int targetCount, final Datatype targetType) {
        WindowCalls.put(this, Dialect.LOWER_CASE, "put", origin, 0, originCount, originType, targetRank, targetDisp,
            targetCount, targetType);
    }

    /**
     * Reads from a target (MPI 4.1, section 12.3.2).
     *
     * @param origin buffer of this rank, which is written
     * @param originCount number of its items
     * @param originType datatype of its items
     * @param targetRank rank of the target, or {@link MPI#PROC_NULL} for nothing to do
     * @param targetDisp displacement at the target
     * @param targetCount number of items at the target
     * @param targetType datatype of the items at the target
     * @throws MPIException see the class comment
     */
    public void get(final Buffer origin, final int originCount, final Datatype originType, final int targetRank,
        final int targetDisp, final int targetCount, final Datatype targetType) {
        WindowCalls.get(this, Dialect.LOWER_CASE, "get", origin, 0, originCount, originType, targetRank, targetDisp,
            targetCount, targetType);
    }

    /**
     * Combines elements of a target with those of this rank (MPI 4.1, section 12.3.4), each atomically with respect to
     * the other operations of this kind. The origin must not overlap the target (MPI 4.1, section 12.3).
     *
     * @param origin buffer of this rank
     * @param originCount number of its items
     * @param originType datatype of its items
     * @param targetRank rank of the target, or {@link MPI#PROC_NULL} for nothing to do
     * @param targetDisp displacement at the target
     * @param targetCount number of items at the target
     * @param targetType datatype of the items at the target
     * @param op a predefined operation
     * @throws MPIException see the class comment
     */
    public void accumulate(final Buffer origin, final int originCount, final Datatype originType, final int targetRank,
        final int targetDisp, final int targetCount, final Datatype targetType, final Op op) {
        WindowCalls.accumulate(this, Dialect.LOWER_CASE, "accumulate", origin, 0, originCount, originType, targetRank,
            targetDisp, targetCount, targetType, op);
    }

    /**
     * As {@link #accumulate}, and reads what was there before (MPI 4.1, section 12.3.4). With {@link MPI#NO_OP} the
     * origin is not looked at.
     *
     * @param origin buffer of this rank
     * @param originCount number of its items
     * @param originType datatype of its items
     * @param result where the old elements go
     * @param resultCount number of its items
     * @param resultType datatype of its items
     * @param targetRank rank of the target, or {@link MPI#PROC_NULL} for nothing to do
     * @param targetDisp displacement at the target
     * @param targetCount number of items at the target
     * @param targetType datatype of the items at the target
     * @param op a predefined operation
     * @throws MPIException see the class comment
     */
    public void getAccumulate(final Buffer origin, final int originCount, final Datatype originType,
        final Buffer result, final int resultCount,
        final Datatype resultType, final int targetRank, final int targetDisp, final int targetCount,
        final Datatype targetType, final Op op) {
        WindowCalls.getAccumulate(this, Dialect.LOWER_CASE, "get_accumulate", origin, 0, originCount, originType,
            result, 0, resultCount, resultType, targetRank, targetDisp, targetCount, targetType, op);
    }

    /**
     * {@link #getAccumulate} of one element (MPI 4.1, section 12.3.4).
     *
     * @param origin holds the element of this rank; not looked at with {@link MPI#NO_OP}
     * @param result where the old element goes
     * @param datatype a basic datatype
     * @param targetRank rank of the target, or {@link MPI#PROC_NULL} for nothing to do
     * @param targetDisp displacement at the target
     * @param op a predefined operation
     * @throws MPIException see the class comment
     */
    public void fetchAndOp(final Buffer origin, final Buffer result, final Datatype datatype, final int targetRank,
        final int targetDisp, final Op op) {
        WindowCalls.fetchAndOp(this, Dialect.LOWER_CASE, origin, 0, result, 0, datatype, targetRank, targetDisp, op);
    }

    /**
     * Replaces an element of a target by one of this rank if it is equal to another one (MPI 4.1, section 12.3.4),
     * atomically with respect to all accumulating operations.
     *
     * @param origin holds the new element
     * @param compare holds what the old one is compared with
     * @param result where the old element goes
     * @param datatype a basic datatype: integer, {@link MPI#CHAR}, {@link MPI#BOOLEAN} or {@link MPI#BYTE}
     * @param targetRank rank of the target, or {@link MPI#PROC_NULL} for nothing to do
     * @param targetDisp displacement at the target
     * @throws MPIException see the class comment
     */
    public void compareAndSwap(final Buffer origin, final Buffer compare, final Buffer result, final Datatype datatype,
        final int targetRank, final int targetDisp) {
        WindowCalls.compareAndSwap(this, Dialect.LOWER_CASE, origin, 0, compare, 0, result, 0, datatype, targetRank,
            targetDisp);
    }

    /**
     * {@link #put} with a request (MPI 4.1, section 12.3.5): once complete, the buffer may be used again.
     *
     * @param origin buffer of this rank
     * @param originCount number of its items
     * @param originType datatype of its items
     * @param targetRank rank of the target, or {@link MPI#PROC_NULL} for nothing to do
     * @param targetDisp displacement at the target
     * @param targetCount number of items at the target
     * @param targetType datatype of the items at the target
     * @return the request, which is null for {@link MPI#PROC_NULL}
     * @throws MPIException see the class comment
     */
    public Request rPut(final Buffer origin, final int originCount, final Datatype originType, final int targetRank,
        final int targetDisp, final int targetCount, final Datatype targetType) {
        return request(WindowCalls.put(this, Dialect.LOWER_CASE, "rput", origin, 0, originCount, originType,
            targetRank, targetDisp, targetCount, targetType), originType);
    }

    /**
     * {@link #get} with a request (MPI 4.1, section 12.3.5): once complete, the buffer holds the data.
     *
     * @param origin buffer of this rank, which is written
     * @param originCount number of its items
     * @param originType datatype of its items
     * @param targetRank rank of the target, or {@link MPI#PROC_NULL} for nothing to do
     * @param targetDisp displacement at the target
     * @param targetCount number of items at the target
     * @param targetType datatype of the items at the target
     * @return the request, which is null for {@link MPI#PROC_NULL}
     * @throws MPIException see the class comment
     */
    public Request rGet(final Buffer origin, final int originCount, final Datatype originType, final int targetRank,
        final int targetDisp, final int targetCount, final Datatype targetType) {
        return request(WindowCalls.get(this, Dialect.LOWER_CASE, "rget", origin, 0, originCount, originType,
            targetRank, targetDisp, targetCount, targetType), originType);
    }

    /**
     * {@link #accumulate} with a request (MPI 4.1, section 12.3.5): once complete, the buffer may be used again.
     *
     * @param origin buffer of this rank
     * @param originCount number of its items
     * @param originType datatype of its items
     * @param targetRank rank of the target, or {@link MPI#PROC_NULL} for nothing to do
     * @param targetDisp displacement at the target
     * @param targetCount number of items at the target
     * @param targetType datatype of the items at the target
     * @param op a predefined operation
     * @return the request, which is null for {@link MPI#PROC_NULL}
     * @throws MPIException see the class comment
     */
    public Request rAccumulate(final Buffer origin, final int originCount, final Datatype originType,
        final int targetRank, final int targetDisp, final int targetCount, final Datatype targetType, final Op op) {
        return request(WindowCalls.accumulate(this, Dialect.LOWER_CASE, "raccumulate", origin, 0, originCount,
            originType, targetRank, targetDisp, targetCount, targetType, op), originType);
    }

    /**
     * {@link #getAccumulate} with a request (MPI 4.1, section 12.3.5): once complete, the result is there.
     *
     * @param origin buffer of this rank
     * @param originCount number of its items
     * @param originType datatype of its items
     * @param result where the old elements go
     * @param resultCount number of its items
     * @param resultType datatype of its items
     * @param targetRank rank of the target, or {@link MPI#PROC_NULL} for nothing to do
     * @param targetDisp displacement at the target
     * @param targetCount number of items at the target
     * @param targetType datatype of the items at the target
     * @param op a predefined operation
     * @return the request, which is null for {@link MPI#PROC_NULL}
     * @throws MPIException see the class comment
     */
    public Request rGetAccumulate(final Buffer origin, final int originCount, final Datatype originType,
        final Buffer result, final int resultCount,
        final Datatype resultType, final int targetRank, final int targetDisp, final int targetCount,
        final Datatype targetType, final Op op) {
        return request(WindowCalls.getAccumulate(this, Dialect.LOWER_CASE, "rget_accumulate", origin, 0, originCount,
            originType, result, 0, resultCount, resultType, targetRank, targetDisp, targetCount, targetType, op),
            resultType);
    }

    // Synchronisation (MPI 4.1, section 12.5)

    /**
     * Ends an epoch of all ranks and begins the next one (MPI 4.1, section 12.5.1). Collective.
     *
     * @param assertion 0, or a sum of {@link MPI#MODE_NOSTORE}, {@link MPI#MODE_NOPUT}, {@link MPI#MODE_NOPRECEDE} and
     *     {@link MPI#MODE_NOSUCCEED}
     * @throws MPIException see the class comment
     */
    public void fence(final int assertion) {
        WindowEpochs.fence(this, Dialect.LOWER_CASE, assertion);
    }

    /**
     * Lets origins access the memory of this rank (MPI 4.1, section 12.5.2). Does not block.
     *
     * @param group the origins
     * @param assertion 0, or a sum of {@link MPI#MODE_NOCHECK}, {@link MPI#MODE_NOSTORE} and {@link MPI#MODE_NOPUT}
     * @throws MPIException see the class comment
     */
    public void post(final Group group, final int assertion) {
        WindowEpochs.post(this, Dialect.LOWER_CASE, group, assertion);
    }

    /**
     * Begins to access targets (MPI 4.1, section 12.5.2); blocks until each has posted.
     *
     * @param group the targets
     * @param assertion 0, or a sum of {@link MPI#MODE_NOCHECK}
     * @throws MPIException see the class comment
     */
    public void start(final Group group, final int assertion) {
        WindowEpochs.start(this, Dialect.LOWER_CASE, group, assertion);
    }

    /**
     * Ends what {@link #start} began (MPI 4.1, section 12.5.2).
     *
     * @throws MPIException see the class comment
     */
    public void complete() {
        WindowEpochs.complete(this, Dialect.LOWER_CASE);
    }

    /**
     * Blocks until all origins have completed that {@link #post} named (MPI 4.1, section 12.5.2).
     *
     * @throws MPIException see the class comment
     */
    public void waitFor() {
        WindowEpochs.await(this, Dialect.LOWER_CASE);
    }

    /**
     * As {@link #waitFor} without blocking (MPI 4.1, section 12.5.2).
     *
     * @return whether they have, so that the exposure is over
     * @throws MPIException see the class comment
     */
    public boolean test() {
        return WindowEpochs.test(this, Dialect.LOWER_CASE);
    }

    /**
     * Begins to access one target (MPI 4.1, section 12.5.3); blocks until it is free for that.
     *
     * @param lockType {@link MPI#LOCK_EXCLUSIVE} or {@link MPI#LOCK_SHARED}
     * @param targetRank rank of the target, or {@link MPI#PROC_NULL} for nothing to do
     * @param assertion 0, or a sum of {@link MPI#MODE_NOCHECK}
     * @throws MPIException see the class comment
     */
    public void lock(final int lockType, final int targetRank, final int assertion) {
        WindowEpochs.lock(this, Dialect.LOWER_CASE, lockType, targetRank, assertion);
    }

    /**
     * Ends what {@link #lock} began (MPI 4.1, section 12.5.3); operations are then complete at the target.
     *
     * @param targetRank rank of the target, or {@link MPI#PROC_NULL} for nothing to do
     * @throws MPIException see the class comment
     */
    public void unlock(final int targetRank) {
        WindowEpochs.unlock(this, Dialect.LOWER_CASE, targetRank);
    }

    /**
     * Begins to access all targets together with others (MPI 4.1, section 12.5.3).
     *
     * @param assertion 0, or a sum of {@link MPI#MODE_NOCHECK}
     * @throws MPIException see the class comment
     */
    public void lockAll(final int assertion) {
        WindowEpochs.lockAll(this, Dialect.LOWER_CASE, assertion);
    }

    /**
     * Ends what {@link #lockAll} began (MPI 4.1, section 12.5.3).
     *
     * @throws MPIException see the class comment
     */
    public void unlockAll() {
        WindowEpochs.unlockAll(this, Dialect.LOWER_CASE);
    }

    /**
     * Blocks until operations to a target are complete there (MPI 4.1, section 12.5.4).
     *
     * @param targetRank rank of the target, or {@link MPI#PROC_NULL} for nothing to do
     * @throws MPIException see the class comment
     */
    public void flush(final int targetRank) {
        WindowEpochs.flush(this, Dialect.LOWER_CASE, targetRank);
    }

    /**
     * Blocks until buffers of operations to a target may be used again (MPI 4.1, section 12.5.4).
     *
     * @param targetRank rank of the target, or {@link MPI#PROC_NULL} for nothing to do
     * @throws MPIException see the class comment
     */
    public void flushLocal(final int targetRank) {
        WindowEpochs.flushLocal(this, Dialect.LOWER_CASE, targetRank);
    }

    /**
     * Blocks until operations to all targets are complete there (MPI 4.1, section 12.5.4).
     *
     * @throws MPIException see the class comment
     */
    public void flushAll() {
        WindowEpochs.flushAll(this, Dialect.LOWER_CASE);
    }

    /**
     * Blocks until buffers of all operations may be used again (MPI 4.1, section 12.5.4).
     *
     * @throws MPIException see the class comment
     */
    public void flushLocalAll() {
        WindowEpochs.flushLocalAll(this, Dialect.LOWER_CASE);
    }

    /**
     * Orders loads and stores of this rank with those of others, and makes progress (MPI 4.1, section 12.5.4).
     *
     * @throws MPIException see the class comment
     */
    public void sync() {
        WindowEpochs.sync(this, Dialect.LOWER_CASE);
    }

    /** Whether its targets may be locked. */
    boolean isLockable() {
        return isLockable;
    }

    /** The ranks in this window of the members of a group. */
    int[] ranksOf(final String operation, final Group group) {
        return WindowChecks.ranks(this, operation, group, worldRanks);
    }

    /**
     * Lets other ranks access memory of the program (MPI 4.1, section 12.2.4), in a window made by {@link
     * #Win(Info, Comm)}. Those have to be told where it is: by {@link #getDisplacement}. Local.
     *
     * @param base a direct buffer, from its element 0 on
     * @param size size in elements of {@code base}
     * @throws MPIException {@link MPI#ERR_WIN}, {@link MPI#ERR_RMA_FLAVOR} on a window of another kind, {@link
     *     MPI#ERR_BASE} if the buffer is null, not direct or read-only, {@link MPI#ERR_SIZE}, also if the buffer has
     *     fewer elements, {@link MPI#ERR_RMA_ATTACH} if some of it is attached already
     */
    public void attach(final Buffer base, final int size) {
        attach(base, size, Dialect.LOWER_CASE);
    }

    void attach(final Buffer base, final int size, final Dialect dialect) {
        final WinEngine present = usable("win_attach");
        final String where = describe("win_attach");
        WindowChecks.shape(where, size, 1);
        final long sizeBytes = size * (base == null ? 1L : Buffers.elementBytes(base));
        WindowChecks.attached(where, base);
        WindowChecks.base(where, base, sizeBytes);
        try {
            present.attach(base, sizeBytes);
        } catch (final MPIException e) {
            throw failed(dialect, e);
        }
    }

    /**
     * Takes back what {@link #attach} gave (MPI 4.1, section 12.2.4). Local.
     *
     * @param base the memory
     * @throws MPIException {@link MPI#ERR_WIN}, {@link MPI#ERR_RMA_FLAVOR} on a window of another kind, {@link
     *     MPI#ERR_BASE} if the buffer is null, {@link MPI#ERR_RMA_ATTACH} if it is not attached
     */
    public void detach(final Buffer base) {
        detach(base, Dialect.LOWER_CASE);
    }

    void detach(final Buffer base, final Dialect dialect) {
        final WinEngine present = usable("win_detach");
        WindowChecks.attached(describe("win_detach"), base);
        try {
            present.detach(base);
        } catch (final MPIException e) {
            throw failed(dialect, e);
        }
    }

    /**
     * Where other ranks find memory that is attached: what they give as {@code targetDisp}, and have to be told, for
     * instance by a message. It takes the place of an address (MPI_Get_address), which would not fit into an {@code
     * int}. Local.
     *
     * @param base the memory, as it was attached
     * @return the displacement of its element 0, in bytes
     * @throws MPIException {@link MPI#ERR_WIN}, {@link MPI#ERR_RMA_FLAVOR} on a window of another kind, {@link
     *     MPI#ERR_BASE} if the buffer is null, {@link MPI#ERR_RMA_ATTACH} if it is not attached
     */
    public int getDisplacement(final Buffer base) {
        return getDisplacement(base, Dialect.LOWER_CASE);
    }

    int getDisplacement(final Buffer base, final Dialect dialect) {
        final WinEngine present = usable("win_get_displacement");
        WindowChecks.attached(describe("win_get_displacement"), base);
        try {
            return Math.toIntExact(present.displacement(base));
        } catch (final MPIException e) {
            throw failed(dialect, e);
        }
    }

    /**
     * Gives the window back (MPI 4.1, section 12.2.5), and the memory if the library has allocated it. Collective; no
     * epoch may be open.
     *
     * @throws MPIException {@link MPI#ERR_WIN} if freed already, {@link MPI#ERR_RMA_SYNC} in an epoch
     */
    @Override
    public void free() {
        free(Dialect.LOWER_CASE);
    }

    void free(final Dialect dialect) {
        final WinEngine present = usable("win_free");
        try {
            present.free();
        } catch (final MPIException e) {
            throw failed(dialect, e);
        }
        if (attributes != null) {
            attributes.deleteAll(this);
        }
        engine = null;
    }

    /**
     * Whether the window is freed. Local.
     *
     * @return whether it is
     */
    public boolean isNull() {
        return engine == null;
    }

    // Name, group, hints, handler and attributes (MPI 4.1, sections 7.8, 12.2.6, 12.2.7, 9.3 and 7.7)

    /**
     * The group of the window (MPI 4.1, section 12.2.6). Local.
     *
     * @return a new group object
     * @throws MPIException {@link MPI#ERR_WIN} if the window is freed
     */
    public Group getGroup() {
        usable("win_get_group");
        return new Group(worldRanks.clone(), worldRanks[rank]);
    }

    /**
     * The name (MPI 4.1, section 7.8). Local.
     *
     * @return the name set, or an empty string
     * @throws MPIException {@link MPI#ERR_WIN} if the window is freed
     */
    public String getName() {
        usable("win_get_name");
        return userName;
    }

    /**
     * Sets the name (MPI 4.1, section 7.8), which is also used in error texts. Local.
     *
     * @param name the name
     * @throws MPIException {@link MPI#ERR_WIN} if the window is freed, {@link MPI#ERR_ARG} if the name is null
     */
    public void setName(final String name) {
        final WinEngine present = usable("win_set_name");
        if (name == null) {
            throw Faults.fault(MPI.ERR_ARG, describe("win_set_name"), "the name is null");
        }
        present.name(name);
        userName = name;
    }

    /**
     * The hints (MPI 4.1, section 12.2.7). Local.
     *
     * @return a copy
     * @throws MPIException {@link MPI#ERR_WIN} if the window is freed
     */
    public Info getInfo() {
        usable("win_get_info");
        return info.dup();
    }

    /**
     * Sets the hints (MPI 4.1, section 12.2.7), but for {@code no_locks}, which counts when the window is made.
     *
     * @param info the hints, or {@link MPI#INFO_NULL}
     * @throws MPIException {@link MPI#ERR_WIN} if the window is freed, {@link MPI#ERR_INFO} on a null info
     */
    public void setInfo(final Info info) {
        usable("win_set_info");
        this.info = Info.hints(describe("win_set_info"), info);
    }

    /**
     * The error handler (MPI 4.1, section 9.3.2). Local.
     *
     * @return the handler; at first that of the communicator
     * @throws MPIException {@link MPI#ERR_WIN} if the window is freed
     */
    public Errhandler getErrhandler() {
        usable("win_get_errhandler");
        return errhandler;
    }

    /**
     * Sets what happens when an operation fails on this window (MPI 4.1, section 9.3.2). A handler of the program is
     * called with the communicator that the window was made of. Local.
     *
     * @param errhandler the error handler
     * @throws MPIException {@link MPI#ERR_WIN} if the window is freed, {@link MPI#ERR_ARG} if the handler is null
     */
    public void setErrhandler(final Errhandler errhandler) {
        usable("win_set_errhandler");
        if (errhandler == null) {
            throw Faults.fault(MPI.ERR_ARG, describe("win_set_errhandler"), "the error handler is null");
        }
        this.errhandler = errhandler;
    }

    /**
     * Has the error handler take note of an error (MPI 4.1, section 9.5). Local.
     *
     * @param errorcode the code
     * @throws MPIException {@link MPI#ERR_WIN} if the window is freed
     */
    public void callErrhandler(final int errorcode) {
        usable("win_call_errhandler");
        handle(Faults.fault(errorcode, describe("win_call_errhandler"), "called by the program"));
    }

    /**
     * Makes a key of attributes of windows (MPI 4.1, section 7.7.3). Local.
     *
     * @return the key
     */
    public static int createKeyval() {
        return WindowAttributes.KEYVALS.create((_, _, value) -> value, (_, _, _) -> {});
    }

    /**
     * Frees a key (MPI 4.1, section 7.7.3); values that it has stay until they are deleted. Local.
     *
     * @param keyval the key
     * @throws MPIException {@link MPI#ERR_KEYVAL} if there is no such key
     */
    public static void freeKeyval(final int keyval) {
        if (!WindowAttributes.KEYVALS.free(keyval)) {
            throw WindowAttributes.noKey("win_free_keyval", keyval);
        }
    }

    /**
     * Attaches a value (MPI 4.1, section 7.7.3). Local.
     *
     * @param keyval a key from {@link #createKeyval}
     * @param value the value
     * @throws MPIException {@link MPI#ERR_WIN}, {@link MPI#ERR_KEYVAL}, {@link MPI#ERR_ARG} if the value is null
     */
    public void setAttr(final int keyval, final Object value) {
        usable("win_set_attr");
        final Keyvals.Rule<Win> rule = WindowAttributes.rule("win_set_attr", keyval);
        if (value == null) {
            throw Faults.fault(MPI.ERR_ARG, "win_set_attr", "the value is null, delete it instead");
        }
        synchronized (this) {
            if (attributes == null) {
                attributes = new Attributes<>();
            }
        }
        attributes.set(this, keyval, rule, value);
    }

    /**
     * A value attached by the program, or one of those that each window has (MPI 4.1, sections 7.7.3 and 12.2.6).
     * Local.
     *
     * @param keyval {@link MPI#WIN_BASE} for this rank's memory: the buffer given or a {@link ByteBuffer}, {@code
     *     null} where memory is attached, {@link
     *     MPI#WIN_SIZE} for its length in bytes, a {@code Long}, {@link MPI#WIN_DISP_UNIT} for the unit in bytes, an
     *     {@code Integer}, or a key from {@link #createKeyval}
     * @return the value, {@code null} if there is none
     * @throws MPIException {@link MPI#ERR_WIN}, {@link MPI#ERR_KEYVAL}
     */
    public Object getAttr(final int keyval) {
        final WinEngine present = usable("win_get_attr");
        switch (keyval) {
            case MPI.WIN_BASE:
                return base == null && !isDynamic ? getBuffer() : base;
            case MPI.WIN_SIZE:
                return present.memory(rank).byteSize();
            case MPI.WIN_DISP_UNIT:
                return present.dispUnitBytes(rank);
            default:
                WindowAttributes.rule("win_get_attr", keyval);
                return attributes == null ? null : attributes.get(keyval);
        }
    }

    /**
     * Deletes a value (MPI 4.1, section 7.7.3). Local.
     *
     * @param keyval a key from {@link #createKeyval}
     * @throws MPIException {@link MPI#ERR_WIN}, {@link MPI#ERR_KEYVAL}
     */
    public void deleteAttr(final int keyval) {
        usable("win_delete_attr");
        WindowAttributes.rule("win_delete_attr", keyval);
        if (attributes != null) {
            attributes.delete(this, keyval);
        }
    }

    // mpiJava's spelling of the static methods

    /**
     * mpiJava spelling of {@link #Win(Buffer, int, int, Info, Comm)}.
     *
     * @param base a direct buffer, best from {@link MPI#newByteBuffer} or one of its siblings; {@code null} only if the
     *     size is 0. An array cannot be a window: the garbage collector moves it
     * @param size size in elements of {@code base}, from its element 0 on
     * @param dispUnit unit of displacements in elements of {@code base}
     * @param info hints, or {@link MPI#INFO_NULL}
     * @param comm an intracommunicator
     * @return the window
     */
    public static Win Create(final Buffer base, final int size, final int dispUnit, final Info info, final Comm comm) {
        final Win window = new Win(comm, info, CREATE);
        window.create(base, size, dispUnit, Dialect.CAPITALISED);
        return window;
    }

    /**
     * mpiJava spelling of {@link #Win(MemorySegment, int, Info, Comm)}.
     *
     * @param base native memory
     * @param dispUnit unit of displacements in bytes
     * @param info hints, or {@link MPI#INFO_NULL}
     * @param comm an intracommunicator
     * @return the window
     */
    public static Win Create(final MemorySegment base, final int dispUnit, final Info info, final Comm comm) {
        final Win window = new Win(comm, info, CREATE);
        window.create(base, dispUnit, Dialect.CAPITALISED);
        return window;
    }

    /**
     * mpiJava spelling of {@link #allocate(long, int, Info, Comm)}; see {@link #Get_buffer}.
     *
     * @param size size of this rank's memory in bytes, 0 to 2<sup>31</sup> - 1
     * @param dispUnit unit of displacements in bytes
     * @param info hints, or {@link MPI#INFO_NULL}
     * @param comm an intracommunicator
     * @return the window; its memory is zero
     */
    public static Win Allocate(final long size, final int dispUnit, final Info info, final Comm comm) {
        return allocated("win_allocate", size, dispUnit, info, comm, false, Dialect.CAPITALISED);
    }

    /**
     * mpiJava spelling of {@link #allocateShared(long, int, Info, Comm)}; see {@link #Shared_query}.
     *
     * @param size size of this rank's memory in bytes, 0 or more; of all ranks together at most 2<sup>31</sup> - 1
     * @param dispUnit unit of displacements in bytes
     * @param info hints, or {@link MPI#INFO_NULL}
     * @param comm an intracommunicator
     * @return the window; its memory is zero
     */
    public static Win Allocate_shared(final long size, final int dispUnit, final Info info, final Comm comm) {
        return allocated("win_allocate_shared", size, dispUnit, info, comm, true, Dialect.CAPITALISED);
    }

    /**
     * mpiJava spelling of {@link #Win(Info, Comm)}; see {@link #Attach}.
     *
     * @param info hints, or {@link MPI#INFO_NULL}
     * @param comm an intracommunicator
     * @return the window
     */
    public static Win Create_dynamic(final Info info, final Comm comm) {
        final Win window = new Win(comm, info, "win_create_dynamic");
        window.createDynamic(Dialect.CAPITALISED);
        return window;
    }

    /**
     * mpiJava spelling of {@link #createKeyval()}.
     *
     * @return the key
     */
    public static int Create_keyval() {
        return createKeyval();
    }

    /**
     * mpiJava spelling of {@link #freeKeyval(int)}.
     *
     * @param keyval the key
     */
    public static void Free_keyval(final int keyval) {
        freeKeyval(keyval);
    }
}
