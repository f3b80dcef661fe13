package compat;

import java.util.List;
import java.util.stream.Collectors;

/** How a program did with all numbers of ranks: none may fail, and one must be to its taste. */
record Verdict(boolean isPassed, String reason) {
    static Verdict of(final List<Run> runs) {
        final String failures = runs.stream()
            .filter(run -> run.outcome() == Run.Outcome.FAILED)
            .map(run -> run.ranks() + " ranks: " + run.reason())
            .collect(Collectors.joining("; "));
        if (!failures.isEmpty()) {
            return new Verdict(false, failures);
        }
        final boolean isPassed = runs.stream().anyMatch(run -> run.outcome() == Run.Outcome.PASSED);
        return new Verdict(isPassed, isPassed ? "" : "wants another number of ranks");
    }

    @Override
    public String toString() {
        return isPassed ? "passed" : "FAILED";
    }
}
