package mpi;

import java.util.Arrays;
import java.util.BitSet;
import mpi.spi.Faults;

/**
 * An ordered set of ranks (MPI 4.1, section 7.3). Immutable; all its operations are local.
 */
public final class Group extends GroupDialect implements Freeable {
    /** Ranks in {@code COMM_WORLD}, indexed by rank in this group; {@code null} once freed. */
    private int[] worldRanks;
    /** This process in {@code COMM_WORLD}; -1 if not known, which only the empty group is. */
    private final int ownWorldRank;

    /**
     * Makes a group.
     *
     * @param worldRanks ranks in {@code COMM_WORLD}, not copied; {@code null} for the null group
     * @param ownWorldRank this process in {@code COMM_WORLD}, or -1
     */
    Group(final int[] worldRanks, final int ownWorldRank) {
        this.worldRanks = worldRanks;
        this.ownWorldRank = ownWorldRank;
    }

    /**
     * The number of ranks (MPI 4.1, section 7.3.1).
     *
     * @return the number, 0 in {@link MPI#GROUP_EMPTY}
     * @throws MPIException {@link MPI#ERR_GROUP} if the group is null
     */
    public int getSize() {
        return members("group_size").length;
    }

    /**
     * The rank of this process in the group (MPI 4.1, section 7.3.1).
     *
     * @return the rank, or {@link MPI#UNDEFINED} if this process is not in the group
     * @throws MPIException {@link MPI#ERR_GROUP} if the group is null
     */
    public int getRank() {
        final int[] members = members("group_rank");
        for (int rank = 0; rank < members.length; rank++) {
            if (members[rank] == ownWorldRank) {
                return rank;
            }
        }
        return MPI.UNDEFINED;
    }

    /**
     * Whether this is {@link MPI#GROUP_NULL} or freed.
     *
     * @return whether it is
     */
    public boolean isNull() {
        return worldRanks == null;
    }

    /**
     * Gives the group back (MPI 4.1, section 7.3.3). {@link MPI#GROUP_EMPTY} stays as it is.
     *
     * @throws MPIException {@link MPI#ERR_GROUP} if the group is null
     */
    @Override
    public void free() {
        members("group_free");
        if (this != MPI.GROUP_EMPTY) {
            worldRanks = null;
        }
    }

    /**
     * The group of some ranks of this one, in the order given (MPI 4.1, section 7.3.2).
     *
     * @param ranks the ranks to take, in the order of the new group
     * @return the new group
     * @throws MPIException {@link MPI#ERR_GROUP} if the group is null, {@link MPI#ERR_ARG} if {@code ranks} is null,
     *     {@link MPI#ERR_RANK} if a rank does not exist or stands there twice
     */
    public Group incl(final int[] ranks) {
        final int[] members = members("group_incl");
        distinct("group_incl", ranks, members.length);
        final int[] taken = new int[ranks.length];
        for (int i = 0; i < ranks.length; i++) {
            taken[i] = members[ranks[i]];
        }
        return new Group(taken, ownWorldRank);
    }

    /**
     * The group of all ranks of this one but some, in the same order (MPI 4.1, section 7.3.2).
     *
     * @param ranks the ranks to leave out
     * @return the new group
     * @throws MPIException as {@link #incl(int[])}
     */
    public Group excl(final int[] ranks) {
        final int[] members = members("group_excl");
        final BitSet left = distinct("group_excl", ranks, members.length);
        final int[] taken = new int[members.length - ranks.length];
        for (int rank = 0, i = 0; rank < members.length; rank++) {
            if (!left.get(rank)) {
                taken[i++] = members[rank];
            }
        }
        return new Group(taken, ownWorldRank);
    }

    /**
     * The group of some ranges of ranks of this one (MPI 4.1, section 7.3.2): first, first + stride, … up to last.
     *
     * @param ranges triplets of first rank, last rank and stride, which may be negative
     * @return the new group
     * @throws MPIException as {@link #incl(int[])}; {@link MPI#ERR_ARG} if a triplet has another length or stride 0
     */
    public Group rangeIncl(final int[][] ranges) {
        return incl(expand("group_range_incl", ranges));
    }

    /**
     * The group of all ranks of this one but some ranges (MPI 4.1, section 7.3.2).
     *
     * @param ranges triplets of first rank, last rank and stride, which may be negative
     * @return the new group
     * @throws MPIException as {@link #rangeIncl(int[][])}
     */
    public Group rangeExcl(final int[][] ranges) {
        return excl(expand("group_range_excl", ranges));
    }

    /**
     * The ranks of the first group, followed by those of the second that are not in the first (MPI 4.1, section 7.3.2).
     *
     * @param group1 the first group
     * @param group2 the second group
     * @return the new group
     * @throws MPIException {@link MPI#ERR_GROUP} if one is null
     */
    public static Group union(final Group group1, final Group group2) {
        final int[] first = membersOf("group_union", group1);
        final int[] added = select(membersOf("group_union", group2), setOf(first), false);
        final int[] all = Arrays.copyOf(first, first.length + added.length);
        System.arraycopy(added, 0, all, first.length, added.length);
        return new Group(all, ownOf(group1, group2));
    }

    /**
     * mpiJava spelling of {@link #union(Group, Group)}.
     *
     * @param group1 the first group
     * @param group2 the second group
     * @return the new group
     */
    public static Group Union(final Group group1, final Group group2) {
        return union(group1, group2);
    }

    /**
     * The ranks of the first group that are also in the second (MPI 4.1, section 7.3.2).
     *
     * @param group1 the first group
     * @param group2 the second group
     * @return the new group
     * @throws MPIException {@link MPI#ERR_GROUP} if one is null
     */
    public static Group intersection(final Group group1, final Group group2) {
        final int[] first = membersOf("group_intersection", group1);
        final int[] second = membersOf("group_intersection", group2);
        return new Group(select(first, setOf(second), true), ownOf(group1, group2));
    }

    /**
     * mpiJava spelling of {@link #intersection(Group, Group)}.
     *
     * @param group1 the first group
     * @param group2 the second group
     * @return the new group
     */
    public static Group Intersection(final Group group1, final Group group2) {
        return intersection(group1, group2);
    }

    /**
     * The ranks of the first group that are not in the second (MPI 4.1, section 7.3.2).
     *
     * @param group1 the first group
     * @param group2 the second group
     * @return the new group
     * @throws MPIException {@link MPI#ERR_GROUP} if one is null
     */
    public static Group difference(final Group group1, final Group group2) {
        final int[] first = membersOf("group_difference", group1);
        final int[] second = membersOf("group_difference", group2);
        return new Group(select(first, setOf(second), false), ownOf(group1, group2));
    }

    /**
     * mpiJava spelling of {@link #difference(Group, Group)}.
     *
     * @param group1 the first group
     * @param group2 the second group
     * @return the new group
     */
    public static Group Difference(final Group group1, final Group group2) {
        return difference(group1, group2);
    }

    /**
     * Compares two groups (MPI 4.1, section 7.3.1).
     *
     * @param group1 the first group
     * @param group2 the second group
     * @return {@link MPI#IDENT} if they have the same ranks in the same order, {@link MPI#SIMILAR} if in another order,
     *     otherwise {@link MPI#UNEQUAL}
     * @throws MPIException {@link MPI#ERR_GROUP} if one is null
     */
    public static int compare(final Group group1, final Group group2) {
        final int[] first = membersOf("group_compare", group1);
        final int[] second = membersOf("group_compare", group2);
        if (Arrays.equals(first, second)) {
            return MPI.IDENT;
        }
        return first.length == second.length && setOf(first).equals(setOf(second)) ? MPI.SIMILAR : MPI.UNEQUAL;
    }

    /**
     * mpiJava spelling of {@link #compare(Group, Group)}.
     *
     * @param group1 the first group
     * @param group2 the second group
     * @return {@link MPI#IDENT}, {@link MPI#SIMILAR} or {@link MPI#UNEQUAL}
     */
    public static int Compare(final Group group1, final Group group2) {
        return compare(group1, group2);
    }

    /**
     * The ranks in the second group of some ranks of the first (MPI 4.1, section 7.3.1).
     *
     * @param group1 the first group
     * @param ranks ranks in the first group; {@link MPI#PROC_NULL} stays as it is
     * @param group2 the second group
     * @return ranks in the second group; {@link MPI#UNDEFINED} for those that are not in it
     * @throws MPIException {@link MPI#ERR_GROUP} if one is null, {@link MPI#ERR_ARG} if {@code ranks} is null,
     *     {@link MPI#ERR_RANK} if a rank does not exist
     */
    public static int[] translateRanks(final Group group1, final int[] ranks, final Group group2) {
        final int[] first = membersOf("group_translate_ranks", group1);
        final int[] second = membersOf("group_translate_ranks", group2);
        given("group_translate_ranks", ranks);
        final int[] asked = new int[ranks.length];
        for (int i = 0; i < ranks.length; i++) {
            if (ranks[i] != MPI.PROC_NULL) {
                checkRank("group_translate_ranks", ranks[i], first.length, " or MPI.PROC_NULL");
            }
            asked[i] = ranks[i] == MPI.PROC_NULL ? MPI.PROC_NULL : first[ranks[i]];
        }
        return positions(asked, second);
    }

    /**
     * mpiJava spelling of {@link #translateRanks(Group, int[], Group)}.
     *
     * @param group1 the first group
     * @param ranks ranks in the first group
     * @param group2 the second group
     * @return ranks in the second group, or {@link MPI#UNDEFINED}
     */
    public static int[] Translate_ranks(final Group group1, final int[] ranks, final Group group2) {
        return translateRanks(group1, ranks, group2);
    }

    /** The ranks of the members in a communicator, -1 for those that are not in it. */
    int[] ranksIn(final int[] communicator) {
        return positions(worldRanks, communicator);
    }

    private static int[] positions(final int[] asked, final int[] members) {
        int max = -1;
        for (final int member : members) {
            max = Math.max(max, member);
        }
        final int[] byWorldRank = new int[max + 1];
        Arrays.fill(byWorldRank, MPI.UNDEFINED);
        for (int rank = 0; rank < members.length; rank++) {
            byWorldRank[members[rank]] = rank;
        }
        final int[] positions = new int[asked.length];
        for (int i = 0; i < asked.length; i++) {
            positions[i] = asked[i] < 0 || asked[i] > max ? MPI.UNDEFINED : byWorldRank[asked[i]];
        }
        return positions;
    }

    private static int[] select(final int[] members, final BitSet others, final boolean in) {
        return Arrays.stream(members).filter(member -> others.get(member) == in).toArray();
    }

    private static BitSet setOf(final int[] members) {
        final BitSet set = new BitSet();
        for (final int member : members) {
            set.set(member);
        }
        return set;
    }

    private static int ownOf(final Group group1, final Group group2) {
        return Math.max(group1.ownWorldRank, group2.ownWorldRank);
    }

    /** The rank in {@code COMM_WORLD} of a member. */
    int worldRank(final int member) {
        return worldRanks[member];
    }

    private static int[] membersOf(final String operation, final Group group) {
        if (group == null) {
            throw nullGroup(operation);
        }
        return group.members(operation);
    }

    private int[] members(final String operation) {
        final int[] members = worldRanks;
        if (members == null) {
            throw nullGroup(operation);
        }
        return members;
    }

    private static MPIException nullGroup(final String operation) {
        return Faults.fault(MPI.ERR_GROUP, operation, "the group is null or was freed");
    }

    private static void given(final String operation, final Object ranks) {
        if (ranks == null) {
            throw Faults.fault(MPI.ERR_ARG, operation, "the array of ranks is null");
        }
    }

    private static void checkRank(final String operation, final int rank, final int size, final String others) {
        if (rank < 0 || rank >= size) {
            throw Faults.badRank(operation, "member", rank, size, others);
        }
    }

    private static BitSet distinct(final String operation, final int[] ranks, final int size) {
        given(operation, ranks);
        final BitSet seen = new BitSet(size);
        for (final int rank : ranks) {
            checkRank(operation, rank, size, "");
            if (seen.get(rank)) {
                throw Faults.fault(MPI.ERR_RANK, operation, "rank " + rank + " stands there twice");
            }
            seen.set(rank);
        }
        return seen;
    }

    private int[] expand(final String operation, final int[][] ranges) {
        final int size = members(operation).length;
        given(operation, ranges);
        int[] ranks = new int[0];
        for (final int[] range : ranges) {
            if (range == null || range.length != 3 || range[2] == 0) {
                throw Faults.fault(MPI.ERR_ARG, operation,
                    "a range must be first rank, last rank and a stride that is not 0, not " + Arrays.toString(range));
            }
            final long count = Math.max(0, Math.floorDiv((long) range[1] - range[0], range[2]) + 1);
            // The last rank may lie behind the group, as long as the stride does not hit it (MPI 4.1, section 7.3.2).
            checkRank(operation, range[0], size, "");
            checkRank(operation, (int) (range[0] + Math.max(0, count - 1) * range[2]), size, "");
            final int filled = ranks.length;
            ranks = Arrays.copyOf(ranks, filled + (int) count);
            for (int i = 0; i < count; i++) {
                ranks[filled + i] = range[0] + i * range[2];
            }
        }
        return ranks;
    }

    @Override
    public String toString() {
        return worldRanks == null ? "Group[null]" : "Group" + Arrays.toString(worldRanks);
    }
}
