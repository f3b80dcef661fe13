package mpi;

import java.lang.foreign.MemorySegment;
import java.nio.Buffer;
import java.nio.ByteBuffer;

/**
 * mpiJava's spelling of {@link Win}'s instance methods. mpiJava 1.2 had no windows: the names are those of MPI's C
 * binding, and arguments and errors are as in the other capitalised operations. Origins and results are arrays of a
 * primitive type, whose class must agree with the datatype, {@linkplain java.nio.Buffer buffers} or {@linkplain
 * MemorySegment segments}; their offsets are in elements of the datatype's array class, displacements at a target in
 * the unit that the target has given. Errors are always thrown at the caller, whatever the window's handler is.
 *
 * <p><b>When an array is read and written</b> (MPI 4.1, section 12.3). The program leaves the elements that an
 * operation reads as they are, and does not look at those that it writes, until the operation is complete at the
 * origin:
 *
 * <ul>
 *   <li>{@code Put}, {@code Get}, {@code Accumulate} and the fetching operations: at the end of the epoch ({@link
 *       #Fence}, {@link #Complete}, {@link #Unlock}, {@link #Unlock_all}) or at a flush before that, of which {@link
 *       #Flush_local} is enough;
 *   <li>{@code Rput}, {@code Rget}, {@code Raccumulate} and {@code Rget_accumulate}: also when their request is.
 * </ul>
 *
 * <p>Where this rank maps the target's memory an operation is complete when it returns. Where the target serves it the
 * array itself is sent from and received into, without a copy of it: it is read or written when messages come, and
 * arrays that the garbage collector moves meanwhile are followed.
 */
abstract sealed class WinDialect permits Win {
    private Win self() {
        return (Win) this;
    }

    // Communication (MPI 4.1, section 12.3)

    /**
     * mpiJava spelling of {@link Win#put}.
     *
     * @param origin the buffer of this rank: an array, a {@link java.nio.Buffer} or a {@link MemorySegment}
     * @param originOffset index of the first array element read
     * @param originCount number of items, 0 or more
     * @param originType datatype of an item
     * @param targetRank rank of the target, or {@link MPI#PROC_NULL} for nothing to do
     * @param targetDisp displacement at the target
     * @param targetCount number of items at the target
     * @param targetType datatype of an item at the target
     */
    public void Put(
        final Object origin,
        final int originOffset,
        final int originCount,
        final Datatype originType,
        final int targetRank,
        final int targetDisp,
        final int targetCount,
        final Datatype targetType) {
        WindowCalls.put(self(), Dialect.CAPITALISED, "put", origin, originOffset, originCount, originType, targetRank,
            targetDisp, targetCount, targetType);
    }

    /**
     * mpiJava spelling of {@link Win#get}. The array is filled by the time the operation is complete.
     *
     * @param origin the buffer of this rank: an array, a {@link java.nio.Buffer} or a {@link MemorySegment}
     * @param originOffset index of the first array element written
     * @param originCount number of items, 0 or more
     * @param originType datatype of an item
     * @param targetRank rank of the target, or {@link MPI#PROC_NULL} for nothing to do
     * @param targetDisp displacement at the target
     * @param targetCount number of items at the target
     * @param targetType datatype of an item at the target
     */
    public void Get(
        final Object origin,
        final int originOffset,
        final int originCount,
        final Datatype originType,
        final int targetRank,
        final int targetDisp,
        final int targetCount,
        final Datatype targetType) {
        WindowCalls.get(self(), Dialect.CAPITALISED, "get", origin, originOffset, originCount, originType, targetRank,
            targetDisp, targetCount, targetType);
    }

    /**
     * mpiJava spelling of {@link Win#accumulate}. The origin must not overlap the target (MPI 4.1, section 12.3).
     *
     * @param origin the buffer of this rank: an array, a {@link java.nio.Buffer} or a {@link MemorySegment}
     * @param originOffset index of the first array element read
     * @param originCount number of items, 0 or more
     * @param originType datatype of an item
     * @param targetRank rank of the target, or {@link MPI#PROC_NULL} for nothing to do
     * @param targetDisp displacement at the target
     * @param targetCount number of items at the target
     * @param targetType datatype of an item at the target
     * @param op a predefined operation
     */
    public void Accumulate(
        final Object origin,
        final int originOffset,
        final int originCount,
        final Datatype originType,
        final int targetRank,
        final int targetDisp,
        final int targetCount,
        final Datatype targetType,
        final Op op) {
        WindowCalls.accumulate(self(), Dialect.CAPITALISED, "accumulate", origin, originOffset, originCount, originType,
            targetRank, targetDisp, targetCount, targetType, op);
    }

    /**
     * mpiJava spelling of {@link Win#getAccumulate}. With {@link MPI#NO_OP} the origin is not looked at. Origin and
     * result must not overlap each other or the target (MPI 4.1, section 12.3).
     *
     * @param origin the buffer of this rank: an array, a {@link java.nio.Buffer} or a {@link MemorySegment}
     * @param originOffset index of the first array element read
     * @param originCount number of items, 0 or more
     * @param originType datatype of an item
     * @param result where the old elements go
     * @param resultOffset index of the first array element written
     * @param resultCount number of items, 0 or more
     * @param resultType datatype of an item
     * @param targetRank rank of the target, or {@link MPI#PROC_NULL} for nothing to do
     * @param targetDisp displacement at the target
     * @param targetCount number of items at the target
     * @param targetType datatype of an item at the target
     * @param op a predefined operation
     */
    public void Get_accumulate(
        final Object origin,
        final int originOffset,
        final int originCount,
        final Datatype originType,
        final Object result,
        final int resultOffset,
        final int resultCount,
        final Datatype resultType,
        final int targetRank,
        final int targetDisp,
        final int targetCount,
        final Datatype targetType,
        final Op op) {
        WindowCalls.getAccumulate(self(), Dialect.CAPITALISED, "get_accumulate", origin, originOffset, originCount,
            originType, result, resultOffset, resultCount, resultType, targetRank, targetDisp, targetCount, targetType,
            op);
    }

    /**
     * mpiJava spelling of {@link Win#fetchAndOp}. Origin and result must not overlap each other
     * or the target (MPI 4.1, section 12.3).
     *
     * @param origin holds the element of this rank; not looked at with {@link MPI#NO_OP}
     * @param originOffset index of that element
     * @param result where the old element goes
     * @param resultOffset index of the array element written
     * @param datatype a basic datatype
     * @param targetRank rank of the target, or {@link MPI#PROC_NULL} for nothing to do
     * @param targetDisp displacement at the target
     * @param op a predefined operation
     */
    public void Fetch_and_op(
        final Object origin,
        final int originOffset,
        final Object result,
        final int resultOffset,
        final Datatype datatype,
        final int targetRank,
        final int targetDisp,
        final Op op) {
        WindowCalls.fetchAndOp(self(), Dialect.CAPITALISED, origin, originOffset, result, resultOffset, datatype,
            targetRank, targetDisp, op);
    }

    /**
     * mpiJava spelling of {@link Win#compareAndSwap}. Origin and result must not overlap each other
     * or the target (MPI 4.1, section 12.3).
     *
     * @param origin holds the new element
     * @param originOffset index of that element
     * @param compare holds what the old one is compared with
     * @param compareOffset index of that element
     * @param result where the old element goes
     * @param resultOffset index of the array element written
     * @param datatype a basic datatype: integer, {@link MPI#CHAR}, {@link MPI#BOOLEAN} or {@link MPI#BYTE}
     * @param targetRank rank of the target, or {@link MPI#PROC_NULL} for nothing to do
     * @param targetDisp displacement at the target
     */
    public void Compare_and_swap(
        final Object origin,
        final int originOffset,
        final Object compare,
        final int compareOffset,
        final Object result,
        final int resultOffset,
        final Datatype datatype,
        final int targetRank,
        final int targetDisp) {
        WindowCalls.compareAndSwap(self(), Dialect.CAPITALISED, origin, originOffset, compare, compareOffset, result,
            resultOffset, datatype, targetRank, targetDisp);
    }

    /**
     * mpiJava spelling of {@link Win#rPut}.
     *
     * @param origin the buffer of this rank: an array, a {@link java.nio.Buffer} or a {@link MemorySegment}
     * @param originOffset index of the first array element read
     * @param originCount number of items, 0 or more
     * @param originType datatype of an item
     * @param targetRank rank of the target, or {@link MPI#PROC_NULL} for nothing to do
     * @param targetDisp displacement at the target
     * @param targetCount number of items at the target
     * @param targetType datatype of an item at the target
     * @return the request, which is null for {@link MPI#PROC_NULL}
     */
    public Request Rput(
        final Object origin,
        final int originOffset,
        final int originCount,
        final Datatype originType,
        final int targetRank,
        final int targetDisp,
        final int targetCount,
        final Datatype targetType) {
        return self().request(WindowCalls.put(self(), Dialect.CAPITALISED, "rput", origin, originOffset, originCount,
            originType, targetRank, targetDisp, targetCount, targetType), originType);
    }

    /**
     * mpiJava spelling of {@link Win#rGet}.
     *
     * @param origin the buffer of this rank: an array, a {@link java.nio.Buffer} or a {@link MemorySegment}
     * @param originOffset index of the first array element written
     * @param originCount number of items, 0 or more
     * @param originType datatype of an item
     * @param targetRank rank of the target, or {@link MPI#PROC_NULL} for nothing to do
     * @param targetDisp displacement at the target
     * @param targetCount number of items at the target
     * @param targetType datatype of an item at the target
     * @return the request, which is null for {@link MPI#PROC_NULL}
     */
    public Request Rget(
        final Object origin,
        final int originOffset,
        final int originCount,
        final Datatype originType,
        final int targetRank,
        final int targetDisp,
        final int targetCount,
        final Datatype targetType) {
        return self().request(WindowCalls.get(self(), Dialect.CAPITALISED, "rget", origin, originOffset, originCount,
            originType, targetRank, targetDisp, targetCount, targetType), originType);
    }

    /**
     * mpiJava spelling of {@link Win#rAccumulate}.
     *
     * @param origin the buffer of this rank: an array, a {@link java.nio.Buffer} or a {@link MemorySegment}
     * @param originOffset index of the first array element read
     * @param originCount number of items, 0 or more
     * @param originType datatype of an item
     * @param targetRank rank of the target, or {@link MPI#PROC_NULL} for nothing to do
     * @param targetDisp displacement at the target
     * @param targetCount number of items at the target
     * @param targetType datatype of an item at the target
     * @param op a predefined operation
     * @return the request, which is null for {@link MPI#PROC_NULL}
     */
    public Request Raccumulate(
        final Object origin,
        final int originOffset,
        final int originCount,
        final Datatype originType,
        final int targetRank,
        final int targetDisp,
        final int targetCount,
        final Datatype targetType,
        final Op op) {
        return self().request(WindowCalls.accumulate(self(), Dialect.CAPITALISED, "raccumulate", origin, originOffset,
            originCount, originType, targetRank, targetDisp, targetCount, targetType, op), originType);
    }

    /**
     * mpiJava spelling of {@link Win#rGetAccumulate}.
     *
     * @param origin the buffer of this rank: an array, a {@link java.nio.Buffer} or a {@link MemorySegment}
     * @param originOffset index of the first array element read
     * @param originCount number of items, 0 or more
     * @param originType datatype of an item
     * @param result where the old elements go
     * @param resultOffset index of the first array element written
     * @param resultCount number of items, 0 or more
     * @param resultType datatype of an item
     * @param targetRank rank of the target, or {@link MPI#PROC_NULL} for nothing to do
     * @param targetDisp displacement at the target
     * @param targetCount number of items at the target
     * @param targetType datatype of an item at the target
     * @param op a predefined operation
     * @return the request, which is null for {@link MPI#PROC_NULL}
     */
    public Request Rget_accumulate(
        final Object origin,
        final int originOffset,
        final int originCount,
        final Datatype originType,
        final Object result,
        final int resultOffset,
        final int resultCount,
        final Datatype resultType,
        final int targetRank,
        final int targetDisp,
        final int targetCount,
        final Datatype targetType,
        final Op op) {
        return self().request(WindowCalls.getAccumulate(self(), Dialect.CAPITALISED, "rget_accumulate", origin,
            originOffset, originCount, originType, result, resultOffset, resultCount, resultType, targetRank,
            targetDisp, targetCount, targetType, op), resultType);
    }

    // Synchronisation (MPI 4.1, section 12.5)

    /**
     * mpiJava spelling of {@link Win#fence}.
     *
     * @param assertion 0, or a sum of {@link MPI}'s {@code MODE_} constants that belong to the operation
     */
    public void Fence(final int assertion) {
        WindowEpochs.fence(self(), Dialect.CAPITALISED, assertion);
    }

    /**
     * mpiJava spelling of {@link Win#post}.
     *
     * @param group the origins
     * @param assertion 0, or a sum of {@link MPI}'s {@code MODE_} constants that belong to the operation
     */
    public void Post(final Group group, final int assertion) {
        WindowEpochs.post(self(), Dialect.CAPITALISED, group, assertion);
    }

    /**
     * mpiJava spelling of {@link Win#start}.
     *
     * @param group the targets
     * @param assertion 0, or a sum of {@link MPI}'s {@code MODE_} constants that belong to the operation
     */
    public void Start(final Group group, final int assertion) {
        WindowEpochs.start(self(), Dialect.CAPITALISED, group, assertion);
    }

    /**
     * mpiJava spelling of {@link Win#complete}.
     */
    public void Complete() {
        WindowEpochs.complete(self(), Dialect.CAPITALISED);
    }

    /**
     * mpiJava spelling of {@link Win#waitFor}.
     */
    public void Wait() {
        WindowEpochs.await(self(), Dialect.CAPITALISED);
    }

    /**
     * mpiJava spelling of {@link Win#test}.
     *
     * @return whether all origins have completed, so that the exposure is over
     */
    public boolean Test() {
        return WindowEpochs.test(self(), Dialect.CAPITALISED);
    }

    /**
     * mpiJava spelling of {@link Win#lock}.
     *
     * @param lockType {@link MPI#LOCK_EXCLUSIVE} or {@link MPI#LOCK_SHARED}
     * @param targetRank rank of the target, or {@link MPI#PROC_NULL} for nothing to do
     * @param assertion 0, or a sum of {@link MPI}'s {@code MODE_} constants that belong to the operation
     */
    public void Lock(final int lockType, final int targetRank, final int assertion) {
        WindowEpochs.lock(self(), Dialect.CAPITALISED, lockType, targetRank, assertion);
    }

    /**
     * mpiJava spelling of {@link Win#unlock}.
     *
     * @param targetRank rank of the target, or {@link MPI#PROC_NULL} for nothing to do
     */
    public void Unlock(final int targetRank) {
        WindowEpochs.unlock(self(), Dialect.CAPITALISED, targetRank);
    }

    /**
     * mpiJava spelling of {@link Win#lockAll}.
     *
     * @param assertion 0, or a sum of {@link MPI}'s {@code MODE_} constants that belong to the operation
     */
    public void Lock_all(final int assertion) {
        WindowEpochs.lockAll(self(), Dialect.CAPITALISED, assertion);
    }

    /**
     * mpiJava spelling of {@link Win#unlockAll}.
     */
    public void Unlock_all() {
        WindowEpochs.unlockAll(self(), Dialect.CAPITALISED);
    }

    /**
     * mpiJava spelling of {@link Win#flush}.
     *
     * @param targetRank rank of the target, or {@link MPI#PROC_NULL} for nothing to do
     */
    public void Flush(final int targetRank) {
        WindowEpochs.flush(self(), Dialect.CAPITALISED, targetRank);
    }

    /**
     * mpiJava spelling of {@link Win#flushLocal}.
     *
     * @param targetRank rank of the target, or {@link MPI#PROC_NULL} for nothing to do
     */
    public void Flush_local(final int targetRank) {
        WindowEpochs.flushLocal(self(), Dialect.CAPITALISED, targetRank);
    }

    /**
     * mpiJava spelling of {@link Win#flushAll}.
     */
    public void Flush_all() {
        WindowEpochs.flushAll(self(), Dialect.CAPITALISED);
    }

    /**
     * mpiJava spelling of {@link Win#flushLocalAll}.
     */
    public void Flush_local_all() {
        WindowEpochs.flushLocalAll(self(), Dialect.CAPITALISED);
    }

    /**
     * mpiJava spelling of {@link Win#sync}.
     */
    public void Sync() {
        WindowEpochs.sync(self(), Dialect.CAPITALISED);
    }

    // Memory, and the end of the window (MPI 4.1, section 12.2)

    /**
     * mpiJava spelling of {@link Win#getSegment}.
     *
     * @return this rank's memory, as long as the window
     */
    public MemorySegment Get_segment() {
        return self().getSegment();
    }

    /**
     * mpiJava spelling of {@link Win#getBuffer}.
     *
     * @return this rank's memory, in native byte order
     */
    public ByteBuffer Get_buffer() {
        return self().getBuffer();
    }

    /**
     * mpiJava spelling of {@link Win#sharedQuery}.
     *
     * @param targetRank the rank; {@link MPI#PROC_NULL} for the first one that has memory, or 0 if none has
     * @return the memory
     */
    public MemorySegment Shared_query(final int targetRank) {
        return self().sharedQuery(targetRank, Dialect.CAPITALISED);
    }

    /**
     * mpiJava spelling of {@link Win#attach}.
     *
     * @param base a direct buffer, from its element 0 on
     * @param size size in elements of {@code base}
     */
    public void Attach(final Buffer base, final int size) {
        self().attach(base, size, Dialect.CAPITALISED);
    }

    /**
     * mpiJava spelling of {@link Win#detach}.
     *
     * @param base the memory
     */
    public void Detach(final Buffer base) {
        self().detach(base, Dialect.CAPITALISED);
    }

    /**
     * mpiJava spelling of {@link Win#getDisplacement}.
     *
     * @param base the memory, as it was attached
     * @return the displacement of its element 0, in bytes
     */
    public int Get_displacement(final Buffer base) {
        return self().getDisplacement(base, Dialect.CAPITALISED);
    }

    /**
     * mpiJava spelling of {@link Win#free}.
     */
    public void Free() {
        self().free(Dialect.CAPITALISED);
    }

    /**
     * mpiJava spelling of {@link Win#isNull}.
     *
     * @return whether the window is freed
     */
    public boolean Is_null() {
        return self().isNull();
    }

    // Name, group, hints, handler and attributes (MPI 4.1, sections 7.8, 12.2.6, 12.2.7, 9.3 and 7.7)

    /**
     * mpiJava spelling of {@link Win#getGroup}.
     *
     * @return a new group object
     */
    public Group Get_group() {
        return self().getGroup();
    }

    /**
     * mpiJava spelling of {@link Win#getName}.
     *
     * @return the name set, or an empty string
     */
    public String Get_name() {
        return self().getName();
    }

    /**
     * mpiJava spelling of {@link Win#setName}.
     *
     * @param name the name
     */
    public void Set_name(final String name) {
        self().setName(name);
    }

    /**
     * mpiJava spelling of {@link Win#getInfo}.
     *
     * @return a copy of the hints
     */
    public Info Get_info() {
        return self().getInfo();
    }

    /**
     * mpiJava spelling of {@link Win#setInfo}.
     *
     * @param info the hints, or {@link MPI#INFO_NULL}
     */
    public void Set_info(final Info info) {
        self().setInfo(info);
    }

    /**
     * mpiJava spelling of {@link Win#getErrhandler}.
     *
     * @return the error handler
     */
    public Errhandler Get_errhandler() {
        return self().getErrhandler();
    }

    /**
     * mpiJava spelling of {@link Win#setErrhandler}. The capitalised operations throw at the caller whatever the
     * handler is.
     *
     * @param errhandler the error handler
     */
    public void Set_errhandler(final Errhandler errhandler) {
        self().setErrhandler(errhandler);
    }

    /**
     * mpiJava spelling of {@link Win#callErrhandler}.
     *
     * @param errorcode the code
     */
    public void Call_errhandler(final int errorcode) {
        self().callErrhandler(errorcode);
    }

    /**
     * mpiJava spelling of {@link Win#getAttr}.
     *
     * @param keyval a key of {@link MPI}, or from {@link Win#Create_keyval}
     * @return the value, {@code null} if there is none
     */
    public Object Get_attr(final int keyval) {
        return self().getAttr(keyval);
    }

    /**
     * mpiJava spelling of {@link Win#setAttr}.
     *
     * @param keyval a key from {@link Win#Create_keyval}
     * @param value the value
     */
    public void Set_attr(final int keyval, final Object value) {
        self().setAttr(keyval, value);
    }

    /**
     * mpiJava spelling of {@link Win#deleteAttr}.
     *
     * @param keyval a key from {@link Win#Create_keyval}
     */
    public void Delete_attr(final int keyval) {
        self().deleteAttr(keyval);
    }
}
