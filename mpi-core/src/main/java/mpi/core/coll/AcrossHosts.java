package mpi.core.coll;

import mpi.core.coll.select.Operation;
import mpi.core.coll.select.Selector;
import mpi.core.op.Operations;
import mpi.spi.Layout;
import mpi.spi.Reduction;

/**
 * The operations among ranks of several hosts, in {@linkplain Tiers two tiers} where they can be. Each method does the
 * operation and says so, or says that it has to be done otherwise; all ranks are answered alike.
 */
final class AcrossHosts {

    private final Tiers tiers;
    private final Work work;
    private final Selector selector;

    /** Works in {@code tiers}, which are {@code null} if there are not two of them. */
    AcrossHosts(final Tiers tiers, final Work work, final Selector selector) {
        this.tiers = tiers;
        this.work = work;
        this.selector = selector;
    }

    /** Whether ranks are on several hosts, so that they have no memory that all share. */
    boolean areApart() {
        return tiers != null;
    }

    private boolean isTiered(final Operation operation) {
        return tiers != null && selector.isTiered(operation);
    }

    /** Of equal blocks every rank knows the length; others have to be learnt. */
    private boolean isTiered(final Operation operation, final boolean areEqual) {
        return isTiered(operation) && (areEqual || tiers.canLearnLengths());
    }

    boolean barrier() {
        if (!isTiered(Operation.BARRIER)) {
            return false;
        }
        tiers.begin();
        TwoTierBarrier.run(tiers);
        return true;
    }

    boolean bcast(final Region region, final long lengthBytes, final int root) {
        if (!isTiered(Operation.BCAST)) {
            return false;
        }
        tiers.begin(root);
        TwoTierBcast.run(tiers, region.base(), region.offset(), lengthBytes, selector.tierSegmentBytes());
        return true;
    }

    /** For all but the root. */
    boolean gather(final Region send, final long lengthBytes, final boolean areEqual, final int root) {
        if (!isTiered(Operation.GATHER, areEqual)) {
            return false;
        }
        tiers.begin(root);
        TwoTierGather.send(tiers, work, send.base(), send.offset(), lengthBytes, areEqual);
        return true;
    }

    /** For the root, whose own block is in place. */
    boolean gather(final Region recv, final Blocks blocks) {
        if (!isTiered(Operation.GATHER, blocks.areEqual())) {
            return false;
        }
        tiers.begin(tiers.rank());
        TwoTierGather.receive(tiers, work, recv.base(), recv.offset(), blocks);
        return true;
    }

    /** For all but the root. */
    boolean scatter(final Region recv, final long lengthBytes, final boolean areEqual, final int root) {
        if (!isTiered(Operation.SCATTER, areEqual)) {
            return false;
        }
        tiers.begin(root);
        TwoTierScatter.receive(tiers, work, recv.base(), recv.offset(), lengthBytes, areEqual);
        return true;
    }

    /** For the root, but its own block. */
    boolean scatter(final Region send, final Blocks blocks) {
        if (!isTiered(Operation.SCATTER, blocks.areEqual())) {
            return false;
        }
        tiers.begin(tiers.rank());
        TwoTierScatter.send(tiers, work, send.base(), send.offset(), blocks);
        return true;
    }

    /** This rank's own block is in place. */
    boolean allgather(final Region recv, final Blocks blocks) {
        final long lengthBytes = blocks.totalBytes();
        if (!isTiered(Operation.ALLGATHER) || lengthBytes > Region.LONGEST_ARRAY / 2) {
            return false;
        }
        tiers.begin();
        TwoTierAllgather.run(tiers, work, selector.allgather(tiers.hosts().count(), lengthBytes, false).algorithm(),
            recv.base(), recv.offset(), blocks);
        return true;
    }

    /** The two regions may be the same. */
    boolean alltoall(final Region send, final Blocks sent, final Region recv, final Blocks received) {
        if (!isTiered(Operation.ALLTOALL) || !sent.areEqual() || !received.areEqual()) {
            return false;
        }
        final long blockBytes = received.lengthBytes(0);
        if (blockBytes > selector.tierBlockBytes()
            || TwoTierAlltoall.scratchBytes(tiers.hosts(), blockBytes) > Region.LONGEST_ARRAY) {
            return false;
        }
        tiers.begin();
        TwoTierAlltoall.run(tiers, work, send, sent, recv, received);
        return true;
    }

    /** Whether {@link #reduce} or {@link #allreduce} does an operation. */
    boolean canReduce(final Operation operation, final Reduction op) {
        return isTiered(operation) && (Operations.isCommutative(op) || tiers.hosts().areConsecutive());
    }

    /** How much of a vector {@link #reduce} and {@link #allreduce} read before they write any. */
    long segmentBytes() {
        return selector.tierSegmentBytes();
    }

    private long segmentItems(final Layout type) {
        return Math.max(1, segmentBytes() / Math.max(1, type.sizeBytes()));
    }

    void reduce(final Accumulator accumulator, final Accumulator second, final Reduction op, final Layout type,
        final long count, final Region own, final Region recv, final int root) {
        tiers.begin(root);
        TwoTierReduce.run(tiers, accumulator, second, op, type, count, segmentItems(type), own, recv, root);
    }

    void allreduce(final Accumulator accumulator, final Accumulator second, final Reduction op, final Layout type,
        final long count, final Region own, final Region recv) {
        tiers.begin();
        TwoTierAllreduce.run(tiers, accumulator, second, op, type, count, segmentItems(type), own, recv);
    }

    /**
     * Not for long vectors, of which leaders would need room for several.
     *
     * @param own the contribution, which in place lies in {@code recv}
     */
    boolean reduceScatter(final Accumulator accumulator, final Accumulator second, final Reduction op,
        final Layout type, final Region own, final Blocks blocks, final Region recv) {
        if (!isTiered(Operation.REDUCE_SCATTER) || !Operations.isCommutative(op)
            || blocks.totalBytes() >= selector.tierVectorBytes()) {
            return false;
        }
        tiers.begin();
        TwoTierReduceScatter.run(tiers, work, accumulator, second, op, type, own, blocks, recv.base(), recv.offset());
        return true;
    }

    /** Lets go of memory that is too long to be kept for the next operation. */
    void trim() {
        if (tiers != null) {
            tiers.trim();
        }
    }
}
