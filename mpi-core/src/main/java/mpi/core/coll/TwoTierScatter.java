package mpi.core.coll;

/**
 * Scatter of blocks of any size across hosts: the root packs the blocks of each host into one message to its leader.
 *
 * <ul>
 * <li><b>Cost</b>: on N hosts N−1 messages between hosts, in which each block crosses once. Leaders need room for the
 * blocks of their hosts. Where only the root knows lengths, ranks tell their leader theirs.
 * <li><b>When chosen</b>: several ranks on one of several hosts.
 * <li><b>Source</b>: Karonis et al., Exploiting hierarchy in parallel computer networks to optimize collective
 * operation performance, 2000.
 * </ul>
 */
final class TwoTierScatter {
    private TwoTierScatter() {}

    /** Sends all blocks but the root's own; for the root. */
    static void send(final Tiers tiers, final Work work, final Object base, final long offset, final Blocks blocks) {
        for (int host = 0; host < tiers.hosts().count(); host++) {
            if (host != tiers.rootHost()) {
                sendPack(tiers, work, host, base, offset, blocks);
            }
        }
        final Blocks some = tiers.hostBlocks();
        some.some(blocks, tiers.localRanks());
        tiers.local().sendBlocks(blocks.areEqual(), base, offset, some);
    }

    private static void sendPack(final Tiers tiers, final Work work, final int host, final Object base,
        final long offset, final Blocks blocks) {
        final int[] ranks = tiers.hosts().ranks(host);
        final Blocks pack = tiers.hostBlocks();
        pack.packed(blocks, ranks);
        final long packBytes = tiers.packBytes(pack);
        if (Tiers.areInLine(blocks, ranks)) {
            tiers.leaders().send(host, base, blocks.position(offset, ranks[0]), packBytes);
            return;
        }
        final Object packed = tiers.scratch(packBytes);
        for (int i = 0; i < ranks.length; i++) {
            work.copy(base, blocks.position(offset, ranks[i]), packed, pack.position(0, i), pack.lengthBytes(i));
        }
        tiers.leaders().send(host, packed, 0, packBytes);
    }

    /** Receives this rank's block, and as the leader of its host passes on those of the host; for all but the root. */
    static void receive(final Tiers tiers, final Work work, final Object base, final long offset,
        final long lengthBytes, final boolean areEqual) {
        final HostGroup local = tiers.local();
        if (!tiers.isLeader()) {
            if (!areEqual && tiers.host() != tiers.rootHost()) {
                tiers.length()[0] = lengthBytes;
                local.tellLength(tiers.length(), tiers.localLeader());
            }
            local.receiveBlock(areEqual, base, offset, lengthBytes, tiers.localLeader());
            return;
        }
        if (tiers.localRanks().length == 1) {
            tiers.leaders().recv(tiers.rootHost(), base, offset, lengthBytes);
            return;
        }
        final Blocks pack = tiers.hostBlocks();
        tiers.packLocal(pack, areEqual, lengthBytes);
        final long packBytes = tiers.packBytes(pack);
        final Object packed = tiers.scratch(packBytes);
        tiers.leaders().recv(tiers.rootHost(), packed, 0, packBytes);
        local.sendBlocks(areEqual, packed, 0, pack);
        work.copy(packed, pack.position(0, tiers.localLeader()), base, offset, lengthBytes);
    }
}
