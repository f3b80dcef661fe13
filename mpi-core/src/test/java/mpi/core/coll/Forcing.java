package mpi.core.coll;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import mpi.core.coll.select.Algorithm;
import mpi.core.coll.select.Operation;
import mpi.core.runtime.Setting;

/**
 * Settings that a test runs under: an algorithm that is forced, or none with switch points so low that short messages
 * cross them.
 *
 * @param name for the test's name
 * @param environment variables
 * @param placement where ranks are
 */
record Forcing(String name, Map<String, String> environment, Placement placement) {

    private static final String SEGMENT_BYTES = "16";

    /** On one host. */
    Forcing(final String name, final Map<String, String> environment) {
        this(name, environment, Placement.TOGETHER);
    }

    /** Nothing is forced, on several hosts; some of a test's messages have several segments, and long blocks. */
    static Forcing across(final Placement placement) {
        final Map<String, String> environment = new HashMap<>(none().environment());
        environment.put(Setting.COLL_TIERS_SEGMENT.variable(), "64");
        environment.put(Setting.COLL_TIERS_ALLTOALL_THRESHOLD.variable(), "300");
        return new Forcing(placement.toString(), environment, placement);
    }

    /** An algorithm is forced; segments of chains are short. */
    static Forcing of(final Operation operation, final Algorithm algorithm) {
        return new Forcing(algorithm.text(), Map.of(operation.setting().variable(), algorithm.text(),
            Setting.COLL_BCAST_CHAIN_SEGMENT.variable(), SEGMENT_BYTES));
    }

    /** Nothing is forced, and some of a test's messages are longer than each switch point. */
    static Forcing none() {
        return new Forcing("auto", Map.of(
            Setting.COLL_BCAST_BINOMIAL_RANKS.variable(), "3",
            Setting.COLL_BCAST_BINOMIAL_THRESHOLD.variable(), "16",
            Setting.COLL_BCAST_DOUBLING_THRESHOLD.variable(), "64",
            Setting.COLL_ALLGATHER_DOUBLING_THRESHOLD.variable(), "64",
            Setting.COLL_ALLGATHER_BRUCK_THRESHOLD.variable(), "32",
            Setting.COLL_ALLTOALL_BRUCK_THRESHOLD.variable(), "8",
            Setting.COLL_ALLTOALL_SCATTERED_THRESHOLD.variable(), "32",
            Setting.COLL_REDUCE_BINOMIAL_THRESHOLD.variable(), "16",
            Setting.COLL_ALLREDUCE_DOUBLING_THRESHOLD.variable(), "16",
            Setting.COLL_ALLREDUCE_RING_THRESHOLD.variable(), "128"));
    }

    /** Every algorithm of an operation, and what is chosen among them. */
    static List<Forcing> all(final Operation operation) {
        final List<Forcing> all = new ArrayList<>();
        all.add(none());
        operation.algorithms().forEach(algorithm -> all.add(of(operation, algorithm)));
        return all;
    }

    @Override
    public String toString() {
        return name;
    }
}
