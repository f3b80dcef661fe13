package mpi;

import java.nio.Buffer;

/**
 * Memory that other ranks read and write (MPI 4.1, chapter 12). Not there yet: every operation throws
 * {@link UnsupportedOperationException}. The members are declared so that programs which have a part for windows
 * compile.
 */
public final class Win implements Freeable {
    /** No window. */
    public static final int WIN_NULL = 0;
    /** Memory of one rank. */
    public static final int FLAVOR_PRIVATE = 0;
    /** Memory that ranks of one host share. */
    public static final int FLAVOR_SHARED = 1;

    /**
     * Would make a window (MPI 4.1, chapter 12); always throws.
     *
     * @param info hints, or {@link MPI#INFO_NULL}
     * @param comm the communicator
     * @throws UnsupportedOperationException always
     */
    public Win(final Info info, final Comm comm) {
        throw Unsupported.window("Win constructor");
    }

    /**
     * Would make a window (MPI 4.1, chapter 12); always throws.
     *
     * @param size size in bytes
     * @param dispUnit unit of displacements
     * @param info hints, or {@link MPI#INFO_NULL}
     * @param comm the communicator
     * @param basePtr where the memory appears
     * @param flavor kind of memory
     * @throws UnsupportedOperationException always
     */
    public Win(final int size, final int dispUnit, final Info info, final Comm comm, final Buffer basePtr,
        final int flavor) {
        throw Unsupported.window("Win constructor");
    }

    /**
     * Would make a window (MPI 4.1, chapter 12); always throws.
     *
     * @param base memory of the window
     * @param size size in bytes
     * @param dispUnit unit of displacements
     * @param info hints, or {@link MPI#INFO_NULL}
     * @param comm the communicator
     * @throws UnsupportedOperationException always
     */
    public Win(final Buffer base, final int size, final int dispUnit, final Info info, final Comm comm) {
        throw Unsupported.window("Win constructor");
    }

    /**
     * The operation accumulate of the standard (MPI 4.1, chapter 12); always throws.
     *
     * @param origin buffer of this rank
     * @param originCount number of its items
     * @param originType datatype of its items
     * @param targetRank rank of the target
     * @param targetDisp displacement at the target
     * @param targetCount number of items at the target
     * @param targetType datatype at the target
     * @param op the operation
     * @throws UnsupportedOperationException always
     */
    public void accumulate(final Buffer origin, final int originCount, final Datatype originType, final int targetRank,
        final int targetDisp, final int targetCount, final Datatype targetType, final Op op) {
        throw Unsupported.window("Win.accumulate");
    }

    /**
     * The operation attach of the standard (MPI 4.1, chapter 12); always throws.
     *
     * @param base memory of the window
     * @param size size in bytes
     * @throws UnsupportedOperationException always
     */
    public void attach(final Buffer base, final int size) {
        throw Unsupported.window("Win.attach");
    }

    /**
     * The operation call errhandler of the standard (MPI 4.1, chapter 12); always throws.
     *
     * @param errorcode the code
     * @throws UnsupportedOperationException always
     */
    public void callErrhandler(final int errorcode) {
        throw Unsupported.window("Win.callErrhandler");
    }

    /**
     * The operation compare and swap of the standard (MPI 4.1, chapter 12); always throws.
     *
     * @param origin buffer of this rank
     * @param compare what the target is compared with
     * @param result where the old values go
     * @param datatype the datatype
     * @param targetRank rank of the target
     * @param targetDisp displacement at the target
     * @throws UnsupportedOperationException always
     */
    public void compareAndSwap(final Buffer origin, final Buffer compare, final Buffer result, final Datatype datatype,
        final int targetRank, final int targetDisp) {
        throw Unsupported.window("Win.compareAndSwap");
    }

    /**
     * The operation complete of the standard (MPI 4.1, chapter 12); always throws.
     *
     * @throws UnsupportedOperationException always
     */
    public void complete() {
        throw Unsupported.window("Win.complete");
    }

    /**
     * The operation create keyval of the standard (MPI 4.1, chapter 12); always throws.
     *
     * @return nothing
     * @throws UnsupportedOperationException always
     */
    public static int createKeyval() {
        throw Unsupported.window("Win.createKeyval");
    }

    /**
     * The operation delete attr of the standard (MPI 4.1, chapter 12); always throws.
     *
     * @param keyval the key
     * @throws UnsupportedOperationException always
     */
    public void deleteAttr(final int keyval) {
        throw Unsupported.window("Win.deleteAttr");
    }

    /**
     * The operation detach of the standard (MPI 4.1, chapter 12); always throws.
     *
     * @param base memory of the window
     * @throws UnsupportedOperationException always
     */
    public void detach(final Buffer base) {
        throw Unsupported.window("Win.detach");
    }

    /**
     * The operation fence of the standard (MPI 4.1, chapter 12); always throws.
     *
     * @param assertion assertions, {@code MPI.MODE_*}
     * @throws UnsupportedOperationException always
     */
    public void fence(final int assertion) {
        throw Unsupported.window("Win.fence");
    }

    /**
     * The operation fetch and op of the standard (MPI 4.1, chapter 12); always throws.
     *
     * @param origin buffer of this rank
     * @param result where the old values go
     * @param datatype the datatype
     * @param targetRank rank of the target
     * @param targetDisp displacement at the target
     * @param op the operation
     * @throws UnsupportedOperationException always
     */
    public void fetchAndOp(final Buffer origin, final Buffer result, final Datatype datatype, final int targetRank,
        final int targetDisp, final Op op) {
        throw Unsupported.window("Win.fetchAndOp");
    }

    /**
     * The operation flush of the standard (MPI 4.1, chapter 12); always throws.
     *
     * @param targetRank rank of the target
     * @throws UnsupportedOperationException always
     */
    public void flush(final int targetRank) {
        throw Unsupported.window("Win.flush");
    }

    /**
     * The operation flush all of the standard (MPI 4.1, chapter 12); always throws.
     *
     * @throws UnsupportedOperationException always
     */
    public void flushAll() {
        throw Unsupported.window("Win.flushAll");
    }

    /**
     * The operation flush local of the standard (MPI 4.1, chapter 12); always throws.
     *
     * @param targetRank rank of the target
     * @throws UnsupportedOperationException always
     */
    public void flushLocal(final int targetRank) {
        throw Unsupported.window("Win.flushLocal");
    }

    /**
     * The operation flush local all of the standard (MPI 4.1, chapter 12); always throws.
     *
     * @throws UnsupportedOperationException always
     */
    public void flushLocalAll() {
        throw Unsupported.window("Win.flushLocalAll");
    }

    /**
     * The operation free of the standard (MPI 4.1, chapter 12); always throws.
     *
     * @throws UnsupportedOperationException always
     */
    @Override
    public void free() {
        throw Unsupported.window("Win.free");
    }

    /**
     * The operation free keyval of the standard (MPI 4.1, chapter 12); always throws.
     *
     * @param keyval the key
     * @throws UnsupportedOperationException always
     */
    public static void freeKeyval(final int keyval) {
        throw Unsupported.window("Win.freeKeyval");
    }

    /**
     * The operation get of the standard (MPI 4.1, chapter 12); always throws.
     *
     * @param origin buffer of this rank
     * @param originCount number of its items
     * @param originType datatype of its items
     * @param targetRank rank of the target
     * @param targetDisp displacement at the target
     * @param targetCount number of items at the target
     * @param targetType datatype at the target
     * @throws UnsupportedOperationException always
     */
    public void get(final Buffer origin, final int originCount, final Datatype originType, final int targetRank,
        final int targetDisp, final int targetCount, final Datatype targetType) {
        throw Unsupported.window("Win.get");
    }

    /**
     * The operation get accumulate of the standard (MPI 4.1, chapter 12); always throws.
     *
     * @param origin buffer of this rank
     * @param originCount number of its items
     * @param originType datatype of its items
     * @param result where the old values go
     * @param resultCount number of its items
     * @param resultType datatype of its items
     * @param targetRank rank of the target
     * @param targetDisp displacement at the target
     * @param targetCount number of items at the target
     * @param targetType datatype at the target
     * @param op the operation
     * @throws UnsupportedOperationException always
     */
    public void getAccumulate(final Buffer origin, final int originCount, final Datatype originType,
        final Buffer result, final int resultCount, final Datatype resultType, final int targetRank,
        final int targetDisp, final int targetCount, final Datatype targetType, final Op op) {
        throw Unsupported.window("Win.getAccumulate");
    }

    /**
     * The operation get attr of the standard (MPI 4.1, chapter 12); always throws.
     *
     * @param keyval the key
     * @return nothing
     * @throws UnsupportedOperationException always
     */
    public Object getAttr(final int keyval) {
        throw Unsupported.window("Win.getAttr");
    }

    /**
     * The operation get errhandler of the standard (MPI 4.1, chapter 12); always throws.
     *
     * @return nothing
     * @throws UnsupportedOperationException always
     */
    public Errhandler getErrhandler() {
        throw Unsupported.window("Win.getErrhandler");
    }

    /**
     * The operation get group of the standard (MPI 4.1, chapter 12); always throws.
     *
     * @return nothing
     * @throws UnsupportedOperationException always
     */
    public Group getGroup() {
        throw Unsupported.window("Win.getGroup");
    }

    /**
     * The operation get info of the standard (MPI 4.1, chapter 12); always throws.
     *
     * @return nothing
     * @throws UnsupportedOperationException always
     */
    public Info getInfo() {
        throw Unsupported.window("Win.getInfo");
    }

    /**
     * The operation get name of the standard (MPI 4.1, chapter 12); always throws.
     *
     * @return nothing
     * @throws UnsupportedOperationException always
     */
    public String getName() {
        throw Unsupported.window("Win.getName");
    }

    /**
     * The operation lock of the standard (MPI 4.1, chapter 12); always throws.
     *
     * @param lockType kind of lock
     * @param targetRank rank of the target
     * @param assertion assertions, {@code MPI.MODE_*}
     * @throws UnsupportedOperationException always
     */
    public void lock(final int lockType, final int targetRank, final int assertion) {
        throw Unsupported.window("Win.lock");
    }

    /**
     * The operation lock all of the standard (MPI 4.1, chapter 12); always throws.
     *
     * @param assertion assertions, {@code MPI.MODE_*}
     * @throws UnsupportedOperationException always
     */
    public void lockAll(final int assertion) {
        throw Unsupported.window("Win.lockAll");
    }

    /**
     * The operation post of the standard (MPI 4.1, chapter 12); always throws.
     *
     * @param group the group
     * @param assertion assertions, {@code MPI.MODE_*}
     * @throws UnsupportedOperationException always
     */
    public void post(final Group group, final int assertion) {
        throw Unsupported.window("Win.post");
    }

    /**
     * The operation put of the standard (MPI 4.1, chapter 12); always throws.
     *
     * @param origin buffer of this rank
     * @param originCount number of its items
     * @param originType datatype of its items
     * @param targetRank rank of the target
     * @param targetDisp displacement at the target
     * @param targetCount number of items at the target
     * @param targetType datatype at the target
     * @throws UnsupportedOperationException always
     */
    public void put(final Buffer origin, final int originCount, final Datatype originType, final int targetRank,
        final int targetDisp, final int targetCount, final Datatype targetType) {
        throw Unsupported.window("Win.put");
    }

    /**
     * The operation r accumulate of the standard (MPI 4.1, chapter 12); always throws.
     *
     * @param origin buffer of this rank
     * @param originCount number of its items
     * @param originType datatype of its items
     * @param targetRank rank of the target
     * @param targetDisp displacement at the target
     * @param targetCount number of items at the target
     * @param targetType datatype at the target
     * @param op the operation
     * @return nothing
     * @throws UnsupportedOperationException always
     */
    public Request rAccumulate(final Buffer origin, final int originCount, final Datatype originType,
        final int targetRank, final int targetDisp, final int targetCount, final Datatype targetType, final Op op) {
        throw Unsupported.window("Win.rAccumulate");
    }

    /**
     * The operation r get of the standard (MPI 4.1, chapter 12); always throws.
     *
     * @param origin buffer of this rank
     * @param originCount number of its items
     * @param originType datatype of its items
     * @param targetRank rank of the target
     * @param targetDisp displacement at the target
     * @param targetCount number of items at the target
     * @param targetType datatype at the target
     * @return nothing
     * @throws UnsupportedOperationException always
     */
    public Request rGet(final Buffer origin, final int originCount, final Datatype originType, final int targetRank,
        final int targetDisp, final int targetCount, final Datatype targetType) {
        throw Unsupported.window("Win.rGet");
    }

    /**
     * The operation r get accumulate of the standard (MPI 4.1, chapter 12); always throws.
     *
     * @param origin buffer of this rank
     * @param originCount number of its items
     * @param originType datatype of its items
     * @param result where the old values go
     * @param resultCount number of its items
     * @param resultType datatype of its items
     * @param targetRank rank of the target
     * @param targetDisp displacement at the target
     * @param targetCount number of items at the target
     * @param targetType datatype at the target
     * @param op the operation
     * @return nothing
     * @throws UnsupportedOperationException always
     */
    public Request rGetAccumulate(final Buffer origin, final int originCount, final Datatype originType,
        final Buffer result, final int resultCount, final Datatype resultType, final int targetRank,
        final int targetDisp, final int targetCount, final Datatype targetType, final Op op) {
        throw Unsupported.window("Win.rGetAccumulate");
    }

    /**
     * The operation r put of the standard (MPI 4.1, chapter 12); always throws.
     *
     * @param origin buffer of this rank
     * @param originCount number of its items
     * @param originType datatype of its items
     * @param targetRank rank of the target
     * @param targetDisp displacement at the target
     * @param targetCount number of items at the target
     * @param targetType datatype at the target
     * @return nothing
     * @throws UnsupportedOperationException always
     */
    public Request rPut(final Buffer origin, final int originCount, final Datatype originType, final int targetRank,
        final int targetDisp, final int targetCount, final Datatype targetType) {
        throw Unsupported.window("Win.rPut");
    }

    /**
     * The operation set attr of the standard (MPI 4.1, chapter 12); always throws.
     *
     * @param keyval the key
     * @param value the value
     * @throws UnsupportedOperationException always
     */
    public void setAttr(final int keyval, final Object value) {
        throw Unsupported.window("Win.setAttr");
    }

    /**
     * The operation set errhandler of the standard (MPI 4.1, chapter 12); always throws.
     *
     * @param errhandler the error handler
     * @throws UnsupportedOperationException always
     */
    public void setErrhandler(final Errhandler errhandler) {
        throw Unsupported.window("Win.setErrhandler");
    }

    /**
     * The operation set info of the standard (MPI 4.1, chapter 12); always throws.
     *
     * @param info hints, or {@link MPI#INFO_NULL}
     * @throws UnsupportedOperationException always
     */
    public void setInfo(final Info info) {
        throw Unsupported.window("Win.setInfo");
    }

    /**
     * The operation set name of the standard (MPI 4.1, chapter 12); always throws.
     *
     * @param name the name
     * @throws UnsupportedOperationException always
     */
    public void setName(final String name) {
        throw Unsupported.window("Win.setName");
    }

    /**
     * The operation start of the standard (MPI 4.1, chapter 12); always throws.
     *
     * @param group the group
     * @param assertion assertions, {@code MPI.MODE_*}
     * @throws UnsupportedOperationException always
     */
    public void start(final Group group, final int assertion) {
        throw Unsupported.window("Win.start");
    }

    /**
     * The operation sync of the standard (MPI 4.1, chapter 12); always throws.
     *
     * @throws UnsupportedOperationException always
     */
    public void sync() {
        throw Unsupported.window("Win.sync");
    }

    /**
     * The operation test of the standard (MPI 4.1, chapter 12); always throws.
     *
     * @return nothing
     * @throws UnsupportedOperationException always
     */
    public boolean test() {
        throw Unsupported.window("Win.test");
    }

    /**
     * The operation unlock of the standard (MPI 4.1, chapter 12); always throws.
     *
     * @param targetRank rank of the target
     * @throws UnsupportedOperationException always
     */
    public void unlock(final int targetRank) {
        throw Unsupported.window("Win.unlock");
    }

    /**
     * The operation unlock all of the standard (MPI 4.1, chapter 12); always throws.
     *
     * @throws UnsupportedOperationException always
     */
    public void unlockAll() {
        throw Unsupported.window("Win.unlockAll");
    }

    /**
     * The operation wait for of the standard (MPI 4.1, chapter 12); always throws.
     *
     * @throws UnsupportedOperationException always
     */
    public void waitFor() {
        throw Unsupported.window("Win.waitFor");
    }
}
