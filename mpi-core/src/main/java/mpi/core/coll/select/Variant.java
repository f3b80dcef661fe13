package mpi.core.coll.select;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Collective operations by the names that programs call them by: several choose among the algorithms of one. */
public enum Variant {
    /** MPI 4.1, section 6.3. */
    BARRIER(Operation.BARRIER, true, ""),
    /** MPI 4.1, section 6.4. */
    BCAST(Operation.BCAST, true, "the message"),
    /** MPI 4.1, section 6.5. */
    GATHER(Operation.GATHER, true, "the block of a rank"),
    /** Of blocks of different lengths. */
    GATHERV(Operation.GATHER, false, ""),
    /** MPI 4.1, section 6.6. */
    SCATTER(Operation.SCATTER, true, "the block of a rank"),
    /** Of blocks of different lengths. */
    SCATTERV(Operation.SCATTER, false, ""),
    /** MPI 4.1, section 6.7. */
    ALLGATHER(Operation.ALLGATHER, true, "all blocks"),
    /** Of blocks of different lengths. */
    ALLGATHERV(Operation.ALLGATHER, false, "all blocks"),
    /** MPI 4.1, section 6.8. */
    ALLTOALL(Operation.ALLTOALL, true, "the block of one rank for another"),
    /** Of blocks of different lengths. */
    ALLTOALLV(Operation.ALLTOALL, false, ""),
    /** Of blocks of different lengths and types. */
    ALLTOALLW(Operation.ALLTOALL, false, ""),
    /** MPI 4.1, section 6.9.1. */
    REDUCE(Operation.REDUCE, true, "the vector of a rank"),
    /** MPI 4.1, section 6.9.6. */
    ALLREDUCE(Operation.ALLREDUCE, true, "the vector of a rank"),
    /** MPI 4.1, section 6.10.2; here of blocks that happen to be equal. */
    REDUCE_SCATTER(Operation.REDUCE_SCATTER, true, "the vector of a rank"),
    /** MPI 4.1, section 6.10.1. */
    REDUCE_SCATTER_BLOCK(Operation.REDUCE_SCATTER, true, "the vector of a rank"),
    /** MPI 4.1, section 6.11.1. */
    SCAN(Operation.SCAN, true, "the vector of a rank"),
    /** MPI 4.1, section 6.11.2. */
    EXSCAN(Operation.EXSCAN, true, "the vector of a rank");

    private final Operation operation;
    private final boolean areEqual;
    private final String measured;

    Variant(final Operation operation, final boolean areEqual, final String measured) {
        this.operation = operation;
        this.areEqual = areEqual;
        this.measured = measured;
    }

    /**
     * Its name in options.
     *
     * @return for example {@code reduce_scatter_block}
     */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Among whose algorithms it chooses.
     *
     * @return the operation
     */
    public Operation operation() {
        return operation;
    }

    /**
     * Whether every rank knows the lengths of all blocks, because they are equal.
     *
     * @return false if they may differ
     */
    public boolean areEqual() {
        return areEqual;
    }

    /**
     * What a length is the length of.
     *
     * @return some words, none if no length matters
     */
    public String measured() {
        return measured;
    }

    /**
     * Whether the choice depends on a length.
     *
     * @return false if there is none, or ranks do not know it
     */
    public boolean isMeasured() {
        return !measured.isEmpty();
    }

    /** Whether only the root knows the lengths of all blocks. */
    boolean isKnownToRoot() {
        return this == GATHERV || this == SCATTERV;
    }

    /**
     * A variant.
     *
     * @param name as in options
     * @return the variant, if there is one
     */
    public static Optional<Variant> named(final String name) {
        return Arrays.stream(values()).filter(variant -> variant.text().equals(name)).findFirst();
    }
}
