package bench.suite;

import bench.report.Bars;
import bench.report.Lines;
import bench.report.Numbers;
import bench.report.Panels;
import bench.report.Series;
import bench.report.Violins;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/**
 * The pictures of a report: a panel for each benchmark, over numbers of ranks or, where there are several sizes of
 * messages, over these.
 *
 * @param results what is drawn
 * @param baseline an earlier run to draw beside it
 */
record Charts(Results results, Optional<Results> baseline) {
    private static final List<String> COLORS = List.of(Panels.OURS, Panels.THEIRS, "#4f9a5b", "#8a6bb0");
    private static final String EARLIER = "earlier run";
    private static final String EARLIER_COLOR = "#9a9a9a";
    /** So many words fit below a panel. */
    private static final int MOST_WORDS = 4;
    private static final int PERCENT = 100;

    /** Results of one panel. */
    private record Group(String title, boolean isOverSizes, List<Result> results) {
        List<String> categories() {
            return results.stream().map(this::category).distinct().toList();
        }

        String category(final Result result) {
            return isOverSizes ? result.subject().size() : Integer.toString(result.subject().ranks());
        }

        /** What stands below the categories, as far as there is room. */
        List<String> labels() {
            final List<String> categories = categories();
            return isOverSizes || categories.size() > MOST_WORDS ? categories
                : categories.stream().map(ranks -> ranks + ("1".equals(ranks) ? " rank" : " ranks")).toList();
        }

        String unit() {
            return results.getFirst().subject().unit();
        }

        Set<String> libraries() {
            final Set<String> libraries = new LinkedHashSet<>();
            results.forEach(result -> libraries.add(result.subject().library()));
            return libraries;
        }

        /** Of all libraries. */
        boolean isEmpty() {
            return results.stream().allMatch(result -> result.samples().isEmpty() && !result.status().isBad());
        }
    }

    /** Title and picture of each section of the page that has something to show. */
    Map<String, String> sections() {
        final Map<String, String> sections = new LinkedHashMap<>();
        final List<Group> groups = groups();
        add(sections, "Medians, from the least to the greatest sample", groups, (group, series) -> group.isOverSizes
            ? Optional.empty()
            : Optional.of(new Bars(group.title + ", " + group.unit(), group.labels(), series)));
        add(sections, "Over sizes of messages, in bytes; medians, from the least to the greatest sample", groups,
            (group, series) -> group.isOverSizes
                ? Optional.of(Lines.logarithmic(group.title + ", " + group.unit(), group.labels(), series))
                : Optional.empty());
        add(sections, "Speedup over ranks (dashed: ideal)", groups, this::scaling);
        add(sections, "Rate as a multiple of that of C, by medians; the bars are what the middle halves of both allow",
            groups,
            this::ratios);
        add(sections, "Samples, in % from their median", groups, Charts::violins);
        return sections;
    }

    private List<Group> groups() {
        final Map<String, List<Result>> byTitle = new LinkedHashMap<>();
        for (final Result result : results.results()) {
            final Result.Subject subject = result.subject();
            final String title =
                subject.benchmark() + (subject.size().isEmpty() ? "" : ", " + subject.ranks() + " ranks");
            byTitle.computeIfAbsent(title, t -> new ArrayList<>()).add(result);
        }
        return byTitle.entrySet()
            .stream()
            .map(entry -> new Group(entry.getKey(), !entry.getValue().getFirst().subject().size().isEmpty(),
                entry.getValue()))
            .filter(group -> !group.isEmpty())
            .toList();
    }

    private void add(final Map<String, String> sections, final String heading, final List<Group> groups,
        final BiFunction<Group, List<Series>, Optional<Panels.Panel>> draw) {
        final List<Panels.Panel> panels = new ArrayList<>();
        groups.forEach(group -> draw.apply(group, series(group)).ifPresent(panels::add));
        if (!panels.isEmpty()) {
            sections.put(heading, new Panels(panels).svg());
        }
    }

    /** One a library, ours first; before them, that of the earlier run. */
    private List<Series> series(final Group group) {
        final List<Series> series = new ArrayList<>();
        baseline.ifPresent(earlier -> {
            final Map<String, Result> before = new LinkedHashMap<>();
            for (final Result result : group.results) {
                earlier.of(result.subject()).ifPresent(old -> before.putIfAbsent(group.category(result), old));
            }
            if (!before.isEmpty()) {
                series.add(series(group, EARLIER, EARLIER_COLOR, before));
            }
        });
        int color = 0;
        for (final String library : group.libraries()) {
            final Map<String, Result> ofLibrary = new LinkedHashMap<>();
            group.results.stream()
                .filter(result -> result.subject().library().equals(library))
                .forEach(result -> ofLibrary.put(group.category(result), result));
            series.add(series(group, library, COLORS.get(color++ % COLORS.size()), ofLibrary));
        }
        return series;
    }

    private static Series series(final Group group, final String name, final String color,
        final Map<String, Result> results) {
        final List<List<Double>> samples = new ArrayList<>();
        final Set<Integer> wrong = new HashSet<>();
        for (final String category : group.categories()) {
            final Result result = results.get(category);
            if (result != null && result.status().isBad()) {
                wrong.add(samples.size());
            }
            samples.add(result == null ? List.of() : result.samples());
        }
        return new Series(name, color, List.copyOf(samples), wrong);
    }

    /** How many times as fast as with the fewest ranks; each library beside itself. */
    private Optional<Panels.Panel> scaling(final Group group, final List<Series> series) {
        if (group.isOverSizes || group.categories().size() < 2 || !group.results.getFirst().subject().isRate()) {
            return Optional.empty();
        }
        final int fewest = Integer.parseInt(group.categories().getFirst());
        final List<Double> ideal =
            group.categories().stream().map(text -> Double.parseDouble(text) / fewest).toList();
        final List<Series> relative = series.stream()
            .filter(one -> !one.samples().getFirst().isEmpty())
            .map(one -> changed(one, samples -> scaled(samples, 1 / median(one.samples().getFirst()))))
            .toList();
        return relative.isEmpty() ? Optional.empty()
            : Optional.of(Lines.beside(ideal, group.title, group.labels(), relative));
    }

    /** Ours divided by each peer's: the medians, and what is possible between the quartiles of both. */
    private Optional<Panels.Panel> ratios(final Group group, final List<Series> series) {
        final List<Series> current = series.stream().filter(one -> !one.name().equals(EARLIER)).toList();
        final List<Series> ratios = new ArrayList<>();
        for (final Series peer : current.subList(1, current.size())) {
            final List<List<Double>> samples = new ArrayList<>();
            for (int i = 0; i < peer.samples().size(); i++) {
                samples.add(ratio(current.getFirst().samples().get(i), peer.samples().get(i)));
            }
            ratios
                .add(new Series(current.getFirst().name() + " / " + peer.name(), peer.color(), samples, peer.wrong()));
        }
        return Series.samplesOf(ratios).findAny().isEmpty() ? Optional.empty()
            : Optional.of(Lines.beside(List.of(1.0), group.title, group.labels(), ratios));
    }

    private static List<Double> ratio(final List<Double> ours, final List<Double> theirs) {
        if (ours.isEmpty() || theirs.isEmpty()) {
            return List.of();
        }
        return List.of(Numbers.lowerQuartile(ours) / Numbers.upperQuartile(theirs),
            median(ours) / median(theirs), Numbers.upperQuartile(ours) / Numbers.lowerQuartile(theirs));
    }

    private static Optional<Panels.Panel> violins(final Group group, final List<Series> series) {
        final List<Series> relative = series.stream()
            .map(one -> changed(one, samples -> samples.size() < 2 ? List.of() : percentages(samples)))
            .toList();
        return Series.samplesOf(relative).findAny().isEmpty() ? Optional.empty()
            : Optional.of(new Violins(group.title + ", %", group.labels(), relative));
    }

    private static List<Double> percentages(final List<Double> samples) {
        final double median = median(samples);
        return samples.stream().map(sample -> PERCENT * (sample / median - 1)).toList();
    }

    private static List<Double> scaled(final List<Double> samples, final double factor) {
        return samples.stream().map(sample -> sample * factor).toList();
    }

    private static Series changed(final Series one, final UnaryOperator<List<Double>> change) {
        return new Series(one.name(), one.color(),
            one.samples().stream().map(samples -> samples.isEmpty() ? samples : change.apply(samples)).toList(),
            one.wrong());
    }

    private static double median(final List<Double> samples) {
        return Numbers.median(samples);
    }
}
