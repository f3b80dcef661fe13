package mpi.core.coll.select;

import java.util.Optional;
import mpi.MPIException;
import mpi.core.runtime.Setting;
import mpi.core.runtime.Settings;

/**
 * Chooses the algorithm of each collective operation, by what all ranks know: the number of ranks, lengths, and the
 * operation of a reduction. All ranks of a job must have the same settings. Immutable but for what it has logged;
 * choosing allocates nothing.
 */
public final class Selector {
    /** So long an array of bytes can be on every JVM. */
    static final long LONGEST_ARRAY = Integer.MAX_VALUE - 8;

    private static final long SHORTEST_SEGMENT = 1;

    private final BcastRule bcast;
    private final TreeRule gather;
    private final TreeRule scatter;
    private final AllgatherRule allgather;
    private final AlltoallRule alltoall;
    private final ReduceRule reduce;
    private final AllreduceRule allreduce;
    private final ReduceScatterRule reduceScatter;
    private final TierRule tiers;
    private final HostRule host;
    private final Choice barrier = Choice.of(Algorithm.DISSEMINATION, "there is no other");
    private final Choice scan = Choice.of(Algorithm.RECURSIVE_DOUBLING, "there is no other");
    private final long chainSegmentBytes;

    /**
     * Reads the settings.
     *
     * @param settings settings
     * @throws MPIException {@code MPI.ERR_ARG} if one is wrong
     */
    public Selector(final Settings settings) {
        bcast = new BcastRule(settings);
        gather = new TreeRule(settings, Operation.GATHER);
        scatter = new TreeRule(settings, Operation.SCATTER);
        allgather = new AllgatherRule(settings);
        alltoall = new AlltoallRule(settings);
        reduce = new ReduceRule(settings);
        allreduce = new AllreduceRule(settings);
        reduceScatter = new ReduceScatterRule(settings);
        tiers = new TierRule(settings);
        host = new HostRule(settings);
        for (final Operation only : new Operation[] {Operation.BARRIER, Operation.SCAN, Operation.EXSCAN}) {
            Forced.algorithm(settings, only); // which can but be the one there is
        }
        chainSegmentBytes =
            Math.max(SHORTEST_SEGMENT, settings.number(Setting.COLL_BCAST_CHAIN_SEGMENT));
    }

    /** Whether recursive doubling needs no folding. */
    static boolean isPowerOfTwo(final int size) {
        return Integer.bitCount(size) == 1;
    }

    /**
     * For a broadcast.
     *
     * @param size ranks
     * @param lengthBytes length of the message
     * @return the choice
     */
    public Choice bcast(final int size, final long lengthBytes) {
        return bcast.choose(size, lengthBytes);
    }

    /**
     * How long the segments of a chain are.
     *
     * @return at least 1
     */
    public long chainSegmentBytes() {
        return chainSegmentBytes;
    }

    /**
     * For a gather.
     *
     * @param size ranks
     * @param blockBytes length of a rank's block, of no meaning unless all are equal
     * @param isEqual whether all are, so that every rank knows
     * @return the choice
     */
    public Choice gather(final int size, final long blockBytes, final boolean isEqual) {
        return gather.choose(size, blockBytes, isEqual);
    }

    /**
     * For a scatter.
     *
     * @param size ranks
     * @param blockBytes length of a rank's block, of no meaning unless all are equal
     * @param isEqual whether all are, so that every rank knows
     * @return the choice
     */
    public Choice scatter(final int size, final long blockBytes, final boolean isEqual) {
        return scatter.choose(size, blockBytes, isEqual);
    }

    /**
     * For an allgather.
     *
     * @param size ranks
     * @param lengthBytes length of all blocks
     * @param isEqual whether blocks are equal and lie one behind the other
     * @return the choice
     */
    public Choice allgather(final int size, final long lengthBytes, final boolean isEqual) {
        return allgather.choose(size, lengthBytes, isEqual);
    }

    /**
     * For a total exchange.
     *
     * @param size ranks
     * @param blockBytes length of a block, of no meaning unless all are equal
     * @param isEqual whether all are, so that every rank knows
     * @return the choice
     */
    public Choice alltoall(final int size, final long blockBytes, final boolean isEqual) {
        return alltoall.choose(size, blockBytes, isEqual);
    }

    /**
     * For a reduction.
     *
     * @param size ranks
     * @param count items of the vector
     * @param lengthBytes length of the vector
     * @param isCommutative whether the operation commutes
     * @param isUsers whether it is a function of the user
     * @return the choice
     */
    public Choice reduce(final int size, final long count, final long lengthBytes, final boolean isCommutative,
        final boolean isUsers) {
        return reduce.choose(size, count, lengthBytes, isCommutative, isUsers);
    }

    /**
     * For an allreduce.
     *
     * @param size ranks
     * @param count items of the vector
     * @param lengthBytes length of the vector
     * @param isCommutative whether the operation commutes
     * @param isUsers whether it is a function of the user
     * @return the choice
     */
    public Choice allreduce(final int size, final long count, final long lengthBytes, final boolean isCommutative,
        final boolean isUsers) {
        return allreduce.choose(size, count, lengthBytes, isCommutative, isUsers);
    }

    /**
     * For a reduction whose result is scattered.
     *
     * @param lengthBytes length of the vector
     * @param isCommutative whether the operation commutes
     * @return the choice
     */
    public Choice reduceScatter(final long lengthBytes, final boolean isCommutative) {
        return reduceScatter.choose(lengthBytes, isCommutative);
    }

    /**
     * Whether an operation among ranks of several hosts, one of which has several, runs in two tiers where it can.
     *
     * @param operation the operation
     * @return false if an algorithm for all ranks is to be chosen
     */
    public boolean isTiered(final Operation operation) {
        return tiers.isTiered(operation);
    }

    /**
     * Whether a blocking operation among ranks that share memory goes through that where it can.
     *
     * @param operation the operation
     * @return false if an algorithm is to be chosen
     */
    public boolean isShared(final Operation operation) {
        return host.isShared(operation);
    }

    /**
     * How long the segments of long messages between leaders of hosts are.
     *
     * @return at least 1
     */
    public long tierSegmentBytes() {
        return tiers.segmentBytes();
    }

    /**
     * How long the blocks of a total exchange may be that go through leaders of hosts.
     *
     * @return length in bytes
     */
    public long tierBlockBytes() {
        return tiers.blockBytes();
    }

    /**
     * From what length on vectors are not reduced and scattered through leaders of hosts.
     *
     * @return length in bytes
     */
    public long tierVectorBytes() {
        return tiers.vectorBytes();
    }

    /**
     * What is chosen for a blocking operation, of reductions for a predefined one on MPI.BYTE.
     *
     * @param variant the operation
     * @param job where it runs
     * @param lengthBytes length of what the variant {@linkplain Variant#measured measures}
     * @return the choice
     */
    public Choice choose(final Variant variant, final JobShape job, final long lengthBytes) {
        final Choice better = job.hosts() == 1 ? host.choose(variant, job, lengthBytes)
            : job.areTiers() ? tiers.choose(variant, lengthBytes) : null;
        return better == null ? chooseAmongAll(variant, job.size(), lengthBytes) : better;
    }

    /**
     * What is chosen for the same operation where it does not block.
     *
     * @param variant the operation
     * @param job where it runs
     * @param lengthBytes length of what the variant {@linkplain Variant#measured measures}
     * @return the choice
     */
    public Choice chooseWithoutBlocking(final Variant variant, final JobShape job, final long lengthBytes) {
        final Choice better = job.areTiers() && !variant.isKnownToRoot() ? tiers.choose(variant, lengthBytes) : null;
        return better == null ? chooseAmongAll(variant, job.size(), lengthBytes) : better;
    }

    /**
     * Why ranks of one host that do what was {@linkplain #choose chosen} do not use memory for it.
     *
     * @param variant the operation
     * @param job where it runs
     * @param lengthBytes length of what the variant {@linkplain Variant#measured measures}
     * @return some words, none if they do, or no host has several ranks
     */
    public String objectionToMemory(final Variant variant, final JobShape job, final long lengthBytes) {
        if (job.hosts() >= job.size()) {
            return "";
        }
        if (job.hosts() == 1) {
            return host.objection(variant, job, lengthBytes);
        }
        return choose(variant, job, lengthBytes).algorithm() == Algorithm.TWO_TIER ? host.objection(job) : "";
    }

    /** What is chosen where all ranks exchange messages alike. */
    private Choice chooseAmongAll(final Variant variant, final int size, final long lengthBytes) {
        final boolean areEqual = variant.areEqual();
        return switch (variant.operation()) {
            case BARRIER -> barrier;
            case BCAST -> bcast(size, lengthBytes);
            case GATHER -> gather(size, lengthBytes, areEqual);
            case SCATTER -> scatter(size, lengthBytes, areEqual);
            case ALLGATHER -> allgather(size, lengthBytes, areEqual);
            case ALLTOALL -> alltoall(size, lengthBytes, areEqual);
            case REDUCE -> reduce(size, lengthBytes, lengthBytes, true, false);
            case ALLREDUCE -> allreduce(size, lengthBytes, lengthBytes, true, false);
            case REDUCE_SCATTER -> reduceScatter(lengthBytes, true);
            case SCAN, EXSCAN -> scan;
        };
    }

    /**
     * What is wrong with the settings.
     *
     * @param settings settings
     * @return the text of the error that Init would throw, if it would
     */
    public static Optional<String> complaint(final Settings settings) {
        try {
            new Selector(settings);
            return Optional.empty();
        } catch (final MPIException e) {
            return Optional.of(e.getMessage());
        }
    }
}
