package bench.compare;

import bench.job.Library;
import bench.report.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A row of the table: one figure of a contest, with its samples.
 *
 * @param name of the row
 * @param unit of the samples
 * @param gate what it must reach
 * @param peer whose samples ours are compared with, if anybody's
 * @param ours our samples, in the order in which they were taken
 * @param theirs the peer's samples, one a sample of ours
 * @param problem why samples are missing, if they are
 */
record Row(String name, String unit, Gate gate, Optional<Library> peer, List<Double> ours, List<Double> theirs,
    Optional<Problem> problem) {

    /**
     * Why samples are missing.
     *
     * @param verdict what that means for the row
     * @param text for the user
     */
    record Problem(Verdict verdict, String text) {}

    /** Ratios of the pairs, ours to the peer's. */
    List<Double> ratios() {
        final List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < theirs.size(); i++) {
            ratios.add(ours.get(i) / theirs.get(i));
        }
        return ratios;
    }

    Verdict verdict() {
        if (problem.isPresent()) {
            return problem.get().verdict();
        }
        if (gate.equals(Gate.NONE)) {
            return Verdict.NO_GATE;
        }
        return gate.isMetBy(Spread.of(peer.isPresent() ? ratios() : ours).median()) ? Verdict.OK : Verdict.MISSED;
    }

    /** Whether more pairs may change the verdict: of the middle half of the ratios some meet the gate, some do not. */
    boolean isClose() {
        if (problem.isPresent() || theirs.isEmpty()) {
            return false;
        }
        final List<Double> sorted = ratios().stream().sorted().toList();
        final int quarter = sorted.size() / 4;
        return gate.isMetBy(sorted.get(quarter)) != gate.isMetBy(sorted.get(sorted.size() - 1 - quarter));
    }

    /** Whether {@code --require} cannot be content with it. */
    boolean isUnmet() {
        return switch (verdict()) {
            case OK, NO_GATE -> false;
            case MISSED, FAILED -> true;
            case PEER_MISSING -> !gate.equals(Gate.NONE) && !peer.map(Library::isOptional).orElse(false);
        };
    }
}
