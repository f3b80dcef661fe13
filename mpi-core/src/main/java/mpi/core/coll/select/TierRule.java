package mpi.core.coll.select;

import java.util.EnumMap;
import java.util.Map;
import mpi.MPI;
import mpi.core.runtime.Setting;
import mpi.core.runtime.Settings;
import mpi.spi.Faults;

/** Operations across hosts: in two tiers, unless an algorithm for all ranks is forced or blocks are long. */
final class TierRule {
    private static final String OFF = "off";
    private static final long SHORTEST_SEGMENT = 1;

    private final Map<Operation, Choice> choices = new EnumMap<>(Operation.class);
    private final long segmentBytes;
    private final long blockBytes;
    private final long vectorBytes;

    /** Throws ERR_ARG if a setting is wrong. */
    TierRule(final Settings settings) {
        segmentBytes = Math.max(SHORTEST_SEGMENT, settings.number(Setting.COLL_TIERS_SEGMENT));
        blockBytes = settings.number(Setting.COLL_TIERS_ALLTOALL_THRESHOLD);
        vectorBytes = Math.min(ReduceScatterRule.LONGEST_VECTOR,
            settings.number(Setting.COLL_REDUCE_SCATTER_HALVING_THRESHOLD));
        final String wanted = settings.text(Setting.COLL_TIERS);
        if (!OFF.equals(wanted) && !Operation.AUTO.equals(wanted)) {
            throw Faults.fault(MPI.ERR_ARG, "Init", "setting " + Setting.COLL_TIERS.property() + " ("
                + Setting.COLL_TIERS.variable() + ") is \"" + wanted + "\", expected one of auto, off");
        }
        for (final Operation operation : Operation.values()) {
            if (!OFF.equals(wanted) && Forced.algorithm(settings, operation) == null) {
                switch (operation) {
                    case SCAN, EXSCAN -> {} // each rank needs another result
                    case ALLTOALL -> choices.put(operation, Choice.of(Algorithm.TWO_TIER,
                        "several ranks on one of several hosts, blocks of at most %d bytes",
                        Setting.COLL_TIERS_ALLTOALL_THRESHOLD, blockBytes));
                    case REDUCE_SCATTER -> choices.put(operation, Choice.of(Algorithm.TWO_TIER,
                        "several ranks on one of several hosts, less than %d bytes",
                        Setting.COLL_REDUCE_SCATTER_HALVING_THRESHOLD, vectorBytes));
                    default -> choices.put(operation, Choice.of(Algorithm.TWO_TIER,
                        "several ranks on one of several hosts", Setting.COLL_TIERS, 0));
                }
            }
        }
    }

    /** Whether an operation is one of two tiers where it can be. */
    boolean isTiered(final Operation operation) {
        return choices.containsKey(operation);
    }

    /** Length of the pieces of long messages. */
    long segmentBytes() {
        return segmentBytes;
    }

    /** Longest block of an exchange of all with all that goes through leaders. */
    long blockBytes() {
        return blockBytes;
    }

    /** Vectors of so many bytes are not reduced and scattered through leaders, who would need room for several. */
    long vectorBytes() {
        return vectorBytes;
    }

    /** The choice where there are tiers, or {@code null} if an algorithm for all ranks is to be chosen. */
    Choice choose(final Variant variant, final long lengthBytes) {
        final boolean isPossible = switch (variant.operation()) {
            case ALLGATHER -> lengthBytes <= Selector.LONGEST_ARRAY / 2;
            case ALLTOALL -> variant.areEqual() && lengthBytes <= blockBytes;
            case REDUCE_SCATTER -> lengthBytes < vectorBytes;
            default -> true;
        };
        return isPossible ? choices.get(variant.operation()) : null;
    }
}
