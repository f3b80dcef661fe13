package mpi.core.coll;

/**
 * Exchange of all with all across hosts: leaders collect what the ranks of their hosts send, exchange with each other
 * what is for each other's hosts, each in one message, and give their ranks what has come.
 *
 * <ul>
 * <li><b>Cost</b>: on N hosts N(N−1) messages between hosts, in which each block crosses once; blocks are copied five
 * times on their way through leaders, which need room for three times what the ranks of their hosts exchange.
 * <li><b>When chosen</b>: equal short blocks, several ranks on one of several hosts.
 * <li><b>Source</b>: Luo et al., HAN: a hierarchical autotuned collective communication framework, 2020.
 * </ul>
 */
final class TwoTierAlltoall {
    private TwoTierAlltoall() {}

    /** How much scratch memory a leader needs. */
    static long scratchBytes(final Hosts hosts, final long blockBytes) {
        return 3L * hosts.mostRanks() * hosts.size() * blockBytes;
    }

    /** Exchanges all blocks, this rank's own included; the two regions may be the same. */
    static void run(final Tiers tiers, final Work work, final Region send, final Blocks sent, final Region recv,
        final Blocks received) {
        final HostGroup local = tiers.local();
        final long blockBytes = received.lengthBytes(0);
        final long vectorBytes = blockBytes * received.ranks();
        final long sendOffset = sent.position(send.offset(), 0);
        final long recvOffset = received.position(recv.offset(), 0);
        if (!tiers.isLeader()) {
            local.sendBlock(true, send.base(), sendOffset, vectorBytes, tiers.localLeader());
            local.receiveBlock(true, recv.base(), recvOffset, vectorBytes, tiers.localLeader());
            return;
        }
        final int ranks = tiers.localRanks().length;
        final long allBytes = ranks * vectorBytes;
        final Object scratch = tiers.scratch(3 * allBytes);
        final BlockView vectors = tiers.hostBlocks();
        vectors.equalBytes(ranks, vectorBytes);
        work.copy(send.base(), sendOffset, scratch, vectors.position(0, tiers.localLeader()), vectorBytes);
        local.receiveBlocks(true, scratch, 0, vectors);
        final BlockView packs = tiers.packs();
        packs.exchanges(tiers.hosts(), ranks, blockBytes);
        sort(tiers, work, scratch, blockBytes, vectorBytes, allBytes);
        final int host = tiers.host();
        work.copy(scratch, packs.position(allBytes, host), scratch, packs.position(2 * allBytes, host),
            packs.lengthBytes(host));
        ScatteredAlltoall.run(tiers.leaders(), scratch, allBytes, packs, scratch, 2 * allBytes, packs);
        merge(tiers, work, scratch, blockBytes, vectorBytes, 2 * allBytes);
        local.sendBlocks(true, scratch, 0, vectors);
        work.copy(scratch, vectors.position(0, tiers.localLeader()), recv.base(), recvOffset, vectorBytes);
    }

    /** From what each rank of this host sends, rank by rank, to what each host is sent: for each of its senders. */
    private static void sort(final Tiers tiers, final Work work, final Object scratch, final long blockBytes,
        final long vectorBytes, final long target) {
        long at = target;
        for (int host = 0; host < tiers.hosts().count(); host++) {
            for (int sender = 0; sender < tiers.localRanks().length; sender++) {
                for (final int receiver : tiers.hosts().ranks(host)) {
                    work.copy(scratch, sender * vectorBytes + receiver * blockBytes, scratch, at, blockBytes);
                    at += blockBytes;
                }
            }
        }
    }

    /** From what each host has sent, sender by sender, to what each rank of this host receives. */
    private static void merge(final Tiers tiers, final Work work, final Object scratch, final long blockBytes,
        final long vectorBytes, final long source) {
        long at = source;
        for (int host = 0; host < tiers.hosts().count(); host++) {
            for (final int sender : tiers.hosts().ranks(host)) {
                for (int receiver = 0; receiver < tiers.localRanks().length; receiver++) {
                    work.copy(scratch, at, scratch, receiver * vectorBytes + sender * blockBytes, blockBytes);
                    at += blockBytes;
                }
            }
        }
    }
}
