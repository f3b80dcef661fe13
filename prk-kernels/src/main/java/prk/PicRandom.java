package prk;

/**
 * Random numbers of particles: each cell has a place of its own in one sequence, so that the ranks, each for its own
 * cells, draw the same however many they are. The sequence is that of a mixed linear congruential generator modulo 2
 * to the 64th.
 */
final class PicRandom {
    private static final long MULTIPLIER = 6364136223846793005L;
    private static final long INCREMENT = 1442695040888963407L;
    private static final long SEED = 27182818285L;
    private static final long MAX_UNSIGNED_INT = 0xFFFFFFFFL;
    private static final double TWO_TO_THE_64 = 0x1p64;
    /** Standard deviation of the number of particles in a cell that has more than one, as a part of their mean. */
    private static final double DEVIATION = 0.15;

    private long state = SEED;

    /** Goes to a place in the sequence: steps twice as long each time are put together from those before. */
    void jumpTo(final long index) {
        long multiplier = MULTIPLIER;
        long increment = INCREMENT;
        state = SEED;
        for (long rest = index; rest != 0; rest >>>= 1) {
            if ((rest & 1) == 1) {
                state = multiplier * state + increment;
            }
            increment *= multiplier + 1;
            multiplier *= multiplier;
        }
    }

    /** The next number of the sequence, unsigned, modulo {@code bound}, unsigned. */
    long next(final long bound) {
        state = MULTIPLIER * state + INCREMENT;
        return Long.remainderUnsigned(state, bound);
    }

    /** Draws a number of particles whose mean is {@code mean}; takes two numbers of the sequence, always. */
    long draw(final double mean) {
        if (mean < 1) {
            next(MAX_UNSIGNED_INT);
            return next(MAX_UNSIGNED_INT) <= (long) (mean * MAX_UNSIGNED_INT) ? 1 : 0;
        }
        final double radius = Math.sqrt(-2.0 * Math.log(nextFraction()));
        final double normal = radius * Math.cos(2.0 * Math.PI * nextFraction());
        return (long) (normal * DEVIATION * mean + mean + 0.5);
    }

    /** The next number of the sequence, scaled to what lies between 0 and 1. */
    private double nextFraction() {
        final long number = next(-1);
        return ((number >>> 1) + 0.5 * (number & 1)) * 2 / TWO_TO_THE_64;
    }
}
