package mpi.core.p2p;

import mpi.MPIException;
import mpi.core.datatype.Packing;
import mpi.core.diag.Counters;
import mpi.core.diag.ErrorLog;
import mpi.core.progress.Agenda;
import mpi.core.progress.Condition;
import mpi.core.progress.Progress;
import mpi.core.runtime.Settings;
import mpi.core.transport.Endpoint;
import mpi.core.transport.FrameHandler;

/**
 * Point-to-point messages of one rank (MPI 4.1, chapter 3): its parts, the ways to its peers, and their end.
 */
public final class PointToPoint {
    private final Peers peers;
    private final SendProtocol sends;
    private final ReceiveProtocol receives;
    private final Sender sender;
    private final Receiver receiver;
    private final Exchange exchange;
    private final Prober prober;
    private final Completions completions;
    private final AttachedBuffer attachedBuffer;
    private final CompletionThread completionThread;
    private final Agenda agenda;

    /**
     * Makes the protocol of a rank that has no routes yet.
     *
     * @param worldRank this rank
     * @param worldSize ranks in the world
     * @param progress the rank's loop
     * @param packing packs what is not raw memory
     * @param counters counts
     * @param errors takes what a peer did wrong
     * @param settings settings
     * @param oversubscribed whether waiting for an answer keeps its sender from running
     */
    public PointToPoint(final int worldRank, final int worldSize, final Progress progress, final Packing packing,
        final Counters counters, final ErrorLog errors, final Settings settings, final boolean oversubscribed) {
        peers = new Peers(worldRank, worldSize);
        completionThread = new CompletionThread(progress);
        completions = new Completions(progress, completionThread);
        agenda = progress.agenda();
        final BufferPool buffers = new BufferPool();
        attachedBuffer = new AttachedBuffer(progress);
        sends = new SendProtocol(peers, this::onPeerFailed, completions, attachedBuffer, progress, counters, settings,
            buffers);
        receives = new ReceiveProtocol(peers, sends, completions, progress, packing, counters, errors, buffers);
        completions.serve(sends, receives);
        sender = new Sender(peers, progress, sends, receives, attachedBuffer, counters, settings, oversubscribed);
        receiver = new Receiver(progress, receives);
        exchange = new Exchange(peers, progress, sends, receives, sender, receiver, counters);
        prober = new Prober(peers, progress, receives, receiver);
    }

    /**
     * Sets the way to a peer. Called before messages are sent to it.
     *
     * @param endpoint the way
     * @param fallback the way if the first attempt finds no space for {@code endpoint}, or null
     */
    public void route(final Endpoint endpoint, final Endpoint fallback) {
        final Peer peer = peers.of(endpoint.peer());
        peer.endpoint = endpoint;
        peer.fallback = fallback;
    }

    /**
     * Sets the host that a rank counts as. Called before messages are sent.
     *
     * @param worldRank the rank
     * @param hostId number of its host
     */
    public void place(final int worldRank, final int hostId) {
        peers.of(worldRank).hostId = hostId;
    }

    /**
     * The host that a rank counts as.
     *
     * @param worldRank the rank
     * @return equal for ranks of one host
     */
    public int hostId(final int worldRank) {
        return peers.of(worldRank).hostId;
    }

    /**
     * Sets that a rank shares memory with this one's host. Called before messages are sent.
     *
     * @param worldRank the rank, which may be this one
     */
    public void share(final int worldRank) {
        peers.of(worldRank).sharesMemory = true;
    }

    /**
     * Whether a rank shares memory with this one's host; all those have the same answer.
     *
     * @param worldRank the rank, which may be this one
     * @return true if it counts as on this host, and both have opened memory there
     */
    public boolean sharesMemory(final int worldRank) {
        return peers.of(worldRank).sharesMemory;
    }

    /**
     * The way to a peer.
     *
     * @param worldRank the peer
     * @return the endpoint that messages take, or {@code null} of this rank itself
     */
    public Endpoint endpoint(final int worldRank) {
        return peers.of(worldRank).endpoint;
    }

    /**
     * Whether any rank is gone. Called with the lock held.
     *
     * @return false while all are alive
     */
    public boolean isAnyDead() {
        return peers.isAnyDead();
    }

    /**
     * Whether a rank is gone. Called with the lock held.
     *
     * @param worldRank the rank
     * @return false while it is alive
     */
    public boolean isDead(final int worldRank) {
        return peers.of(worldRank).failure != null;
    }

    /**
     * The error of an operation that needs a rank which is gone. Called with the lock held.
     *
     * @param worldRank the rank
     * @param operation the operation, for the error text
     * @return the error
     */
    public MPIException fault(final int worldRank, final String operation) {
        return peers.of(worldRank).fault(operation);
    }

    /**
     * What transports hand frames to.
     *
     * @return the handler
     */
    public FrameHandler frameHandler() {
        return receives;
    }

    /**
     * What the loop has to send.
     *
     * @return the queues of all peers
     */
    public Progress.Outbound outbound() {
        return sends;
    }

    /**
     * Whether a send or a receive of a communicator is not done, which nobody may be asked about any more: its request
     * may be freed. Called with the lock held.
     *
     * @param contextId the id of its point-to-point or of its collective messages
     * @return true if there is such an operation
     */
    public boolean hasPending(final int contextId) {
        return sends.hasPending(contextId) || receives.hasPending(contextId);
    }

    /**
     * Whether sends wait for their receiver. Called with the lock held.
     *
     * @return true while a request-to-send is not answered
     */
    public boolean hasSends() {
        return sends.hasRequested();
    }

    /**
     * A send that waits for its receiver. Called with the lock held.
     *
     * @return the first one, or {@code null} if there is none
     */
    public Condition unansweredSend() {
        return sends.firstRequested();
    }

    /**
     * The way in of sends.
     *
     * @return the one of this rank
     */
    public Sender sender() {
        return sender;
    }

    /**
     * The way in of receives.
     *
     * @return the one of this rank
     */
    public Receiver receiver() {
        return receiver;
    }

    /**
     * The way in of a send and a receive in one.
     *
     * @return the one of this rank
     */
    public Exchange exchange() {
        return exchange;
    }

    /**
     * Looks for messages.
     *
     * @return the one of this rank
     */
    public Prober prober() {
        return prober;
    }

    /**
     * Waits for requests.
     *
     * @return the one of this rank
     */
    public Completions completions() {
        return completions;
    }

    /**
     * The memory for buffered sends.
     *
     * @return the one of this rank
     */
    public AttachedBuffer attachedBuffer() {
        return attachedBuffer;
    }

    /**
     * Completes requests that no thread waits for.
     *
     * @return the one of this rank
     */
    public CompletionThread completionThread() {
        return completionThread;
    }

    /**
     * The rank's tasks of several steps.
     *
     * @return the one of this rank
     */
    public Agenda agenda() {
        return agenda;
    }

    SendProtocol sends() {
        return sends;
    }

    ReceiveProtocol receives() {
        return receives;
    }

    Peer peer(final int worldRank) {
        return peers.of(worldRank);
    }

    /**
     * Takes the news that a peer is gone: whatever needs it fails. Called with the progress lock held.
     *
     * @param worldRank the peer
     * @param reason one line
     */
    public void onPeerFailed(final int worldRank, final String reason) {
        final Peer peer = peers.of(worldRank);
        if (peer != peers.self()) {
            fail(peer, reason);
        }
    }

    /**
     * Takes the news that the job is over: whatever is under way or comes later fails. Called with the progress lock
     * held.
     *
     * @param reason one line
     */
    public void onJobEnded(final String reason) {
        for (final Peer peer : peers.all()) {
            fail(peer, reason);
        }
    }

    /** Refuses everything from now on: Finalize is over. Called with the progress lock held. */
    public void close() {
        for (final Peer peer : peers.all()) {
            fail(peer, Peer.FINALIZED);
        }
    }

    private void fail(final Peer peer, final String reason) {
        if (peers.bury(peer, reason)) {
            sends.fail(peer);
            receives.fail(peer);
        }
    }
}
