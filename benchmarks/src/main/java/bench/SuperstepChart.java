package bench;

import bench.report.Axis;
import bench.report.Svg;
import java.util.Locale;

/**
 * The supersteps as a picture: a bar a rank, time from left to right, in the colours of what the rank does. Supersteps
 * are separated by lines; where one would be too narrow, only the first ones are drawn.
 *
 * @param times what was measured
 */
record SuperstepChart(SuperstepTimes times) {
    private static final String[] COLORS = {"#1f6fb4", "#d9711c", "#4f9a5b"};
    private static final String[] NAMES = {"computes", "waits", "communicates"};
    private static final int MOST_SUPERSTEPS = 12;
    private static final int LEFT = 70;
    private static final int TOP = 50;
    private static final int PLOT_WIDTH = 880;
    private static final int BAR_HEIGHT = 24;
    private static final int ROW_HEIGHT = 34;
    private static final int LEGEND_STEP = 130;
    private static final int BELOW = 56;

    Svg svg() {
        final int shown = Math.min(times.supersteps(), MOST_SUPERSTEPS);
        final int bottom = TOP + times.ranks() * ROW_HEIGHT;
        final Svg svg = new Svg(LEFT + PLOT_WIDTH + 20, bottom + BELOW);
        double millis = 0;
        for (int i = 0; i < shown; i++) {
            millis += span(i);
        }
        final Axis axis = new Axis(0, millis, false);
        legend(svg, shown);
        for (final double tick : axis.ticks()) {
            svg.line(x(axis, tick), TOP - 6, x(axis, tick), bottom, "#ddd");
            svg.label(x(axis, tick), bottom + 16, Svg.Anchor.MIDDLE, Axis.text(tick));
        }
        svg.label(LEFT + PLOT_WIDTH / 2.0, bottom + 36, Svg.Anchor.MIDDLE, "time, ms");
        double start = 0;
        for (int i = 0; i < shown; i++) {
            for (int rank = 0; rank < times.ranks(); rank++) {
                bars(svg, axis, rank, i, start);
            }
            start += span(i);
            svg.dashes(x(axis, start), TOP - 6, x(axis, start), bottom, "#444");
        }
        for (int rank = 0; rank < times.ranks(); rank++) {
            svg.label(LEFT - 8, TOP + rank * ROW_HEIGHT + BAR_HEIGHT - 8, Svg.Anchor.END, "rank " + rank,
                rank == times.straggler() ? "#c62828" : "black");
        }
        return svg;
    }

    /** Until the last rank has finished. */
    private double span(final int superstep) {
        double span = 0;
        for (int rank = 0; rank < times.ranks(); rank++) {
            double sum = 0;
            for (int part = 0; part < Supersteps.PARTS; part++) {
                sum += times.of(rank, superstep, part);
            }
            span = Math.max(span, sum);
        }
        return span;
    }

    private void bars(final Svg svg, final Axis axis, final int rank, final int superstep, final double start) {
        double at = start;
        for (int part = 0; part < Supersteps.PARTS; part++) {
            final double millis = times.of(rank, superstep, part);
            svg.bar(x(axis, at), TOP + rank * ROW_HEIGHT, x(axis, at + millis) - x(axis, at), BAR_HEIGHT, COLORS[part],
                String.format(Locale.ROOT, "rank %d %s %.3f ms", rank, NAMES[part], millis));
            at += millis;
        }
    }

    private void legend(final Svg svg, final int shown) {
        for (int i = 0; i < NAMES.length; i++) {
            svg.bar(LEFT + i * LEGEND_STEP, 15, 24, 6, COLORS[i], NAMES[i]);
            svg.label(LEFT + i * LEGEND_STEP + 30, 22, Svg.Anchor.START, NAMES[i]);
        }
        svg.label(LEFT + NAMES.length * LEGEND_STEP, 22, Svg.Anchor.START, "the name of the straggler is red"
            + (shown < times.supersteps() ? "; the first " + shown + " of " + times.supersteps() + " supersteps" : ""));
    }

    private static double x(final Axis axis, final double millis) {
        return LEFT + PLOT_WIDTH * axis.position(millis);
    }
}
