package prk;

/**
 * What {@link Amr} is told.
 *
 * @param iterations timed iterations
 * @param gridSize points of the background in each direction
 * @param patchSize points of the background that a refinement covers in each direction
 * @param level how often the distance of the points is halved in a refinement
 * @param period iterations from the start of one refinement to that of the next
 * @param duration for how many of them the refinement lives
 * @param subIterations how often a refinement is computed in an iteration
 * @param balance which ranks compute refinements
 * @param spread how many of them, with {@link Balance#FINE_GRAIN}
 */
record AmrSettings(int iterations, int gridSize, int patchSize, int level, int period, int duration,
    int subIterations, Balance balance, int spread) {

    static final String USAGE = "Usage: prk.Amr <iterations> <grid size> <refinement size> <refinement level> <period>"
        + " <duration> <sub-iterations> <FINE_GRAIN [ranks of a refinement] | NO_TALK | HIGH_WATER>";
    private static final int REQUIRED = 8;
    private static final int MAX_GRID_SIZE = 1 << 20;
    private static final int MAX_LEVEL = 20;

    /** Which ranks compute a refinement. */
    enum Balance {
        /** All ranks, or the first ones, each a part that does not depend on its part of the background. */
        FINE_GRAIN,
        /** Each rank that part which lies above its part of the background: nothing is sent to begin a refinement. */
        NO_TALK,
        /** Ranks that have no part of the background: as many as the work asks for. */
        HIGH_WATER
    }

    /** Points of a refinement for each step from one point of the background to the next. */
    int expansion() {
        return 1 << level;
    }

    /** Points of a refinement in each direction. */
    int refinedSize() {
        return (patchSize - 1) * expansion() + 1;
    }

    /** Which refinement it is the turn of. */
    int refinementAt(final int iteration) {
        return iteration / period % AmrLayout.REFINEMENTS;
    }

    boolean beginsAt(final int iteration) {
        return iteration % period == 0;
    }

    boolean livesAt(final int iteration) {
        return iteration % period < duration;
    }

    /** Reads a command line. */
    static AmrSettings read(final String[] args, final int ranks) throws UsageException {
        final CommandLine line = new CommandLine(USAGE, REQUIRED, 1, args);
        final long iterations = line.number(0, "iterations", 1, Integer.MAX_VALUE - 1);
        final long gridSize = line.number(1, "grid size", 2 * AmrTile.RADIUS + 1, MAX_GRID_SIZE);
        final long patchSize = line.number(2, "refinement size", 2, gridSize);
        final long level = line.number(3, "refinement level", 0, MAX_LEVEL);
        final long period = line.number(4, "period", 1, Integer.MAX_VALUE / 4);
        final long duration = line.number(5, "duration", 1, period);
        final long subIterations = line.number(6, "sub-iterations", 1, Integer.MAX_VALUE);
        final Balance balance = line.choice(7, "balance", Balance.class);
        if (args.length > REQUIRED && balance != Balance.FINE_GRAIN) {
            throw line.problem("found " + args.length + " arguments, expected " + REQUIRED + " with " + balance);
        }
        final long spread = line.numberOr(ranks, REQUIRED, "ranks of a refinement", 1, ranks);
        if (balance == Balance.HIGH_WATER && ranks == 1) {
            throw line.problem("HIGH_WATER needs more than one rank");
        }
        final long refinedSize = ((patchSize - 1) << level) + 1;
        if (refinedSize <= 2 * AmrTile.RADIUS || refinedSize > MAX_GRID_SIZE) {
            throw line.problem("a refinement has " + refinedSize + " points in each direction, expected from "
                + (2 * AmrTile.RADIUS + 1) + " to " + MAX_GRID_SIZE);
        }
        final AmrSettings settings = new AmrSettings((int) iterations, (int) gridSize, (int) patchSize, (int) level,
            (int) period, (int) duration, (int) subIterations, balance, (int) spread);
        final int narrowest = new AmrLayout(settings, ranks).narrowestTile();
        if (narrowest < AmrTile.RADIUS) {
            throw line.problem("a rank's tile would be " + narrowest + " points wide, less than the stencil's radius, "
                + AmrTile.RADIUS + ": use fewer ranks or a larger grid or refinement");
        }
        return settings;
    }

    /** These settings as numbers, see {@link #of}. */
    long[] numbers() {
        return new long[] {iterations, gridSize, patchSize, level, period, duration, subIterations, balance.ordinal(),
            spread};
    }

    static AmrSettings of(final long[] numbers) {
        return new AmrSettings((int) numbers[0], (int) numbers[1], (int) numbers[2], (int) numbers[3],
            (int) numbers[4], (int) numbers[5], (int) numbers[6], Balance.values()[(int) numbers[7]],
            (int) numbers[8]);
    }
}
