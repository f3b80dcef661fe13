package prk;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What {@link Pic} is told.
 *
 * @param steps timed steps
 * @param gridSize cells of the grid in each direction
 * @param particles about how many particles there shall be
 * @param k each flies {@code 2 k + 1} cells to the right in a step
 * @param m each flies so many cells up in a step
 * @param mode how particles are spread over the grid
 * @param parameters of the mode
 */
record PicSettings(int steps, int gridSize, long particles, int k, int m, PicStart.Mode mode,
    List<Double> parameters) {

    static final String USAGE = "Usage: prk.Pic <steps> <grid size> <particles> <k: 2 k + 1 cells to the right"
        + " a step> <m: m cells up a step> <GEOMETRIC <attenuation factor> | SINUSOIDAL"
        + " | LINEAR <negative slope> <offset> | PATCH <left> <right> <bottom> <top>>";
    private static final int MODE = 5;
    private static final int FIRST_PARAMETER = 6;
    private static final int MAX_PARAMETERS = 4;
    private static final int MAX_GRID_SIZE = 1 << 15;
    /** The sum of their ids is a number that a double holds. */
    private static final int MAX_PARTICLES = 100_000_000;

    /** Reads a command line. */
    static PicSettings read(final String[] args, final int rankCount) throws UsageException {
        final CommandLine line = new CommandLine(USAGE, FIRST_PARAMETER, MAX_PARAMETERS, args);
        final long steps = line.number(0, "steps", 1, Integer.MAX_VALUE - 1);
        final long gridSize = line.number(1, "grid size", 2, MAX_GRID_SIZE);
        final long particles = line.number(2, "particles", 1, MAX_PARTICLES);
        final long k = line.number(3, "k", 0, gridSize);
        final long m = line.number(4, "m", 0, gridSize);
        final PicStart.Mode mode = line.choice(MODE, "start", PicStart.Mode.class);
        if (args.length != FIRST_PARAMETER + mode.parameterCount()) {
            throw line.problem("found " + args.length + " arguments, expected "
                + (FIRST_PARAMETER + mode.parameterCount()) + " with " + mode);
        }
        final List<Double> parameters = new ArrayList<>();
        for (int i = 0; i < mode.parameterCount(); i++) {
            parameters.add(line.real(FIRST_PARAMETER + i, mode.parameter(i)));
        }
        final Optional<String> problem = mode.problem(parameters, gridSize);
        if (problem.isPresent()) {
            throw line.problem(problem.get());
        }
        if (gridSize % 2 != 0) {
            throw line.problem("grid size " + gridSize + " is not even");
        }
        final RankGrid ranks = RankGrid.of(rankCount);
        if (2 * k + 1 > gridSize / ranks.width()) {
            throw line.problem("k is " + k + ": a particle would fly " + (2 * k + 1) + " cells a step, beyond the "
                + gridSize / ranks.width() + " of a neighbour's tile");
        }
        if (m > gridSize / ranks.height()) {
            throw line.problem("m is " + m + ": a particle would fly beyond the " + gridSize / ranks.height()
                + " cells of a neighbour's tile");
        }
        return new PicSettings((int) steps, (int) gridSize, particles, (int) k, (int) m, mode, parameters);
    }

    /** These settings as numbers, see {@link #of}. */
    long[] numbers() {
        final long[] numbers = Arrays.copyOf(new long[] {steps, gridSize, particles, k, m, mode.ordinal()},
            FIRST_PARAMETER + parameters.size());
        for (int i = 0; i < parameters.size(); i++) {
            numbers[FIRST_PARAMETER + i] = Double.doubleToLongBits(parameters.get(i));
        }
        return numbers;
    }

    static PicSettings of(final long[] numbers) {
        final List<Double> parameters =
            Arrays.stream(numbers, FIRST_PARAMETER, numbers.length).mapToObj(Double::longBitsToDouble).toList();
        return new PicSettings((int) numbers[0], (int) numbers[1], numbers[2], (int) numbers[3], (int) numbers[4],
            PicStart.Mode.values()[(int) numbers[MODE]], parameters);
    }

    PicSettings withAtMost(final long most) {
        return new PicSettings(steps, gridSize, Math.min(particles, most), k, m, mode, parameters);
    }
}
