package mpi.core.coll;

import java.util.function.Supplier;

/**
 * The two tiers of one communicator's operations across hosts: the ranks of this rank's host among themselves, and one
 * leader of each host among the leaders. The leader of a host is its first rank; where an operation has a root, that
 * is the leader of its host.
 *
 * <p>So a byte crosses a boundary between hosts once for each host that wants it, wherever the ranks are.
 */
final class Tiers {

    private final Hosts hosts;
    private final boolean isAtOnce;
    private final int rank;
    private final int host;
    private final int[] leaderOf;
    private final GroupLink leaders;
    private final HostGroup local;
    private final Scratch scratch;
    private final Scratch second;
    private final BlockView hostBlocks = new BlockView();
    private final BlockView packs = new BlockView();
    private final long[] length = new long[1];
    private final long[] lengths;
    private int rootHost;

    /**
     * Works on the ranks of one communicator.
     *
     * @param hosts where they are
     * @param link messages
     * @param hostTier what the ranks of this rank's host share
     * @param work what else there is to do
     * @param keptBytes longest array that is kept for the next operation
     * @param where names the operation under way in error texts
     * @param failures takes those that an operation throws at its end
     * @return {@code null} if these hosts do not make tiers
     */
    static Tiers of(final Hosts hosts, final PeerLink link, final HostTier hostTier, final Work work,
        final int keptBytes, final Supplier<String> where, final Failures failures) {
        return hosts.areTiers() ? new Tiers(hosts, link, hostTier, work, keptBytes, where, failures) : null;
    }

    private Tiers(final Hosts hosts, final PeerLink link, final HostTier hostTier, final Work work,
        final int keptBytes, final Supplier<String> where, final Failures failures) {
        this.hosts = hosts;
        isAtOnce = work.isAtOnce();
        rank = link.rank();
        host = hosts.host(rank);
        leaderOf = new int[hosts.count()];
        leaders = new GroupLink(link, leaderOf);
        leaders.place(host);
        scratch = new Scratch(byte.class, 1, keptBytes);
        second = new Scratch(byte.class, 1, keptBytes);
        lengths = new long[hosts.ranks(host).length];
        final GroupLink neighbours = new GroupLink(link, hosts.ranks(host));
        neighbours.place(hosts.place(rank));
        local = new HostGroup(neighbours, hostTier, work, scratch, where, failures);
    }

    /** Begins an operation without a root. */
    void begin() {
        begin(hosts.ranks(0)[0]);
    }

    /** Begins an operation. */
    void begin(final int root) {
        for (int number = 0; number < leaderOf.length; number++) {
            leaderOf[number] = hosts.ranks(number)[0];
        }
        rootHost = hosts.host(root);
        leaderOf[rootHost] = root;
        local.begin();
    }

    /** Whether blocks can be packed whose lengths leaders have to learn first. */
    boolean canLearnLengths() {
        return isAtOnce;
    }

    Hosts hosts() {
        return hosts;
    }

    /** This rank in the communicator. */
    int rank() {
        return rank;
    }

    /** The number of this rank's host, also its leader's number among the leaders. */
    int host() {
        return host;
    }

    /** The ranks of this rank's host, in their order. */
    int[] localRanks() {
        return hosts.ranks(host);
    }

    /** The number of the root's host. */
    int rootHost() {
        return rootHost;
    }

    boolean isLeader() {
        return leaderOf[host] == rank;
    }

    /** The place of this host's leader among its ranks. */
    int localLeader() {
        return hosts.place(leaderOf[host]);
    }

    /** Messages among the leaders, one a host; of no meaning at other ranks. */
    PeerLink leaders() {
        return leaders;
    }

    /** What the ranks of this host do among themselves. */
    HostGroup local() {
        return local;
    }

    /** Bytes that a leader works in; valid until the next call. */
    Object scratch(final long lengthBytes) {
        return scratch.atLeast((int) lengthBytes);
    }

    /** Other bytes, valid until the next call. */
    Object second(final long lengthBytes) {
        return second.atLeast((int) lengthBytes);
    }

    /** Lets go of memory that is too long to be kept for the next operation. */
    void trim() {
        scratch.trim();
        second.trim();
    }

    /** A view of blocks, reused from one operation to the next. */
    BlockView hostBlocks() {
        return hostBlocks;
    }

    /** Another view of blocks, one for each host. */
    BlockView packs() {
        return packs;
    }

    /** The blocks of this host's ranks one behind the other, at its leader, whose own is so long. */
    void packLocal(final BlockView pack, final boolean areEqual, final long ownBytes) {
        if (areEqual) {
            pack.equalBytes(localRanks().length, ownBytes);
            return;
        }
        lengths[localLeader()] = ownBytes;
        local.learnLengths(lengths);
        pack.packed(lengths);
    }

    /** Whether the blocks of a host's ranks are too long to be packed: they go by themselves, in pieces. */
    static boolean areLong(final Blocks pack) {
        return pack.ranks() > 1 && pack.totalBytes() > BlockPieces.LONGEST;
    }

    /** Whether this rank's block goes through its leader in pieces; tells the leader what it has to learn. */
    boolean goesInPieces(final boolean areEqual, final long blockBytes) {
        if (host == rootHost || areEqual && !areLong(blockBytes)) {
            return false;
        }
        if (!areEqual) {
            length[0] = blockBytes;
            local.tellLength(length, localLeader());
        }
        return true;
    }

    /** Whether blocks of one length, which all ranks know, are too long to be packed at this rank's host. */
    private boolean areLong(final long blockBytes) {
        return blockBytes > BlockPieces.LONGEST / localRanks().length;
    }

    /** Whether the blocks of some ranks lie one behind the other. */
    static boolean areInLine(final Blocks blocks, final int[] ranks) {
        return blocks.areEqual() && ranks[ranks.length - 1] - ranks[0] == ranks.length - 1;
    }
}
