package mpi.core.coll.select;

import java.util.EnumSet;
import java.util.Set;
import mpi.core.coll.host.BoardLayout;
import mpi.core.coll.host.HostLimits;
import mpi.core.runtime.Setting;
import mpi.core.runtime.Settings;

/** Blocking operations among ranks of one host: through the memory they share, unless an algorithm is forced. */
final class HostRule {
    private static final String SHARE = "ranks of one host that share memory";
    private static final String VARYING = "blocks may have different lengths, which only their ranks know";

    private final boolean isOn;
    private final Set<Operation> shared = EnumSet.noneOf(Operation.class);
    private final HostLimits limits;
    private final int cellBytes;
    private final Choice any = Choice.of(Algorithm.SHARED_MEMORY, SHARE, Setting.COLL_HOST, 0);
    private final Choice all;
    private final Choice slices;
    private final Choice brief;
    private final Choice pieces;
    private final Choice anyBlocks;

    HostRule(final Settings settings) {
        limits = HostLimits.of(settings);
        cellBytes = settings.count(Setting.COLL_HOST_CELL);
        all =
            Choice.of(Algorithm.SHARED_MEMORY, SHARE + ", of whom each combines all: two ranks, or at most %d bytes of"
                + " few ranks", Setting.COLL_HOST_ALLREDUCE_THRESHOLD, limits.allreduceBytes());
        slices = Choice.of(Algorithm.SHARED_MEMORY, SHARE + ", of whom each combines a slice, or rank 0 all where they"
            + " have not a core each: more than %d bytes, or many ranks", Setting.COLL_HOST_ALLREDUCE_THRESHOLD,
            limits.allreduceBytes());
        brief = Choice.of(Algorithm.SHARED_MEMORY, SHARE + ", two with at most %d bytes, or more than two",
            Setting.COLL_HOST_BCAST_THRESHOLD, limits.bcastBytes());
        pieces = Choice.of(Algorithm.SHARED_MEMORY, SHARE + ", blocks of at most %d pieces, or long ones",
            Setting.COLL_HOST_PIECES, limits.pieces());
        anyBlocks = Choice.of(Algorithm.SHARED_MEMORY, SHARE + ", blocks of any lengths, in alltoallv and alltoallw"
            + " too: of so few ranks that pieces are of at least %d bytes", Setting.COLL_HOST_PIECES_THRESHOLD,
            limits.longPieceBytes());
        isOn = settings.flag(Setting.COLL_HOST);
        if (isOn) {
            for (final Operation operation : Operation.values()) {
                if (hasWay(operation) && Forced.algorithm(settings, operation) == null) {
                    shared.add(operation);
                }
            }
        }
    }

    /** Each rank of a scan needs another result. */
    private static boolean hasWay(final Operation operation) {
        return operation != Operation.SCAN && operation != Operation.EXSCAN;
    }

    /** Whether an operation goes through shared memory where it can. */
    boolean isShared(final Operation operation) {
        return shared.contains(operation);
    }

    /** The choice among ranks of one host, or {@code null} if they exchange messages. */
    Choice choose(final Variant variant, final JobShape job, final long lengthBytes) {
        if (job.size() < 2 || !objection(variant, job, lengthBytes).isEmpty()) {
            return null;
        }
        return switch (variant.operation()) {
            case ALLREDUCE -> limits.isCombinedByAll(job.size(), lengthBytes) ? all : slices;
            case BCAST -> brief;
            case SCATTER, REDUCE_SCATTER -> pieces;
            case ALLTOALL -> areOfAnyLength(job.size()) ? anyBlocks : pieces;
            default -> any;
        };
    }

    /** Why an operation among several ranks of one host does not go through memory; empty if it does. */
    String objection(final Variant variant, final JobShape job, final long lengthBytes) {
        final Operation operation = variant.operation();
        if (!hasWay(operation)) {
            return "each rank of a scan needs another result";
        }
        final String general = objection(job);
        if (!general.isEmpty()) {
            return general;
        }
        if (!isShared(operation)) {
            return "an algorithm is forced (" + operation.setting().property() + ")";
        }
        return switch (operation) {
            case BCAST -> limits.isMessage(job.size(), lengthBytes)
                ? "between two ranks more than " + limits.bcastBytes() + " bytes are faster as messages ("
                    + Setting.COLL_HOST_BCAST_THRESHOLD.property() + ")"
                : "";
            case GATHER, ALLGATHER -> variant.areEqual() ? "" : VARYING;
            case SCATTER -> variant.areEqual() ? objectionToBlocks(job.size(), lengthBytes) : VARYING;
            case ALLTOALL -> variant.areEqual() ? objectionToBlocks(job.size(), lengthBytes)
                : areOfAnyLength(job.size()) ? ""
                    : VARYING + ", and in a cell of so many ranks pieces have less than " + limits.longPieceBytes()
                        + " bytes (" + Setting.COLL_HOST_PIECES_THRESHOLD.property() + ")";
            case REDUCE_SCATTER -> objectionToBlocks(job.size(), lengthBytes / job.size());
            default -> "";
        };
    }

    /** Why no operation goes through memory; empty if some do. */
    String objection(final JobShape job) {
        return isOn ? job.medium().objection() : "it is turned off (" + Setting.COLL_HOST.property() + ")";
    }

    private String objectionToBlocks(final int size, final long blockBytes) {
        return limits.areMessages(size, cellBytes(size), blockBytes)
            ? "among so many ranks blocks of more than " + limits.pieces() + " pieces are faster as messages ("
                + Setting.COLL_HOST_PIECES.property() + ")"
            : "";
    }

    private boolean areOfAnyLength(final int size) {
        return limits.areOfAnyLength(size, cellBytes(size));
    }

    private int cellBytes(final int size) {
        return BoardLayout.of(size, cellBytes).cellBytes();
    }
}
