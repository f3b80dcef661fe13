package mpi.core.coll;

import mpi.core.boot.RankState;
import mpi.spi.RequestEngine;

/**
 * The messages of one operation among the ranks of one communicator, told apart from those of all others by a tag of
 * their own. Ranks are those of the group that messages go to and come from: of an intercommunicator, the remote one.
 * Memory is given as in {@link PeerLink}. Called with the progress lock held; does not block.
 */
public interface SchedulePort {
    /**
     * Starts a send.
     *
     * @param dest rank of the receiver, may be this rank
     * @param base see {@link PeerLink}
     * @param offset see {@link PeerLink}
     * @param lengthBytes length in bytes, may be 0
     * @return the request; {@code null} if the message has left, as most do
     */
    RequestEngine isend(int dest, Object base, long offset, long lengthBytes);

    /**
     * Starts to send a {@link Loss} in place of a message.
     *
     * @param dest rank of the receiver, may be this rank
     * @return the request; {@code null} if the message has left, as most do
     */
    RequestEngine isendLoss(int dest);

    /**
     * Starts a receive.
     *
     * @param source rank of the sender, may be this rank
     * @param base see {@link PeerLink}
     * @param offset see {@link PeerLink}
     * @param lengthBytes room in bytes
     * @return the request
     */
    RequestEngine irecv(int source, Object base, long offset, long lengthBytes);

    /**
     * Says what to run once a request is done, which it is not yet.
     *
     * @param request one of this port
     * @param hook what to run, with the progress lock held
     */
    void whenDone(RequestEngine request, Runnable hook);

    /**
     * What blocks while a request is not done, for the hang report.
     *
     * @param request one of this port, or {@code null}
     * @param blockedNanos how long it has blocked
     * @return one line
     */
    RankState.Operation describe(RequestEngine request, long blockedNanos);
}
