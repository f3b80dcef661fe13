package bench;

/**
 * Work that stays in the registers of a core, by the piece: it takes no memory from messages, and so many pieces take
 * the same time whenever a core is free.
 */
final class Computation {
    private static final int PIECES_PER_TRIAL = 1_000_000;
    private static final int TRIALS = 20;
    private static final double FACTOR = 0.999_999;
    private static final double SUMMAND = 1e-6;

    private final double nanosPerPiece;
    /** Written so that the work cannot be left out. */
    private double result = 1;

    /** Measures how long a piece takes here: in the fastest of some trials, compiled and undisturbed. */
    Computation() {
        long fastestNanos = Long.MAX_VALUE;
        for (int i = 0; i < TRIALS; i++) {
            final long start = System.nanoTime();
            run(PIECES_PER_TRIAL);
            fastestNanos = Math.min(fastestNanos, System.nanoTime() - start);
        }
        nanosPerPiece = (double) fastestNanos / PIECES_PER_TRIAL;
    }

    /** How many pieces take so long. */
    long pieces(final double nanos) {
        return Math.max(1, Math.round(nanos / nanosPerPiece));
    }

    void run(final long pieces) {
        double x = result;
        for (long i = 0; i < pieces; i++) {
            x = x * FACTOR + SUMMAND;
        }
        result = x;
    }

    /** Computes until so much time has passed. */
    void runFor(final long nanos) {
        final long start = System.nanoTime();
        while (System.nanoTime() - start < nanos) {
            run(1_000);
        }
    }
}
