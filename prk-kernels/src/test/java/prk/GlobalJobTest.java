package prk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import mpi.Intracomm;
import mpi.core.kit.MpiTest;
import org.junit.jupiter.api.Test;

class GlobalJobTest {
    private static final String USAGE = "Usage: prk.Global <iterations> <text length>";
    private static final Consumer<byte[]> UNTOUCHED = text -> {};

    private final KernelOutput out = new KernelOutput();
    private final KernelOutput err = new KernelOutput();

    @MpiTest(ranks = {1, 2, 3, 4})
    void shouldValidate(final Intracomm world) {
        assertTrue(run(world, UNTOUCHED, "5", "12"));
        assertTrue(run(world, UNTOUCHED, "5", "1200"));

        out.assertRate(world, "synch/s");
        assertEquals(List.of(), err.lines());
    }

    @MpiTest(ranks = 2)
    void shouldScrambleTheText(final Intracomm world) {
        // 1: "2763" "2763"; of that, every second: "2626" "7373"; of that: "2277" "6633".
        assertTrue(run(world, text -> assertEquals("22776633", new String(text, StandardCharsets.US_ASCII)), "3", "8"));
    }

    @MpiTest(ranks = 4)
    void shouldNoticeAWrongCharacterOnTheLastRank(final Intracomm world) {
        final boolean last = world.getRank() == world.getSize() - 1;
        assertFalse(run(world, last ? text -> text[3]++ : UNTOUCHED, "2", Integer.toString(4 * world.getSize())));

        assertFalse(out.lines().contains("Solution validates"));
        final double reference = (2 + 7 + 6 + 3) * world.getSize() * world.getSize();
        assertEquals(world.getRank()
            == 0 ? List.of("ERROR: the solution is wrong; sum of the digits of all ranks' texts: "
                + "reference value = " + reference + ", computed value = " + (reference + 1)) : List.of(),
            err.lines());
    }

    @Test
    void shouldRefuseWhatMakesNoSense() throws UsageException {
        assertWrong("iterations is \"0\"", "0", "100");
        assertWrong("text length is \"3\"", "1", "3");
        assertWrong("found 0 arguments, expected 2");
        assertArrayEquals(new long[] {10, 16384}, Global.read(new String[] {"10", "16384"}, 4));
    }

    private boolean run(final Intracomm world, final Consumer<byte[]> beforeCheck, final String... args) {
        return Global.run(new Job(args, world, 0, out.stream(), err.stream()), beforeCheck);
    }

    private static void assertWrong(final String problem, final String... args) {
        final String text = assertThrows(UsageException.class, () -> Global.read(args, 4)).getMessage();
        assertTrue(text.startsWith("ERROR: " + problem), text);
        assertTrue(text.endsWith(USAGE), text);
    }
}
