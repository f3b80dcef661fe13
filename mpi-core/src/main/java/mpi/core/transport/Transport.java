package mpi.core.transport;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A way to move frames between ranks, opened by one rank. All methods but {@link #wakeup} are called with the progress
 * lock held, or before other threads know the rank.
 */
public interface Transport {
    /**
     * The name users know it by.
     *
     * @return for example {@code shm}
     */
    String name();

    /**
     * What peers need to know to reach this rank; exchanged among all ranks at start.
     *
     * @return opaque bytes; empty if this rank cannot be reached over this transport
     */
    byte[] card();

    /**
     * Makes the endpoint for a peer. Resources are acquired at first use.
     *
     * @param peer world rank of the peer
     * @param card the peer's card
     * @return the endpoint, or {@code null} if the peer cannot be reached over this transport
     * @throws IOException if the peer should be reachable and is not
     */
    Endpoint attach(int peer, byte[] card) throws IOException;

    /**
     * Whether an endpoint may turn out unusable at its first use ({@link SendResult#NO_SPACE}), so that another
     * transport should be opened as well.
     *
     * @return false if there was room for every peer when this transport was opened
     */
    default boolean mayRunOut() {
        return false;
    }

    /** Tells that every rank has attached to its peers: names of shared files may be removed. */
    void attached();

    /**
     * Receives what has arrived, hands it to the {@link FrameHandler}, and moves output that the transport itself
     * holds.
     *
     * @param limit how many frames to deliver at most
     * @return amount of work done, 0 if there was nothing to do
     */
    int poll(int limit);

    /**
     * Announces that this rank is about to sleep, so that peers wake it; ends with a full fence. The caller polls
     * everything once more before it sleeps.
     *
     * @param doorbellPort UDP port on loopback that wakes this rank, or 0 if it sleeps in this transport's
     *     {@link #block}
     */
    void arm(int doorbellPort);

    /** Takes the announcement back. */
    void disarm();

    /**
     * Sleeps until something may have arrived, {@link #wakeup} was called, or the time is over. Called with the
     * progress lock held, as all else: a thread that wants the lock calls {@link #wakeup} first.
     *
     * @param timeoutNanos the longest sleep
     */
    void block(long timeoutNanos);

    /** Ends a {@link #block}, or the next one. Any thread may call it, without the lock. */
    void wakeup();

    /**
     * A UDP port on loopback that ends {@link #block} when a datagram arrives there.
     *
     * @return the port, or 0 if this transport has none
     */
    int doorbellPort();

    /** Looks for dead peers; called now and then while idle. Reports them to the {@link TransportContext}. */
    void checkPeers();

    /**
     * Hands out memory that peers on the host can read directly.
     *
     * @param capacityBytes the capacity
     * @return zeroed direct memory in native order that is given back when no longer reachable, or {@code null} if
     * there is none to give
     */
    ByteBuffer allocate(int capacityBytes);

    /**
     * Memory that this rank shares with its host.
     *
     * @return the memory, or {@code null} if ranks share none over this transport
     */
    default HostMemory hostMemory() {
        return null;
    }

    /**
     * Whether output accepted from endpoints has not left this process yet.
     *
     * @return true while {@link #poll} has output to move
     */
    boolean hasPendingOutput();

    /**
     * Ends use of this transport. After an orderly finalize all ranks have agreed that nothing is under way.
     *
     * @param orderly whether this is part of an orderly finalize; otherwise be quick
     */
    void close(boolean orderly);
}
