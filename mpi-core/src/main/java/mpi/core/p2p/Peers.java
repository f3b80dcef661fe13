package mpi.core.p2p;

import mpi.MPI;

/**
 * The ranks of the world as this one knows them, and which of them are gone. Guarded by the progress lock.
 */
final class Peers {
    private final Peer[] peers;
    private final Peer self;
    private int dead;

    Peers(final int worldRank, final int worldSize) {
        peers = new Peer[worldSize];
        for (int rank = 0; rank < worldSize; rank++) {
            peers[rank] = new Peer(rank);
        }
        self = peers[worldRank];
    }

    Peer of(final int worldRank) {
        return peers[worldRank];
    }

    /** This rank. */
    Peer self() {
        return self;
    }

    /** All of them, by world rank; not to be changed. */
    Peer[] all() {
        return peers;
    }

    /**
     * Notes that a peer is gone.
     *
     * @return false if that was known
     */
    boolean bury(final Peer peer, final String reason) {
        if (peer.failure != null) {
            return false;
        }
        peer.failure = reason;
        dead++;
        return true;
    }

    boolean isAnyDead() {
        return dead > 0;
    }

    /** A dead peer without which a message from this one, or from any in the scope, may never come; or null. */
    Peer deadPeerOf(final Scope scope, final int worldRank) {
        if (dead == 0) {
            return null;
        }
        if (worldRank != MPI.ANY_SOURCE) {
            return peers[worldRank].failure == null ? null : peers[worldRank];
        }
        for (final Peer peer : peers) {
            if (peer.failure != null && scope.contains(peer.worldRank)) {
                return peer;
            }
        }
        return null;
    }
}
