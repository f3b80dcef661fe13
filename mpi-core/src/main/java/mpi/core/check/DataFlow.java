package mpi.core.check;

import mpi.MPI;
import mpi.spi.Collective;

/**
 * Which block a rank sends to another one, and what that one expects of it, in operations whose blocks go from one rank
 * to another (MPI 4.1, sections 6.5 to 6.8). Ranks are those of the groups the two belong to, which are one in an
 * intracommunicator.
 *
 * @param kind the operation
 */
record DataFlow(Collective.Kind kind) {
    /** What {@code sender} sends to rank {@code receiverRank}, or {@code null} if nothing. */
    Signature sent(final Call sender, final int senderRank, final Call receiver, final int receiverRank) {
        return switch (kind) {
            case GATHER, GATHERV -> isRoot(receiver, receiverRank) ? first(sender.send()) : null;
            case SCATTER, SCATTERV -> isRoot(sender, senderRank) ? at(sender.send(), receiverRank) : null;
            case ALLGATHER, ALLGATHERV -> sender.isInPlace() ? at(sender.recv(), senderRank) : first(sender.send());
            case ALLTOALL, ALLTOALLV, ALLTOALLW -> at(sender.isInPlace() ? sender.recv() : sender.send(), receiverRank);
            default -> null;
        };
    }

    /** What {@code receiver} expects of rank {@code senderRank}, or {@code null} if it does not say. */
    Signature expected(final Call receiver, final int senderRank) {
        return switch (kind) {
            case SCATTER, SCATTERV -> first(receiver.recv());
            default -> at(receiver.recv(), senderRank);
        };
    }

    private static boolean isRoot(final Call call, final int rank) {
        return call.root() == rank || call.root() == MPI.ROOT;
    }

    private static Signature first(final Signature[] blocks) {
        return at(blocks, 0);
    }

    private static Signature at(final Signature[] blocks, final int index) {
        return index < blocks.length ? blocks[index] : null;
    }
}
