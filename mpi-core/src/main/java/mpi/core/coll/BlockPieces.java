package mpi.core.coll;

/**
 * Blocks that go through a leader one by one, because those of its host are too long to be packed: in pieces, so that
 * it needs room for one. Of a block that is not longer there is one piece.
 */
final class BlockPieces {
    /** Longest piece, and longest message that the blocks of a host's ranks are packed into. */
    static final long LONGEST = 4 << 20;

    private BlockPieces() {}

    /** Sends a block in pieces, of which a leader has room for one. */
    static void send(final PeerLink link, final int dest, final Object base, final long offset,
        final long lengthBytes) {
        long done = 0;
        do {
            final long piece = Math.min(LONGEST, lengthBytes - done);
            link.send(dest, base, offset + done, piece);
            done += piece;
        } while (done < lengthBytes);
    }

    /** Receives a block in pieces; see {@link #send}. */
    static void receive(final PeerLink link, final int source, final Object base, final long offset,
        final long lengthBytes) {
        long done = 0;
        do {
            final long piece = Math.min(LONGEST, lengthBytes - done);
            link.recv(source, base, offset + done, piece);
            done += piece;
        } while (done < lengthBytes);
    }

    /** Passes a block on, piece by piece, through a leader's scratch memory. */
    static void relay(final Tiers tiers, final PeerLink from, final int source, final PeerLink to, final int dest,
        final long lengthBytes) {
        final Object room = tiers.scratch(Math.min(LONGEST, lengthBytes));
        long done = 0;
        do {
            final long piece = Math.min(LONGEST, lengthBytes - done);
            from.recv(source, room, 0, piece);
            to.send(dest, room, 0, piece);
            done += piece;
        } while (done < lengthBytes);
    }
}
