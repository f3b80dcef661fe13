package mpi;

import mpi.spi.BlockShape;
import mpi.spi.BufferBlocks;
import mpi.spi.Layout;

/**
 * The shapes of the blocks that collective operations of one communicator have had last in one direction: a program
 * that calls an operation again with the same counts, as most do, gets the same shapes again, by which the engine finds
 * the steps that it has written down. No buffer is kept.
 *
 * <p>Any thread may use it: what it hands out does not change, and of two that do so at a time one makes its own.
 */
final class RecentShapes {
    private BlockShape one = BlockShape.one(0, null);
    /** Blocks of equal size that follow each other, at least one. */
    private BlockShape equal = one;

    /** One block, see {@link BufferBlocks#one}. */
    BufferBlocks one(final Object buffer, final long offset, final long count, final Datatype type) {
        BlockShape shape = one;
        if (!isOf(shape, count, type.layout)) {
            shape = BlockShape.one(count, type.layout);
            one = shape;
        }
        return new BufferBlocks(buffer, offset, shape);
    }

    /** Blocks of equal size, see {@link BufferBlocks#equal}. */
    BufferBlocks equal(final Object buffer, final long offset, final int number, final long count,
        final Datatype type) {
        BlockShape shape = equal;
        if (shape.counts().length != number || !isOf(shape, count, type.layout)) {
            shape = BlockShape.equal(number, count, type.layout);
            if (number > 0) {
                equal = shape;
            }
        }
        return new BufferBlocks(buffer, offset, shape);
    }

    private static boolean isOf(final BlockShape shape, final long count, final Layout layout) {
        return shape.counts()[0] == count && shape.types()[0] == layout;
    }
}
