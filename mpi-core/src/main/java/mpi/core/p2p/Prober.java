package mpi.core.p2p;

import mpi.MPI;
import mpi.core.boot.RankState;
import mpi.core.progress.Awaited;
import mpi.core.progress.Condition;
import mpi.core.progress.Progress;
import mpi.core.progress.ProgressLock;
import mpi.spi.Completion;
import mpi.spi.MessageEngine;

/**
 * Looking for messages before they are received (MPI 4.1, section 3.8). Any thread may call.
 */
public final class Prober {
    private final Progress progress;
    private final ProgressLock lock;
    private final Peers peers;
    private final ReceiveProtocol receives;
    private final Receiver receiver;

    Prober(final Peers peers, final Progress progress, final ReceiveProtocol receives,
        final Receiver receiver) {
        this.progress = progress;
        this.lock = progress.lock();
        this.peers = peers;
        this.receives = receives;
        this.receiver = receiver;
    }

    /**
     * Blocks until there is a message to receive, and leaves it there.
     *
     * @param scope communicator
     * @param source rank in the communicator or any
     * @param tag tag or any
     * @param completion receives its source, tag and length, or the failure of a peer it can come from
     */
    public void probe(final Scope scope, final int source, final int tag, final Completion completion) {
        lock.enter();
        try {
            final Probe probe = new Probe(scope, "probe", source, tag);
            progress.await(probe);
            probe.fill(completion);
        } finally {
            lock.exit();
        }
    }

    /**
     * Asks once whether there is a message to receive.
     *
     * @param scope communicator
     * @param source rank in the communicator or any
     * @param tag tag or any
     * @param completion receives its source, tag and length, or the failure of a peer it can come from
     * @return whether there is one, or will never be
     */
    public boolean iprobe(final Scope scope, final int source, final int tag, final Completion completion) {
        lock.enter();
        try {
            progress.pollOnce();
            final Probe probe = new Probe(scope, "iprobe", source, tag);
            if (!probe.isMet()) {
                return false;
            }
            probe.fill(completion);
            return true;
        } finally {
            lock.exit();
        }
    }

    /**
     * Blocks until there is a message to receive, and takes it out of the matching.
     *
     * @param scope communicator
     * @param source rank in the communicator or any
     * @param tag tag or any
     * @param completion receives its source, tag and length, or the failure of a peer it can come from
     * @return the message, or null if a peer has failed
     */
    public MessageEngine mprobe(final Scope scope, final int source, final int tag, final Completion completion) {
        lock.enter();
        try {
            final Probe probe = new Probe(scope, "mprobe", source, tag);
            progress.await(probe);
            return probe.take(completion);
        } finally {
            lock.exit();
        }
    }

    /**
     * Asks once whether there is a message to receive, and takes it out of the matching.
     *
     * @param scope communicator
     * @param source rank in the communicator or any
     * @param tag tag or any
     * @param completion receives its source, tag and length, or the failure of a peer it can come from
     * @return the message, or null if there is none or a peer has failed
     */
    public MessageEngine improbe(final Scope scope, final int source, final int tag, final Completion completion) {
        lock.enter();
        try {
            progress.pollOnce();
            completion.reset();
            final Probe probe = new Probe(scope, "improbe", source, tag);
            return probe.isMet() ? probe.take(completion) : null;
        } finally {
            lock.exit();
        }
    }

    /** That there is a message to receive, or that there may never be one. */
    private final class Probe implements Condition {
        private final Scope scope;
        private final String name;
        private final int source;
        private final int peer;
        private final int tag;

        Probe(final Scope scope, final String name, final int source, final int tag) {
            this.scope = scope;
            this.name = name;
            this.source = source;
            this.peer = source == MPI.ANY_SOURCE ? MPI.ANY_SOURCE : scope.worldRank(source);
            this.tag = tag;
        }

        @Override
        public boolean isMet() {
            return receives.find(scope.context(), source, tag) != null || peers.deadPeerOf(scope, peer) != null;
        }

        void fill(final Completion completion) {
            completion.reset();
            final UnexpectedMessage message = receives.find(scope.context(), source, tag);
            if (message == null) {
                completion.error = peers.deadPeerOf(scope, peer).fault(Texts.from(scope, name, source, tag));
                return;
            }
            completion.source = message.source;
            completion.tag = message.tag;
            completion.lengthBytes = message.messageBytes;
            completion.objectCount = message.objectCount;
        }

        MatchedMessage take(final Completion completion) {
            fill(completion);
            return completion.error != null ? null
                : new MatchedMessage(receiver, scope, receives.takeMessage(scope.context(), source, tag));
        }

        @Override
        public void awaits(final Awaited ranks) {
            scope.awaits(peer, ranks);
        }

        @Override
        public RankState.Operation describe(final long blockedNanos) {
            return new RankState.Operation(name, scope.name(),
                source == MPI.ANY_SOURCE ? RankState.ANY_PEER : peer, tag, 0, blockedNanos);
        }
    }
}
