package bench.job;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A program that exists on both sides, and what is read from its output.
 *
 * @param twin the C program
 * @param folder where our launcher finds the Java program if it is none of ours; else empty
 * @param main the Java program
 * @param unit of the figures
 * @param ranks how many run it
 * @param arguments of the program
 * @param figures to read
 */
public record Task(String twin, String folder, String main, String unit, int ranks, List<String> arguments,
    List<Figure> figures) {

    private static final int PAIR = 2;

    public static Task latency(final String sizes) {
        return messages("latency", "bench.Latency", "µs", sizes);
    }

    public static Task bandwidth(final String sizes) {
        return messages("bandwidth", "bench.Bandwidth", "MB/s", sizes);
    }

    public static Task messageRate(final String sizes) {
        return messages("message_rate", "bench.MessageRate", "M msg/s", sizes);
    }

    public static Task barrier(final int ranks) {
        return new Task("barrier", "", "bench.Barrier", "µs", ranks, List.of(),
            List.of(new Figure.Line("", Integer.toString(ranks) + " ")));
    }

    public static Task dup(final int ranks) {
        return new Task("dup", "", "bench.Dup", "µs", ranks, List.of(),
            List.of(new Figure.Line("", Integer.toString(ranks) + " ")));
    }

    /** A collective operation, which the sides may name instead. */
    public static Task collective(final int ranks, final String sizes) {
        return new Task("collective", "", "bench.Collective", "µs", ranks, List.of(), List.of(Figure.sizes(sizes)));
    }

    /** A one-sided operation, which the sides may name instead. */
    public static Task oneSided(final String sizes) {
        return new Task("one_sided", "", "bench.OneSided", "ns", PAIR, List.of(), List.of(Figure.sizes(sizes)));
    }

    /** All blocking collective operations one after the other, as the programs in the peers' dialects do them. */
    public static Task collectives(final int ranks, final String operations, final String sizes) {
        final List<Figure> figures = new ArrayList<>();
        for (final String operation : operations.split(",")) {
            for (final Figure figure : Figure.sizes(sizes)) {
                final long bytes = ((Figure.Size) figure).bytes();
                figures.add(new Figure.Line(operation + "-" + figure.key(), operation + " " + bytes + " "));
            }
        }
        return new Task("collective", "", "", "µs", ranks,
            List.of("--operation", operations, "--sizes", sizes), List.copyOf(figures));
    }

    /** A column of a matrix, received as an array and as a column. */
    public static Task vector() {
        return new Task("vector", "", "bench.Vector", "µs", PAIR, List.of(),
            List.of(new Figure.Line("array", "Column to array (us):"),
                new Figure.Line("column", "Column to column (us):")));
    }

    public static Task kernel(final String twin, final String main, final String unit, final int ranks,
        final String arguments) {
        return new Task(twin, "", main, unit, ranks, List.of(arguments.split(" ")),
            List.of(new Figure.Line("", "Rate (" + unit + "):")));
    }

    public static Task hello(final String folder, final String main, final int ranks) {
        return new Task("hello", folder, main, "ms", ranks, List.of(), List.of(new Figure.Elapsed()));
    }

    public static Task footprint(final int ranks, final int exchangedBytes, final Figure figure) {
        return new Task("", "", "bench.Footprint", "MB", ranks, List.of(Integer.toString(exchangedBytes)),
            List.of(figure));
    }

    private static Task messages(final String twin, final String main, final String unit, final String sizes) {
        return new Task(twin, "", main, unit, PAIR, List.of(), List.of(Figure.sizes(sizes)));
    }

    /** The same in the dialect of a peer: one source for both libraries, in a folder of its own. */
    public Task dialect(final String name) {
        final String program = switch (twin) {
            case "latency" -> "Latency";
            case "collective" -> "Collective";
            default -> "Window";
        };
        return new Task(twin, name, name + "." + program, unit, ranks, arguments, figures);
    }

    /** The same with further arguments. */
    public Task with(final String more) {
        final List<String> all = new ArrayList<>(arguments);
        all.addAll(List.of(more.split(" ")));
        return new Task(twin, folder, main, unit, ranks, all, figures);
    }

    /** The same with some of its figures. */
    public Task only(final List<Figure> some) {
        return new Task(twin, folder, main, unit, ranks, arguments, some);
    }

    /** All arguments of the program on one side. */
    public List<String> argumentsOf(final Side side) {
        final List<String> all = new ArrayList<>(side.arguments());
        all.addAll(arguments);
        final String sizes = figures.stream()
            .filter(Figure.Size.class::isInstance)
            .map(Figure::key)
            .collect(Collectors.joining(","));
        if (!sizes.isEmpty()) {
            all.addAll(List.of("--sizes", sizes));
        }
        return all;
    }
}
