package common;

/**
 * Memory of collective operations. What a rank contributes is written before each call, one value a cache line, and
 * what it receives is checked after it. All ranks count the calls alike, so each knows what the others have written.
 */
public final class Contributions {
    private static final int CACHE_LINE_BYTES = 64;
    private static final int CACHE_LINE_DOUBLES = CACHE_LINE_BYTES / Double.BYTES;

    /** Blocks of bytes to send. */
    public final byte[] sent;
    /** A block of bytes from each rank. */
    public final byte[] received;
    /** Summands of a rank. */
    public final double[] summands;
    /** Their sums over all ranks. */
    public final double[] totals;

    private final int rank;
    private final int ranks;

    /**
     * Allocates.
     *
     * @param rank of this process
     * @param ranks how many there are
     * @param longestBytes longest vector or block
     */
    public Contributions(final int rank, final int ranks, final int longestBytes) {
        this.rank = rank;
        this.ranks = ranks;
        sent = new byte[ranks * longestBytes];
        received = new byte[ranks * longestBytes];
        summands = new double[count(longestBytes)];
        totals = new double[count(longestBytes)];
    }

    /** Number of doubles in so many bytes. */
    public static int count(final int sizeBytes) {
        return Math.max(1, sizeBytes / Double.BYTES);
    }

    /** Writes what this rank contributes to the call that all ranks know by this value. */
    public void stamp(final String operation, final int sizeBytes, final int value) {
        switch (operation) {
            case "bcast" -> stampRoot(sizeBytes, value);
            case "reduce", "allreduce" -> stampSummands(count(sizeBytes), value);
            case "allgather" -> stampBlock(0, sizeBytes, value + rank);
            case "alltoall" -> stampExchanged(sizeBytes, value);
            default -> throw new IllegalArgumentException("unknown operation " + operation);
        }
    }

    /** Throws unless this rank has received what all ranks have written for the call of this value. */
    public void check(final String operation, final int sizeBytes, final int value) {
        switch (operation) {
            case "bcast" -> checkVector(sizeBytes, value);
            case "reduce" -> checkTotalsAtRoot(count(sizeBytes), value);
            case "allreduce" -> checkTotals(count(sizeBytes), value);
            case "allgather" -> checkGathered(sizeBytes, value);
            case "alltoall" -> checkExchanged(sizeBytes, value);
            default -> throw new IllegalArgumentException("unknown operation " + operation);
        }
    }

    /** The root of the call that all ranks know by this value: all in turn. */
    public int root(final int value) {
        return value % ranks;
    }

    private void stampRoot(final int sizeBytes, final int value) {
        if (rank == root(value)) {
            stampBlock(0, sizeBytes, value);
        }
    }

    private void checkVector(final int sizeBytes, final int value) {
        if (rank != root(value)) {
            checkBlock(0, sizeBytes, value);
        }
    }

    private void checkTotalsAtRoot(final int count, final int value) {
        if (rank == root(value)) {
            checkTotals(count, value);
        }
    }

    /** The value and the rank. */
    private void stampSummands(final int count, final int value) {
        for (int i = 0; i < count; i += CACHE_LINE_DOUBLES) {
            summands[i] = (double) value + rank;
        }
    }

    private void checkTotals(final int count, final int value) {
        final double total = (double) value * ranks + ranks * (ranks - 1) / 2;
        for (int i = 0; i < count; i += CACHE_LINE_DOUBLES) {
            if (totals[i] != total) {
                throw new IllegalStateException("element " + i + " is " + totals[i] + ", expected " + total);
            }
        }
    }

    private void stampBlock(final int block, final int sizeBytes, final int value) {
        final int end = (block + 1) * sizeBytes;
        for (int i = block * sizeBytes; i < end; i += CACHE_LINE_BYTES) {
            sent[i] = (byte) value;
        }
    }

    private void checkBlock(final int block, final int sizeBytes, final int value) {
        final int end = (block + 1) * sizeBytes;
        for (int i = block * sizeBytes; i < end; i += CACHE_LINE_BYTES) {
            if (received[i] != (byte) value) {
                throw new IllegalStateException(
                    "byte " + i + " is " + received[i] + ", expected " + (byte) value);
            }
        }
    }

    private void checkGathered(final int sizeBytes, final int value) {
        for (int source = 0; source < ranks; source++) {
            checkBlock(source, sizeBytes, value + source);
        }
    }

    private void stampExchanged(final int sizeBytes, final int value) {
        for (int target = 0; target < ranks; target++) {
            stampBlock(target, sizeBytes, value + rank * ranks + target);
        }
    }

    private void checkExchanged(final int sizeBytes, final int value) {
        for (int source = 0; source < ranks; source++) {
            checkBlock(source, sizeBytes, value + source * ranks + rank);
        }
    }
}
