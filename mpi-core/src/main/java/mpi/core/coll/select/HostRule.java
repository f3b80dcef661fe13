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
        if (settings.flag(Setting.COLL_HOST)) {
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

    /** The choice among so many ranks of one host, or {@code null} if they exchange messages. */
    Choice choose(final Operation operation, final int size, final long lengthBytes) {
        if (size < 2 || !isShared(operation)) {
            return null;
        }
        return switch (operation) {
            case ALLREDUCE -> limits.isCombinedByAll(size, lengthBytes) ? all : slices;
            case BCAST -> limits.isMessage(size, lengthBytes) ? null : brief;
            case SCATTER -> ofBlocks(size, lengthBytes);
            case ALLTOALL -> limits.areOfAnyLength(size, BoardLayout.of(size, cellBytes).cellBytes()) ? anyBlocks
                : ofBlocks(size, lengthBytes);
            case REDUCE_SCATTER -> ofBlocks(size, lengthBytes / size);
            default -> any;
        };
    }

    private Choice ofBlocks(final int size, final long blockBytes) {
        return limits.areMessages(size, BoardLayout.of(size, cellBytes).cellBytes(), blockBytes) ? null : pieces;
    }
}
