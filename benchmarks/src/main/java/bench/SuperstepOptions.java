package bench;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What the user of {@link Supersteps} may choose.
 *
 * @param supersteps how many
 * @param computeMicros how long a rank computes in each, where it has a core to itself
 * @param blockBytes what it sends to its neighbour
 * @param slowRank who computes longer
 * @param slowFactor how many times as long
 * @param chart the file to draw, if any
 */
record SuperstepOptions(int supersteps, int computeMicros, int blockBytes, int slowRank, double slowFactor,
    Optional<Path> chart) {

    static final String USAGE = "options: [--supersteps N] [--compute MICROS] [--bytes BYTES] [--slow-rank RANK]"
        + " [--slow-factor FACTOR] [--chart FILE.svg]";

    private static final int MAX_SUPERSTEPS = 1_000_000;
    private static final int MAX_BYTES = 1 << 30;

    /** Reads a command line; by default, the last rank is twice as slow. */
    static SuperstepOptions of(final int ranks, final String... args) throws UsageException {
        if (ranks < 2) {
            throw new UsageException("number of ranks is 1, expected at least 2");
        }
        SuperstepOptions options = new SuperstepOptions(12, 20_000, 64 * 1024, ranks - 1, 2, Optional.empty());
        for (int i = 0; i < args.length; i += 2) {
            if (i + 1 == args.length) {
                throw new UsageException("no value for " + args[i]);
            }
            options = options.with(ranks, args[i], args[i + 1]);
        }
        return options;
    }

    private SuperstepOptions with(final int ranks, final String name, final String value) throws UsageException {
        return switch (name) {
            case "--supersteps" ->
                new SuperstepOptions((int) number(name, value, 1, MAX_SUPERSTEPS), computeMicros, blockBytes, slowRank,
                    slowFactor, chart);
            case "--compute" ->
                new SuperstepOptions(supersteps, (int) number(name, value, 1, Integer.MAX_VALUE), blockBytes, slowRank,
                    slowFactor, chart);
            case "--bytes" ->
                new SuperstepOptions(supersteps, computeMicros, (int) number(name, value, 1, MAX_BYTES), slowRank,
                    slowFactor, chart);
            case "--slow-rank" ->
                new SuperstepOptions(supersteps, computeMicros, blockBytes, (int) number(name, value, 0, ranks - 1),
                    slowFactor, chart);
            case "--slow-factor" ->
                new SuperstepOptions(supersteps, computeMicros, blockBytes, slowRank, factor(name, value), chart);
            case "--chart" ->
                new SuperstepOptions(supersteps, computeMicros, blockBytes, slowRank, slowFactor,
                    Optional.of(Path.of(value)));
            default -> throw new UsageException("unknown option " + name);
        };
    }

    private static long number(final String name, final String value, final long least, final long most)
        throws UsageException {
        try {
            final long number = Long.parseLong(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (final NumberFormatException e) {
            // reported below, as a number out of range is
        }
        throw new UsageException(
            name + " is \"" + value + "\", expected a whole number from " + least + " to " + most);
    }

    private static double factor(final String name, final String value) throws UsageException {
        try {
            final double factor = Double.parseDouble(value);
            if (factor >= 1 && factor <= MAX_SUPERSTEPS) {
                return factor;
            }
        } catch (final NumberFormatException e) {
            // reported below, as a number out of range is
        }
        throw new UsageException(name + " is \"" + value + "\", expected a number of at least 1");
    }
}
