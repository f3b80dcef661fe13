package mpi.core.coll.select;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import mpi.core.runtime.Setting;

/** Operations that there is more than one algorithm for, or may be: each has a setting that forces one. */
public enum Operation {
    /** MPI 4.1, section 6.3. */
    BARRIER(Setting.COLL_BARRIER, Algorithm.DISSEMINATION),
    /** MPI 4.1, section 6.4. */
    BCAST(Setting.COLL_BCAST, Algorithm.BINOMIAL, Algorithm.SCATTER_DOUBLING, Algorithm.SCATTER_RING,
        Algorithm.CHAIN),
    /** MPI 4.1, section 6.5. */
    GATHER(Setting.COLL_GATHER, Algorithm.BINOMIAL, Algorithm.LINEAR),
    /** MPI 4.1, section 6.6. */
    SCATTER(Setting.COLL_SCATTER, Algorithm.BINOMIAL, Algorithm.LINEAR),
    /** MPI 4.1, section 6.7. */
    ALLGATHER(Setting.COLL_ALLGATHER, Algorithm.RECURSIVE_DOUBLING, Algorithm.BRUCK, Algorithm.RING,
        Algorithm.NEIGHBOUR_EXCHANGE),
    /** MPI 4.1, section 6.8. */
    ALLTOALL(Setting.COLL_ALLTOALL, Algorithm.BRUCK, Algorithm.SCATTERED,
        Algorithm.PAIRWISE),
    /** MPI 4.1, section 6.9.1. */
    REDUCE(Setting.COLL_REDUCE, Algorithm.BINOMIAL, Algorithm.RABENSEIFNER, Algorithm.ORDERED),
    /** MPI 4.1, section 6.9.6. */
    ALLREDUCE(Setting.COLL_ALLREDUCE, Algorithm.RECURSIVE_DOUBLING, Algorithm.RABENSEIFNER,
        Algorithm.RING),
    /** MPI 4.1, section 6.10. */
    REDUCE_SCATTER(Setting.COLL_REDUCE_SCATTER, Algorithm.RECURSIVE_HALVING,
        Algorithm.PAIRWISE),
    /** MPI 4.1, section 6.11.1. */
    SCAN(Setting.COLL_SCAN, Algorithm.RECURSIVE_DOUBLING),
    /** MPI 4.1, section 6.11.2. */
    EXSCAN(Setting.COLL_EXSCAN, Algorithm.RECURSIVE_DOUBLING);

    /** The value of a setting that forces nothing. */
    public static final String AUTO = "auto";

    private final Setting setting;
    private final List<Algorithm> algorithms;

    Operation(final Setting setting, final Algorithm... algorithms) {
        this.setting = setting;
        this.algorithms = List.of(algorithms);
    }

    /**
     * Its name in settings and options.
     *
     * @return for example {@code reduce_scatter}
     */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The setting that forces an algorithm.
     *
     * @return for example {@code mpj.coll.bcast.algorithm}
     */
    public Setting setting() {
        return setting;
    }

    /**
     * What can be forced.
     *
     * @return its algorithms
     */
    public List<Algorithm> algorithms() {
        return algorithms;
    }

    /**
     * What its setting may be.
     *
     * @return for example {@code auto, binomial, linear}
     */
    public String names() {
        return Stream.concat(Stream.of(AUTO), algorithms.stream().map(Algorithm::text))
            .collect(Collectors.joining(", "));
    }

    /**
     * One of its algorithms.
     *
     * @param name as in settings
     * @return the algorithm, if this operation has one of that name
     */
    public Optional<Algorithm> algorithm(final String name) {
        return algorithms.stream().filter(algorithm -> algorithm.text().equals(name)).findFirst();
    }

    /**
     * An operation.
     *
     * @param name as in options
     * @return the operation, if there is one
     */
    public static Optional<Operation> named(final String name) {
        return Arrays.stream(values()).filter(operation -> operation.text().equals(name)).findFirst();
    }
}
