package mpi.core.coll;

import mpi.spi.Layout;
import mpi.spi.Reduction;

/**
 * Reduction of which each rank gets a block, across hosts: the ranks of each host reduce to its leader, leaders reduce
 * and scatter the blocks of each host in one piece, and scatter these among the ranks of their hosts.
 *
 * <ul>
 * <li><b>Cost</b>: among N leaders that of {@link RecursiveHalvingReduceScatter}; leaders need room for two vectors.
 * <li><b>When chosen</b>: operations that commute, several ranks on one of several hosts.
 * <li><b>Source</b>: Luo et al., HAN: a hierarchical autotuned collective communication framework, 2020.
 * </ul>
 */
final class TwoTierReduceScatter {
    private TwoTierReduceScatter() {}

    /** Combines the contributions, which lie block by block in a region, into each rank's block. */
    static void run(final Tiers tiers, final Work work, final Accumulator accumulator, final Accumulator second,
        final Reduction op, final Layout type, final Region own, final Blocks blocks, final Object base,
        final long offset) {
        final boolean areEqual = blocks.happenToBeEqual();
        final HostGroup local = tiers.local();
        final long items = blocks.totalBytes() / Math.max(1, type.sizeBytes());
        final long ownBytes = blocks.lengthBytes(tiers.rank());
        local.reduce(accumulator, second, op, type, items, own.base(), own.offset(), tiers.localLeader());
        if (!tiers.isLeader()) {
            local.receiveBlock(areEqual, base, offset, ownBytes, tiers.localLeader());
            return;
        }
        if (!tiers.hosts().areConsecutive()) {
            sort(tiers, work, accumulator, op, type, blocks, items);
        }
        final BlockView packs = tiers.packs();
        packs.packs(blocks, tiers.hosts(), type.sizeBytes());
        final Object packed = tiers.second(packs.lengthBytes(tiers.host()));
        RecursiveHalvingReduceScatter.run(tiers.leaders(), accumulator, packs, packed, 0);
        final BlockView pack = tiers.hostBlocks();
        pack.packed(blocks, tiers.localRanks());
        local.sendBlocks(areEqual, packed, 0, pack);
        work.copy(packed, pack.position(0, tiers.localLeader()), base, offset, ownBytes);
    }

    /** Puts blocks host by host. */
    private static void sort(final Tiers tiers, final Work work, final Accumulator accumulator, final Reduction op,
        final Layout type, final Blocks blocks, final long items) {
        final Object sorted = tiers.scratch(blocks.totalBytes());
        long at = 0;
        for (final int rank : tiers.hosts().ranksInOrder()) {
            work.copy(accumulator.base(), blocks.position(accumulator.offset(), rank), sorted, at,
                blocks.lengthBytes(rank));
            at += blocks.lengthBytes(rank);
        }
        accumulator.open(op, type, items, sorted, 0);
    }
}
