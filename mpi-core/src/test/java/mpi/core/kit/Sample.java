package mpi.core.kit;

import java.util.Random;

/**
 * Which of the thousands of exchanges of the kit take place: all of them, or one in so many, drawn by chance. All ranks
 * draw alike, since they ask in the same order.
 */
public final class Sample {
    private final int oneIn;
    private final Random random;

    /**
     * Draws.
     *
     * @param oneIn one exchange in so many takes place; 1 for all
     * @param seed where chance begins, the same at all ranks
     */
    public Sample(final int oneIn, final long seed) {
        this.oneIn = oneIn;
        this.random = new Random(seed);
    }

    /** Everything. */
    static Sample all() {
        return new Sample(1, 0);
    }

    boolean takesNext() {
        return random.nextInt(oneIn) == 0;
    }
}
