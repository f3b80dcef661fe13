package mpi.core.coll;

/**
 * How a vector is cut into one slice a rank: as equal as can be, in order, the last ones empty where there are fewer
 * units than slices. A unit is what must not be cut: a byte, or an item of a reduction.
 */
final class Slices {
    private Slices() {}

    /** First unit of a slice; of {@code slices}, which is none, the end of the vector. */
    static long first(final long units, final int slices, final int slice) {
        return units / slices * slice + units % slices * slice / slices;
    }
}
