package mpi.core.kit;

import java.util.Random;

/**
 * Which of the thousands of exchanges of the kit take place: all of them, or one in so many, drawn by chance. All ranks
 * draw alike, since they ask in the same order.
 */
public final class Sample {
    private final int oneIn;
    private final boolean isFull;
    private final Random random;

    /**
     * Draws.
     *
     * @param oneIn one exchange in so many takes place; 1 for all, also of those of {@link MatrixCases}
     * @param seed where chance begins, the same at all ranks
     */
    public Sample(final int oneIn, final long seed) {
        this(oneIn, oneIn == 1, seed);
    }

    private Sample(final int oneIn, final boolean isFull, final long seed) {
        this.oneIn = oneIn;
        this.isFull = isFull;
        this.random = new Random(seed);
    }

    /** Everything but the exchanges of {@link MatrixCases}, of which it is one for each type and length. */
    static Sample all() {
        return new Sample(1, false, 0);
    }

    boolean takesNext() {
        return random.nextInt(oneIn) == 0;
    }

    /** Whether each type is to be exchanged in each length, not in one of them. */
    boolean takesEveryLength() {
        return oneIn == 1;
    }

    /** Whether each type and length is to be exchanged in every way, not in one of them. */
    boolean takesEveryWay() {
        return isFull;
    }
}
