package mpi.core.coll;

/**
 * Scatter of blocks of any size across hosts: the root packs the blocks of each host into one message to its leader.
 * Long blocks it sends one by one, in pieces that the leader passes on.
 *
 * <ul>
 * <li><b>Cost</b>: on N hosts N−1 messages between hosts, in which each block crosses once. Blocks of a host of more
 * than 4 MiB in all are a message each, or one for each 4 MiB; root and leaders need room for so much. Where only the
 * root knows lengths, ranks tell their leader theirs.
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
        final BlockView some = tiers.hostBlocks();
        some.some(blocks, tiers.localRanks());
        tiers.local().sendBlocks(blocks.areEqual(), base, offset, some);
    }

    private static void sendPack(final Tiers tiers, final Work work, final int host, final Object base,
        final long offset, final Blocks blocks) {
        final int[] ranks = tiers.hosts().ranks(host);
        final BlockView pack = tiers.hostBlocks();
        pack.packed(blocks, ranks);
        if (Tiers.areLong(pack)) {
            for (final int rank : ranks) {
                BlockPieces.send(tiers.leaders(), host, base, blocks.position(offset, rank),
                    blocks.lengthBytes(rank));
            }
            return;
        }
        final long packBytes = pack.totalBytes();
        if (ranks.length == 1 || Tiers.areInLine(blocks, ranks)) {
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
            receiveFromLeader(tiers, base, offset, lengthBytes, areEqual);
            return;
        }
        if (tiers.localRanks().length == 1) {
            tiers.leaders().recv(tiers.rootHost(), base, offset, lengthBytes);
            return;
        }
        final BlockView pack = tiers.hostBlocks();
        tiers.packLocal(pack, areEqual, lengthBytes);
        if (Tiers.areLong(pack)) {
            relay(tiers, base, offset, pack);
            return;
        }
        final long packBytes = pack.totalBytes();
        final Object packed = tiers.scratch(packBytes);
        tiers.leaders().recv(tiers.rootHost(), packed, 0, packBytes);
        local.sendBlocks(areEqual, packed, 0, pack);
        work.copy(packed, pack.position(0, tiers.localLeader()), base, offset, lengthBytes);
    }

    private static void receiveFromLeader(final Tiers tiers, final Object base, final long offset,
        final long lengthBytes, final boolean areEqual) {
        final HostGroup local = tiers.local();
        if (tiers.goesInPieces(areEqual, lengthBytes)) {
            BlockPieces.receive(local.messages(), tiers.localLeader(), base, offset, lengthBytes);
        } else {
            local.receiveBlock(areEqual, base, offset, lengthBytes, tiers.localLeader());
        }
    }

    /** Passes on block by block. */
    private static void relay(final Tiers tiers, final Object base, final long offset, final Blocks pack) {
        for (int place = 0; place < pack.ranks(); place++) {
            if (place == tiers.localLeader()) {
                BlockPieces.receive(tiers.leaders(), tiers.rootHost(), base, offset, pack.lengthBytes(place));
            } else {
                BlockPieces.relay(tiers, tiers.leaders(), tiers.rootHost(), tiers.local().messages(), place,
                    pack.lengthBytes(place));
            }
        }
    }
}
