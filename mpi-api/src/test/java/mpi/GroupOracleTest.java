package mpi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Operations on random groups beside the same on lists, as MPI 4.1, section 7.3.2, defines them. */
class GroupOracleTest {
    private static final int ROUNDS = 500;
    private static final int WORLD = 12;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    private List<Integer> members() {
        final List<Integer> all = new ArrayList<>(IntStream.range(0, WORLD).boxed().toList());
        Collections.shuffle(all, random);
        return all.subList(0, random.nextInt(WORLD + 1));
    }

    private static Group group(final List<Integer> members) {
        return new Group(array(members), 3);
    }

    private static int[] array(final List<Integer> members) {
        return members.stream().mapToInt(Integer::intValue).toArray();
    }

    private void assertMembers(final List<Integer> expected, final Group group) {
        assertArrayEquals(array(expected), group.ranksIn(IntStream.range(0, WORLD).toArray()), "seed " + seed);
        assertEquals(expected.size(), group.getSize());
        assertEquals(expected.indexOf(3), group.getRank());
    }

    @Test
    void shouldCombineAsListsDo() {
        for (int round = 0; round < ROUNDS; round++) {
            final List<Integer> first = members();
            final List<Integer> second = members();
            final List<Integer> union = new ArrayList<>(first);
            second.stream().filter(member -> !first.contains(member)).forEach(union::add);
            final List<Integer> intersection = first.stream().filter(second::contains).toList();
            final List<Integer> difference = first.stream().filter(member -> !second.contains(member)).toList();
            assertMembers(union, Group.union(group(first), group(second)));
            assertMembers(intersection, Group.Intersection(group(first), group(second)));
            assertMembers(difference, Group.difference(group(first), group(second)));
            assertEquals(first.equals(second) ? MPI.IDENT
                : new HashSet<>(first).equals(new HashSet<>(second)) ? MPI.SIMILAR : MPI.UNEQUAL,
                Group.compare(group(first), group(second)));
            final int[] ranks = IntStream.range(-1, first.size()).toArray();
            assertArrayEquals(
                IntStream.of(ranks).map(rank -> rank < 0 ? -1 : second.indexOf(first.get(rank))).toArray(),
                Group.Translate_ranks(group(first), ranks, group(second)));
        }
    }

    @Test
    void shouldIncludeAndExcludeAsListsDo() {
        for (int round = 0; round < ROUNDS; round++) {
            final List<Integer> members = members();
            final List<Integer> ranks = new ArrayList<>(IntStream.range(0, members.size()).boxed().toList());
            Collections.shuffle(ranks, random);
            final List<Integer> some = ranks.subList(0, random.nextInt(members.size() + 1));
            final List<Integer> included = some.stream().map(members::get).toList();
            final List<Integer> left = members.stream().filter(member -> !included.contains(member)).toList();
            assertMembers(included, group(members).incl(array(some)));
            assertMembers(left, group(members).Excl(array(some)));
        }
    }

    @Test
    void shouldExpandRangesAsALoopDoes() {
        for (int round = 0; round < ROUNDS; round++) {
            final List<Integer> members = members();
            if (members.isEmpty()) {
                continue;
            }
            final int first = random.nextInt(members.size());
            final int last = random.nextInt(members.size());
            final int stride = (1 + random.nextInt(4)) * (random.nextBoolean() ? 1 : -1);
            final List<Integer> included = new ArrayList<>();
            for (int rank = first; stride > 0 ? rank <= last : rank >= last; rank += stride) {
                included.add(members.get(rank));
            }
            final List<Integer> left = members.stream().filter(member -> !included.contains(member)).toList();
            final int[][] ranges = {{first, last, stride}};
            assertMembers(included, group(members).Range_incl(ranges));
            assertMembers(left, group(members).rangeExcl(ranges));
        }
    }
}
