package prk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import mpi.Intracomm;
import mpi.core.kit.MpiTest;
import org.junit.jupiter.api.Test;

class BranchJobTest {
    private static final String USAGE =
        "Usage: prk.Branch <iterations> <vector length> <vector_stop | vector_go | no_vector | ins_heavy>";
    private static final String RATE = "Rate \\(Mops/s\\) %s branches: [0-9.]+ time \\(s\\): [0-9.]+";
    private static final Consumer<int[]> UNTOUCHED = vector -> {};

    private final KernelOutput out = new KernelOutput();
    private final KernelOutput err = new KernelOutput();

    @MpiTest(ranks = {1, 2, 3, 4})
    void shouldValidateWithEveryType(final Intracomm world) {
        for (final Branch.Type type : Branch.Type.values()) {
            assertTrue(run(world, UNTOUCHED, "4", "1001", type.toString()), type::toString);
        }

        if (world.getRank() == 0) {
            final List<String> lines = out.lines();
            assertEquals("Number of ranks = " + world.getSize(), lines.get(2));
            assertEquals("Solution validates", lines.get(lines.size() - 3));
            assertTrue(lines.get(lines.size() - 2).matches(RATE.formatted("with")), lines.get(lines.size() - 2));
            assertTrue(lines.getLast().matches(RATE.formatted("without")), lines.getLast());
        } else {
            assertEquals(List.of(), out.lines());
        }
        assertEquals(List.of(), err.lines());
    }

    @MpiTest(ranks = 4)
    void shouldNoticeAWrongElementOnTheLastRank(final Intracomm world) {
        final boolean last = world.getRank() == world.getSize() - 1;
        assertFalse(run(world, last ? vector -> vector[7]++ : UNTOUCHED, "2", "80", "vector_go"));

        assertFalse(out.lines().contains("Solution validates"));
        assertEquals(world.getRank() == 0 ? List.of("ERROR: the solution is wrong; sum of all elements: "
            + "reference value = " + 40.0 * world.getSize() + ", computed value = " + (40.0 * world.getSize() + 1))
            : List.of(), err.lines());
    }

    @Test
    void shouldChangeEverySignInEachWay() {
        final int[] teeth = IntStream.range(0, 100).map(Branch::tooth).toArray();
        final int[] negative = IntStream.of(teeth).map(tooth -> -tooth).toArray();
        for (final Branch.Type type : Branch.Type.values()) {
            for (final boolean branches : new boolean[] {true, false}) {
                final Branch kernel = new Branch(type, 100);
                assertArrayEquals(teeth, kernel.vector());
                kernel.changeSigns(branches, 1);
                assertArrayEquals(negative, kernel.vector(), type + ", branches: " + branches);
                kernel.changeSigns(branches, -1);
                assertArrayEquals(teeth, kernel.vector(), type + ", branches: " + branches);
            }
        }
    }

    @Test
    void shouldKnowSumsOfAnyLength() {
        long sum = 0;
        for (int length = 0; length < 50; length++) {
            assertEquals(sum, Branch.reference(length));
            sum += Branch.tooth(length);
        }
    }

    @Test
    void shouldRefuseWhatMakesNoSense() throws UsageException {
        assertWrong("iterations is \"0\"", "0", "100", "vector_go");
        assertWrong("iterations is \"3\", expected an even number", "3", "100", "vector_go");
        assertWrong("vector length is \"0\"", "2", "0", "vector_go");
        assertWrong("found 2 arguments, expected 3", "2", "100");
        assertArrayEquals(new long[] {10, 100, 3}, Branch.read(new String[] {"10", "100", "ins_heavy"}));
    }

    private boolean run(final Intracomm world, final Consumer<int[]> beforeCheck, final String... args) {
        return Branch.run(new Job(args, world, 0, out.stream(), err.stream()), beforeCheck);
    }

    private static void assertWrong(final String problem, final String... args) {
        final String text = assertThrows(UsageException.class, () -> Branch.read(args)).getMessage();
        assertTrue(text.startsWith("ERROR: " + problem), text);
        assertTrue(text.endsWith(USAGE), text);
    }
}
