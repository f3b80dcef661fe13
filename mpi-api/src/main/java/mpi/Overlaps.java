package mpi;

import java.util.Arrays;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.TreeSet;
import mpi.spi.Layout;
import mpi.spi.Runs;

/**
 * Finds out from how many items on a datatype puts two bytes of a message into one place, which is wrong where it is
 * received (MPI 4.1, section 3.2.4).
 *
 * <p>Items are one extent apart, so a byte of one item meets a byte of another if the two are the same distance from a
 * multiple of the extent. Runs are cut at multiples of the extent; a sweep over the remainders then has, at each place,
 * the multiples at which runs lie there, and the nearest two of them are so many items apart.
 */
final class Overlaps {
    /** No number of items overlaps. */
    static final long NEVER = Long.MAX_VALUE;

    private record Cut(long start, long end, long multiple) {}

    private Overlaps() {}

    /** The smallest number of items that overlap: 1 if already one does. */
    static long smallestCount(final Layout layout) {
        if (layout.isRaw()) {
            return NEVER;
        }
        final Runs runs = layout.runs();
        final long extent = Math.abs(layout.extentBytes());
        if (runs.high() - runs.low() <= extent && runs.isStrided() && Math.abs(runs.stride()) >= runs.length(0)) {
            return NEVER;
        }
        // Items without an extent, or too far apart to meet, are compared with themselves only.
        final long period = extent == 0 ? runs.high() - runs.low() : extent;
        final long distance = sweep(runs, period);
        if (extent == 0 && runs.count() > 0) {
            return distance == 0 ? 1 : 2;
        }
        return distance == NEVER ? NEVER : distance + 1;
    }

    /** How many multiples apart two runs are at least that lie at the same remainder. */
    private static long sweep(final Runs runs, final long period) {
        final Cut[] cuts = cut(runs, period);
        if (cuts == null) {
            return 1;
        }
        Arrays.sort(cuts, Comparator.comparingLong(Cut::start));
        final TreeSet<Cut> here = new TreeSet<>(Comparator.comparingLong(Cut::multiple));
        final PriorityQueue<Cut> byEnd = new PriorityQueue<>(Comparator.comparingLong(Cut::end));
        long nearest = NEVER;
        for (final Cut cut : cuts) {
            while (!byEnd.isEmpty() && byEnd.peek().end <= cut.start) {
                here.remove(byEnd.poll());
            }
            final Cut below = here.floor(cut);
            final Cut above = here.ceiling(cut);
            nearest = below == null ? nearest : Math.min(nearest, cut.multiple - below.multiple);
            nearest = above == null ? nearest : Math.min(nearest, above.multiple - cut.multiple);
            if (nearest == 0) {
                return 0;
            }
            here.add(cut);
            byEnd.add(cut);
        }
        return nearest;
    }

    /** The runs cut at multiples of the period; {@code null} if one is longer than that, and nothing else overlaps. */
    private static Cut[] cut(final Runs runs, final long period) {
        final Cut[] cuts = new Cut[2 * runs.count()];
        int count = 0;
        for (int run = 0; run < runs.count(); run++) {
            final long length = runs.length(run);
            final long multiple = Math.floorDiv(runs.offset(run), period);
            final long start = runs.offset(run) - multiple * period;
            if (length > period) {
                return isDisjoint(runs) ? null : new Cut[] {new Cut(0, 1, 0), new Cut(0, 1, 0)};
            }
            cuts[count++] = new Cut(start, Math.min(period, start + length), multiple);
            if (start + length > period) {
                cuts[count++] = new Cut(0, start + length - period, multiple + 1);
            }
        }
        return Arrays.copyOf(cuts, count);
    }

    /** Whether no two runs of one item overlap. */
    private static boolean isDisjoint(final Runs runs) {
        final Integer[] order = new Integer[runs.count()];
        Arrays.setAll(order, run -> run);
        Arrays.sort(order, Comparator.comparingLong(runs::offset));
        for (int i = 1; i < order.length; i++) {
            if (runs.offset(order[i - 1]) + runs.length(order[i - 1]) > runs.offset(order[i])) {
                return false;
            }
        }
        return true;
    }
}
