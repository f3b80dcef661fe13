package mpi.spi;

import java.util.Arrays;

/**
 * The runs of bytes that one item of a datatype consists of, in the order of its type map, which is that of the message
 * (MPI 4.1, section 5.1). Neighbours in that order that are neighbours in memory are one run. Equal runs at equal
 * distances, such as a column of a matrix, are four numbers; others are listed. Of objects, the unit is an array slot.
 * Immutable.
 */
public final class Runs {
    private final int count;
    private final long size;
    private final long low;
    private final long high;
    /** Of equal runs at equal distances. */
    private final long firstOffset;
    private final long runLength;
    private final long stride;
    /** Of others: where each lies, and where each starts in the message; {@code null} for equal ones. */
    private final long[] offsets;
    private final long[] starts;

    private Runs(final Builder made) {
        count = made.count;
        size = made.starts[count];
        low = count == 0 ? 0 : made.low;
        high = count == 0 ? 0 : made.high;
        firstOffset = made.offsets[0];
        runLength = made.starts[1];
        stride = count > 1 ? made.offsets[1] - firstOffset : runLength;
        if (made.isStrided()) {
            offsets = null;
            starts = null;
        } else {
            offsets = Arrays.copyOf(made.offsets, count);
            starts = Arrays.copyOf(made.starts, count + 1);
        }
    }

    /**
     * A single run.
     *
     * @param offset where it lies
     * @param length its length
     * @return the runs
     */
    public static Runs of(final long offset, final long length) {
        return new Builder().add(offset, length).build();
    }

    /**
     * How many there are.
     *
     * @return 0 for an item without data
     */
    public int count() {
        return count;
    }

    /**
     * All of them together.
     *
     * @return length of an item in a message
     */
    public long size() {
        return size;
    }

    /**
     * The first byte of any run.
     *
     * @return its distance from the item's address
     */
    public long low() {
        return low;
    }

    /**
     * Behind the last byte of any run.
     *
     * @return its distance from the item's address
     */
    public long high() {
        return high;
    }

    /**
     * Whether the runs are equal and lie at equal distances.
     *
     * @return whether {@link #stride()} tells where they are
     */
    public boolean isStrided() {
        return offsets == null;
    }

    /**
     * The distance of equal runs.
     *
     * @return from one to the next, negative if they go down
     */
    public long stride() {
        return stride;
    }

    /**
     * Where a run lies.
     *
     * @param run which
     * @return its distance from the item's address
     */
    public long offset(final int run) {
        return offsets == null ? firstOffset + run * stride : offsets[run];
    }

    /**
     * The length of a run.
     *
     * @param run which
     * @return its length
     */
    public long length(final int run) {
        return starts == null ? runLength : starts[run + 1] - starts[run];
    }

    /**
     * Where a run starts in the message.
     *
     * @param run which
     * @return the lengths of those before it
     */
    public long start(final int run) {
        return starts == null ? run * runLength : starts[run];
    }

    /**
     * The run that holds a byte of the message.
     *
     * @param position 0 to {@code size() - 1}
     * @return which run
     */
    public int indexOf(final long position) {
        if (starts == null) {
            return (int) (position / runLength);
        }
        final int found = Arrays.binarySearch(starts, position);
        return found >= 0 ? found : -found - 2;
    }

    /** Collects runs in the order of the type map and merges neighbours. */
    public static final class Builder {
        private static final int MAX_RUNS = 1 << 28;

        private int count;
        private long[] offsets = new long[8];
        private long[] starts = new long[9];
        private long low = Long.MAX_VALUE;
        private long high = Long.MIN_VALUE;

        /** Makes a builder of no runs. */
        public Builder() {
            // starts empty
        }

        /**
         * Adds a run behind the others.
         *
         * @param offset where it lies
         * @param length its length; nothing is added if it is 0
         * @return this
         * @throws ArithmeticException if there are too many
         */
        public Builder add(final long offset, final long length) {
            if (length == 0) {
                return this;
            }
            low = Math.min(low, offset);
            high = Math.max(high, offset + length);
            if (count > 0 && offset == offsets[count - 1] + starts[count] - starts[count - 1]) {
                starts[count] += length;
                return this;
            }
            if (count == offsets.length) {
                grow();
            }
            offsets[count] = offset;
            starts[count + 1] = starts[count] + length;
            count++;
            return this;
        }

        private void grow() {
            if (count >= MAX_RUNS) {
                throw new ArithmeticException("more than " + MAX_RUNS + " separate runs");
            }
            offsets = Arrays.copyOf(offsets, 2 * count);
            starts = Arrays.copyOf(starts, 2 * count + 1);
        }

        private boolean isStrided() {
            for (int run = 1; run < count; run++) {
                if (starts[run + 1] - starts[run] != starts[1]
                    || offsets[run] - offsets[run - 1] != offsets[1] - offsets[0]) {
                    return false;
                }
            }
            return true;
        }

        /**
         * What has been added.
         *
         * @return the runs
         */
        public Runs build() {
            return new Runs(this);
        }
    }
}
