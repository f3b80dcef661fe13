package mpi.core.coll;

import java.util.Arrays;

/**
 * On which hosts the ranks of one communicator are. Hosts are numbered in the order of their first ranks, so that all
 * ranks number them alike, and the ranks of each stand in their order. Immutable.
 */
public final class Hosts {
    private final int size;
    private final int count;
    /** By rank; {@code null} unless operations may run in {@linkplain #areTiers two tiers}. */
    private final int[] hostOf;
    /** By rank, its place among the ranks of its host. */
    private final int[] placeOf;
    /** By host. */
    private final int[][] ranksOf;
    /** Ranks host by host. */
    private final int[] ranksInOrder;
    private final boolean areConsecutive;

    private Hosts(final int[] hostOf, final int count) {
        size = hostOf.length;
        this.count = count;
        if (!areTiers()) {
            this.hostOf = null;
            placeOf = null;
            ranksOf = null;
            ranksInOrder = null;
            areConsecutive = true;
            return;
        }
        this.hostOf = hostOf;
        placeOf = new int[size];
        ranksInOrder = new int[size];
        final int[] ranksOnHost = new int[count];
        for (int rank = 0; rank < size; rank++) {
            placeOf[rank] = ranksOnHost[hostOf[rank]]++;
        }
        ranksOf = new int[count][];
        Arrays.setAll(ranksOf, host -> new int[ranksOnHost[host]]);
        for (int rank = 0; rank < size; rank++) {
            ranksOf[hostOf[rank]][placeOf[rank]] = rank;
        }
        boolean isSorted = true;
        int next = 0;
        for (final int[] ranks : ranksOf) {
            for (final int rank : ranks) {
                isSorted &= rank == next;
                ranksInOrder[next++] = rank;
            }
        }
        areConsecutive = isSorted;
    }

    /**
     * Hosts of ranks.
     *
     * @param hostIds by rank, a number that is equal for ranks of one host
     * @return the hosts
     */
    public static Hosts of(final int[] hostIds) {
        final int[] hostOf = new int[hostIds.length];
        final int[] firstRank = new int[hostIds.length];
        int count = 0;
        for (int rank = 0; rank < hostIds.length; rank++) {
            int host = 0;
            while (host < count && hostIds[firstRank[host]] != hostIds[rank]) {
                host++;
            }
            if (host == count) {
                firstRank[count++] = rank;
            }
            hostOf[rank] = host;
        }
        return new Hosts(hostOf, count);
    }

    /**
     * One host.
     *
     * @param ranks how many ranks are on it
     * @return the host
     */
    public static Hosts one(final int ranks) {
        return new Hosts(new int[ranks], 1);
    }

    /**
     * How many ranks there are.
     *
     * @return at least 1
     */
    public int size() {
        return size;
    }

    /**
     * How many there are.
     *
     * @return at least 1
     */
    public int count() {
        return count;
    }

    /**
     * Whether there are several hosts, and one of them has several ranks.
     *
     * @return whether the methods below may be called
     */
    public boolean areTiers() {
        return count > 1 && count < size;
    }

    /**
     * The ranks of a host.
     *
     * @param host its number
     * @return its ranks in their order, not to be changed
     */
    public int[] ranks(final int host) {
        return ranksOf[host];
    }

    /**
     * The host of a rank.
     *
     * @param rank the rank
     * @return its number
     */
    public int host(final int rank) {
        return hostOf[rank];
    }

    /**
     * Where a rank stands among those of its host.
     *
     * @param rank the rank
     * @return 0 for the first
     */
    public int place(final int rank) {
        return placeOf[rank];
    }

    /** All ranks, host by host; not to be changed. */
    int[] ranksInOrder() {
        return ranksInOrder;
    }

    /** Whether all ranks host by host are all ranks in their order. */
    boolean areConsecutive() {
        return areConsecutive;
    }

    /** How many ranks the host has that has most. */
    int mostRanks() {
        int most = 0;
        for (final int[] ranks : ranksOf) {
            most = Math.max(most, ranks.length);
        }
        return most;
    }
}
