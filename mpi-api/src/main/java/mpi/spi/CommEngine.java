package mpi.spi;

import java.util.function.Consumer;

/**
 * One communicator of one rank, as package {@code mpi} sees it.
 *
 * <p>A buffer is {@code (Object buffer, long offset, long count, Layout type)}: {@code buffer} is an array of a
 * primitive type, {@code Object[]}, a {@link java.nio.Buffer} (from its element 0, whatever position and limit), a
 * {@link java.lang.foreign.MemorySegment}, or {@code null} where {@code count} is 0. {@code offset} is in bytes from
 * the first element; in array slots for {@code Object[]} and {@code boolean[]}. {@code count} is in items of
 * {@code type}. Package {@code mpi} has checked ranks, tags, counts, and that the buffer holds that many bytes; the
 * engine checks what only it can know. A collective whose send and receive buffers overlap gives the answer of disjoint
 * ones. All methods throw {@link mpi.MPIException}; operations on a communicator follow
 * MPI 4.1, chapters 3, 6 and 7.
 */
public interface CommEngine {
    /** Stands for MPI_IN_PLACE as the send buffer (or, in scatter, the receive buffer) of a collective operation. */
    Object IN_PLACE = new Object() {
        @Override
        public String toString() {
            return "MPI_IN_PLACE";
        }
    };

    /**
     * This rank.
     *
     * @return 0 to {@code size() - 1}
     */
    int rank();

    /**
     * Number of ranks.
     *
     * @return at least 1
     */
    int size();

    /**
     * The ranks in {@code COMM_WORLD} of this communicator's members.
     *
     * @return a new array, indexed by rank
     */
    int[] worldRanks();

    /**
     * Whether this is an intercommunicator: messages go to the ranks of another group.
     *
     * @return whether it is
     */
    default boolean isInter() {
        return false;
    }

    /**
     * The ranks in {@code COMM_WORLD} that messages go to: the other group's in an intercommunicator, otherwise this
     * communicator's members.
     *
     * @return a new array, indexed by the rank that sends and receives name
     */
    default int[] remoteWorldRanks() {
        return worldRanks();
    }

    /**
     * The name used in texts.
     *
     * @return for example {@code COMM_WORLD}
     */
    String name();

    /**
     * Sets the name used in texts.
     *
     * @param name the new name
     */
    void name(String name);

    /**
     * Sends and blocks until the buffer may be used again (in mode SYNCHRONOUS: until the receive has started).
     *
     * @param mode communication mode
     * @param buffer see the class comment
     * @param offset see the class comment
     * @param count number of items
     * @param type layout of an item
     * @param dest rank of the receiver, or {@code MPI.PROC_NULL}
     * @param tag tag
     */
    void send(SendMode mode, Object buffer, long offset, long count, Layout type, int dest, int tag);

    /**
     * Starts a send.
     *
     * @param mode communication mode
     * @param copy whether the buffer may be overwritten at once, up to the eager limit (capitalised dialect)
     * @param buffer see the class comment
     * @param offset see the class comment
     * @param count number of items
     * @param type layout of an item
     * @param dest rank of the receiver, or {@code MPI.PROC_NULL}
     * @param tag tag
     * @return the request
     */
    RequestEngine isend(SendMode mode, boolean copy, Object buffer, long offset, long count, Layout type, int dest,
        int tag);

    /**
     * Receives and blocks until the message is in the buffer.
     *
     * @param buffer see the class comment
     * @param offset see the class comment
     * @param count number of items that fit
     * @param type layout of an item
     * @param source rank of the sender, {@code MPI.ANY_SOURCE} or {@code MPI.PROC_NULL}
     * @param tag tag or {@code MPI.ANY_TAG}
     * @param completion receives the outcome; errors are set there, not thrown
     */
    void recv(Object buffer, long offset, long count, Layout type, int source, int tag, Completion completion);

    /**
     * Starts a receive.
     *
     * @param buffer see the class comment
     * @param offset see the class comment
     * @param count number of items that fit
     * @param type layout of an item
     * @param source rank of the sender, {@code MPI.ANY_SOURCE} or {@code MPI.PROC_NULL}
     * @param tag tag or {@code MPI.ANY_TAG}
     * @return the request
     */
    RequestEngine irecv(Object buffer, long offset, long count, Layout type, int source, int tag);

    /**
     * Sends and receives at once; blocks until both are done.
     *
     * @param sendBuffer see the class comment
     * @param sendOffset see the class comment
     * @param sendCount number of items sent
     * @param sendType layout of an item sent
     * @param dest rank of the receiver, or {@code MPI.PROC_NULL}
     * @param sendTag tag of the message sent
     * @param recvBuffer see the class comment
     * @param recvOffset see the class comment
     * @param recvCount number of items that fit
     * @param recvType layout of an item received
     * @param source rank of the sender, {@code MPI.ANY_SOURCE} or {@code MPI.PROC_NULL}
     * @param recvTag tag of the message received or {@code MPI.ANY_TAG}
     * @param completion receives the outcome of the receive; errors of the send are thrown
     */
    void sendrecv(Object sendBuffer, long sendOffset, long sendCount, Layout sendType, int dest, int sendTag,
        Object recvBuffer, long recvOffset, long recvCount, Layout recvType, int source, int recvTag,
        Completion completion);

    /**
     * Packs items into an array (MPI 4.1, section 5.2).
     *
     * @param buffer the buffer to pack from
     * @param offset see the interface comment
     * @param count number of items
     * @param type layout of an item
     * @param packed the array to pack into
     * @param position index of the first byte used
     * @return index of the first byte behind what was packed
     */
    int pack(Object buffer, long offset, long count, Layout type, byte[] packed, int position);

    /**
     * Unpacks items from an array (MPI 4.1, section 5.2).
     *
     * @param packed the array to unpack from
     * @param position index of the first byte used
     * @param buffer the buffer to unpack into
     * @param offset see the interface comment
     * @param count number of items
     * @param type layout of an item
     * @return index of the first byte behind what was unpacked
     */
    int unpack(byte[] packed, int position, Object buffer, long offset, long count, Layout type);

    /**
     * Blocks until a matching message can be received, and leaves it there.
     *
     * @param source rank of the sender, {@code MPI.ANY_SOURCE} or {@code MPI.PROC_NULL}
     * @param tag tag or {@code MPI.ANY_TAG}
     * @param completion receives source, tag and length
     */
    void probe(int source, int tag, Completion completion);

    /**
     * Asks whether a matching message can be received; makes progress once.
     *
     * @param source rank of the sender, {@code MPI.ANY_SOURCE} or {@code MPI.PROC_NULL}
     * @param tag tag or {@code MPI.ANY_TAG}
     * @param completion receives source, tag and length if there is one
     * @return whether there is one
     */
    boolean iprobe(int source, int tag, Completion completion);

    /**
     * Sends in buffered mode (MPI 4.1, section 3.4): does not wait for the receiver.
     *
     * @param buffer see the class comment; may be overwritten at once
     * @param offset see the class comment
     * @param count number of items
     * @param type layout of an item
     * @param dest rank of the receiver, or {@code MPI.PROC_NULL}
     * @param tag tag
     * @return a request that is complete
     * @throws mpi.MPIException {@code MPI.ERR_BUFFER} if the attached buffer has not the room
     */
    RequestEngine bsend(Object buffer, long offset, long count, Layout type, int dest, int tag);

    /**
     * Blocks until a matching message can be received, and takes it: no other receive or probe will find it.
     *
     * @param source rank of the sender, {@code MPI.ANY_SOURCE} or {@code MPI.PROC_NULL}
     * @param tag tag or {@code MPI.ANY_TAG}
     * @param completion receives source, tag and length, or an error
     * @return the message; {@code null} if there is an error
     */
    MessageEngine mprobe(int source, int tag, Completion completion);

    /**
     * Asks whether a matching message can be received, and takes it; makes progress once.
     *
     * @param source rank of the sender, {@code MPI.ANY_SOURCE} or {@code MPI.PROC_NULL}
     * @param tag tag or {@code MPI.ANY_TAG}
     * @param completion receives source, tag and length if there is one, or an error
     * @return the message; {@code null} if there is none or an error
     */
    MessageEngine improbe(int source, int tag, Completion completion);

    /** Blocks until all ranks have called it. */
    void barrier();

    /**
     * Broadcasts from {@code root}.
     *
     * @param buffer see the class comment
     * @param offset see the class comment
     * @param count number of items
     * @param type layout of an item
     * @param root rank of the root
     */
    void bcast(Object buffer, long offset, long count, Layout type, int root);

    /**
     * Gathers blocks of equal size at {@code root}. The receive arguments matter at the root only.
     *
     * @param sendBuffer contribution, or {@link #IN_PLACE} at the root
     * @param sendOffset see the class comment
     * @param sendCount number of items sent
     * @param sendType layout of an item sent
     * @param recvBuffer where block {@code r} goes to item {@code r * recvCount}
     * @param recvOffset see the class comment
     * @param recvCount number of items from each rank
     * @param recvType layout of an item received
     * @param root rank of the root
     */
    void gather(Object sendBuffer, long sendOffset, long sendCount, Layout sendType, Object recvBuffer, long recvOffset,
        long recvCount, Layout recvType, int root);

    /**
     * Gathers blocks of any size at {@code root}. The receive arguments matter at the root only.
     *
     * @param sendBuffer contribution, or {@link #IN_PLACE} at the root
     * @param sendOffset see the class comment
     * @param sendCount number of items sent
     * @param sendType layout of an item sent
     * @param recvBuffer where block {@code r} goes to item {@code displs[r]}
     * @param recvOffset see the class comment
     * @param recvCounts number of items from each rank
     * @param displs displacement of each block, in extents of {@code recvType}
     * @param recvType layout of an item received
     * @param root rank of the root
     */
    void gatherv(Object sendBuffer, long sendOffset, long sendCount, Layout sendType, Object recvBuffer,
        long recvOffset,
        int[] recvCounts, int[] displs, Layout recvType, int root);

    /**
     * Scatters blocks of equal size from {@code root}. The send arguments matter at the root only.
     *
     * @param sendBuffer block {@code r} is taken from item {@code r * sendCount}
     * @param sendOffset see the class comment
     * @param sendCount number of items to each rank
     * @param sendType layout of an item sent
     * @param recvBuffer where the block goes, or {@link #IN_PLACE} at the root
     * @param recvOffset see the class comment
     * @param recvCount number of items received
     * @param recvType layout of an item received
     * @param root rank of the root
     */
    void scatter(Object sendBuffer, long sendOffset, long sendCount, Layout sendType, Object recvBuffer,
        long recvOffset,
        long recvCount, Layout recvType, int root);

    /**
     * Scatters blocks of any size from {@code root}. The send arguments matter at the root only.
     *
     * @param sendBuffer block {@code r} is taken from item {@code displs[r]}
     * @param sendOffset see the class comment
     * @param sendCounts number of items to each rank
     * @param displs displacement of each block, in extents of {@code sendType}
     * @param sendType layout of an item sent
     * @param recvBuffer where the block goes, or {@link #IN_PLACE} at the root
     * @param recvOffset see the class comment
     * @param recvCount number of items received
     * @param recvType layout of an item received
     * @param root rank of the root
     */
    void scatterv(Object sendBuffer, long sendOffset, int[] sendCounts, int[] displs, Layout sendType,
        Object recvBuffer,
        long recvOffset, long recvCount, Layout recvType, int root);

    /**
     * Gathers blocks of equal size at every rank.
     *
     * @param sendBuffer contribution, or {@link #IN_PLACE} everywhere
     * @param sendOffset see the class comment
     * @param sendCount number of items sent
     * @param sendType layout of an item sent
     * @param recvBuffer where block {@code r} goes to item {@code r * recvCount}
     * @param recvOffset see the class comment
     * @param recvCount number of items from each rank
     * @param recvType layout of an item received
     */
    void allgather(Object sendBuffer, long sendOffset, long sendCount, Layout sendType, Object recvBuffer,
        long recvOffset, long recvCount, Layout recvType);

    /**
     * Gathers blocks of any size at every rank.
     *
     * @param sendBuffer contribution, or {@link #IN_PLACE} everywhere
     * @param sendOffset see the class comment
     * @param sendCount number of items sent
     * @param sendType layout of an item sent
     * @param recvBuffer where block {@code r} goes to item {@code displs[r]}
     * @param recvOffset see the class comment
     * @param recvCounts number of items from each rank
     * @param displs displacement of each block, in extents of {@code recvType}
     * @param recvType layout of an item received
     */
    void allgatherv(Object sendBuffer, long sendOffset, long sendCount, Layout sendType, Object recvBuffer,
        long recvOffset, int[] recvCounts, int[] displs, Layout recvType);

    /**
     * Every rank sends a block of equal size to every rank.
     *
     * @param sendBuffer block for rank {@code r} at item {@code r * sendCount}, or {@link #IN_PLACE} everywhere
     * @param sendOffset see the class comment
     * @param sendCount number of items to each rank
     * @param sendType layout of an item sent
     * @param recvBuffer where the block of rank {@code r} goes to item {@code r * recvCount}
     * @param recvOffset see the class comment
     * @param recvCount number of items from each rank
     * @param recvType layout of an item received
     */
    void alltoall(Object sendBuffer, long sendOffset, long sendCount, Layout sendType, Object recvBuffer,
        long recvOffset,
        long recvCount, Layout recvType);

    /**
     * Every rank sends a block of any size to every rank.
     *
     * @param sendBuffer block for rank {@code r} at item {@code sendDispls[r]}, or {@link #IN_PLACE} everywhere
     * @param sendOffset see the class comment
     * @param sendCounts number of items to each rank
     * @param sendDispls displacement of each block, in extents of {@code sendType}
     * @param sendType layout of an item sent
     * @param recvBuffer where the block of rank {@code r} goes to item {@code recvDispls[r]}
     * @param recvOffset see the class comment
     * @param recvCounts number of items from each rank
     * @param recvDispls displacement of each block, in extents of {@code recvType}
     * @param recvType layout of an item received
     */
    void alltoallv(Object sendBuffer, long sendOffset, int[] sendCounts, int[] sendDispls, Layout sendType,
        Object recvBuffer, long recvOffset, int[] recvCounts, int[] recvDispls, Layout recvType);

    /**
     * Combines the contributions of all ranks at {@code root}, in rank order unless {@code op} is commutative.
     *
     * @param sendBuffer contribution, or {@link #IN_PLACE} at the root
     * @param sendOffset see the class comment
     * @param recvBuffer result, at the root only
     * @param recvOffset see the class comment
     * @param count number of items
     * @param type layout of an item
     * @param op the operation
     * @param root rank of the root
     */
    void reduce(Object sendBuffer, long sendOffset, Object recvBuffer, long recvOffset, long count, Layout type,
        Reduction op, int root);

    /**
     * Combines the contributions of all ranks at every rank; the result is bitwise equal everywhere.
     *
     * @param sendBuffer contribution, or {@link #IN_PLACE} everywhere
     * @param sendOffset see the class comment
     * @param recvBuffer result
     * @param recvOffset see the class comment
     * @param count number of items
     * @param type layout of an item
     * @param op the operation
     */
    void allreduce(Object sendBuffer, long sendOffset, Object recvBuffer, long recvOffset, long count, Layout type,
        Reduction op);

    /**
     * Runs a collective operation of any kind to its end.
     *
     * @param operation the operation
     */
    void run(Collective operation);

    /**
     * Starts a collective operation of any kind but reduce_local (MPI 4.1, section 6.12). Operations of all members
     * come in the same order, blocking ones among them; any number may be under way.
     *
     * @param operation the operation; its arrays and buffers are the engine's until it is complete
     * @return the request
     */
    RequestEngine start(Collective operation);

    /**
     * Prepares a collective operation of any kind but reduce_local to be started many times (MPI 4.1, section 6.13).
     * All members prepare their operations in the same order, among those that they run and start.
     *
     * @param operation the operation; its arrays are the engine's from now on, its buffers while it is under way
     * @return the operation
     */
    PersistentEngine init(Collective operation);

    /**
     * Duplicates the communicator; collective.
     *
     * @return a communicator of the same group with a context of its own
     */
    CommEngine dup();

    /**
     * Starts to make what {@link #dup} makes; collective.
     *
     * @param made takes the new communicator, in the thread that completes the request
     * @return the request
     */
    RequestEngine idup(Consumer<CommEngine> made);

    /**
     * Splits the communicator by color, ordered by key, then rank; collective.
     *
     * @param color 0 or more, or {@code MPI.UNDEFINED}
     * @param key order within the color
     * @return this rank's part, or {@code null} if {@code color} is {@code MPI.UNDEFINED}
     */
    CommEngine split(int color, int key);

    /**
     * Splits the communicator into parts whose ranks are on one host, ordered by key, then rank; collective.
     *
     * @param key order within the part
     * @return this rank's part
     */
    CommEngine splitShared(int key);

    /**
     * Makes a communicator of some members; called by all members of this communicator.
     *
     * @param ranks ranks in this communicator, in the order of the new one
     * @return the new communicator, or {@code null} if this rank is not in it
     */
    CommEngine create(int[] ranks);

    /**
     * Makes a communicator of some members; called by those alone. Several threads may do so at once with different
     * tags.
     *
     * @param ranks ranks in this communicator, in the order of the new one
     * @param tag tells calls apart, 0 or more
     * @return the new communicator, or {@code null} if this rank is not in it
     */
    CommEngine createGroup(int[] ranks, int tag);

    /**
     * Makes an intercommunicator of this communicator's group and another one's; collective over both.
     *
     * @param localLeader rank in this communicator of the one that talks to the other group
     * @param peer a communicator with both leaders in it; looked at by the leader only
     * @param remoteLeader rank of the other leader in {@code peer}; looked at by the leader only
     * @param tag tells calls of the leaders apart, 0 or more
     * @return the intercommunicator
     * @throws mpi.MPIException {@code MPI.ERR_COMM} if a rank is in both groups
     */
    CommEngine createInter(int localLeader, CommEngine peer, int remoteLeader, int tag);

    /**
     * Makes a communicator of both groups of an intercommunicator; collective.
     *
     * @param high whether this rank's group comes last; the same at all its ranks
     * @return the communicator
     */
    CommEngine merge(boolean high);

    /** Frees the communicator; collective. Pending operations complete. */
    void free();

    /** Waits for all operations that this rank has started on the communicator, then frees it; collective. */
    void disconnect();
}
