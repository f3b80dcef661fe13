package prk;

import java.util.stream.IntStream;
import prk.AmrSettings.Balance;

/**
 * Which rank owns which points of the background and of the four refinements of {@link Amr}. Each of these grids is
 * cut into tiles, one a rank, in a grid of ranks.
 */
final class AmrLayout {
    /** One at each corner of the background: bottom left, top right, top left, bottom right. */
    static final int REFINEMENTS = 4;

    /** What a rank too few or too many costs beside a grid of ranks that is not a square. */
    private static final double WEIGHT_OF_IMBALANCE = 3;

    private final AmrSettings settings;
    private final int ranks;
    private final int backgroundRanks;
    private final RankGrid backgroundGrid;

    AmrLayout(final AmrSettings settings, final int ranks) {
        this.settings = settings;
        this.ranks = ranks;
        this.backgroundRanks =
            settings.balance() == Balance.HIGH_WATER ? backgroundRanks(settings, ranks) : ranks;
        this.backgroundGrid = RankGrid.of(backgroundRanks);
    }

    RankGrid backgroundGrid() {
        return backgroundGrid;
    }

    /** The points of the background that a rank owns. */
    Box background(final int rank) {
        if (rank >= backgroundRanks) {
            return Box.NONE;
        }
        return new Box(backgroundColumns(backgroundGrid.x(rank)), backgroundRows(backgroundGrid.y(rank)));
    }

    private Span backgroundColumns(final int x) {
        return Span.part(settings.gridSize(), backgroundGrid.width(), x);
    }

    private Span backgroundRows(final int y) {
        return Span.part(settings.gridSize(), backgroundGrid.height(), y);
    }

    /** The points of the background that a refinement covers. */
    Box patch(final int refinement) {
        final Span near = new Span(0, settings.patchSize());
        final Span far = near.plus(settings.gridSize() - settings.patchSize());
        return switch (refinement) {
            case 0 -> new Box(near, near);
            case 1 -> new Box(far, far);
            case 2 -> new Box(near, far);
            default -> new Box(far, near);
        };
    }

    /** The ranks that own a refinement, in the order of the world's, as a grid. */
    RankGrid refinementGrid(final int refinement) {
        return switch (settings.balance()) {
            case FINE_GRAIN -> RankGrid.of(settings.spread());
            case HIGH_WATER -> RankGrid.of(ranks - backgroundRanks);
            case NO_TALK -> {
                final Box patch = patch(refinement);
                final long width = IntStream.range(0, backgroundGrid.width())
                    .filter(x -> backgroundColumns(x).intersection(patch.x()).length() > 0)
                    .count();
                final long height = IntStream.range(0, backgroundGrid.height())
                    .filter(y -> backgroundRows(y).intersection(patch.y()).length() > 0)
                    .count();
                yield new RankGrid((int) width, (int) height);
            }
        };
    }

    /** The points of a refinement that a rank owns; its first point is 0, 0. */
    Box refinement(final int refinement, final int rank) {
        if (settings.balance() == Balance.NO_TALK) {
            final Box patch = patch(refinement);
            final Box tile = background(rank).intersection(patch);
            return tile.isEmpty() ? Box.NONE : new Box(refined(tile.x(), patch.x()), refined(tile.y(), patch.y()));
        }
        final RankGrid grid = refinementGrid(refinement);
        final int member = settings.balance() == Balance.HIGH_WATER ? rank - backgroundRanks : rank;
        if (member < 0 || member >= grid.width() * grid.height()) {
            return Box.NONE;
        }
        return new Box(Span.part(settings.refinedSize(), grid.width(), grid.x(member)),
            Span.part(settings.refinedSize(), grid.height(), grid.y(member)));
    }

    /** The points of a refinement that belong to these ones of the background: halfway to those of the neighbours. */
    private Span refined(final Span tile, final Span patch) {
        final int expansion = settings.expansion();
        final int before = tile.first() > patch.first() ? expansion / 2 : 0;
        final int behind = tile.end() < patch.end() ? (expansion - 1) / 2 : 0;
        return new Span((tile.first() - patch.first()) * expansion - before,
            (tile.end() - 1 - patch.first()) * expansion + behind + 1);
    }

    /** The points of the background from which those of a refinement that a rank owns are interpolated. */
    Box origin(final int refinement, final int rank) {
        final Box refined = refinement(refinement, rank);
        if (refined.isEmpty()) {
            return Box.NONE;
        }
        final Box patch = patch(refinement);
        return new Box(origin(refined.x()).plus(patch.x().first()), origin(refined.y()).plus(patch.y().first()));
    }

    private Span origin(final Span refined) {
        final int expansion = settings.expansion();
        return new Span(refined.first() / expansion, (refined.end() - 1 + expansion - 1) / expansion + 1);
    }

    /** Of all tiles and both directions, the fewest points. */
    int narrowestTile() {
        int narrowest = settings.gridSize();
        for (int rank = 0; rank < ranks; rank++) {
            narrowest = Math.min(narrowest, narrower(rank < backgroundRanks, background(rank)));
            for (int refinement = 0; refinement < REFINEMENTS; refinement++) {
                final Box box = refinement(refinement, rank);
                narrowest = Math.min(narrowest, narrower(box != Box.NONE, box));
            }
        }
        return narrowest;
    }

    private int narrower(final boolean used, final Box box) {
        return used ? Math.min(box.x().length(), box.y().length()) : settings.gridSize();
    }

    /** As many ranks as the background's part of all points asks for; rather fewer or more if they form no square. */
    private static int backgroundRanks(final AmrSettings settings, final int ranks) {
        final double backgroundPoints = (double) settings.gridSize() * settings.gridSize();
        final double refinedPoints = (double) settings.refinedSize() * settings.refinedSize();
        final double share = backgroundPoints / (backgroundPoints + refinedPoints);
        final int fair = Math.min(ranks - 1, Math.max(1, (int) Math.ceil(ranks * share)));
        int best = fair;
        double least = Double.POSITIVE_INFINITY;
        for (int candidate = ranks - 1; candidate > 0; candidate--) {
            final double imbalance = Math.max(1 - (double) candidate / fair,
                1 - (double) (ranks - candidate) / (ranks - fair));
            final double oblong = Math.max(oblong(candidate), oblong(ranks - candidate));
            final double cost = WEIGHT_OF_IMBALANCE * imbalance + 1 - 1 / oblong;
            if (cost < least) {
                least = cost;
                best = candidate;
            }
        }
        return best;
    }

    private static double oblong(final int ranks) {
        final RankGrid grid = RankGrid.of(ranks);
        return (double) grid.height() / grid.width();
    }
}
