package prk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import mpi.Intracomm;
import mpi.core.kit.MpiTest;

class RepeatJobTest {
    private final KernelOutput out = new KernelOutput();
    private final KernelOutput err = new KernelOutput();

    private boolean run(final Intracomm world, final String... args) {
        return Repeat.run(args, world, out.stream(), err.stream());
    }

    private long rates() {
        return out.lines().stream().filter(line -> line.startsWith("Rate (")).count();
    }

    @MpiTest(ranks = {1, 2})
    void shouldPrintARateOfEachRun(final Intracomm world) {
        assertTrue(run(world, "3", "60", "Nstream", "1", "1000", "0"));

        assertEquals(world.getRank() == 0 ? 3 : 0, rates());
        assertEquals(List.of(), err.lines());
    }

    @MpiTest(ranks = 2)
    void shouldRunOnceInNoTime(final Intracomm world) {
        assertTrue(run(world, "3", "0", "Nstream", "1", "1000", "0"));

        assertEquals(world.getRank() == 0 ? 1 : 0, rates());
    }

    @MpiTest(ranks = 2)
    void shouldEndWhereTheKernelCannotRun(final Intracomm world) {
        assertFalse(run(world, "3", "60", "Transpose", "1", "999"));

        assertEquals(0, rates());
        assertEquals(world.getRank() == 0 ? 2 : 0, err.lines().size());
    }

    @MpiTest(ranks = 2)
    void shouldExplainAWrongCommandLineOnce(final Intracomm world) {
        assertFalse(run(world, "3", "60", "Nastream", "1", "1000", "0"));

        assertEquals(world.getRank() == 0,
            err.lines().toString().contains("there is no kernel \"Nastream\", but [Amr"));
    }
}
