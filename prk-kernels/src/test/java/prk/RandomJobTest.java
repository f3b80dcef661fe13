package prk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.Consumer;
import mpi.Intracomm;
import mpi.core.kit.MpiTest;
import org.junit.jupiter.api.Test;

class RandomJobTest {
    private static final String USAGE =
        "Usage: prk.Random <updates per element, a power of 2> <log2 of the table's length>";
    private static final Consumer<long[]> UNTOUCHED = slice -> {};

    private final KernelOutput out = new KernelOutput();
    private final KernelOutput err = new KernelOutput();

    @MpiTest(ranks = {1, 2, 4})
    void shouldValidate(final Intracomm world) {
        assertTrue(run(world, UNTOUCHED, "8", "14"));

        out.assertRate(world, "GUPS/s");
        if (world.getRank() == 0) {
            assertEquals("Number of updates = 131072", out.lines().get(5));
        }
        assertEquals(List.of(), err.lines());
    }

    @MpiTest(ranks = 4)
    void shouldUpdateTheWholeTable(final Intracomm world) {
        final Random kernel = new Random(world, 12);
        kernel.round(16, 16 * 1024);

        int untouched = 0;
        for (int i = 0; i < kernel.slice().length; i++) {
            untouched += kernel.slice()[i] == 1024 * world.getRank() + i ? 1 : 0;
        }
        assertTrue(untouched < 10, untouched + " of 1024 elements have not changed after 16 updates each");
    }

    @MpiTest(ranks = 4)
    void shouldValidateATableOfOneElementARank(final Intracomm world) {
        assertTrue(run(world, UNTOUCHED, "4096", "2"));
    }

    @MpiTest(ranks = 4)
    void shouldNoticeWrongElementsOnTheLastRank(final Intracomm world) {
        final boolean last = world.getRank() == world.getSize() - 1;
        assertFalse(run(world, last ? slice -> slice[7] ^= slice[8] ^= 1 : UNTOUCHED, "8", "12"));

        assertFalse(out.lines().contains("Solution validates"));
        assertEquals(world.getRank() == 0 ? List.of("ERROR: the solution is wrong; number of wrong elements: "
            + "reference value = 0.0, computed value = 2.0") : List.of(), err.lines());
    }

    @Test
    void shouldJumpToAnyNumberOfTheSequence() {
        long number = 1;
        for (int index = 0; index < 1000; index++) {
            assertEquals(number, Random.element(index));
            number = Random.next(number);
        }
        final long period = 1317624576693539401L;
        assertEquals(Random.element(5), Random.element(period + 5));
    }

    @Test
    void shouldReadRatioAndLength() throws UsageException {
        assertArrayEquals(new long[] {16, 22}, Random.read(new String[] {"16", "22"}, 4));
        assertArrayEquals(new long[] {1 << 30, 32}, Random.read(new String[] {"1073741824", "32"}, 4));
    }

    @Test
    void shouldRefuseWhatMakesNoSense() throws UsageException {
        assertWrong("updates per element is 3, expected a power of 2", 1, "3", "16");
        assertWrong("updates per element is \"0\"", 1, "0", "16");
        assertWrong("log2 of the table's length is \"0\", expected a whole number from 1 to 30", 1, "8", "0");
        assertWrong("log2 of the table's length is \"33\", expected a whole number from 2 to 32", 4, "8", "33");
        assertWrong("table length 1024 times updates per element 4 must be at least 2048 times the number of ranks, 4",
            4, "4", "10");
        assertArrayEquals(new long[] {8, 10}, Random.read(new String[] {"8", "10"}, 4));
        assertWrong("found 1 arguments, expected 2", 1, "8");
    }

    private boolean run(final Intracomm world, final Consumer<long[]> beforeCheck, final String... args) {
        return Random.run(new Job(args, world, 0, out.stream(), err.stream()), beforeCheck);
    }

    private static void assertWrong(final String problem, final int ranks, final String... args) {
        final String text = assertThrows(UsageException.class, () -> Random.read(args, ranks)).getMessage();
        assertTrue(text.startsWith("ERROR: " + problem), text);
        assertTrue(text.endsWith(USAGE), text);
    }
}
