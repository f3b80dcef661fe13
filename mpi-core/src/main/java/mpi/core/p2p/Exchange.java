package mpi.core.p2p;

import mpi.MPIException;
import mpi.core.diag.Counters;
import mpi.core.progress.Progress;
import mpi.core.progress.ProgressLock;
import mpi.spi.Completion;
import mpi.spi.SendMode;

/**
 * A send and a receive in one call (MPI 4.1, section 3.10), under one hold of the lock. Any thread may call.
 */
public final class Exchange {
    private final Progress progress;
    private final ProgressLock lock;
    private final Counters counters;
    private final Peer[] peers;
    private final Peer self;
    private final SendProtocol sends;
    private final ReceiveProtocol receives;
    private final Sender sender;
    private final Receiver receiver;

    Exchange(final Peers peers, final Progress progress, final SendProtocol sends, final ReceiveProtocol receives,
        final Sender sender, final Receiver receiver, final Counters counters) {
        this.progress = progress;
        this.lock = progress.lock();
        this.counters = counters;
        this.peers = peers.all();
        this.self = peers.self();
        this.sends = sends;
        this.receives = receives;
        this.sender = sender;
        this.receiver = receiver;
    }

    /**
     * Sends raw memory and receives into raw memory at once; blocks until both are done. Of a collective, both are
     * waited for whatever fails; otherwise the send may be left behind, and its failure ends a receive that is not
     * matched, as if they were two calls.
     *
     * @param scope communicator
     * @param sendBase see {@link mpi.core.transport.Memory}
     * @param sendOffset see {@link mpi.core.transport.Memory}
     * @param sendBytes length of the message sent
     * @param dest rank in the communicator
     * @param sendTag tag of the message sent
     * @param recvBase see {@link mpi.core.transport.Memory}
     * @param recvOffset see {@link mpi.core.transport.Memory}
     * @param recvBytes room
     * @param source rank in the communicator or any
     * @param recvTag tag of the message received or any
     * @param collective whether this is a step of a collective
     * @param completion receives the outcome of the receive
     * @throws MPIException if the send fails
     */
    public void sendrecv(final Scope scope, final Object sendBase, final long sendOffset, final long sendBytes,
        final int dest, final int sendTag, final Object recvBase, final long recvOffset, final long recvBytes,
        final int source, final int recvTag, final boolean collective, final Completion completion) {
        lock.enter();
        try {
            final ReceiveOperation receive = receives.take();
            receive.blocking = true;
            receiver.begin(receive, scope, recvBase, recvOffset, recvBytes, source, recvTag);
            final Peer to = peers[scope.worldRank(dest)];
            counters.sent(scope.purpose(), to.worldRank, sendBytes);
            if (to != self
                && sends.trySendAtOnce(to, scope, SendMode.STANDARD, sendBase, sendOffset, sendBytes, 0, sendTag)) {
                receiver.finish(receive, completion);
                return;
            }
            final SendOperation send = sends.take();
            send.blocking = true;
            send.detachable = !collective && sender.isDetachable(SendMode.STANDARD, sendBytes);
            sender.begin(send, scope, SendMode.STANDARD, sendBase, sendOffset, sendBytes, 0, dest, sendTag);
            if (!send.isDone() && !sender.leaveBehind(send, to)) {
                progress.await(send);
            }
            // The protocol uses a send that was left behind again once it is complete.
            final boolean isLeftBehind = send.retained;
            if (!collective && !isLeftBehind && send.error != null) {
                receives.cancel(receive);
            }
            receiver.finish(receive, completion);
            if (!isLeftBehind) {
                Sender.finish(send);
            }
        } finally {
            lock.exit();
        }
    }
}
