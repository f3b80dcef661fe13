package mpi.core.coll;

/**
 * Gather of blocks of any size across hosts: the leader of each host packs the blocks of its ranks into one message to
 * the root. Long blocks it passes on one by one, in pieces.
 *
 * <ul>
 * <li><b>Cost</b>: on N hosts N−1 messages between hosts, in which each block crosses once. Blocks of a host of more
 * than 4 MiB in all are a message each, or one for each 4 MiB; leaders need room for so much. Where only the root
 * knows lengths, ranks tell their leader theirs.
 * <li><b>When chosen</b>: several ranks on one of several hosts.
 * <li><b>Source</b>: Karonis et al., Exploiting hierarchy in parallel computer networks to optimize collective
 * operation performance, 2000.
 * </ul>
 */
final class TwoTierGather {
    private TwoTierGather() {}

    /** Sends this rank's block, or as the leader of its host those of the host; for all but the root. */
    static void send(final Tiers tiers, final Work work, final Object base, final long offset, final long lengthBytes,
        final boolean areEqual) {
        final HostGroup local = tiers.local();
        if (!tiers.isLeader()) {
            sendToLeader(tiers, base, offset, lengthBytes, areEqual);
            return;
        }
        if (tiers.localRanks().length == 1) {
            tiers.leaders().send(tiers.rootHost(), base, offset, lengthBytes);
            return;
        }
        final BlockView pack = tiers.hostBlocks();
        tiers.packLocal(pack, areEqual, lengthBytes);
        if (Tiers.areLong(pack)) {
            relay(tiers, base, offset, pack);
            return;
        }
        final Object packed = tiers.scratch(pack.totalBytes());
        work.copy(base, offset, packed, pack.position(0, tiers.localLeader()), lengthBytes);
        local.receiveBlocks(areEqual, packed, 0, pack);
        tiers.leaders().send(tiers.rootHost(), packed, 0, pack.totalBytes());
    }

    private static void sendToLeader(final Tiers tiers, final Object base, final long offset, final long lengthBytes,
        final boolean areEqual) {
        final HostGroup local = tiers.local();
        if (tiers.goesInPieces(areEqual, lengthBytes)) {
            BlockPieces.send(local.messages(), tiers.localLeader(), base, offset, lengthBytes);
        } else {
            local.sendBlock(areEqual, base, offset, lengthBytes, tiers.localLeader());
        }
    }

    /** Passes on block by block. */
    private static void relay(final Tiers tiers, final Object base, final long offset, final Blocks pack) {
        for (int place = 0; place < pack.ranks(); place++) {
            if (place == tiers.localLeader()) {
                BlockPieces.send(tiers.leaders(), tiers.rootHost(), base, offset, pack.lengthBytes(place));
            } else {
                BlockPieces.relay(tiers, tiers.local().messages(), place, tiers.leaders(), tiers.rootHost(),
                    pack.lengthBytes(place));
            }
        }
    }

    /** Receives all blocks but the root's own; for the root. */
    static void receive(final Tiers tiers, final Work work, final Object base, final long offset, final Blocks blocks) {
        final BlockView some = tiers.hostBlocks();
        some.some(blocks, tiers.localRanks());
        tiers.local().receiveBlocks(blocks.areEqual(), base, offset, some);
        for (int host = 0; host < tiers.hosts().count(); host++) {
            if (host != tiers.rootHost()) {
                receivePack(tiers, work, host, base, offset, blocks);
            }
        }
    }

    private static void receivePack(final Tiers tiers, final Work work, final int host, final Object base,
        final long offset, final Blocks blocks) {
        final int[] ranks = tiers.hosts().ranks(host);
        final BlockView pack = tiers.hostBlocks();
        pack.packed(blocks, ranks);
        if (Tiers.areLong(pack)) {
            for (final int rank : ranks) {
                BlockPieces.receive(tiers.leaders(), host, base, blocks.position(offset, rank),
                    blocks.lengthBytes(rank));
            }
            return;
        }
        final long packBytes = pack.totalBytes();
        if (ranks.length == 1 || Tiers.areInLine(blocks, ranks)) {
            tiers.leaders().recv(host, base, blocks.position(offset, ranks[0]), packBytes);
            return;
        }
        final Object packed = tiers.scratch(packBytes);
        tiers.leaders().recv(host, packed, 0, packBytes);
        for (int i = 0; i < ranks.length; i++) {
            work.copy(packed, pack.position(0, i), base, blocks.position(offset, ranks[i]), pack.lengthBytes(i));
        }
    }
}
