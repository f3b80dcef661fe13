package mpi.core.coll;

import mpi.core.coll.select.Algorithm;

/**
 * Allgather of blocks of any size across hosts: leaders collect the blocks of their hosts, exchange them, each host's
 * in one piece, and give all blocks to the ranks of their hosts.
 *
 * <ul>
 * <li><b>Cost</b>: on N hosts N·⌈log2 N⌉ messages between hosts by {@linkplain BruckAllgather Bruck's algorithm},
 * N(N−1) around a {@linkplain RingAllgather ring}, where blocks are given to the ranks of a host while others come;
 * either way each host receives once what it lacks. Unless blocks are equal and hosts are consecutive ranks, every rank
 * needs room for all blocks by Bruck's algorithm, for those of two hosts around a ring.
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
        if (amongLeaders != Algorithm.BRUCK) {
            unpackingRing(tiers, work, base, offset, blocks);
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
        final BlockView packs = tiers.packs();
        packs.packs(blocks, tiers.hosts(), 1);
        if (tiers.isLeader()) {
            final BlockView pack = tiers.hostBlocks();
            pack.packed(blocks, tiers.localRanks());
            final long packStart = start + packs.offsetBytes(tiers.host());
            work.copy(ownBase, ownOffset, line, pack.position(packStart, tiers.localLeader()), ownBytes);
            local.receiveBlocks(blocks.areEqual(), line, packStart, pack);
        } else {
            local.sendBlock(blocks.areEqual(), ownBase, ownOffset, ownBytes, tiers.localLeader());
        }
        if (amongLeaders != Algorithm.BRUCK) {
            ring(tiers, line, start, packs);
            return;
        }
        final long lengthBytes = packs.totalBytes();
        if (tiers.isLeader()) {
            BruckAllgather.run(tiers.leaders(), work, tiers.second(lengthBytes), line, start, packs);
        }
        local.bcast(line, start, lengthBytes, tiers.localLeader());
    }

    /** Gives what has come last to the ranks of the host while it goes on to the next leader. */
    private static void ring(final Tiers tiers, final Object line, final long start, final Blocks packs) {
        final PeerLink leaders = tiers.leaders();
        final int hosts = packs.ranks();
        final int right = (tiers.host() + 1) % hosts;
        final int left = (tiers.host() - 1 + hosts) % hosts;
        int passed = tiers.host();
        for (int round = 1; round <= hosts; round++) {
            final int next = (passed - 1 + hosts) % hosts;
            final boolean isExchanged = tiers.isLeader() && round < hosts;
            if (isExchanged) {
                leaders.postRecv(left, line, packs.position(start, next), packs.lengthBytes(next));
                leaders.postSend(right, line, packs.position(start, passed), packs.lengthBytes(passed));
            }
            tiers.local()
                .bcast(line, packs.position(start, passed), packs.lengthBytes(passed), tiers.localLeader());
            if (isExchanged) {
                leaders.awaitPosted();
            }
            passed = next;
        }
    }

    /** The same where the blocks of a host are not in line: there is a pack that goes on, and one that comes. */
    private static void unpackingRing(final Tiers tiers, final Work work, final Object base, final long offset,
        final Blocks blocks) {
        final HostGroup local = tiers.local();
        final BlockView packs = tiers.packs();
        packs.packs(blocks, tiers.hosts(), 1);
        final int hosts = packs.ranks();
        final long roomBytes = longestPack(packs);
        final Object room = tiers.scratch(2 * roomBytes);
        final long ownOffset = blocks.position(offset, tiers.rank());
        final long ownBytes = blocks.lengthBytes(tiers.rank());
        if (tiers.isLeader()) {
            final BlockView pack = tiers.hostBlocks();
            pack.packed(blocks, tiers.localRanks());
            work.copy(base, ownOffset, room, pack.position(0, tiers.localLeader()), ownBytes);
            local.receiveBlocks(blocks.areEqual(), room, 0, pack);
        } else {
            local.sendBlock(blocks.areEqual(), base, ownOffset, ownBytes, tiers.localLeader());
        }
        final PeerLink leaders = tiers.leaders();
        final int right = (tiers.host() + 1) % hosts;
        final int left = (tiers.host() - 1 + hosts) % hosts;
        int passed = tiers.host();
        for (int round = 1; round <= hosts; round++) {
            final int next = (passed - 1 + hosts) % hosts;
            final long start = round % 2 == 1 ? 0 : roomBytes;
            final boolean isExchanged = tiers.isLeader() && round < hosts;
            if (isExchanged) {
                leaders.postRecv(left, room, roomBytes - start, packs.lengthBytes(next));
                leaders.postSend(right, room, start, packs.lengthBytes(passed));
            }
            local.bcast(room, start, packs.lengthBytes(passed), tiers.localLeader());
            unpack(tiers, work, room, start, passed, base, offset, blocks);
            if (isExchanged) {
                leaders.awaitPosted();
            }
            passed = next;
        }
    }

    private static void unpack(final Tiers tiers, final Work work, final Object room, final long start,
        final int host, final Object base, final long offset, final Blocks blocks) {
        long at = start;
        for (final int rank : tiers.hosts().ranks(host)) {
            work.copy(room, at, base, blocks.position(offset, rank), blocks.lengthBytes(rank));
            at += blocks.lengthBytes(rank);
        }
    }

    private static long longestPack(final Blocks packs) {
        long longest = 0;
        for (int host = 0; host < packs.ranks(); host++) {
            longest = Math.max(longest, packs.lengthBytes(host));
        }
        return longest;
    }
}
