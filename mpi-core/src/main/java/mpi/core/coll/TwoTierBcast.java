package mpi.core.coll;

/**
 * Broadcast across hosts: leaders first, each of which then gives the message to the ranks of its host. A message of
 * several segments goes down a chain of the leaders, and each segment is given to the ranks of a host while it goes on
 * to the next leader and the one behind it comes.
 *
 * <ul>
 * <li><b>Cost</b>: on N hosts N−1 messages between hosts, (N−1)·n bytes, in ⌈log2 N⌉ rounds; (N−1)·S messages in
 * S + N−2 rounds for S segments.
 * <li><b>When chosen</b>: several ranks on one of several hosts.
 * <li><b>Source</b>: Luo et al., HAN: a hierarchical autotuned collective communication framework, 2020.
 * </ul>
 */
final class TwoTierBcast {
    private TwoTierBcast() {}

    /** Sends the root's memory, or receives it; the root is the leader of its host. */
    static void run(final Tiers tiers, final Object base, final long offset, final long lengthBytes,
        final long segmentBytes) {
        if (lengthBytes > segmentBytes) {
            pipeline(tiers, base, offset, lengthBytes, segmentBytes);
            return;
        }
        if (tiers.isLeader()) {
            BinomialBcast.run(tiers.leaders(), base, offset, lengthBytes, tiers.rootHost());
        }
        tiers.local().bcast(base, offset, lengthBytes, tiers.localLeader());
    }

    private static void pipeline(final Tiers tiers, final Object base, final long offset, final long lengthBytes,
        final long segmentBytes) {
        final PeerLink leaders = tiers.leaders();
        final int hosts = leaders.size();
        final boolean isLeader = tiers.isLeader();
        final boolean receives = isLeader && tiers.host() != tiers.rootHost();
        final int before = (tiers.host() - 1 + hosts) % hosts;
        final int behind = (tiers.host() + 1) % hosts;
        final boolean sends = isLeader && behind != tiers.rootHost();
        if (receives) {
            leaders.recv(before, base, offset, segmentBytes);
        }
        for (long at = 0; at < lengthBytes; at += segmentBytes) {
            final long length = Math.min(segmentBytes, lengthBytes - at);
            final long next = at + segmentBytes;
            if (sends) {
                leaders.postSend(behind, base, offset + at, length);
            }
            if (receives && next < lengthBytes) {
                leaders.postRecv(before, base, offset + next, Math.min(segmentBytes, lengthBytes - next));
            }
            tiers.local().bcast(base, offset + at, length, tiers.localLeader());
            if (isLeader) {
                leaders.awaitPosted();
            }
        }
    }
}
