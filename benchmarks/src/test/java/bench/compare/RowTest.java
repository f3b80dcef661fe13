package bench.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bench.job.Library;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RowTest {
    /** Ratios 2, 0.5, 0.9. */
    private static final List<Double> OURS = List.of(4.0, 1.0, 0.9);
    private static final List<Double> THEIRS = List.of(2.0, 2.0, 1.0);

    private static Row row(final Gate gate) {
        return new Row("row", "µs", gate, Optional.of(Library.OPENMPI), OURS, THEIRS, Optional.empty());
    }

    private static Row problem(final Gate gate, final Library peer, final Verdict verdict) {
        return new Row("row", "µs", gate, Optional.of(peer), List.of(), List.of(),
            Optional.of(new Row.Problem(verdict, "why")));
    }

    @Test
    void shouldDividePairByPair() {
        assertEquals(List.of(2.0, 0.5, 0.9), row(Gate.NONE).ratios());
    }

    @Test
    void shouldJudgeTheMedianOfTheRatios() {
        assertEquals(Verdict.OK, row(Gate.atMost(0.9)).verdict());
        assertEquals(Verdict.MISSED, row(Gate.atMost(0.89)).verdict());
        assertEquals(Verdict.OK, row(Gate.atLeast(0.9)).verdict());
        assertEquals(Verdict.MISSED, row(Gate.atLeast(0.91)).verdict());
        assertEquals(Verdict.OK, row(Gate.within(0.15)).verdict());
        assertEquals(Verdict.MISSED, row(Gate.within(0.1)).verdict());
        assertEquals(Verdict.NO_GATE, row(Gate.NONE).verdict());
    }

    @Test
    void shouldJudgeOurOwnMedianWhereThereIsNoPeer() {
        final Row alone = new Row("row", "MB", Gate.below(100), Optional.empty(), List.of(99.0), List.of(),
            Optional.empty());
        assertEquals(Verdict.OK, alone.verdict());
        assertEquals(Verdict.MISSED, new Row("row", "MB", Gate.below(99), Optional.empty(), alone.ours(), List.of(),
            Optional.empty()).verdict());
    }

    @Test
    void shouldNotBeContentWithMissedFailedAndUnjudgedGates() {
        assertTrue(row(Gate.atMost(0.5)).isUnmet());
        assertFalse(row(Gate.atMost(1)).isUnmet());
        assertFalse(row(Gate.NONE).isUnmet());
        assertTrue(problem(Gate.atMost(1), Library.OPENMPI, Verdict.PEER_MISSING).isUnmet());
        assertTrue(problem(Gate.NONE, Library.OPENMPI, Verdict.FAILED).isUnmet());
        assertFalse(problem(Gate.NONE, Library.MPICH, Verdict.PEER_MISSING).isUnmet());
        assertFalse(problem(Gate.within(0.15), Library.OSU, Verdict.PEER_MISSING).isUnmet());
    }
}
