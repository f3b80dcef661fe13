package bench.compare;

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
record Task(String twin, String folder, String main, String unit, int ranks, List<String> arguments,
    List<Figure> figures) {

    private static final int PAIR = 2;

    static Task latency(final String sizes) {
        return messages("latency", "bench.Latency", "µs", sizes);
    }

    static Task bandwidth(final String sizes) {
        return messages("bandwidth", "bench.Bandwidth", "MB/s", sizes);
    }

    static Task messageRate(final String sizes) {
        return messages("message_rate", "bench.MessageRate", "M msg/s", sizes);
    }

    static Task barrier(final int ranks) {
        return new Task("barrier", "", "bench.Barrier", "µs", ranks, List.of(),
            List.of(new Figure.Line("", Integer.toString(ranks) + " ")));
    }

    static Task dup(final int ranks) {
        return new Task("dup", "", "bench.Dup", "µs", ranks, List.of(),
            List.of(new Figure.Line("", Integer.toString(ranks) + " ")));
    }

    /** A collective operation, which the sides may name instead. */
    static Task collective(final int ranks, final String sizes) {
        return new Task("collective", "", "bench.Collective", "µs", ranks, List.of(), List.of(Figure.sizes(sizes)));
    }

    /** All blocking collective operations one after the other, as the programs in the peers' dialects do them. */
    static Task collectives(final int ranks, final String operations, final String sizes) {
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
    static Task vector() {
        return new Task("vector", "", "bench.Vector", "µs", PAIR, List.of(),
            List.of(new Figure.Line("array", "Column to array (us):"),
                new Figure.Line("column", "Column to column (us):")));
    }

    static Task kernel(final String twin, final String main, final String unit, final int ranks,
        final String arguments) {
        return new Task(twin, "", main, unit, ranks, List.of(arguments.split(" ")),
            List.of(new Figure.Line("", "Rate (" + unit + "):")));
    }

    static Task hello(final String folder, final String main, final int ranks) {
        return new Task("hello", folder, main, "ms", ranks, List.of(), List.of(new Figure.Elapsed()));
    }

    static Task footprint(final int ranks, final int exchangedBytes, final Figure figure) {
        return new Task("", "", "bench.Footprint", "MB", ranks, List.of(Integer.toString(exchangedBytes)),
            List.of(figure));
    }

    private static Task messages(final String twin, final String main, final String unit, final String sizes) {
        return new Task(twin, "", main, unit, PAIR, List.of(), List.of(Figure.sizes(sizes)));
    }

    /** The same in the dialect of a peer: one source for both libraries, in a folder of its own. */
    Task dialect(final String name) {
        final String program = switch (twin) {
            case "latency" -> "Latency";
            case "collective" -> "Collective";
            default -> "Window";
        };
        return new Task(twin, name, name + "." + program, unit, ranks, arguments, figures);
    }

    /** The same with further arguments. */
    Task with(final String more) {
        final List<String> all = new ArrayList<>(arguments);
        all.addAll(List.of(more.split(" ")));
        return new Task(twin, folder, main, unit, ranks, all, figures);
    }

    /** The same with some of its figures. */
    Task only(final List<Figure> some) {
        return new Task(twin, folder, main, unit, ranks, arguments, some);
    }

    /** All arguments of the program on one side. */
    List<String> argumentsOf(final Side side) {
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
