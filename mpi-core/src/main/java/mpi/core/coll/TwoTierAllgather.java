package mpi.core.coll;

import mpi.core.coll.select.Algorithm;

/**
 * Allgather of blocks of any size across hosts: leaders collect the blocks of their hosts, exchange them, each host's
 * in one piece, and give all blocks to the ranks of their hosts.
 *
 * <ul>
 * <li><b>Cost</b>: on N hosts N·⌈log2 N⌉ messages between hosts by {@linkplain BruckAllgather Bruck's algorithm},
 * N(N−1) around a {@linkplain RingAllgather ring}; either way each host receives once what it lacks. Every rank needs
 * room for all blocks unless they are equal and hosts are consecutive ranks.
 * <li><b>When chosen</b>: several ranks on one of several hosts.
 * <li><b>Source</b>: Karonis et al., Exploiting hierarchy in parallel computer networks to optimize collective
 * operation performance, 2000.
 * </ul>
 */
final class TwoTierAllgather {
    private TwoTierAllgather() {}

    /** Fills in the blocks of all other ranks; this rank's own is in its place already. */
    static void run(final Tiers tiers, final Work work, final Algorithm amongLeaders, final Object base,
        final long offset, final Blocks blocks) {
        if (blocks.areEqual() && tiers.hosts().areConsecutive()) {
            exchange(tiers, work, amongLeaders, base, offset, blocks, base, blocks.position(offset, tiers.rank()));
            return;
        }
        final Object packed = tiers.scratch(blocks.totalBytes());
        exchange(tiers, work, amongLeaders, packed, 0, blocks, base, blocks.position(offset, tiers.rank()));
        long at = 0;
        for (final int rank : tiers.hosts().ranksInOrder()) {
            work.copy(packed, at, base, blocks.position(offset, rank), blocks.lengthBytes(rank));
            at += blocks.lengthBytes(rank);
        }
    }

    /** Makes a line of all blocks, host by host. */
    private static void exchange(final Tiers tiers, final Work work, final Algorithm amongLeaders, final Object line,
        final long start, final Blocks blocks, final Object ownBase, final long ownOffset) {
        final HostGroup local = tiers.local();
        final long ownBytes = blocks.lengthBytes(tiers.rank());
        if (tiers.isLeader()) {
            final Blocks packs = tiers.packs();
            packs.packs(blocks, tiers.hosts(), 1);
            final Blocks pack = tiers.hostBlocks();
            pack.packed(blocks, tiers.localRanks());
            final long packStart = start + packs.offsetBytes(tiers.host());
            work.copy(ownBase, ownOffset, line, pack.position(packStart, tiers.localLeader()), ownBytes);
            local.receiveBlocks(blocks.areEqual(), line, packStart, pack);
            if (amongLeaders == Algorithm.BRUCK) {
                BruckAllgather.run(tiers.leaders(), work, tiers.second(packs.totalBytes()), line, start, packs);
            } else {
                RingAllgather.run(tiers.leaders(), line, start, packs);
            }
        } else {
            local.sendBlock(blocks.areEqual(), ownBase, ownOffset, ownBytes, tiers.localLeader());
        }
        local.bcast(line, start, blocks.totalBytes(), tiers.localLeader());
    }
}
