package mpi;

import mpi.spi.BufferBlocks;
import mpi.spi.Capacity;
import mpi.spi.Layout;

/**
 * The blocks that collective operations of one communicator have had last in one direction: a program that calls an
 * operation again with the same arguments, as most do, gets the same objects again, by which the engine finds the steps
 * that it has written down. Long buffers are not kept from the garbage collector.
 *
 * <p>Any thread may use it: what it hands out does not change, and of two that do so at a time one makes its own.
 */
final class RecentBlocks {
    private BufferBlocks one = BufferBlocks.NONE;
    /** Blocks of equal size that follow each other. */
    private BufferBlocks equal = BufferBlocks.NONE;

    /** One block, see {@link BufferBlocks#one}. */
    BufferBlocks one(final Object buffer, final long offset, final long count, final Datatype type) {
        final BufferBlocks recent = one;
        if (recent.blocks() == 1 && isSame(recent, buffer, offset, count, type.layout)) {
            return recent;
        }
        final BufferBlocks blocks = BufferBlocks.one(buffer, offset, count, type.layout);
        if (isKept(buffer, type)) {
            one = blocks;
        }
        return blocks;
    }

    /** Blocks of equal size, see {@link BufferBlocks#equal}. */
    BufferBlocks equal(final Object buffer, final long offset, final int number, final long count,
        final Datatype type) {
        final BufferBlocks recent = equal;
        if (recent.blocks() == number && number > 0 && isSame(recent, buffer, offset, count, type.layout)) {
            return recent;
        }
        final BufferBlocks blocks = BufferBlocks.equal(buffer, offset, number, count, type.layout);
        if (isKept(buffer, type)) {
            equal = blocks;
        }
        return blocks;
    }

    private static boolean isSame(final BufferBlocks recent, final Object buffer, final long offset, final long count,
        final Layout layout) {
        return recent.buffer() == buffer && recent.offset() == offset && recent.counts()[0] == count
            && recent.types()[0] == layout;
    }

    private static boolean isKept(final Object buffer, final Datatype type) {
        return !type.isObject && Capacity.bytes(buffer) <= Capacity.KEPT_BYTES;
    }
}
