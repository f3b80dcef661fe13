package mpi;

import java.nio.Buffer;
import java.util.function.Consumer;
import mpi.spi.CommEngine;
import mpi.spi.Completion;
import mpi.spi.Faults;
import mpi.spi.Neighbours;
import mpi.spi.SendMode;

/**
 * A communicator: a group of ranks that exchange messages which no other communicator sees (MPI 4.1, chapters 3, 6 and
 * 7).
 *
 * <p><b>Buffers.</b> A buffer is an array of a primitive type, an array of objects (with {@link MPI#OBJECT}), a {@link
 * java.nio.Buffer}, direct or not, or a {@link java.lang.foreign.MemorySegment}. It is raw memory: its class need not
 * agree with the datatype, data is in native byte order, and position, limit and byte order of a {@code Buffer} are
 * neither honoured nor changed: item 0 is at its element 0. To start elsewhere see {@link MPI#slice(int[], int)} and
 * its siblings. A null buffer is legal where the count is 0. A message shorter than the buffer leaves the rest as it
 * was. The arena of a {@code MemorySegment} must stay open until all requests on the segment are complete; its memory
 * is copied by whichever thread makes progress, also where the arena is confined.
 *
 * <p><b>Errors.</b> Wrong arguments are found before anything is sent and thrown at the caller: {@link MPI#ERR_COMM},
 * {@link MPI#ERR_RANK}, {@link MPI#ERR_ROOT}, {@link MPI#ERR_TAG}, {@link MPI#ERR_COUNT} for a negative count,
 * {@link MPI#ERR_TYPE}, {@link MPI#ERR_OP}, and {@link MPI#ERR_BUFFER} for a null or read-only buffer, a segment
 * whose arena is closed or belongs to another thread, or a buffer that does not hold that many items. Errors of the
 * operation itself, such as {@link MPI#ERR_TRUNCATE} or
 * {@link MPI#ERR_PROC_FAILED}, go to the error handler: by default it prints them and ends the job;
 * {@link MPI#ERRORS_RETURN} throws them at the caller.
 *
 * <p>The capitalised methods are mpiJava's spelling of the same operations.
 */
public sealed class Comm extends PersistentCollectives implements Freeable, Cloneable
    permits PersistentDialect, Intercomm {
    /** Kind of split: ranks that can share memory. */
    public static final int TYPE_SHARED = 0;

    /** This rank; -1 while there is none. */
    int rank = MPI.PROC_NULL;
    /** Number of ranks in this rank's group; 0 while there are none. */
    int size;
    /** Number of ranks that messages go to: {@link #size}, but in an intercommunicator. */
    int peers;
    /** What collective operations that are no plain blocking ones have sent and received last. */
    RecentShapes recentSends = new RecentShapes();
    RecentShapes recentReceives = new RecentShapes();

    private CommEngine engine;
    private Environment environment;
    private Errhandler errhandler = MPI.ERRORS_ARE_FATAL;
    /** Name in texts while there is no engine. */
    private final String absentName;
    /** Why this is a null object; {@code null} if it is none. */
    private String absence;
    /** The group that {@link Intracomm#create(Group)} was asked for at a rank outside of it. */
    private Group absentGroup;
    /** Made for the first neighbourhood collective: a communicator keeps its topology for as long as it is. */
    private Neighbours neighbours;
    private String userName;
    /** What the program has attached; {@code null} until it does. */
    private volatile Attributes<Comm> attributes;
    private Info info;
    /** The request of {@link #iDup()} that makes this communicator. */
    private Request request;

    Comm(final String absentName) {
        this.absentName = absentName;
    }

    /** Gives the communicator its engine, at Init or when it is made. */
    final void bind(final CommEngine commEngine, final Environment life, final Errhandler handler) {
        engine = commEngine;
        environment = life;
        errhandler = handler;
        rank = commEngine.rank();
        size = commEngine.size();
        peers = commEngine.isInter() ? commEngine.remoteWorldRanks().length : size;
        recentSends = new RecentShapes();
        recentReceives = new RecentShapes();
        neighbours = null;
        userName = null;
        attributes = null;
        info = null;
    }

    /** Makes this a null object. */
    final void setAbsent(final String why, final Group group) {
        engine = null;
        absence = why;
        absentGroup = group;
        rank = MPI.PROC_NULL;
        size = 0;
        peers = 0;
    }

    /** The engine, or {@code null} if {@link #unusable} knows why there is none. */
    final CommEngine engine() {
        final CommEngine present = engine;
        return present == null || environment.ended ? null : present;
    }

    final CommEngine engine(final String operation) {
        final CommEngine present = engine();
        if (present == null) {
            throw unusable(operation);
        }
        return present;
    }

    final Environment environment() {
        return environment;
    }

    /** Why the communicator may not be used. */
    final MPIException unusable(final String operation) {
        final String where = operation + " on " + (engine == null ? absentName : engine.name());
        if (absence != null) {
            return Faults.badComm(where, absence);
        }
        if (environment == null && request != null) {
            return Faults.badComm(where, "it is being duplicated, wait for its request first");
        }
        return environment == null ? Faults.notInitialized(where) : Faults.isFinalized(where);
    }

    /** What an operation on this communicator is, for error texts. */
    final String describe(final String operation) {
        return Faults.on(operation, engine.name(), rank, size);
    }

    /** Tells of a failed operation as the dialect wants it; what it returns is to be thrown. */
    final MPIException failed(final Dialect dialect, final MPIException fault) {
        if (dialect == Dialect.LOWER_CASE) {
            handle(fault);
        }
        return fault;
    }

    private void handle(final MPIException fault) {
        if (errhandler.isFatal()) {
            environment.engine.abort(fault,
                "rank " + environment.engine.world().rank() + ": " + Faults.className(fault.getErrorClass())
                    + " under " + errhandler);
        } else {
            errhandler.call(this, fault.getErrorCode());
        }
    }

    /** The rank; none in a communicator that was made without this process. */
    final int rankOrNone() {
        return absentGroup != null ? MPI.UNDEFINED : getRank();
    }

    /**
     * The rank of this process (MPI 4.1, section 7.4.1). Local.
     *
     * @return 0 to {@code getSize() - 1}
     * @throws MPIException {@link MPI#ERR_COMM} on a null communicator
     */
    public final int getRank() {
        engine("comm_rank");
        return rank;
    }

    /**
     * The number of ranks (MPI 4.1, section 7.4.1). Local.
     *
     * @return at least 1
     * @throws MPIException {@link MPI#ERR_COMM} on a null communicator
     */
    public final int getSize() {
        engine("comm_size");
        return size;
    }

    /**
     * The group of the communicator (MPI 4.1, section 7.3.2). Local.
     *
     * @return a new group object
     * @throws MPIException {@link MPI#ERR_COMM} on a null communicator
     */
    public final Group getGroup() {
        if (absentGroup != null) {
            return absentGroup;
        }
        final int[] worldRanks = engine("comm_group").worldRanks();
        return new Group(worldRanks, worldRanks[rank]);
    }

    /** The group that messages go to: the other one of an intercommunicator. */
    final Group peerGroup(final String operation) {
        final CommEngine present = engine(operation);
        return new Group(present.remoteWorldRanks(), present.worldRanks()[rank]);
    }

    /**
     * Whether this is a null object: freed, or made without this rank. Local.
     *
     * @return whether it is
     */
    public final boolean isNull() {
        return absence != null;
    }

    /**
     * Whether this is an intercommunicator (MPI 4.1, section 7.6.1). Local.
     *
     * @return whether it is
     * @throws MPIException {@link MPI#ERR_COMM} on a null communicator
     */
    public final boolean isInter() {
        return engine("comm_test_inter").isInter();
    }

    /**
     * The topology of the communicator (MPI 4.1, section 8.5.5). Local.
     *
     * @return {@link MPI#CART}, {@link MPI#GRAPH}, {@link MPI#DIST_GRAPH}, or {@link MPI#UNDEFINED} if it has none
     * @throws MPIException {@link MPI#ERR_COMM} on a null communicator
     */
    public final int getTopology() {
        engine("topo_test");
        return topology() == null ? MPI.UNDEFINED : topology().kind();
    }

    /** Which ranks are neighbours; {@code null} if there is no topology. */
    Topology topology() {
        return null;
    }

    /** This rank's neighbours in the topology, the same object each time; {@code null} if there is none. */
    final Neighbours neighbours() {
        final Neighbours known = neighbours;
        final Topology present = topology();
        if (known != null || present == null) {
            return known;
        }
        final Neighbours made =
            new Neighbours(present.sources(rank), present.destinations(rank), present.kind() == MPI.CART);
        neighbours = made;
        return made;
    }

    /**
     * The name (MPI 4.1, section 7.8). Local.
     *
     * @return the name set, {@code MPI_COMM_WORLD}, {@code MPI_COMM_SELF}, or an empty string
     * @throws MPIException {@link MPI#ERR_COMM} on a null communicator
     */
    public final String getName() {
        engine("comm_get_name");
        if (userName != null) {
            return userName;
        }
        return isPredefined() ? "MPI_" + absentName : "";
    }

    /**
     * Sets the name (MPI 4.1, section 7.8), which is also used in error texts. Local.
     *
     * @param name the name
     * @throws MPIException {@link MPI#ERR_COMM} on a null communicator, {@link MPI#ERR_ARG} if the name is null
     */
    public final void setName(final String name) {
        final CommEngine present = engine("comm_set_name");
        if (name == null) {
            throw Faults.fault(MPI.ERR_ARG, describe("comm_set_name"), "the name is null");
        }
        present.name(name);
        userName = name;
    }

    /**
     * The error handler (MPI 4.1, section 9.3.1). Local.
     *
     * @return the handler
     */
    public final Errhandler getErrhandler() {
        return errhandler;
    }

    /**
     * Sets what happens when an operation of the lowerCamelCase dialect fails on this communicator (MPI 4.1, section
     * 9.3.1). Communicators made from this one inherit it. Local.
     *
     * @param errhandler the error handler
     * @throws MPIException {@link MPI#ERR_COMM} on a null communicator, {@link MPI#ERR_ARG} if the handler is null
     */
    public final void setErrhandler(final Errhandler errhandler) {
        engine("comm_set_errhandler");
        if (errhandler == null) {
            throw Faults.fault(MPI.ERR_ARG, describe("comm_set_errhandler"), "the error handler is null");
        }
        this.errhandler = errhandler;
    }

    /**
     * Ends the job, all ranks of it (MPI 4.1, section 11.4.2). Does not return.
     *
     * @param errorcode exit code of the job; {@code code & 0xff}, at least 1
     * @throws MPIException {@link MPI#ERR_COMM} on a null communicator
     */
    public final void abort(final int errorcode) {
        engine("abort");
        environment.engine.abort(errorcode, describe("abort") + ": called by the program with " + errorcode);
    }

    /**
     * Compares two communicators (MPI 4.1, section 7.4.1), of intercommunicators both groups. Local.
     *
     * @param comm1 the first communicator
     * @param comm2 the second communicator
     * @return {@link MPI#IDENT} if they are the same, {@link MPI#CONGRUENT} if they have the same ranks in the same
     *     order, {@link MPI#SIMILAR} if in another order, otherwise {@link MPI#UNEQUAL}
     * @throws MPIException {@link MPI#ERR_COMM} if one is null
     */
    public static int compare(final Comm comm1, final Comm comm2) {
        if (comm1 == null || comm2 == null) {
            throw Faults.badComm("comm_compare", "a communicator is null");
        }
        if (comm1.engine("comm_compare") == comm2.engine("comm_compare")) {
            return MPI.IDENT;
        }
        if (comm1.isInter() != comm2.isInter()) {
            return MPI.UNEQUAL;
        }
        final int local = Group.compare(comm1.getGroup(), comm2.getGroup());
        final int remote = Group.compare(comm1.peerGroup("comm_compare"), comm2.peerGroup("comm_compare"));
        if (local == MPI.UNEQUAL || remote == MPI.UNEQUAL) {
            return MPI.UNEQUAL;
        }
        return local == MPI.IDENT && remote == MPI.IDENT ? MPI.CONGRUENT : MPI.SIMILAR;
    }

    /**
     * mpiJava spelling of {@link #compare(Comm, Comm)}.
     *
     * @param comm1 the first communicator
     * @param comm2 the second communicator
     * @return {@link MPI#IDENT}, {@link MPI#CONGRUENT}, {@link MPI#SIMILAR} or {@link MPI#UNEQUAL}
     */
    public static int Compare(final Comm comm1, final Comm comm2) {
        return compare(comm1, comm2);
    }

    /**
     * Makes a communicator of the same ranks whose messages do not mix with this one's (MPI 4.1, section 7.4.2).
     * Collective.
     *
     * @return the new communicator
     * @throws MPIException {@link MPI#ERR_COMM} on a null communicator
     */
    public Comm dup() {
        final CommEngine present = engine("comm_dup");
        final Comm duplicate = sibling();
        try {
            adopt(duplicate, present.dup());
        } catch (final MPIException e) {
            throw failed(Dialect.LOWER_CASE, e);
        }
        copyAttributes(duplicate);
        return duplicate;
    }

    /**
     * Makes a communicator of the same ranks and gives it hints (MPI 4.1, section 7.4.2). Collective.
     *
     * @param info the hints, or {@link MPI#INFO_NULL}
     * @return the new communicator
     * @throws MPIException {@link MPI#ERR_COMM} on a null communicator, {@link MPI#ERR_INFO} on a null info
     */
    public Comm dupWithInfo(final Info info) {
        engine("comm_dup_with_info");
        final Info hints = Info.hints(describe("comm_dup_with_info"), info);
        final Comm duplicate = dup();
        duplicate.info = hints;
        return duplicate;
    }

    /**
     * Starts to make a communicator of the same ranks (MPI 4.1, section 7.4.2). It may be used once its request, see
     * {@link #getRequest()}, is complete. Collective; does not block.
     *
     * @return the new communicator
     * @throws MPIException {@link MPI#ERR_COMM} on a null communicator
     */
    public Comm iDup() {
        final CommEngine present = engine("comm_idup");
        final Comm duplicate = sibling();
        final Attributes<Comm> copied = attributes == null ? null : attributes.copy(this);
        try {
            duplicate.request = Request.ofReceive(present.idup(made -> {
                adopt(duplicate, made);
                duplicate.attributes = copied;
            }), this, null);
        } catch (final MPIException e) {
            throw failed(Dialect.LOWER_CASE, e);
        }
        return duplicate;
    }

    /**
     * The request of the {@link #iDup()} that has made this communicator.
     *
     * @return the request, or {@code null} if another operation has made it
     */
    public final Request getRequest() {
        return request;
    }

    /**
     * The same as {@link #dup()}. Collective.
     *
     * @return the new communicator
     * @throws MPIException {@link MPI#ERR_COMM} on a null communicator
     */
    @Override
    public Comm clone() {
        return dup();
    }

    /** Makes the object of a communicator of this one's kind, not in use yet. */
    Comm sibling() {
        throw new IllegalStateException(absentName);
    }

    private void copyAttributes(final Comm duplicate) {
        final Attributes<Comm> present = attributes;
        duplicate.attributes = present == null ? null : present.copy(this);
    }

    final void adopt(final Comm child, final CommEngine commEngine) {
        child.bind(commEngine, environment, errhandler);
    }

    /**
     * Gives the communicator back (MPI 4.1, section 7.4.3). What is pending on it completes; it becomes a null object.
     * Collective.
     *
     * @throws MPIException {@link MPI#ERR_COMM} on a null communicator, {@link MPI#COMM_WORLD} and
     *     {@link MPI#COMM_SELF}
     */
    @Override
    public final void free() {
        free(Dialect.LOWER_CASE);
    }

    final void free(final Dialect dialect) {
        end(dialect, "comm_free", CommEngine::free);
    }

    /**
     * Gives the communicator back once what is pending on it is complete (MPI 4.1, section 11.10.4); it becomes a null
     * object. Collective.
     *
     * @throws MPIException {@link MPI#ERR_COMM} on a null communicator, {@link MPI#COMM_WORLD} and
     *     {@link MPI#COMM_SELF}
     */
    public final void disconnect() {
        end(Dialect.LOWER_CASE, "comm_disconnect", CommEngine::disconnect);
    }

    private void end(final Dialect dialect, final String operation, final Consumer<CommEngine> ending) {
        final CommEngine present = engine(operation);
        if (isPredefined()) {
            throw Faults.badComm(describe(operation), "MPI." + absentName + " cannot be freed");
        }
        deleteAttributes();
        try {
            ending.accept(present);
        } catch (final MPIException e) {
            throw failed(dialect, e);
        }
        setAbsent("the communicator was freed", null);
    }

    private boolean isPredefined() {
        return this == MPI.COMM_WORLD || this == MPI.COMM_SELF;
    }

    // Attributes, hints, the handler (MPI 4.1, sections 7.7, 7.4.4 and 9.3)

    /**
     * Makes a key for attributes of communicators (MPI 4.1, section 7.7.2); duplicates get the same value. Local.
     *
     * @return the key
     */
    public static int createKeyval() {
        return createKeyval((_, _, value) -> value, (_, _, _) -> {});
    }

    /**
     * Makes a key for attributes of communicators, with what is to become of their values (MPI 4.1, section 7.7.2).
     * Local.
     *
     * @param copy what duplicates get
     * @param delete what is done when a value goes
     * @return the key
     * @throws MPIException {@link MPI#ERR_ARG} if a function is null
     */
    public static int createKeyval(final AttributeCopy<Comm> copy, final AttributeDelete<Comm> delete) {
        if (copy == null || delete == null) {
            throw Faults.fault(MPI.ERR_ARG, "comm_create_keyval", "a function is null");
        }
        return CommAttributes.KEYVALS.create(copy, delete);
    }

    /**
     * Frees a key (MPI 4.1, section 7.7.2); values that it has keep their rule. Local.
     *
     * @param keyval the key
     * @throws MPIException {@link MPI#ERR_KEYVAL} if there is no such key, or it is a predefined one
     */
    public static void freeKeyval(final int keyval) {
        if (!CommAttributes.KEYVALS.free(keyval)) {
            throw CommAttributes.noKey("comm_free_keyval", keyval);
        }
    }

    /**
     * Sets an attribute (MPI 4.1, section 7.7.2). Local.
     *
     * @param keyval the key, made by {@link #createKeyval()}
     * @param value the value
     * @throws MPIException {@link MPI#ERR_COMM} on a null communicator, {@link MPI#ERR_KEYVAL} if there is no such key
     *     or it is a predefined one, {@link MPI#ERR_ARG} if the value is null
     */
    public final void setAttr(final int keyval, final Object value) {
        engine("comm_set_attr");
        final Keyvals.Rule<Comm> rule = CommAttributes.rule(describe("comm_set_attr"), keyval);
        if (value == null) {
            throw Faults.fault(MPI.ERR_ARG, describe("comm_set_attr"), "the value is null, delete it instead");
        }
        synchronized (this) {
            if (attributes == null) {
                attributes = new Attributes<>();
            }
        }
        attributes.set(this, keyval, rule, value);
    }

    /**
     * An attribute (MPI 4.1, section 7.7.2): one the program has set, or a predefined one: {@link MPI#TAG_UB},
     * {@link MPI#HOST}, {@link MPI#IO}, {@link MPI#APPNUM}, {@link MPI#LASTUSEDCODE}, {@link MPI#UNIVERSE_SIZE} as an
     * {@code Integer}, {@link MPI#WTIME_IS_GLOBAL} as a {@code Boolean}. Local.
     *
     * @param keyval the key
     * @return its value, or {@code null} if there is none
     * @throws MPIException {@link MPI#ERR_COMM} on a null communicator, {@link MPI#ERR_KEYVAL} if there is no such key
     */
    public final Object getAttr(final int keyval) {
        engine("comm_get_attr");
        final Object predefined = CommAttributes.predefined(keyval, environment);
        if (predefined != null) {
            return predefined;
        }
        CommAttributes.rule(describe("comm_get_attr"), keyval);
        return attributes == null ? null : attributes.get(keyval);
    }

    /**
     * Deletes an attribute (MPI 4.1, section 7.7.2), if there is one. Local.
     *
     * @param keyval the key, made by {@link #createKeyval()}
     * @throws MPIException {@link MPI#ERR_COMM} on a null communicator, {@link MPI#ERR_KEYVAL} if there is no such key
     *     or it is a predefined one
     */
    public final void deleteAttr(final int keyval) {
        engine("comm_delete_attr");
        CommAttributes.rule(describe("comm_delete_attr"), keyval);
        if (attributes != null) {
            attributes.delete(this, keyval);
        }
    }

    final void deleteAttributes() {
        if (attributes != null) {
            attributes.deleteAll(this);
        }
    }

    /**
     * Sets hints (MPI 4.1, section 7.4.4). None changes what the communicator does. Collective.
     *
     * @param info the hints, or {@link MPI#INFO_NULL}
     * @throws MPIException {@link MPI#ERR_COMM} on a null communicator, {@link MPI#ERR_INFO} on a null info
     */
    public final void setInfo(final Info info) {
        engine("comm_set_info");
        this.info = Info.hints(describe("comm_set_info"), info);
    }

    /**
     * The hints that were set (MPI 4.1, section 7.4.4). Local.
     *
     * @return a new object
     * @throws MPIException {@link MPI#ERR_COMM} on a null communicator
     */
    public final Info getInfo() {
        engine("comm_get_info");
        return info == null ? new Info() : info.dup();
    }

    /**
     * Has the error handler take note of an error (MPI 4.1, section 9.5): {@link MPI#ERRORS_RETURN} does nothing,
     * {@link MPI#ERRORS_ARE_FATAL} ends the job. Local.
     *
     * @param errorcode the code
     * @throws MPIException {@link MPI#ERR_COMM} on a null communicator
     */
    public void callErrhandler(final int errorcode) {
        engine("comm_call_errhandler");
        handle(Faults.fault(errorcode, describe("comm_call_errhandler"), "called by the program"));
    }

    /**
     * Makes an intercommunicator of the group of {@code localComm} and another group, whose members call this at the
     * same time (MPI 4.1, section 7.6.2). This communicator has both leaders in it, which find each other through it.
     * Collective over both groups.
     *
     * @param localComm this rank's group
     * @param localLeader rank in {@code localComm} of the one that finds the other group
     * @param remoteLeader rank in this communicator of the leader of the other group; matters at the leader only, as
     *     does this communicator
     * @param tag tells apart calls of the same leaders at the same time
     * @return the intercommunicator
     * @throws MPIException {@link MPI#ERR_COMM} if a communicator is null, {@code localComm} is an intercommunicator or
     *     a rank is in both groups, {@link MPI#ERR_RANK}, {@link MPI#ERR_TAG}
     */
    public final Intercomm createIntercomm(
        final Comm localComm, final int localLeader, final int remoteLeader, final int tag) {
        return Intercomm.create(this, Dialect.LOWER_CASE, localComm, localLeader, remoteLeader, tag);
    }

    // Point-to-point

    /**
     * Sends a message (MPI 4.1, section 3.2.1). Blocks until the buffer may be used again; up to the eager limit of 128
     * KiB that does not wait for the receiver.
     *
     * @param buf the buffer: an array, a {@link java.nio.Buffer} or a {@link java.lang.foreign.MemorySegment}
     * @param count number of items, 0 or more
     * @param type datatype of an item
     * @param dest rank of the receiver, or {@link MPI#PROC_NULL}
     * @param tag tag of the message
     * @throws MPIException {@link MPI#ERR_COMM}, {@link MPI#ERR_RANK}, {@link MPI#ERR_TAG}, {@link MPI#ERR_TYPE},
     *     {@link MPI#ERR_COUNT}, {@link MPI#ERR_BUFFER}; {@link MPI#ERR_PROC_FAILED}
     */
    public final void send(
        final Object buf, final int count, final Datatype type, final int dest, final int tag) {
        MessageCalls.send(this, Dialect.LOWER_CASE, SendMode.STANDARD, buf, 0, count, type, dest, tag);
    }

    /**
     * Sends a message in synchronous mode (MPI 4.1, section 3.4). Blocks until the receive has started.
     *
     * @param buf the buffer: an array, a {@link java.nio.Buffer} or a {@link java.lang.foreign.MemorySegment}
     * @param count number of items, 0 or more
     * @param type datatype of an item
     * @param dest rank of the receiver, or {@link MPI#PROC_NULL}
     * @param tag tag of the message
     * @throws MPIException as {@link #send(Object, int, Datatype, int, int)}
     */
    public final void sSend(
        final Object buf, final int count, final Datatype type, final int dest, final int tag) {
        MessageCalls.send(this, Dialect.LOWER_CASE, SendMode.SYNCHRONOUS, buf, 0, count, type, dest, tag);
    }

    /**
     * Sends a message in ready mode (MPI 4.1, section 3.4): the program promises that the receive is posted. Blocks
     * until the buffer may be used again.
     *
     * @param buf the buffer: an array, a {@link java.nio.Buffer} or a {@link java.lang.foreign.MemorySegment}
     * @param count number of items, 0 or more
     * @param type datatype of an item
     * @param dest rank of the receiver, or {@link MPI#PROC_NULL}
     * @param tag tag of the message
     * @throws MPIException as {@link #send(Object, int, Datatype, int, int)}
     */
    public final void rSend(
        final Object buf, final int count, final Datatype type, final int dest, final int tag) {
        MessageCalls.send(this, Dialect.LOWER_CASE, SendMode.READY, buf, 0, count, type, dest, tag);
    }

    /**
     * Receives a message (MPI 4.1, section 3.2.4). Blocks until it is in the buffer.
     *
     * @param buf the buffer: an array, a {@link java.nio.Buffer} or a {@link java.lang.foreign.MemorySegment}
     * @param count number of items that fit
     * @param type datatype of an item
     * @param source rank of the sender, {@link MPI#ANY_SOURCE} or {@link MPI#PROC_NULL}
     * @param tag tag of the message, or {@link MPI#ANY_TAG}
     * @return who sent what
     * @throws MPIException {@link MPI#ERR_COMM}, {@link MPI#ERR_RANK}, {@link MPI#ERR_TAG}, {@link MPI#ERR_TYPE},
     *     {@link MPI#ERR_COUNT}, {@link MPI#ERR_BUFFER}; {@link MPI#ERR_TRUNCATE} if the message is longer than the
     *     buffer, {@link MPI#ERR_PROC_FAILED}
     */
    public final Status recv(
        final Object buf, final int count, final Datatype type, final int source, final int tag) {
        // Small, so that it is inlined and a status nobody looks at is never made.
        return new Status(MessageCalls.recv(this, Dialect.LOWER_CASE, buf, 0, count, type, source, tag), type);
    }

    /**
     * Sends a message and receives another one at the same time, so that no order of calls can deadlock (MPI 4.1,
     * section 3.10). The buffers must not overlap. Blocks until both are done.
     *
     * @param sendbuf the buffer to send from
     * @param sendcount number of items sent
     * @param sendtype datatype of an item sent
     * @param dest rank of the receiver, or {@link MPI#PROC_NULL}
     * @param stag tag of the message sent
     * @param recvbuf the buffer to receive into
     * @param recvcount number of items that fit
     * @param recvtype datatype of an item received
     * @param source rank of the sender, {@link MPI#ANY_SOURCE} or {@link MPI#PROC_NULL}
     * @param rtag tag of the message received, or {@link MPI#ANY_TAG}
     * @return who sent what
     * @throws MPIException as {@link #send(Object, int, Datatype, int, int)} and
     *     {@link #recv(Object, int, Datatype, int, int)}
     */
    public final Status sendRecv(
        final Object sendbuf,
        final int sendcount,
        final Datatype sendtype,
        final int dest,
        final int stag,
        final Object recvbuf,
        final int recvcount,
        final Datatype recvtype,
        final int source,
        final int rtag) {
        final Completion completion = MessageCalls.sendrecv(this, Dialect.LOWER_CASE,
            sendbuf, 0, sendcount, sendtype, dest, stag,
            recvbuf, 0, recvcount, recvtype, source, rtag);
        return new Status(completion, recvtype);
    }

    /**
     * Sends a message and receives another one into the same buffer (MPI 4.1, section 3.10). Blocks until both are
     * done.
     *
     * @param buf the buffer: an array, a {@link java.nio.Buffer} or a {@link java.lang.foreign.MemorySegment}
     * @param count number of items, 0 or more
     * @param type datatype of an item
     * @param dest rank of the receiver, or {@link MPI#PROC_NULL}
     * @param stag tag of the message sent
     * @param source rank of the sender, {@link MPI#ANY_SOURCE} or {@link MPI#PROC_NULL}
     * @param rtag tag of the message received, or {@link MPI#ANY_TAG}
     * @return who sent what
     * @throws MPIException as {@link #send(Object, int, Datatype, int, int)} and
     *     {@link #recv(Object, int, Datatype, int, int)}
     */
    public final Status sendRecvReplace(
        final Object buf,
        final int count,
        final Datatype type,
        final int dest,
        final int stag,
        final int source,
        final int rtag) {
        final Completion completion =
            MessageCalls.sendrecvReplace(this, Dialect.LOWER_CASE, buf, 0, count, type, dest, stag, source, rtag);
        return new Status(completion, type);
    }

    /**
     * Waits for a message and leaves it where it is (MPI 4.1, section 3.8.1). Blocks until there is one.
     *
     * @param source rank of the sender, {@link MPI#ANY_SOURCE} or {@link MPI#PROC_NULL}
     * @param tag tag of the message, or {@link MPI#ANY_TAG}
     * @return who sent what
     * @throws MPIException {@link MPI#ERR_COMM}, {@link MPI#ERR_RANK}, {@link MPI#ERR_TAG};
     *     {@link MPI#ERR_PROC_FAILED}
     */
    public final Status probe(final int source, final int tag) {
        return new Status(MessageCalls.probe(this, Dialect.LOWER_CASE, source, tag), null);
    }

    /**
     * Asks for a message and leaves it where it is (MPI 4.1, section 3.8.1). Does not block.
     *
     * @param source rank of the sender, {@link MPI#ANY_SOURCE} or {@link MPI#PROC_NULL}
     * @param tag tag of the message, or {@link MPI#ANY_TAG}
     * @return who sent what, or {@code null} if there is no message
     * @throws MPIException as {@link #probe(int, int)}
     */
    public final Status iProbe(final int source, final int tag) {
        final Completion completion = MessageCalls.iprobe(this, Dialect.LOWER_CASE, source, tag);
        return completion == null ? null : new Status(completion, null);
    }

    /**
     * Starts to send a message (MPI 4.1, section 3.7.2). Does not block; the buffer must stay as it is until the
     * request is complete.
     *
     * @param buf the buffer: an array, a {@link java.nio.Buffer} or a {@link java.lang.foreign.MemorySegment}
     * @param count number of items, 0 or more
     * @param type datatype of an item
     * @param dest rank of the receiver, or {@link MPI#PROC_NULL}
     * @param tag tag of the message
     * @return the request
     * @throws MPIException as {@link #send(Object, int, Datatype, int, int)}
     */
    public final Request iSend(
        final Object buf, final int count, final Datatype type, final int dest, final int tag) {
        return Request.ofSend(
            MessageCalls.isend(this, Dialect.LOWER_CASE, SendMode.STANDARD, buf, 0, count, type, dest, tag), this,
            type);
    }

    /**
     * The same as {@link #iSend(Object, int, Datatype, int, int)}; for programs compiled against Open MPI.
     *
     * @param buf the buffer: an array, a {@link java.nio.Buffer} or a {@link java.lang.foreign.MemorySegment}
     * @param count number of items, 0 or more
     * @param type datatype of an item
     * @param dest rank of the receiver, or {@link MPI#PROC_NULL}
     * @param tag tag of the message
     * @return the request
     * @throws MPIException as {@link #send(Object, int, Datatype, int, int)}
     */
    public final Request iSend(
        final Buffer buf, final int count, final Datatype type, final int dest, final int tag) {
        return Request.ofSend(
            MessageCalls.isend(this, Dialect.LOWER_CASE, SendMode.STANDARD, buf, 0, count, type, dest, tag), this,
            type);
    }

    /**
     * Starts to send a message in synchronous mode (MPI 4.1, section 3.7.2): the request is complete once the receive
     * has started. Does not block; the buffer must stay as it is until then.
     *
     * @param buf the buffer: an array, a {@link java.nio.Buffer} or a {@link java.lang.foreign.MemorySegment}
     * @param count number of items, 0 or more
     * @param type datatype of an item
     * @param dest rank of the receiver, or {@link MPI#PROC_NULL}
     * @param tag tag of the message
     * @return the request
     * @throws MPIException as {@link #send(Object, int, Datatype, int, int)}
     */
    public final Request isSend(
        final Object buf, final int count, final Datatype type, final int dest, final int tag) {
        return Request.ofSend(
            MessageCalls.isend(this, Dialect.LOWER_CASE, SendMode.SYNCHRONOUS, buf, 0, count, type, dest, tag), this,
            type);
    }

    /**
     * The same as {@link #isSend(Object, int, Datatype, int, int)}; for programs compiled against Open MPI.
     *
     * @param buf the buffer: an array, a {@link java.nio.Buffer} or a {@link java.lang.foreign.MemorySegment}
     * @param count number of items, 0 or more
     * @param type datatype of an item
     * @param dest rank of the receiver, or {@link MPI#PROC_NULL}
     * @param tag tag of the message
     * @return the request
     * @throws MPIException as {@link #send(Object, int, Datatype, int, int)}
     */
    public final Request isSend(
        final Buffer buf, final int count, final Datatype type, final int dest, final int tag) {
        return Request.ofSend(
            MessageCalls.isend(this, Dialect.LOWER_CASE, SendMode.SYNCHRONOUS, buf, 0, count, type, dest, tag), this,
            type);
    }

    /**
     * Starts to send a message in ready mode (MPI 4.1, section 3.7.2): the program promises that the receive is posted.
     * Does not block; the buffer must stay as it is until the request is complete.
     *
     * @param buf the buffer: an array, a {@link java.nio.Buffer} or a {@link java.lang.foreign.MemorySegment}
     * @param count number of items, 0 or more
     * @param type datatype of an item
     * @param dest rank of the receiver, or {@link MPI#PROC_NULL}
     * @param tag tag of the message
     * @return the request
     * @throws MPIException as {@link #send(Object, int, Datatype, int, int)}
     */
    public final Request irSend(
        final Object buf, final int count, final Datatype type, final int dest, final int tag) {
        return Request.ofSend(
            MessageCalls.isend(this, Dialect.LOWER_CASE, SendMode.READY, buf, 0, count, type, dest, tag), this, type);
    }

    /**
     * The same as {@link #irSend(Object, int, Datatype, int, int)}; for programs compiled against Open MPI.
     *
     * @param buf the buffer: an array, a {@link java.nio.Buffer} or a {@link java.lang.foreign.MemorySegment}
     * @param count number of items, 0 or more
     * @param type datatype of an item
     * @param dest rank of the receiver, or {@link MPI#PROC_NULL}
     * @param tag tag of the message
     * @return the request
     * @throws MPIException as {@link #send(Object, int, Datatype, int, int)}
     */
    public final Request irSend(
        final Buffer buf, final int count, final Datatype type, final int dest, final int tag) {
        return Request.ofSend(
            MessageCalls.isend(this, Dialect.LOWER_CASE, SendMode.READY, buf, 0, count, type, dest, tag), this, type);
    }

    /**
     * Starts to receive a message (MPI 4.1, section 3.7.2). Does not block; the buffer must not be used until the
     * request is complete, which holds it until then.
     *
     * @param buf the buffer: an array, a {@link java.nio.Buffer} or a {@link java.lang.foreign.MemorySegment}
     * @param count number of items that fit
     * @param type datatype of an item
     * @param source rank of the sender, {@link MPI#ANY_SOURCE} or {@link MPI#PROC_NULL}
     * @param tag tag of the message, or {@link MPI#ANY_TAG}
     * @return the request
     * @throws MPIException {@link MPI#ERR_COMM}, {@link MPI#ERR_RANK}, {@link MPI#ERR_TAG}, {@link MPI#ERR_TYPE},
     *     {@link MPI#ERR_COUNT}, {@link MPI#ERR_BUFFER}; what {@link #recv(Object, int, Datatype, int, int)} finds
     *     later is told by the wait or test
     */
    public final Request iRecv(
        final Object buf, final int count, final Datatype type, final int source, final int tag) {
        return Request.ofReceive(
            MessageCalls.irecv(this, Dialect.LOWER_CASE, buf, 0, count, type, source, tag), this, type);
    }

    /**
     * The same as {@link #iRecv(Object, int, Datatype, int, int)}; for programs compiled against Open MPI.
     *
     * @param buf the buffer: an array, a {@link java.nio.Buffer} or a {@link java.lang.foreign.MemorySegment}
     * @param count number of items that fit
     * @param type datatype of an item
     * @param source rank of the sender, {@link MPI#ANY_SOURCE} or {@link MPI#PROC_NULL}
     * @param tag tag of the message, or {@link MPI#ANY_TAG}
     * @return the request
     * @throws MPIException as {@link #iRecv(Object, int, Datatype, int, int)}
     */
    public final Request iRecv(
        final Buffer buf, final int count, final Datatype type, final int source, final int tag) {
        return Request.ofReceive(
            MessageCalls.irecv(this, Dialect.LOWER_CASE, buf, 0, count, type, source, tag), this, type);
    }

    // Buffered and persistent, and counts beyond an int

    /**
     * Sends a message in buffered mode (MPI 4.1, section 3.4): does not wait for the receiver. What cannot leave at
     * once is kept, and takes its length and {@link MPI#BSEND_OVERHEAD} of the buffer given to {@link
     * MPI#attachBuffer(byte[])} until it has left.
     *
     * @param buf the buffer: an array, a {@link java.nio.Buffer} or a {@link java.lang.foreign.MemorySegment}
     * @param count number of items, 0 or more
     * @param type datatype of an item
     * @param dest rank of the receiver, or {@link MPI#PROC_NULL}
     * @param tag tag of the message
     * @throws MPIException as {@link #send(Object, int, Datatype, int, int)}; {@link MPI#ERR_BUFFER} also if the
     *     attached buffer has not the room
     */
    public final void bSend(
        final Object buf, final int count, final Datatype type, final int dest, final int tag) {
        MessageCalls.bsend(this, Dialect.LOWER_CASE, "bsend", buf, 0, count, type, dest, tag);
    }

    /**
     * Starts to send a message in buffered mode (MPI 4.1, section 3.7.2). Does not block; the buffer may be used at
     * once and the request is complete.
     *
     * @param buf the buffer: an array, a {@link java.nio.Buffer} or a {@link java.lang.foreign.MemorySegment}
     * @param count number of items, 0 or more
     * @param type datatype of an item
     * @param dest rank of the receiver, or {@link MPI#PROC_NULL}
     * @param tag tag of the message
     * @return the request
     * @throws MPIException as {@link #bSend(Object, int, Datatype, int, int)}
     */
    public final Request ibSend(
        final Object buf, final int count, final Datatype type, final int dest, final int tag) {
        return Request.ofSend(
            MessageCalls.bsend(this, Dialect.LOWER_CASE, "ibsend", buf, 0, count, type, dest, tag), this, type);
    }

    /**
     * The same as {@link #ibSend(Object, int, Datatype, int, int)}; for programs compiled against Open MPI.
     *
     * @param buf the buffer: an array, a {@link java.nio.Buffer} or a {@link java.lang.foreign.MemorySegment}
     * @param count number of items, 0 or more
     * @param type datatype of an item
     * @param dest rank of the receiver, or {@link MPI#PROC_NULL}
     * @param tag tag of the message
     * @return the request
     * @throws MPIException as {@link #bSend(Object, int, Datatype, int, int)}
     */
    public final Request ibSend(
        final Buffer buf, final int count, final Datatype type, final int dest, final int tag) {
        return Request.ofSend(
            MessageCalls.bsend(this, Dialect.LOWER_CASE, "ibsend", buf, 0, count, type, dest, tag), this, type);
    }

    /**
     * Makes a request that sends as {@link #send(Object, int, Datatype, int, int)} each time it is started (MPI 4.1,
     * section 3.9). Does not send; local.
     *
     * @param buf the buffer: an array, a {@link java.nio.Buffer} or a {@link java.lang.foreign.MemorySegment}
     * @param count number of items, 0 or more
     * @param type datatype of an item
     * @param dest rank of the receiver, or {@link MPI#PROC_NULL}
     * @param tag tag of the message
     * @return an inactive request
     * @throws MPIException as {@link #send(Object, int, Datatype, int, int)}
     */
    public final Prequest sendInit(
        final Object buf, final int count, final Datatype type, final int dest, final int tag) {
        return PersistentCalls.sendInit(this, Dialect.LOWER_CASE, SendMode.STANDARD, buf, 0, count, type, dest, tag);
    }

    /**
     * The same as {@link #sendInit(Object, int, Datatype, int, int)}; for programs compiled against Open MPI.
     *
     * @param buf the buffer: an array, a {@link java.nio.Buffer} or a {@link java.lang.foreign.MemorySegment}
     * @param count number of items, 0 or more
     * @param type datatype of an item
     * @param dest rank of the receiver, or {@link MPI#PROC_NULL}
     * @param tag tag of the message
     * @return an inactive request
     * @throws MPIException as {@link #send(Object, int, Datatype, int, int)}
     */
    public final Prequest sendInit(
        final Buffer buf, final int count, final Datatype type, final int dest, final int tag) {
        return PersistentCalls.sendInit(this, Dialect.LOWER_CASE, SendMode.STANDARD, buf, 0, count, type, dest, tag);
    }

    /**
     * Makes a request that sends as {@link #bSend(Object, int, Datatype, int, int)} each time it is started (MPI 4.1,
     * section 3.9). Does not send; local.
     *
     * @param buf the buffer: an array, a {@link java.nio.Buffer} or a {@link java.lang.foreign.MemorySegment}
     * @param count number of items, 0 or more
     * @param type datatype of an item
     * @param dest rank of the receiver, or {@link MPI#PROC_NULL}
     * @param tag tag of the message
     * @return an inactive request
     * @throws MPIException as {@link #send(Object, int, Datatype, int, int)}
     */
    public final Prequest bSendInit(
        final Object buf, final int count, final Datatype type, final int dest, final int tag) {
        return PersistentCalls.sendInit(this, Dialect.LOWER_CASE, SendMode.BUFFERED, buf, 0, count, type, dest, tag);
    }

    /**
     * The same as {@link #bSendInit(Object, int, Datatype, int, int)}; for programs compiled against Open MPI.
     *
     * @param buf the buffer: an array, a {@link java.nio.Buffer} or a {@link java.lang.foreign.MemorySegment}
     * @param count number of items, 0 or more
     * @param type datatype of an item
     * @param dest rank of the receiver, or {@link MPI#PROC_NULL}
     * @param tag tag of the message
     * @return an inactive request
     * @throws MPIException as {@link #send(Object, int, Datatype, int, int)}
     */
    public final Prequest bSendInit(
        final Buffer buf, final int count, final Datatype type, final int dest, final int tag) {
        return PersistentCalls.sendInit(this, Dialect.LOWER_CASE, SendMode.BUFFERED, buf, 0, count, type, dest, tag);
    }

    /**
     * Makes a request that sends as {@link #sSend(Object, int, Datatype, int, int)} each time it is started (MPI 4.1,
     * section 3.9). Does not send; local.
     *
     * @param buf the buffer: an array, a {@link java.nio.Buffer} or a {@link java.lang.foreign.MemorySegment}
     * @param count number of items, 0 or more
     * @param type datatype of an item
     * @param dest rank of the receiver, or {@link MPI#PROC_NULL}
     * @param tag tag of the message
     * @return an inactive request
     * @throws MPIException as {@link #send(Object, int, Datatype, int, int)}
     */
    public final Prequest sSendInit(
        final Object buf, final int count, final Datatype type, final int dest, final int tag) {
        return PersistentCalls.sendInit(this, Dialect.LOWER_CASE, SendMode.SYNCHRONOUS, buf, 0, count, type, dest, tag);
    }

    /**
     * The same as {@link #sSendInit(Object, int, Datatype, int, int)}; for programs compiled against Open MPI.
     *
     * @param buf the buffer: an array, a {@link java.nio.Buffer} or a {@link java.lang.foreign.MemorySegment}
     * @param count number of items, 0 or more
     * @param type datatype of an item
     * @param dest rank of the receiver, or {@link MPI#PROC_NULL}
     * @param tag tag of the message
     * @return an inactive request
     * @throws MPIException as {@link #send(Object, int, Datatype, int, int)}
     */
    public final Prequest sSendInit(
        final Buffer buf, final int count, final Datatype type, final int dest, final int tag) {
        return PersistentCalls.sendInit(this, Dialect.LOWER_CASE, SendMode.SYNCHRONOUS, buf, 0, count, type, dest, tag);
    }

    /**
     * Makes a request that sends as {@link #rSend(Object, int, Datatype, int, int)} each time it is started (MPI 4.1,
     * section 3.9). Does not send; local.
     *
     * @param buf the buffer: an array, a {@link java.nio.Buffer} or a {@link java.lang.foreign.MemorySegment}
     * @param count number of items, 0 or more
     * @param type datatype of an item
     * @param dest rank of the receiver, or {@link MPI#PROC_NULL}
     * @param tag tag of the message
     * @return an inactive request
     * @throws MPIException as {@link #send(Object, int, Datatype, int, int)}
     */
    public final Prequest rSendInit(
        final Object buf, final int count, final Datatype type, final int dest, final int tag) {
        return PersistentCalls.sendInit(this, Dialect.LOWER_CASE, SendMode.READY, buf, 0, count, type, dest, tag);
    }

    /**
     * The same as {@link #rSendInit(Object, int, Datatype, int, int)}; for programs compiled against Open MPI.
     *
     * @param buf the buffer: an array, a {@link java.nio.Buffer} or a {@link java.lang.foreign.MemorySegment}
     * @param count number of items, 0 or more
     * @param type datatype of an item
     * @param dest rank of the receiver, or {@link MPI#PROC_NULL}
     * @param tag tag of the message
     * @return an inactive request
     * @throws MPIException as {@link #send(Object, int, Datatype, int, int)}
     */
    public final Prequest rSendInit(
        final Buffer buf, final int count, final Datatype type, final int dest, final int tag) {
        return PersistentCalls.sendInit(this, Dialect.LOWER_CASE, SendMode.READY, buf, 0, count, type, dest, tag);
    }

    /**
     * Makes a request that receives as {@link #iRecv(Object, int, Datatype, int, int)} each time it is started (MPI
     * 4.1, section 3.9). Does not receive; local.
     *
     * @param buf the buffer: an array, a {@link java.nio.Buffer} or a {@link java.lang.foreign.MemorySegment}
     * @param count number of items that fit
     * @param type datatype of an item
     * @param source rank of the sender, {@link MPI#ANY_SOURCE} or {@link MPI#PROC_NULL}
     * @param tag tag of the message, or {@link MPI#ANY_TAG}
     * @return an inactive request
     * @throws MPIException as {@link #iRecv(Object, int, Datatype, int, int)}
     */
    public final Prequest recvInit(
        final Object buf, final int count, final Datatype type, final int source, final int tag) {
        return PersistentCalls.recvInit(this, Dialect.LOWER_CASE, buf, 0, count, type, source, tag);
    }

    /**
     * The same as {@link #recvInit(Object, int, Datatype, int, int)}; for programs compiled against Open MPI.
     *
     * @param buf the buffer: an array, a {@link java.nio.Buffer} or a {@link java.lang.foreign.MemorySegment}
     * @param count number of items that fit
     * @param type datatype of an item
     * @param source rank of the sender, {@link MPI#ANY_SOURCE} or {@link MPI#PROC_NULL}
     * @param tag tag of the message, or {@link MPI#ANY_TAG}
     * @return an inactive request
     * @throws MPIException as {@link #iRecv(Object, int, Datatype, int, int)}
     */
    public final Prequest recvInit(
        final Buffer buf, final int count, final Datatype type, final int source, final int tag) {
        return PersistentCalls.recvInit(this, Dialect.LOWER_CASE, buf, 0, count, type, source, tag);
    }

    /**
     * Sends a message of any number of items, as {@link #send(Object, int, Datatype, int, int)}; more than an {@code
     * int} can count fit into a {@link java.lang.foreign.MemorySegment}.
     *
     * @param buf the buffer: an array, a {@link java.nio.Buffer} or a {@link java.lang.foreign.MemorySegment}
     * @param count number of items, 0 or more
     * @param type datatype of an item
     * @param dest rank of the receiver, or {@link MPI#PROC_NULL}
     * @param tag tag of the message
     * @throws MPIException as {@link #send(Object, int, Datatype, int, int)}
     */
    public final void send(
        final Object buf, final long count, final Datatype type, final int dest, final int tag) {
        MessageCalls.send(this, Dialect.LOWER_CASE, SendMode.STANDARD, buf, 0, Checks.countable(count, type), type,
            dest, tag);
    }

    /**
     * Sends a message of any number of items, as {@link #sSend(Object, int, Datatype, int, int)}; more than an {@code
     * int} can count fit into a {@link java.lang.foreign.MemorySegment}.
     *
     * @param buf the buffer: an array, a {@link java.nio.Buffer} or a {@link java.lang.foreign.MemorySegment}
     * @param count number of items, 0 or more
     * @param type datatype of an item
     * @param dest rank of the receiver, or {@link MPI#PROC_NULL}
     * @param tag tag of the message
     * @throws MPIException as {@link #sSend(Object, int, Datatype, int, int)}
     */
    public final void sSend(
        final Object buf, final long count, final Datatype type, final int dest, final int tag) {
        MessageCalls.send(this, Dialect.LOWER_CASE, SendMode.SYNCHRONOUS, buf, 0, Checks.countable(count, type), type,
            dest, tag);
    }

    /**
     * Sends a message of any number of items, as {@link #rSend(Object, int, Datatype, int, int)}; more than an {@code
     * int} can count fit into a {@link java.lang.foreign.MemorySegment}.
     *
     * @param buf the buffer: an array, a {@link java.nio.Buffer} or a {@link java.lang.foreign.MemorySegment}
     * @param count number of items, 0 or more
     * @param type datatype of an item
     * @param dest rank of the receiver, or {@link MPI#PROC_NULL}
     * @param tag tag of the message
     * @throws MPIException as {@link #rSend(Object, int, Datatype, int, int)}
     */
    public final void rSend(
        final Object buf, final long count, final Datatype type, final int dest, final int tag) {
        MessageCalls.send(this, Dialect.LOWER_CASE, SendMode.READY, buf, 0, Checks.countable(count, type), type, dest,
            tag);
    }

    /**
     * Receives a message of any number of items, as {@link #recv(Object, int, Datatype, int, int)}; {@link
     * Status#getElementsX(Datatype)} tells how many came.
     *
     * @param buf the buffer: an array, a {@link java.nio.Buffer} or a {@link java.lang.foreign.MemorySegment}
     * @param count number of items that fit
     * @param type datatype of an item
     * @param source rank of the sender, {@link MPI#ANY_SOURCE} or {@link MPI#PROC_NULL}
     * @param tag tag of the message, or {@link MPI#ANY_TAG}
     * @return who sent what
     * @throws MPIException as {@link #recv(Object, int, Datatype, int, int)}
     */
    public final Status recv(
        final Object buf, final long count, final Datatype type, final int source, final int tag) {
        return new Status(
            MessageCalls.recv(this, Dialect.LOWER_CASE, buf, 0, Checks.countable(count, type), type, source, tag),
            type);
    }

    /**
     * Starts to send a message of any number of items, as {@link #iSend(Object, int, Datatype, int, int)}.
     *
     * @param buf the buffer: an array, a {@link java.nio.Buffer} or a {@link java.lang.foreign.MemorySegment}
     * @param count number of items, 0 or more
     * @param type datatype of an item
     * @param dest rank of the receiver, or {@link MPI#PROC_NULL}
     * @param tag tag of the message
     * @return the request
     * @throws MPIException as {@link #iSend(Object, int, Datatype, int, int)}
     */
    public final Request iSend(
        final Object buf, final long count, final Datatype type, final int dest, final int tag) {
        return Request.ofSend(
            MessageCalls.isend(this, Dialect.LOWER_CASE, SendMode.STANDARD, buf, 0, Checks.countable(count, type), type,
                dest, tag),
            this,
            type);
    }

    /**
     * Starts to send a message of any number of items, as {@link #isSend(Object, int, Datatype, int, int)}.
     *
     * @param buf the buffer: an array, a {@link java.nio.Buffer} or a {@link java.lang.foreign.MemorySegment}
     * @param count number of items, 0 or more
     * @param type datatype of an item
     * @param dest rank of the receiver, or {@link MPI#PROC_NULL}
     * @param tag tag of the message
     * @return the request
     * @throws MPIException as {@link #isSend(Object, int, Datatype, int, int)}
     */
    public final Request isSend(
        final Object buf, final long count, final Datatype type, final int dest, final int tag) {
        return Request.ofSend(
            MessageCalls.isend(this, Dialect.LOWER_CASE, SendMode.SYNCHRONOUS, buf, 0, Checks.countable(count, type),
                type, dest, tag),
            this,
            type);
    }

    /**
     * Starts to send a message of any number of items, as {@link #irSend(Object, int, Datatype, int, int)}.
     *
     * @param buf the buffer: an array, a {@link java.nio.Buffer} or a {@link java.lang.foreign.MemorySegment}
     * @param count number of items, 0 or more
     * @param type datatype of an item
     * @param dest rank of the receiver, or {@link MPI#PROC_NULL}
     * @param tag tag of the message
     * @return the request
     * @throws MPIException as {@link #irSend(Object, int, Datatype, int, int)}
     */
    public final Request irSend(
        final Object buf, final long count, final Datatype type, final int dest, final int tag) {
        return Request.ofSend(
            MessageCalls.isend(this, Dialect.LOWER_CASE, SendMode.READY, buf, 0, Checks.countable(count, type), type,
                dest, tag),
            this,
            type);
    }

    /**
     * Starts to receive a message of any number of items, as {@link #iRecv(Object, int, Datatype, int, int)}.
     *
     * @param buf the buffer: an array, a {@link java.nio.Buffer} or a {@link java.lang.foreign.MemorySegment}
     * @param count number of items that fit
     * @param type datatype of an item
     * @param source rank of the sender, {@link MPI#ANY_SOURCE} or {@link MPI#PROC_NULL}
     * @param tag tag of the message, or {@link MPI#ANY_TAG}
     * @return the request
     * @throws MPIException as {@link #iRecv(Object, int, Datatype, int, int)}
     */
    public final Request iRecv(
        final Object buf, final long count, final Datatype type, final int source, final int tag) {
        return Request.ofReceive(
            MessageCalls.irecv(this, Dialect.LOWER_CASE, buf, 0, Checks.countable(count, type), type, source, tag),
            this, type);
    }

    // Collective

    /**
     * Blocks until all ranks have called it (MPI 4.1, section 6.3). Collective.
     *
     * @throws MPIException {@link MPI#ERR_COMM}; {@link MPI#ERR_PROC_FAILED}
     */
    public final void barrier() {
        CollectiveCalls.barrier(this, Dialect.LOWER_CASE);
    }

    /**
     * Sends the root's items to all ranks (MPI 4.1, section 6.4). Collective; blocks until the buffer may be used.
     *
     * @param buf the buffer: an array, a {@link java.nio.Buffer} or a {@link java.lang.foreign.MemorySegment}
     * @param count number of items, 0 or more
     * @param type datatype of an item
     * @param root rank of the root
     * @throws MPIException {@link MPI#ERR_COMM}, {@link MPI#ERR_ROOT}, {@link MPI#ERR_TYPE}, {@link MPI#ERR_COUNT},
     *     {@link MPI#ERR_BUFFER}; {@link MPI#ERR_TRUNCATE}, {@link MPI#ERR_PROC_FAILED}
     */
    public final void bcast(final Object buf, final int count, final Datatype type, final int root) {
        CollectiveCalls.bcast(this, Dialect.LOWER_CASE, buf, 0, count, type, root);
    }

    /**
     * Gathers a block of equal size from each rank at the root, in the order of ranks (MPI 4.1, section 6.5).
     * Collective; blocks until the buffers may be used. The arguments for receiving matter at the root only.
     *
     * @param sendbuf the block; {@code null} at the root if its block is in place in {@code recvbuf} already
     * @param sendcount number of items sent
     * @param sendtype datatype of an item sent
     * @param recvbuf where the block of rank {@code r} goes to item {@code r * recvcount}
     * @param recvcount number of items received from one rank
     * @param recvtype datatype of an item received
     * @param root rank of the root
     * @throws MPIException as {@link #bcast(Object, int, Datatype, int)}
     */
    public final void gather(
        final Object sendbuf,
        final int sendcount,
        final Datatype sendtype,
        final Object recvbuf,
        final int recvcount,
        final Datatype recvtype,
        final int root) {
        CollectiveCalls.gather(this, Dialect.LOWER_CASE,
            sendbuf, 0, sendcount, sendtype, recvbuf, 0, recvcount, recvtype, root);
    }

    /**
     * Gathers a block of equal size from each rank at the root, where the root's block is in place (MPI 4.1, section
     * 6.5). Collective; blocks until the buffer may be used.
     *
     * @param buf at the root, where the block of rank {@code r} goes to item {@code r * count}; elsewhere the block
     * @param count number of items of one block
     * @param type datatype of an item
     * @param root rank of the root
     * @throws MPIException as {@link #bcast(Object, int, Datatype, int)}
     */
    public final void gather(final Object buf, final int count, final Datatype type, final int root) {
        engine("gather");
        if (isRoot(root)) {
            CollectiveCalls.gather(this, Dialect.LOWER_CASE, null, 0, 0, type, buf, 0, count, type, root);
        } else {
            CollectiveCalls.gather(this, Dialect.LOWER_CASE, buf, 0, count, type, null, 0, 0, null, root);
        }
    }

    /**
     * Gathers a block of any size from each rank at the root (MPI 4.1, section 6.5). Collective; blocks until the
     * buffers may be used. The arguments for receiving matter at the root only.
     *
     * @param sendbuf the block; {@code null} at the root if its block is in place in {@code recvbuf} already
     * @param sendcount number of items sent
     * @param sendtype datatype of an item sent
     * @param recvbuf the buffer to receive into
     * @param recvcounts number of items received from each rank, indexed by rank
     * @param displs where the block of each rank goes in {@code recvbuf}, in extents of {@code recvtype}
     * @param recvtype datatype of an item received
     * @param root rank of the root
     * @throws MPIException as {@link #bcast(Object, int, Datatype, int)}; {@link MPI#ERR_COUNT} and {@link MPI#ERR_ARG}
     *     if there are fewer counts or displacements than ranks
     */
    public final void gatherv(
        final Object sendbuf,
        final int sendcount,
        final Datatype sendtype,
        final Object recvbuf,
        final int[] recvcounts,
        final int[] displs,
        final Datatype recvtype,
        final int root) {
        CollectiveCalls.gatherv(this, Dialect.LOWER_CASE,
            sendbuf, 0, sendcount, sendtype, recvbuf, 0, recvcounts, displs, recvtype, root);
    }

    /**
     * Gathers a block of any size from each rank: the root's part, whose block is in place (MPI 4.1, section 6.5). The
     * other ranks call {@link #gatherv(Object, int, Datatype, int)}. Collective; blocks until the buffer may be used.
     *
     * @param recvbuf the buffer to receive into
     * @param recvcounts number of items received from each rank, indexed by rank
     * @param displs where the block of each rank goes in {@code recvbuf}, in extents of {@code recvtype}
     * @param recvtype datatype of an item received
     * @param root rank of the root
     * @throws MPIException as the full form; {@link MPI#ERR_ROOT} if this rank is not the root
     */
    public final void gatherv(
        final Object recvbuf, final int[] recvcounts, final int[] displs, final Datatype recvtype, final int root) {
        checkRole("gatherv", root, true, "the blocks' counts and displacements");
        CollectiveCalls.gatherv(this, Dialect.LOWER_CASE,
            null, 0, 0, recvtype, recvbuf, 0, recvcounts, displs, recvtype, root);
    }

    /**
     * Gathers a block of any size from each rank: the part of a rank that is not the root (MPI 4.1, section 6.5).
     * Collective; blocks until the buffer may be used.
     *
     * @param sendbuf the buffer to send from
     * @param sendcount number of items sent
     * @param sendtype datatype of an item sent
     * @param root rank of the root
     * @throws MPIException as the full form; {@link MPI#ERR_ROOT} if this rank is the root
     */
    public final void gatherv(
        final Object sendbuf, final int sendcount, final Datatype sendtype, final int root) {
        checkRole("gatherv", root, false, "no counts and displacements");
        CollectiveCalls.gatherv(this, Dialect.LOWER_CASE,
            sendbuf, 0, sendcount, sendtype, null, 0, null, null, null, root);
    }

    /**
     * Sends a block of equal size from the root to each rank, in the order of ranks (MPI 4.1, section 6.6). Collective;
     * blocks until the buffers may be used. The arguments for sending matter at the root only.
     *
     * @param sendbuf where the block of rank {@code r} is from item {@code r * sendcount} on
     * @param sendcount number of items to each rank
     * @param sendtype datatype of an item sent
     * @param recvbuf where the block goes; {@code null} at the root if its block shall stay in {@code sendbuf}
     * @param recvcount number of items of the block
     * @param recvtype datatype of an item received
     * @param root rank of the root
     * @throws MPIException as {@link #bcast(Object, int, Datatype, int)}
     */
    public final void scatter(
        final Object sendbuf,
        final int sendcount,
        final Datatype sendtype,
        final Object recvbuf,
        final int recvcount,
        final Datatype recvtype,
        final int root) {
        CollectiveCalls.scatter(this, Dialect.LOWER_CASE,
            sendbuf, 0, sendcount, sendtype, recvbuf, 0, recvcount, recvtype, root);
    }

    /**
     * Sends a block of equal size from the root to each rank, where the root's block stays in place (MPI 4.1, section
     * 6.6). Collective; blocks until the buffer may be used.
     *
     * @param buf at the root, where the block of rank {@code r} is from item {@code r * count} on; elsewhere where it
     *     goes
     * @param count number of items of one block
     * @param type datatype of an item
     * @param root rank of the root
     * @throws MPIException as {@link #bcast(Object, int, Datatype, int)}
     */
    public final void scatter(final Object buf, final int count, final Datatype type, final int root) {
        engine("scatter");
        if (isRoot(root)) {
            CollectiveCalls.scatter(this, Dialect.LOWER_CASE, buf, 0, count, type, null, 0, 0, type, root);
        } else {
            CollectiveCalls.scatter(this, Dialect.LOWER_CASE, null, 0, 0, null, buf, 0, count, type, root);
        }
    }

    /**
     * Sends a block of any size from the root to each rank (MPI 4.1, section 6.6). Collective; blocks until the buffers
     * may be used. The arguments for sending matter at the root only.
     *
     * @param sendbuf the buffer to send from
     * @param sendcounts number of items sent to each rank, indexed by rank
     * @param displs where the block of each rank is in {@code sendbuf}, in extents of {@code sendtype}
     * @param sendtype datatype of an item sent
     * @param recvbuf where the block goes; {@code null} at the root if its block shall stay in {@code sendbuf}
     * @param recvcount number of items of the block
     * @param recvtype datatype of an item received
     * @param root rank of the root
     * @throws MPIException as {@link #bcast(Object, int, Datatype, int)}; {@link MPI#ERR_COUNT} and {@link MPI#ERR_ARG}
     *     if there are fewer counts or displacements than ranks
     */
    public final void scatterv(
        final Object sendbuf,
        final int[] sendcounts,
        final int[] displs,
        final Datatype sendtype,
        final Object recvbuf,
        final int recvcount,
        final Datatype recvtype,
        final int root) {
        CollectiveCalls.scatterv(this, Dialect.LOWER_CASE,
            sendbuf, 0, sendcounts, displs, sendtype, recvbuf, 0, recvcount, recvtype, root);
    }

    /**
     * Sends a block of any size to each rank: the root's part, whose block stays in place (MPI 4.1, section 6.6). The
     * other ranks call {@link #scatterv(Object, int, Datatype, int)}. Collective; blocks until the buffer may be used.
     *
     * @param sendbuf the buffer to send from
     * @param sendcounts number of items sent to each rank, indexed by rank
     * @param displs where the block of each rank is in {@code sendbuf}, in extents of {@code sendtype}
     * @param sendtype datatype of an item sent
     * @param root rank of the root
     * @throws MPIException as the full form; {@link MPI#ERR_ROOT} if this rank is not the root
     */
    public final void scatterv(
        final Object sendbuf, final int[] sendcounts, final int[] displs, final Datatype sendtype, final int root) {
        checkRole("scatterv", root, true, "the blocks' counts and displacements");
        CollectiveCalls.scatterv(this, Dialect.LOWER_CASE,
            sendbuf, 0, sendcounts, displs, sendtype, null, 0, 0, sendtype, root);
    }

    /**
     * Sends a block of any size to each rank: the part of a rank that is not the root (MPI 4.1, section 6.6).
     * Collective; blocks until the buffer may be used.
     *
     * @param recvbuf the buffer to receive into
     * @param recvcount number of items of the block
     * @param recvtype datatype of an item received
     * @param root rank of the root
     * @throws MPIException as the full form; {@link MPI#ERR_ROOT} if this rank is the root
     */
    public final void scatterv(
        final Object recvbuf, final int recvcount, final Datatype recvtype, final int root) {
        checkRole("scatterv", root, false, "no counts and displacements");
        CollectiveCalls.scatterv(this, Dialect.LOWER_CASE,
            null, 0, null, null, null, recvbuf, 0, recvcount, recvtype, root);
    }

    /** Whether this rank is the root. */
    final boolean isRoot(final int root) {
        return root == (engine().isInter() ? MPI.ROOT : rank);
    }

    final void checkRole(final String operation, final int root, final boolean wantsRoot, final String given) {
        engine(operation);
        if (Checks.isRoot(this, root) && isRoot(root) != wantsRoot) {
            throw Faults.fault(MPI.ERR_ROOT, describe(operation) + Faults.root(root),
                wantsRoot ? "only the root gives " + given : "the root cannot give " + given);
        }
    }

    /**
     * Gathers a block of equal size from each rank at all ranks, in the order of ranks (MPI 4.1, section 6.7).
     * Collective; blocks until the buffers may be used.
     *
     * @param sendbuf the block; {@code null} at all ranks if it is in place in {@code recvbuf} already
     * @param sendcount number of items sent
     * @param sendtype datatype of an item sent
     * @param recvbuf where the block of rank {@code r} goes to item {@code r * recvcount}
     * @param recvcount number of items received from one rank
     * @param recvtype datatype of an item received
     * @throws MPIException {@link MPI#ERR_COMM}, {@link MPI#ERR_TYPE}, {@link MPI#ERR_COUNT}, {@link MPI#ERR_BUFFER};
     *     {@link MPI#ERR_TRUNCATE}, {@link MPI#ERR_PROC_FAILED}
     */
    public final void allGather(
        final Object sendbuf,
        final int sendcount,
        final Datatype sendtype,
        final Object recvbuf,
        final int recvcount,
        final Datatype recvtype) {
        CollectiveCalls.allgather(this, Dialect.LOWER_CASE,
            sendbuf, 0, sendcount, sendtype, recvbuf, 0, recvcount, recvtype);
    }

    /**
     * Gathers a block of equal size from each rank at all ranks, in place (MPI 4.1, section 6.7). Collective; blocks
     * until the buffer may be used.
     *
     * @param buf where the block of rank {@code r} goes to item {@code r * count}; that of this rank is there
     * @param count number of items of one block
     * @param type datatype of an item
     * @throws MPIException as the full form
     */
    public final void allGather(final Object buf, final int count, final Datatype type) {
        CollectiveArguments.requireOneGroup(this, "allgather");
        CollectiveCalls.allgather(this, Dialect.LOWER_CASE, null, 0, 0, type, buf, 0, count, type);
    }

    /**
     * Gathers a block of any size from each rank at all ranks (MPI 4.1, section 6.7). Collective; blocks until the
     * buffers may be used.
     *
     * @param sendbuf the block; {@code null} at all ranks if it is in place in {@code recvbuf} already
     * @param sendcount number of items sent
     * @param sendtype datatype of an item sent
     * @param recvbuf the buffer to receive into
     * @param recvcounts number of items received from each rank, indexed by rank
     * @param displs where the block of each rank goes in {@code recvbuf}, in extents of {@code recvtype}
     * @param recvtype datatype of an item received
     * @throws MPIException as {@link #allGather(Object, int, Datatype, Object, int, Datatype)}; {@link MPI#ERR_COUNT}
     *     and {@link MPI#ERR_ARG} if there are fewer counts or displacements than ranks
     */
    public final void allGatherv(
        final Object sendbuf,
        final int sendcount,
        final Datatype sendtype,
        final Object recvbuf,
        final int[] recvcounts,
        final int[] displs,
        final Datatype recvtype) {
        CollectiveCalls.allgatherv(this, Dialect.LOWER_CASE,
            sendbuf, 0, sendcount, sendtype, recvbuf, 0, recvcounts, displs, recvtype);
    }

    /**
     * Gathers a block of any size from each rank at all ranks, in place (MPI 4.1, section 6.7). Collective; blocks
     * until the buffer may be used.
     *
     * @param recvbuf where the blocks go; that of this rank is there
     * @param recvcounts number of items received from each rank, indexed by rank
     * @param displs where the block of each rank goes in {@code recvbuf}, in extents of {@code recvtype}
     * @param recvtype datatype of an item received
     * @throws MPIException as the full form
     */
    public final void allGatherv(
        final Object recvbuf, final int[] recvcounts, final int[] displs, final Datatype recvtype) {
        CollectiveArguments.requireOneGroup(this, "allgatherv");
        CollectiveCalls.allgatherv(this, Dialect.LOWER_CASE,
            null, 0, 0, recvtype, recvbuf, 0, recvcounts, displs, recvtype);
    }

    /**
     * Sends a block of equal size from each rank to each rank (MPI 4.1, section 6.8). Collective; blocks until the
     * buffers may be used.
     *
     * @param sendbuf the block for rank {@code r} from item {@code r * sendcount} on; {@code null} at all ranks for in
     *     place
     * @param sendcount number of items to each rank
     * @param sendtype datatype of an item sent
     * @param recvbuf where the block of rank {@code r} goes to item {@code r * recvcount}
     * @param recvcount number of items received from one rank
     * @param recvtype datatype of an item received
     * @throws MPIException as {@link #allGather(Object, int, Datatype, Object, int, Datatype)}
     */
    public final void allToAll(
        final Object sendbuf,
        final int sendcount,
        final Datatype sendtype,
        final Object recvbuf,
        final int recvcount,
        final Datatype recvtype) {
        CollectiveCalls.alltoall(this, Dialect.LOWER_CASE,
            sendbuf, 0, sendcount, sendtype, recvbuf, 0, recvcount, recvtype);
    }

    /**
     * Sends a block of any size from each rank to each rank (MPI 4.1, section 6.8). Collective; blocks until the
     * buffers may be used.
     *
     * @param sendbuf the blocks to send; {@code null} at all ranks for in place
     * @param sendcounts number of items sent to each rank, indexed by rank
     * @param sdispls where the block for each rank starts in {@code sendbuf}, in extents of {@code sendtype}
     * @param sendtype datatype of an item sent
     * @param recvbuf the buffer to receive into
     * @param recvcounts number of items received from each rank, indexed by rank
     * @param rdispls where the block of each rank starts in {@code recvbuf}, in extents of {@code recvtype}
     * @param recvtype datatype of an item received
     * @throws MPIException as {@link #allGather(Object, int, Datatype, Object, int, Datatype)}; {@link MPI#ERR_COUNT}
     *     and {@link MPI#ERR_ARG} if there are fewer counts or displacements than ranks
     */
    public final void allToAllv(
        final Object sendbuf,
        final int[] sendcounts,
        final int[] sdispls,
        final Datatype sendtype,
        final Object recvbuf,
        final int[] recvcounts,
        final int[] rdispls,
        final Datatype recvtype) {
        CollectiveCalls.alltoallv(this, Dialect.LOWER_CASE,
            sendbuf, 0, sendcounts, sdispls, sendtype, recvbuf, 0, recvcounts, rdispls, recvtype);
    }

    /**
     * Combines the items of all ranks at the root (MPI 4.1, section 6.9.1). Collective; blocks until the buffers may be
     * used. The receive buffer matters at the root only.
     *
     * @param sendbuf the items of this rank; {@code null} at the root if they are in {@code recvbuf}
     * @param recvbuf the result
     * @param count number of items, 0 or more
     * @param type datatype of an item
     * @param op the operation
     * @param root rank of the root
     * @throws MPIException {@link MPI#ERR_COMM}, {@link MPI#ERR_ROOT}, {@link MPI#ERR_TYPE}, {@link MPI#ERR_COUNT},
     *     {@link MPI#ERR_BUFFER}, {@link MPI#ERR_OP} if the operation is freed or not defined on the type;
     *     {@link MPI#ERR_PROC_FAILED}
     */
    public final void reduce(
        final Object sendbuf,
        final Object recvbuf,
        final int count,
        final Datatype type,
        final Op op,
        final int root) {
        CollectiveCalls.reduce(this, Dialect.LOWER_CASE, sendbuf, 0, recvbuf, 0, count, type, op, root);
    }

    /**
     * Combines the items of all ranks at the root, whose items are replaced by the result (MPI 4.1, section 6.9.1).
     * Collective; blocks until the buffer may be used.
     *
     * @param buf the items of this rank; at the root also the result
     * @param count number of items, 0 or more
     * @param type datatype of an item
     * @param op the operation
     * @param root rank of the root
     * @throws MPIException as the full form
     */
    public final void reduce(final Object buf, final int count, final Datatype type, final Op op, final int root) {
        engine("reduce");
        if (isRoot(root)) {
            CollectiveCalls.reduce(this, Dialect.LOWER_CASE, null, 0, buf, 0, count, type, op, root);
        } else {
            CollectiveCalls.reduce(this, Dialect.LOWER_CASE, buf, 0, null, 0, count, type, op, root);
        }
    }

    /**
     * Combines the items of all ranks at all ranks (MPI 4.1, section 6.9.6). Collective; blocks until the buffers may
     * be used. The result is bitwise the same everywhere.
     *
     * @param sendbuf the items of this rank; {@code null} at all ranks if they are in {@code recvbuf}
     * @param recvbuf the result
     * @param count number of items, 0 or more
     * @param type datatype of an item
     * @param op the operation
     * @throws MPIException {@link MPI#ERR_COMM}, {@link MPI#ERR_TYPE}, {@link MPI#ERR_COUNT}, {@link MPI#ERR_BUFFER},
     *     {@link MPI#ERR_OP} if the operation is freed or not defined on the type; {@link MPI#ERR_PROC_FAILED}
     */
    public final void allReduce(
        final Object sendbuf, final Object recvbuf, final int count, final Datatype type, final Op op) {
        CollectiveCalls.allreduce(this, Dialect.LOWER_CASE, sendbuf, 0, recvbuf, 0, count, type, op);
    }

    /**
     * Combines the items of all ranks at all ranks, in place (MPI 4.1, section 6.9.6). Collective; blocks until the
     * buffer may be used.
     *
     * @param buf the items of this rank, replaced by the result
     * @param count number of items, 0 or more
     * @param type datatype of an item
     * @param op the operation
     * @throws MPIException as the full form
     */
    public final void allReduce(final Object buf, final int count, final Datatype type, final Op op) {
        CollectiveArguments.requireOneGroup(this, "allreduce");
        CollectiveCalls.allreduce(this, Dialect.LOWER_CASE, null, 0, buf, 0, count, type, op);
    }

    // Packing (MPI 4.1, section 5.2)

    /**
     * Packs items into an array (MPI 4.1, section 5.2), to be sent as {@link MPI#PACKED}. Local.
     *
     * @param inbuf the buffer to pack from
     * @param incount number of items, 0 or more
     * @param datatype datatype of an item
     * @param outbuf the array to pack into
     * @param position index of the first byte used
     * @return index of the first byte behind what was packed
     * @throws MPIException {@link MPI#ERR_COMM}, {@link MPI#ERR_TYPE}, {@link MPI#ERR_COUNT}, {@link MPI#ERR_BUFFER},
     *     {@link MPI#ERR_ARG} for a position outside of the array; {@link MPI#ERR_TRUNCATE} if there is no room
     */
    public final int pack(
        final Object inbuf, final int incount, final Datatype datatype, final byte[] outbuf, final int position) {
        return PackCalls.pack(this, Dialect.LOWER_CASE, inbuf, 0, incount, datatype, outbuf, position);
    }

    /**
     * Unpacks items from an array (MPI 4.1, section 5.2). Local.
     *
     * @param inbuf the array to unpack from
     * @param position index of the first byte used
     * @param outbuf the buffer to unpack into
     * @param outcount number of items, 0 or more
     * @param datatype datatype of an item
     * @return index of the first byte behind what was unpacked
     * @throws MPIException as {@link #pack}
     */
    public final int unpack(
        final byte[] inbuf, final int position, final Object outbuf, final int outcount, final Datatype datatype) {
        return PackCalls.unpack(this, Dialect.LOWER_CASE, inbuf, position, outbuf, 0, outcount, datatype);
    }

    /**
     * How long an array has to be for {@link #pack} (MPI 4.1, section 5.2). Local.
     *
     * @param incount number of items, 0 or more
     * @param datatype datatype of an item, not of objects
     * @return length in bytes
     * @throws MPIException {@link MPI#ERR_COMM}, {@link MPI#ERR_COUNT}, {@link MPI#ERR_TYPE}, also for objects
     */
    public final int packSize(final int incount, final Datatype datatype) {
        return PackCalls.packSize(this, incount, datatype);
    }

    /**
     * Sends a block of any size and type from each rank to each rank (MPI 4.1, section 6.8). Collective; blocks until
     * the buffers may be used.
     *
     * @param sendbuf the blocks to send; {@code null} at all ranks for in place
     * @param sendcounts number of items sent to each rank, indexed by rank
     * @param sdispls where the block for each rank starts in {@code sendbuf}, in bytes; of objects in slots
     * @param sendtypes datatype of the items sent to each rank, indexed by rank
     * @param recvbuf the buffer to receive into
     * @param recvcounts number of items received from each rank, indexed by rank
     * @param rdispls where the block of each rank goes in {@code recvbuf}, in bytes; of objects in slots
     * @param recvtypes datatype of the items received from each rank, indexed by rank
     * @throws MPIException as {@link #allToAllv(Object, int[], int[], Datatype, Object, int[], int[], Datatype)};
     *     {@link MPI#ERR_TYPE} if there are fewer datatypes than ranks
     */
    public final void allToAllw(
        final Object sendbuf,
        final int[] sendcounts,
        final int[] sdispls,
        final Datatype[] sendtypes,
        final Object recvbuf,
        final int[] recvcounts,
        final int[] rdispls,
        final Datatype[] recvtypes) {
        CollectiveCalls.alltoallw(this, sendbuf, sendcounts, sdispls, sendtypes, recvbuf, recvcounts, rdispls,
            recvtypes);
    }

    /**
     * Combines the items of all ranks, of which each rank gets a block (MPI 4.1, section 6.10.2). Collective; blocks
     * until the buffers may be used.
     *
     * @param sendbuf the items of this rank, one block for each rank; {@code null} at all ranks if they are in {@code
     *     recvbuf}, to whose start the result goes
     * @param recvbuf the result: this rank's block
     * @param recvcounts number of items of each block, indexed by rank; the same at all ranks
     * @param type datatype of an item
     * @param op the operation
     * @throws MPIException as {@link #allReduce(Object, Object, int, Datatype, Op)}; {@link MPI#ERR_COUNT} if there
     *     are fewer counts than ranks
     */
    public final void reduceScatter(
        final Object sendbuf, final Object recvbuf, final int[] recvcounts, final Datatype type, final Op op) {
        CollectiveCalls.reduceScatter(this, Dialect.LOWER_CASE, sendbuf, 0, recvbuf, 0, recvcounts, type, op);
    }

    /**
     * Combines the items of all ranks, of which each rank gets a block, in place (MPI 4.1, section 6.10.2).
     * Collective; blocks until the buffer may be used.
     *
     * @param buf the items of this rank, one block for each rank; this rank's block of the result goes to its start
     * @param recvcounts number of items of each block, indexed by rank; the same at all ranks
     * @param type datatype of an item
     * @param op the operation
     * @throws MPIException as the full form
     */
    public final void reduceScatter(
        final Object buf, final int[] recvcounts, final Datatype type, final Op op) {
        CollectiveArguments.requireOneGroup(this, "reduce_scatter");
        CollectiveCalls.reduceScatter(this, Dialect.LOWER_CASE, null, 0, buf, 0, recvcounts, type, op);
    }

    /**
     * Combines the items of all ranks, of which each rank gets a block of equal size (MPI 4.1, section 6.10.1).
     * Collective; blocks until the buffers may be used.
     *
     * @param sendbuf the items of this rank, one block for each rank; {@code null} at all ranks if they are in {@code
     *     recvbuf}, to whose start the result goes
     * @param recvbuf the result: this rank's block
     * @param recvcount number of items of a block
     * @param type datatype of an item
     * @param op the operation
     * @throws MPIException as {@link #allReduce(Object, Object, int, Datatype, Op)}
     */
    public final void reduceScatterBlock(
        final Object sendbuf, final Object recvbuf, final int recvcount, final Datatype type, final Op op) {
        CollectiveCalls.reduceScatterBlock(this, sendbuf, recvbuf, recvcount, type, op);
    }

    /**
     * Combines the items of all ranks, of which each rank gets a block of equal size, in place (MPI 4.1, section
     * 6.10.1). Collective; blocks until the buffer may be used.
     *
     * @param buf the items of this rank, one block for each rank; this rank's block of the result goes to its start
     * @param count number of items of a block
     * @param type datatype of an item
     * @param op the operation
     * @throws MPIException as the full form
     */
    public final void reduceScatterBlock(final Object buf, final int count, final Datatype type, final Op op) {
        CollectiveArguments.requireOneGroup(this, "reduce_scatter_block");
        CollectiveCalls.reduceScatterBlock(this, null, buf, count, type, op);
    }

    /**
     * Combines two buffers of this rank (MPI 4.1, section 6.9.7): {@code inoutbuf = inbuf op inoutbuf}. Local.
     *
     * @param inbuf the left operands
     * @param inoutbuf the right operands, replaced by the result
     * @param count number of items, 0 or more
     * @param type datatype of an item
     * @param op the operation
     * @throws MPIException {@link MPI#ERR_TYPE}, {@link MPI#ERR_COUNT}, {@link MPI#ERR_BUFFER}, {@link MPI#ERR_OP} if
     *     the operation is freed or not defined on the type
     */
    public static void reduceLocal(
        final Object inbuf, final Object inoutbuf, final int count, final Datatype type, final Op op) {
        CollectiveCalls.reduceLocal(Dialect.LOWER_CASE, inbuf, inoutbuf, count, type, op);
    }

    /**
     * Gathers a block of equal size from each neighbour in the topology (MPI 4.1, section 8.6.1). Collective; blocks
     * until the buffers may be used.
     *
     * @param sendbuf the block, the same for all neighbours
     * @param sendcount number of items sent to a neighbour
     * @param sendtype datatype of an item sent
     * @param recvbuf where the block of source {@code i} goes to item {@code i * recvcount}; left alone where there is
     *     none
     * @param recvcount number of items received from one neighbour
     * @param recvtype datatype of an item received
     * @throws MPIException as {@link #allGather(Object, int, Datatype, Object, int, Datatype)}; {@link
     *     MPI#ERR_TOPOLOGY} if the communicator has no topology
     */
    public final void neighborAllGather(
        final Object sendbuf,
        final int sendcount,
        final Datatype sendtype,
        final Object recvbuf,
        final int recvcount,
        final Datatype recvtype) {
        CollectiveCalls.neighborAllgather(this, sendbuf, sendcount, sendtype, recvbuf, recvcount, recvtype);
    }

    /**
     * Gathers a block of any size from each neighbour in the topology (MPI 4.1, section 8.6.1). Collective; blocks
     * until the buffers may be used.
     *
     * @param sendbuf the block, the same for all neighbours
     * @param sendcount number of items sent to a neighbour
     * @param sendtype datatype of an item sent
     * @param recvbuf the buffer to receive into
     * @param recvcounts number of items received from each source
     * @param displs where the block of each source goes, in extents of {@code recvtype}
     * @param recvtype datatype of an item received
     * @throws MPIException as {@link #neighborAllGather}
     */
    public final void neighborAllGatherv(
        final Object sendbuf,
        final int sendcount,
        final Datatype sendtype,
        final Object recvbuf,
        final int[] recvcounts,
        final int[] displs,
        final Datatype recvtype) {
        CollectiveCalls.neighborAllgatherv(this, sendbuf, sendcount, sendtype, recvbuf, recvcounts, displs, recvtype);
    }

    /**
     * Sends a block of equal size to each neighbour in the topology (MPI 4.1, section 8.6.2). Collective; blocks until
     * the buffers may be used.
     *
     * @param sendbuf the block for destination {@code i} from item {@code i * sendcount} on
     * @param sendcount number of items sent to a neighbour
     * @param sendtype datatype of an item sent
     * @param recvbuf where the block of source {@code i} goes to item {@code i * recvcount}; left alone where there is
     *     none
     * @param recvcount number of items received from one neighbour
     * @param recvtype datatype of an item received
     * @throws MPIException as {@link #neighborAllGather}
     */
    public final void neighborAllToAll(
        final Object sendbuf,
        final int sendcount,
        final Datatype sendtype,
        final Object recvbuf,
        final int recvcount,
        final Datatype recvtype) {
        CollectiveCalls.neighborAlltoall(this, sendbuf, sendcount, sendtype, recvbuf, recvcount, recvtype);
    }

    /**
     * Sends a block of any size to each neighbour in the topology (MPI 4.1, section 8.6.2). Collective; blocks until
     * the buffers may be used.
     *
     * @param sendbuf the buffer to send from
     * @param sendcounts number of items sent to each destination
     * @param sdispls where each block starts in {@code sendbuf}, in extents of {@code sendtype}
     * @param sendtype datatype of an item sent
     * @param recvbuf the buffer to receive into
     * @param recvcounts number of items received from each source
     * @param rdispls where each block goes in {@code recvbuf}, in extents of {@code recvtype}
     * @param recvtype datatype of an item received
     * @throws MPIException as {@link #neighborAllGather}
     */
    public final void neighborAllToAllv(
        final Object sendbuf,
        final int[] sendcounts,
        final int[] sdispls,
        final Datatype sendtype,
        final Object recvbuf,
        final int[] recvcounts,
        final int[] rdispls,
        final Datatype recvtype) {
        CollectiveCalls.neighborAlltoallv(this, sendbuf, sendcounts, sdispls, sendtype, recvbuf, recvcounts, rdispls,
            recvtype);
    }

    @Override
    public String toString() {
        if (engine() == null) {
            return absentName + (absence == null ? " (not in use)" : " (" + absence + ")");
        }
        return engine.name() + ", rank " + rank + " of " + size;
    }
}
