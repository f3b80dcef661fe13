package prk;

import java.util.List;
import java.util.Optional;

/**
 * Where the particles of {@link Pic} are at the start, and how they are charged.
 *
 * <p>A cell gets a random number of particles, all at its centre. Their mean depends on the column of the cell: see
 * {@link Mode}. Above even columns of the grid points, charges are positive, above odd ones negative; a particle has
 * just the charge that takes it {@code 2 k + 1} cells to the right with every step, whatever the column.
 */
final class PicStart {
    /** How particles are spread over the grid, and the names of this mode's parameters. */
    enum Mode {
        /** Each column has that part of what the one before has. */
        GEOMETRIC("attenuation factor"),
        /** As the square of a cosine over half a period. */
        SINUSOIDAL,
        /** From the offset at the left border down along the slope, over a width of 1. */
        LINEAR("negative slope", "offset"),
        /** Evenly in a rectangle of cells, borders included; none elsewhere. */
        PATCH("left", "right", "bottom", "top");

        private final String[] parameters;

        Mode(final String... parameters) {
            this.parameters = parameters;
        }

        int parameterCount() {
            return parameters.length;
        }

        String parameter(final int index) {
            return parameters[index];
        }

        /** What is wrong with the values of the parameters, if anything is. */
        Optional<String> problem(final List<Double> values, final long gridSize) {
            final String problem = switch (this) {
                case GEOMETRIC -> values.get(0) > 0 && values.get(0) != 1 ? ""
                    : "attenuation factor is " + values.get(0) + ", expected a number above 0 that is not 1";
                case SINUSOIDAL -> "";
                case LINEAR ->
                    values.get(1) >= 0 && values.get(1) >= values.get(0) && 2 * values.get(1) > values.get(0) ? ""
                        : "offset " + values.get(1) + " is less than 0 or than the slope, " + values.get(0);
                case PATCH ->
                    isInside(values.get(0), values.get(1), gridSize) && isInside(values.get(2), values.get(3), gridSize)
                        ? ""
                        : "patch is not inside the grid, or left is not less than right, or bottom than top";
            };
            return Optional.of(problem).filter(text -> !text.isEmpty());
        }

        private static boolean isInside(final double least, final double greatest, final long gridSize) {
            return least >= 0 && least < greatest && greatest <= gridSize;
        }
    }

    private final PicSettings settings;

    PicStart(final PicSettings settings) {
        this.settings = settings;
    }

    /** Returns the particles in these columns and rows of cells. */
    PicParticles place(final Span columns, final Span rows) {
        final PicParticles particles = new PicParticles();
        final PicRandom random = new PicRandom();
        for (int x = columns.first(); x < columns.end(); x++) {
            final double mean = mean(x);
            random.jumpTo(2 * (rows.first() + (long) x * settings.gridSize()));
            for (int y = rows.first(); y < rows.end(); y++) {
                final long drawn = random.draw(mean);
                for (long i = hasRow(y) ? drawn : 0; i > 0; i--) {
                    final int at = particles.add();
                    charge(particles.values(), at, x + 0.5, y + 0.5);
                }
            }
        }
        return particles;
    }

    /** How many particles a cell in this column is to have. */
    private double mean(final int x) {
        final int gridSize = settings.gridSize();
        final double wanted = settings.particles();
        final List<Double> parameters = settings.parameters();
        return switch (settings.mode()) {
            case GEOMETRIC -> {
                final double factor = parameters.get(0);
                yield wanted * ((1 - factor) / (1 - Math.pow(factor, gridSize))) / gridSize * Math.pow(factor, x);
            }
            case SINUSOIDAL -> {
                final double cosine = Math.cos(x * Math.PI / gridSize);
                yield 2 * cosine * cosine * wanted / ((double) gridSize * gridSize);
            }
            case LINEAR -> {
                final double slope = parameters.get(0);
                final double offset = parameters.get(1);
                final double sum = offset * gridSize - slope * 0.5 * gridSize;
                yield wanted * ((offset - slope * x / (gridSize - 1)) / sum) / gridSize;
            }
            case PATCH -> x >= parameters.get(0) && x <= parameters.get(1)
                ? wanted / ((parameters.get(1) - parameters.get(0) + 1) * (parameters.get(3) - parameters.get(2) + 1))
                : 0;
        };
    }

    private boolean hasRow(final int y) {
        return settings.mode() != Mode.PATCH || y >= settings.parameters().get(2) && y <= settings.parameters().get(3);
    }

    private void charge(final double[] particles, final int at, final double x, final double y) {
        final double relativeX = x % 1;
        final double relativeY = y % 1;
        final double pull = relativeX * Pic.pull(relativeX, relativeY)
            + (1 - relativeX) * Pic.pull(1 - relativeX, relativeY);
        final double charge = (2.0 * settings.k() + 1) / pull;
        particles[at + PicParticles.X] = x;
        particles[at + PicParticles.Y] = y;
        particles[at + PicParticles.SPEED_X] = 0;
        particles[at + PicParticles.SPEED_Y] = settings.m();
        particles[at + PicParticles.CHARGE] = (int) x % 2 == 0 ? charge : -charge;
        particles[at + PicParticles.START_X] = x;
        particles[at + PicParticles.START_Y] = y;
        particles[at + PicParticles.K] = settings.k();
        particles[at + PicParticles.M] = settings.m();
    }
}
