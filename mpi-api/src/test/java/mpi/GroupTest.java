package mpi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/**
 * Groups, as sets and as sequences. This process is rank 12 of the world.
 */
class GroupTest {
    private final Group group = group(10, 11, 12, 13, 14, 15);

    private static Group group(final int... worldRanks) {
        return new Group(worldRanks, 12);
    }

    private static void assertGroup(final String expected, final Group actual) {
        assertEquals(expected, actual.toString());
    }

    @Test
    void shouldTellSizeAndRank() {
        assertEquals(6, group.getSize());
        assertEquals(2, group.Rank());
        assertEquals(MPI.UNDEFINED, group(1, 2).getRank());
        assertEquals(0, MPI.GROUP_EMPTY.Size());
        assertEquals(MPI.UNDEFINED, MPI.GROUP_EMPTY.getRank());
    }

    @Test
    void shouldIncludeAndExclude() {
        assertGroup("Group[15, 10]", group.incl(new int[] {5, 0}));
        assertGroup("Group[11, 12, 13, 14]", group.Excl(new int[] {5, 0}));
        assertGroup("Group[]", group.Incl(new int[0]));
        assertGroup("Group[10, 12, 14, 15, 13]", group.rangeIncl(new int[][] {{0, 4, 2}, {5, 3, -2}}));
        assertGroup("Group[11, 13, 15]", group.Range_excl(new int[][] {{0, 5, 2}}));
        assertGroup("Group[]", group.Range_incl(new int[0][]));
        assertGroup("Group[11, 13]", group.rangeIncl(new int[][] {{1, 4, 2}}));
        assertGroup("Group[11, 13, 15]", group.rangeIncl(new int[][] {{1, 6, 2}}));
        assertGroup("Group[]", group.rangeIncl(new int[][] {{1, 0, 2}, {0, 1, -1}}));
    }

    @Test
    void shouldCombine() {
        final Group other = group(13, 9, 11);
        assertGroup("Group[10, 11, 12, 13, 14, 15, 9]", Group.union(group, other));
        assertGroup("Group[11, 13]", Group.Intersection(group, other));
        assertGroup("Group[13, 11]", Group.intersection(other, group));
        assertGroup("Group[10, 12, 14, 15]", Group.difference(group, other));
        assertGroup("Group[9]", Group.Difference(other, group));
        assertEquals(2, Group.Union(MPI.GROUP_EMPTY, group).getRank());
    }

    @Test
    void shouldCompare() {
        assertEquals(MPI.IDENT, Group.compare(group(1, 2), group(1, 2)));
        assertEquals(MPI.SIMILAR, Group.Compare(group(1, 2), group(2, 1)));
        assertEquals(MPI.UNEQUAL, Group.compare(group(1, 2), group(1, 3)));
        assertEquals(MPI.IDENT, Group.compare(MPI.GROUP_EMPTY, group()));
    }

    @Test
    void shouldTranslateRanks() {
        final int[] ranks = {0, 3, MPI.PROC_NULL, 5};
        assertArrayEquals(new int[] {MPI.UNDEFINED, 0, MPI.PROC_NULL, 1},
            Group.translateRanks(group, ranks, group(13, 15)));
        assertArrayEquals(new int[] {MPI.UNDEFINED}, Group.Translate_ranks(group, new int[] {1}, MPI.GROUP_EMPTY));
    }

    @Test
    void shouldBeNullOnceFreed() {
        group.free();
        assertTrue(group.isNull());
        MPI.GROUP_EMPTY.free();
        assertFalse(MPI.GROUP_EMPTY.isNull());
        final String text = ": the group is null or was freed (MPI.ERR_GROUP)";
        Expect.fault(MPI.ERR_GROUP, "group_size" + text, group::getSize);
        Expect.fault(MPI.ERR_GROUP, "group_free" + text, group::free);
        Expect.fault(MPI.ERR_GROUP, "group_union" + text, () -> Group.union(MPI.GROUP_EMPTY, null));
        Expect.fault(MPI.ERR_GROUP, "group_compare" + text, () -> Group.compare(MPI.GROUP_NULL, MPI.GROUP_EMPTY));
    }

    @Test
    void shouldRefuseWrongRanks() {
        Expect.fault(MPI.ERR_RANK, "group_range_incl: the member is rank 6, it must be 0 to 5 (MPI.ERR_RANK)",
            () -> group.rangeIncl(new int[][] {{0, 7, 2}}));
        Expect.fault(MPI.ERR_RANK, "group_range_incl: the member is rank " + Integer.MIN_VALUE
            + ", it must be 0 to 5 (MPI.ERR_RANK)", () -> group.rangeIncl(new int[][] {{0, Integer.MIN_VALUE, -1}}));
        Expect.fault(MPI.ERR_RANK, "group_incl: the member is rank 6, it must be 0 to 5 (MPI.ERR_RANK)",
            () -> group.incl(new int[] {6}));
        Expect.fault(MPI.ERR_RANK, "group_excl: rank 1 stands there twice (MPI.ERR_RANK)",
            () -> group.excl(new int[] {1, 1}));
        Expect.fault(MPI.ERR_ARG, "group_incl: the array of ranks is null (MPI.ERR_ARG)", () -> group.incl(null));
        Expect.fault(MPI.ERR_ARG, "group_range_incl: a range must be first rank, last rank and a stride that is not 0,"
            + " not [0, 5, 0] (MPI.ERR_ARG)", () -> group.rangeIncl(new int[][] {{0, 5, 0}}));
        Expect.fault(MPI.ERR_RANK,
            "group_translate_ranks: the member is rank -2, it must be 0 to 5 or MPI.PROC_NULL (MPI.ERR_RANK)",
            () -> Group.translateRanks(group, new int[] {-2}, group));
    }
}
