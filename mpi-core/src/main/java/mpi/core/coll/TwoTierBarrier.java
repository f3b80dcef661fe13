package mpi.core.coll;

/**
 * Barrier across hosts: the ranks of each host arrive at its leader, leaders run a {@linkplain DisseminationBarrier
 * dissemination barrier}, and release the ranks of their hosts.
 *
 * <ul>
 * <li><b>Cost</b>: on N hosts N·⌈log2 N⌉ messages between hosts, in ⌈log2 N⌉ rounds.
 * <li><b>When chosen</b>: several ranks on one of several hosts.
 * <li><b>Source</b>: Karonis et al., Exploiting hierarchy in parallel computer networks to optimize collective
 * operation performance, 2000.
 * </ul>
 */
final class TwoTierBarrier {
    private TwoTierBarrier() {}

    /** Blocks until every rank has entered. */
    static void run(final Tiers tiers) {
        tiers.local().arrive(tiers.localLeader());
        if (tiers.isLeader()) {
            DisseminationBarrier.run(tiers.leaders());
        }
        tiers.local().release(tiers.localLeader());
    }
}
