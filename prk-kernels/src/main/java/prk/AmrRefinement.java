package prk;

import java.util.Optional;
import mpi.Intracomm;
import mpi.MPI;

/**
 * A refinement: a finer grid over a corner of the background. When it begins, its points are interpolated from those
 * of the background, which other ranks may own.
 */
final class AmrRefinement {
    /** Numbers that say where a rank's tile of the background is, and as many for the points that it needs. */
    private static final int BOX_NUMBERS = 4;

    private final Intracomm world;
    private final AmrSettings settings;
    private final Box patch;
    private final Box ownBackground;
    /** The points of the background that this rank interpolates from; none if it has no tile of this refinement. */
    private final Box origin;
    private final double[][] originRows;
    private final Intracomm comm;
    private final RankGrid grid;
    private final AmrTile tile;
    /** The rows of {@link #originRows} with all the columns of the tile. */
    private final double[][] wideRows;

    /** Makes refinement {@code number}; collective. */
    AmrRefinement(final Intracomm world, final AmrSettings settings, final AmrLayout layout, final int number) {
        final int me = world.getRank();
        this.world = world;
        this.settings = settings;
        this.patch = layout.patch(number);
        this.ownBackground = layout.background(me);
        this.origin = layout.origin(number, me);
        this.originRows = new double[origin.y().length()][origin.x().length()];
        this.grid = layout.refinementGrid(number);
        final Box box = layout.refinement(number, me);
        this.comm = world.split(box.isEmpty() ? MPI.UNDEFINED : 0, me);
        this.tile = box.isEmpty() ? null
            : new AmrTile(comm, grid, settings.refinedSize(), box, settings.expansion());
        this.wideRows = new double[originRows.length][box.x().length() + 2 * AmrTile.RADIUS];
    }

    RankGrid grid() {
        return grid;
    }

    /** This rank's tile, if it has one. */
    Optional<AmrTile> tile() {
        return Optional.ofNullable(tile);
    }

    void free() {
        if (tile != null) {
            comm.free();
        }
    }

    /** Gives all points the values of the background; collective. */
    void begin(final Optional<AmrTile> background) {
        if (settings.balance() == AmrSettings.Balance.NO_TALK) {
            copy(background.orElseThrow(), origin);
        } else {
            fetch(background);
        }
        if (tile != null) {
            interpolate();
        }
    }

    /** Every rank has the points it needs, its own and those beside them that it got for the stencil. */
    private void copy(final AmrTile background, final Box needed) {
        for (int y = needed.y().first(); y < needed.y().end(); y++) {
            System.arraycopy(background.in(y), background.index(needed.x().first()),
                originRows[y - origin.y().first()], needed.x().first() - origin.x().first(), needed.x().length());
        }
    }

    /** Asks all ranks what they have and need, and sends to each what it needs. */
    private void fetch(final Optional<AmrTile> background) {
        final int ranks = world.getSize();
        final int[] boxes = new int[ranks * 2 * BOX_NUMBERS];
        final int mine = world.getRank() * 2 * BOX_NUMBERS;
        write(ownBackground, boxes, mine);
        write(origin, boxes, mine + BOX_NUMBERS);
        world.allGather(boxes, 2 * BOX_NUMBERS, MPI.INT);

        final Box[] sent = new Box[ranks];
        final Box[] received = new Box[ranks];
        final int[] sentLengths = new int[ranks];
        final int[] sentStarts = new int[ranks];
        final int[] receivedLengths = new int[ranks];
        final int[] receivedStarts = new int[ranks];
        int sentTotal = 0;
        int receivedTotal = 0;
        for (int rank = 0; rank < ranks; rank++) {
            final int at = rank * 2 * BOX_NUMBERS;
            received[rank] = read(boxes, at).intersection(origin);
            sent[rank] = read(boxes, at + BOX_NUMBERS).intersection(ownBackground);
            sentStarts[rank] = sentTotal;
            receivedStarts[rank] = receivedTotal;
            sentLengths[rank] = sent[rank].size();
            receivedLengths[rank] = received[rank].size();
            sentTotal += sentLengths[rank];
            receivedTotal += receivedLengths[rank];
        }
        final double[] sentPoints = new double[sentTotal];
        final double[] receivedPoints = new double[receivedTotal];
        for (int rank = 0; rank < ranks; rank++) {
            pack(background, sent[rank], sentPoints, sentStarts[rank]);
        }
        world.allToAllv(sentPoints, sentLengths, sentStarts, MPI.DOUBLE, receivedPoints, receivedLengths,
            receivedStarts, MPI.DOUBLE);
        for (int rank = 0; rank < ranks; rank++) {
            unpack(received[rank], receivedPoints, receivedStarts[rank]);
        }
    }

    private static void write(final Box box, final int[] numbers, final int at) {
        numbers[at] = box.x().first();
        numbers[at + 1] = box.x().end();
        numbers[at + 2] = box.y().first();
        numbers[at + 3] = box.y().end();
    }

    private static Box read(final int[] numbers, final int at) {
        return new Box(new Span(numbers[at], numbers[at + 1]), new Span(numbers[at + 2], numbers[at + 3]));
    }

    private static void pack(final Optional<AmrTile> background, final Box box, final double[] points,
        final int start) {
        if (box.isEmpty()) {
            return;
        }
        final AmrTile from = background.orElseThrow();
        int at = start;
        for (int y = box.y().first(); y < box.y().end(); y++, at += box.x().length()) {
            System.arraycopy(from.in(y), from.index(box.x().first()), points, at, box.x().length());
        }
    }

    private void unpack(final Box box, final double[] points, final int start) {
        if (box.isEmpty()) {
            return;
        }
        int at = start;
        for (int y = box.y().first(); y < box.y().end(); y++, at += box.x().length()) {
            System.arraycopy(points, at, originRows[y - origin.y().first()], box.x().first() - origin.x().first(),
                box.x().length());
        }
    }

    /** First between the columns of the background, then between its rows. */
    private void interpolate() {
        final Box box = tile.box();
        final int level = settings.level();
        final int expansion = settings.expansion();
        final int firstColumn = origin.x().first() - patch.x().first();
        final int firstRow = origin.y().first() - patch.y().first();
        for (int j = 0; j < originRows.length; j++) {
            widen(originRows[j], wideRows[j], box.x(), firstColumn, level);
        }
        for (int y = box.y().first(); y < box.y().end(); y++) {
            final int below = (y >> level) - firstRow;
            final int above = Math.min(below + 1, wideRows.length - 1);
            final double part = (double) (y & (expansion - 1)) / expansion;
            mix(wideRows[below], wideRows[above], part, tile.in(y), AmrTile.RADIUS, AmrTile.RADIUS + box.x().length());
        }
    }

    private static void widen(final double[] row, final double[] wideRow, final Span columns, final int firstColumn,
        final int level) {
        final int expansion = 1 << level;
        for (int x = columns.first(); x < columns.end(); x++) {
            final int left = (x >> level) - firstColumn;
            final int right = Math.min(left + 1, row.length - 1);
            final double part = (double) (x & (expansion - 1)) / expansion;
            wideRow[x - columns.first() + AmrTile.RADIUS] = row[left] * (1 - part) + row[right] * part;
        }
    }

    private static void mix(final double[] below, final double[] above, final double part, final double[] mixed,
        final int from, final int to) {
        final double rest = 1 - part;
        for (int i = from; i < to; i++) {
            mixed[i] = below[i] * rest + above[i] * part;
        }
    }
}
