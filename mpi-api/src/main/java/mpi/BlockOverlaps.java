package mpi;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.stream.IntStream;
import mpi.spi.Faults;
import mpi.spi.Runs;

/**
 * Finds blocks of a collective operation that meet in memory, which is wrong where they are received: no location may
 * be written more than once (MPI 4.1, section 6.5).
 *
 * <p>Blocks in ascending order with nothing between them are passed once, without an allocation. Others are sorted by
 * where they begin. Only blocks of types with gaps that reach into each other, such as columns of a matrix, are looked
 * at run by run; an item of equal, evenly spaced runs then counts as one rectangle.
 */
final class BlockOverlaps {
    private final long[] starts;
    private final int[] counts;
    /** One of each block, or the one of all blocks. */
    private final Datatype[] types;

    /**
     * Blocks of one operation.
     *
     * @param starts where each block's first item has its displacement 0, in bytes (of objects: in slots)
     * @param counts number of items of each block; longer arrays are no harm
     * @param types type of each block, or the one type of all
     */
    BlockOverlaps(final long[] starts, final int[] counts, final Datatype... types) {
        this.starts = starts;
        this.counts = counts;
        this.types = types;
    }

    /** Whether blocks of one type are in ascending order and apart, as they nearly always are; allocates nothing. */
    static boolean areAscending(
        final int[] counts, final int[] displs, final int blocks, final Datatype type) {
        long end = Long.MIN_VALUE;
        for (int block = 0; block < blocks; block++) {
            if (counts[block] > 0 && type.map.size > 0) {
                final long start = displs[block] * type.extentBytes;
                if (start + type.lowOf(counts[block]) < end) {
                    return false;
                }
                end = start + type.highOf(counts[block]);
            }
        }
        return true;
    }

    /** Throws if two blocks overlap. */
    void check(final String where) {
        final Integer[] order = IntStream.range(0, starts.length)
            .filter(block -> high(block) > low(block))
            .boxed()
            .sorted(Comparator.comparingLong(this::low))
            .toArray(Integer[]::new);
        int highest = -1; // the block that reaches furthest of those before
        boolean interleaved = false;
        for (final int block : order) {
            if (highest >= 0 && low(block) < high(highest)) {
                if (isSolid(block) && isSolid(highest)) {
                    throw fault(where, highest, block);
                }
                interleaved = true;
            }
            highest = highest < 0 || high(block) > high(highest) ? block : highest;
        }
        if (interleaved) {
            checkRuns(where, order);
        }
    }

    private Datatype type(final int block) {
        return types.length == 1 ? types[0] : types[block];
    }

    private long low(final int block) {
        return starts[block] + type(block).lowOf(counts[block]);
    }

    private long high(final int block) {
        return starts[block] + type(block).highOf(counts[block]);
    }

    private boolean isSolid(final int block) {
        return !type(block).isUneven || type(block).map.isSolid;
    }

    /** Equal runs at equal distances: columns from {@code column} on, of rows from {@code row} on. */
    private record Rectangle(long column, long columnEnd, long row, long rowEnd, int block) {}

    private void checkRuns(final String where, final Integer[] order) {
        final long period = commonStride(order);
        final Rectangle[] rectangles = Arrays.stream(order)
            .flatMap(block -> rectangles(block, period).stream())
            .sorted(Comparator.comparingLong(Rectangle::column))
            .toArray(Rectangle[]::new);
        final TreeMap<Long, Rectangle> here = new TreeMap<>();
        final PriorityQueue<Rectangle> byEnd = new PriorityQueue<>(Comparator.comparingLong(Rectangle::columnEnd));
        for (final Rectangle rectangle : rectangles) {
            while (!byEnd.isEmpty() && byEnd.peek().columnEnd <= rectangle.column) {
                here.remove(byEnd.poll().row);
            }
            // Those here are apart, so that the two neighbours are the only ones to compare with.
            final Map.Entry<Long, Rectangle> below = here.floorEntry(rectangle.row);
            final Map.Entry<Long, Rectangle> above = here.higherEntry(rectangle.row);
            if (below != null && below.getValue().rowEnd > rectangle.row) {
                throw fault(where, below.getValue().block, rectangle.block);
            }
            if (above != null && above.getKey() < rectangle.rowEnd) {
                throw fault(where, above.getValue().block, rectangle.block);
            }
            here.put(rectangle.row, rectangle);
            byEnd.add(rectangle);
        }
    }

    /** The distance of the runs of all these types; so large that all stand in one row if they do not agree. */
    private long commonStride(final Integer[] order) {
        long common = 0;
        long longest = 0;
        for (final int block : order) {
            final Runs runs = runs(type(block));
            longest = Math.max(longest, runs.length(0));
            if (runs.count() > 1) {
                final long stride = runs.isStrided() ? Math.abs(runs.stride()) : Long.MAX_VALUE;
                common = common == 0 || common == stride ? stride : Long.MAX_VALUE;
            }
        }
        return common < longest ? Long.MAX_VALUE : common;
    }

    private static Runs runs(final Datatype type) {
        return type.map.isSolid ? Runs.of(type.map.trueLb, type.map.size) : type.layout.runs();
    }

    private List<Rectangle> rectangles(final int block, final long period) {
        final Runs runs = runs(type(block));
        final boolean isGrid = period < Long.MAX_VALUE;
        final List<Rectangle> rectangles = new ArrayList<>();
        for (int item = 0; item < counts[block]; item++) {
            final long start = starts[block] + item * type(block).extentBytes;
            if (isGrid) {
                add(rectangles, start + runs.low(), runs.length(0), runs.count(), period, block);
            } else {
                for (int run = 0; run < runs.count(); run++) {
                    add(rectangles, start + runs.offset(run), runs.length(run), 1, period, block);
                }
            }
        }
        return rectangles;
    }

    private static void add(final List<Rectangle> rectangles, final long start, final long length, final int rows,
        final long period, final int block) {
        final long row = start / period;
        final long column = start % period;
        final long end = column + length;
        rectangles.add(new Rectangle(column, Math.min(end, period), row, row + rows, block));
        if (end > period) {
            rectangles.add(new Rectangle(0, end - period, row + 1, row + 1 + rows, block));
        }
    }

    private MPIException fault(final String where, final int one, final int other) {
        return Faults.overlappingBlocks(where, Math.min(one, other), Math.max(one, other));
    }
}
