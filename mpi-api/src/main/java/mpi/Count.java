package mpi;

/**
 * A count that may be larger than an {@code int} (MPI 4.1, section 2.5.8).
 */
public final class Count implements Comparable<Count> {
    private long count;

    /**
     * Makes a count.
     *
     * @param count its value
     */
    public Count(final long count) {
        this.count = count;
    }

    /**
     * The value.
     *
     * @return the value
     */
    public long getCount() {
        return count;
    }

    /**
     * Sets the value.
     *
     * @param count the new value
     */
    public void setCount(final long count) {
        this.count = count;
    }

    @Override
    public int compareTo(final Count other) {
        return Long.compare(count, other.count);
    }

    @Override
    public boolean equals(final Object other) {
        return other instanceof Count that && count == that.count;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(count);
    }

    @Override
    public String toString() {
        return Long.toString(count);
    }
}
