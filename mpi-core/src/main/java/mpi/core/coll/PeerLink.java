package mpi.core.coll;

/**
 * Point-to-point messages among the ranks of one communicator, in the context of its collectives: what algorithms are
 * written against. Memory is given as {@code (base, offset, lengthBytes)}: {@code base} is a primitive array (not
 * {@code boolean[]}) and {@code offset} counts bytes from its first element, or {@code base} is {@code null} and
 * {@code offset} is an address. Ranks are those of the communicator. Messages of one pair arrive in order. All methods
 * throw {@link mpi.MPIException}; a receive whose message is longer than {@code lengthBytes} throws ERR_TRUNCATE, one
 * that gets a {@link Loss} ERR_PROC_FAILED.
 */
public interface PeerLink {
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
     * Sends and blocks until the memory may be used again; may block until the message is received.
     *
     * @param dest rank of the receiver, not this rank
     * @param base see the class comment
     * @param offset see the class comment
     * @param lengthBytes length in bytes, may be 0
     */
    void send(int dest, Object base, long offset, long lengthBytes);

    /**
     * Sends a {@link Loss} in place of a message, and does not block.
     *
     * @param dest rank of the receiver, not this rank
     */
    void sendLoss(int dest);

    /**
     * Receives and blocks until the message is there.
     *
     * @param source rank of the sender, not this rank
     * @param base see the class comment
     * @param offset see the class comment
     * @param lengthBytes room in bytes
     */
    void recv(int source, Object base, long offset, long lengthBytes);

    /**
     * Sends and receives at once; neither waits for the other.
     *
     * @param dest rank of the receiver, not this rank
     * @param sendBase see the class comment
     * @param sendOffset see the class comment
     * @param sendBytes length in bytes
     * @param source rank of the sender, not this rank
     * @param recvBase see the class comment
     * @param recvOffset see the class comment
     * @param recvBytes room in bytes
     */
    void sendrecv(int dest, Object sendBase, long sendOffset, long sendBytes, int source, Object recvBase,
        long recvOffset, long recvBytes);

    /**
     * Begins a send; its memory may be used again after {@link #awaitPosted}.
     *
     * @param dest rank of the receiver, not this rank
     * @param base see the class comment
     * @param offset see the class comment
     * @param lengthBytes length in bytes, may be 0
     */
    void postSend(int dest, Object base, long offset, long lengthBytes);

    /**
     * Begins a receive, which is done after {@link #awaitPosted}.
     *
     * @param source rank of the sender, not this rank
     * @param base see the class comment
     * @param offset see the class comment
     * @param lengthBytes room in bytes
     */
    void postRecv(int source, Object base, long offset, long lengthBytes);

    /**
     * Blocks until all that was posted is done; throws the first failure only then. Called before other messages to or
     * from the same ranks.
     */
    void awaitPosted();
}
