package bench.suite;

import bench.job.Library;
import bench.report.Numbers;
import bench.report.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Results as a table.
 *
 * @param results what has been measured
 * @param baseline an earlier run to compare with
 */
record Tabulation(Results results, Optional<Results> baseline) {

    /** The columns of text; numbers are in all others. */
    static boolean isText(final String heading) {
        return List.of("benchmark", "library", "unit", "change", "status").contains(heading);
    }

    List<String> headings() {
        final List<String> headings =
            new ArrayList<>(List.of("benchmark", "ranks", "library", "unit", "median", "range", "samples"));
        peers().forEach(peer -> headings.add("/ " + peer));
        if (baseline.isPresent()) {
            headings.addAll(List.of("before", "change"));
        }
        headings.add("status");
        return headings;
    }

    List<String> cells(final Result result) {
        final Result.Subject subject = result.subject();
        final List<String> cells = new ArrayList<>(List.of(subject.name(), Integer.toString(subject.ranks()),
            subject.library(), subject.unit(), median(result), range(result),
            Integer.toString(result.samples().size())));
        peers().forEach(peer -> cells.add(ratio(result, peer)));
        if (baseline.isPresent()) {
            final Optional<Result> before = baseline.get().of(subject);
            cells.add(before.map(Tabulation::median).orElse(""));
            cells.add(change(result).text());
        }
        cells.add(result.status().text() + (result.isNoisy() ? ", noisy" : "")
            + (result.note().isEmpty() ? "" : ": " + result.note()));
        return cells;
    }

    Change change(final Result result) {
        return baseline.flatMap(earlier -> earlier.of(result.subject()))
            .map(before -> Change.between(before, result))
            .orElse(Change.NONE);
    }

    private List<String> peers() {
        return results.results()
            .stream()
            .map(result -> result.subject().library())
            .filter(library -> !library.equals(Library.OURS.label()))
            .distinct()
            .toList();
    }

    /** Our median divided by a peer's. */
    private String ratio(final Result result, final String peer) {
        final Result.Subject subject = result.subject();
        return results
            .of(new Result.Subject(subject.benchmark(), subject.size(), subject.ranks(), peer, subject.unit()))
            .filter(theirs -> subject.library().equals(Library.OURS.label()) && !result.samples().isEmpty()
                && !theirs.samples().isEmpty())
            .map(theirs -> Numbers.text(result.spread().median() / theirs.spread().median()))
            .orElse("");
    }

    private static String median(final Result result) {
        return result.samples().isEmpty() ? "" : Numbers.text(result.spread().median());
    }

    private static String range(final Result result) {
        if (result.samples().size() < 2) {
            return "";
        }
        final Spread spread = result.spread();
        return Numbers.text(spread.min()) + "–" + Numbers.text(spread.max());
    }
}
