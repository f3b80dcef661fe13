package bench;

/**
 * What each part of each superstep took each rank, in milliseconds.
 *
 * @param ranks how many there are
 * @param supersteps how many there were
 * @param millis by rank, then superstep, then part
 */
record SuperstepTimes(int ranks, int supersteps, double[] millis) {

    double of(final int rank, final int superstep, final int part) {
        return millis[(rank * supersteps + superstep) * Supersteps.PARTS + part];
    }

    /** Of all supersteps. */
    double sum(final int rank, final int part) {
        double sum = 0;
        for (int i = 0; i < supersteps; i++) {
            sum += of(rank, i, part);
        }
        return sum;
    }

    /** How long the slowest rank computed. */
    double slowest(final int superstep) {
        double slowest = 0;
        for (int rank = 0; rank < ranks; rank++) {
            slowest = Math.max(slowest, of(rank, superstep, Supersteps.COMPUTE));
        }
        return slowest;
    }

    /** In how many supersteps the others waited for this rank. */
    int timesLast(final int rank) {
        int count = 0;
        for (int i = 0; i < supersteps; i++) {
            if (of(rank, i, Supersteps.COMPUTE) == slowest(i)) {
                count++;
            }
        }
        return count;
    }

    /** The rank for which the others waited most often. */
    int straggler() {
        int straggler = 0;
        for (int rank = 1; rank < ranks; rank++) {
            if (timesLast(rank) > timesLast(straggler)) {
                straggler = rank;
            }
        }
        return straggler;
    }

    /** The time that ranks compute, as a share of the time until the slowest has: 1 where all are equally fast. */
    double balance() {
        double work = 0;
        double span = 0;
        for (int i = 0; i < supersteps; i++) {
            span += slowest(i);
        }
        for (int rank = 0; rank < ranks; rank++) {
            work += sum(rank, Supersteps.COMPUTE);
        }
        return work / ranks / span;
    }
}
