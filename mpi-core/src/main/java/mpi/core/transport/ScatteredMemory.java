package mpi.core.transport;

import mpi.spi.Layout;
import mpi.spi.Runs;
import org.agrona.UnsafeApi;

/**
 * User memory whose bytes lie scattered, the items of a derived datatype, seen as the message they make: position 0 is
 * the first byte of item 0, and a message may begin and end within a run. May stand for a {@code base} wherever engine
 * memory does (see {@link Memory}); the offset then is a position. So payload goes between user memory and a ring or a
 * frame by one copy, in whatever pieces the transport takes. Not for objects.
 *
 * <p>Equal runs at equal distances, such as a column of a matrix, are moved by one loop, also across items.
 */
public final class ScatteredMemory {
    private final Object base;
    private final long offset;
    private final Layout layout;
    private final Runs runs;
    private final long sizeBytes;
    private final long extentBytes;

    /**
     * Sees items in raw memory.
     *
     * @param base where the items are, see {@link Memory}
     * @param offset where item 0 is, see {@link Memory}
     * @param layout layout of an item, with gaps, not of objects
     */
    public ScatteredMemory(final Object base, final long offset, final Layout layout) {
        this.base = base;
        this.offset = offset;
        this.layout = layout;
        this.runs = layout.runs();
        this.sizeBytes = layout.sizeBytes();
        this.extentBytes = layout.extentBytes();
    }

    /** Copies to other memory of the engine. */
    void copyOut(final long position, final Object target, final long targetOffset, final long lengthBytes) {
        if (lengthBytes == 0) {
            return;
        }
        if (Memory.hasAddresses() && !(target instanceof ScatteredMemory)) {
            move(true, position, target, targetOffset, lengthBytes);
        } else {
            layout.forEachRun(position, lengthBytes, (at, from, length) -> Memory.copy(base, offset + at, target,
                targetOffset + from - position, length));
        }
    }

    /** Copies from other memory of the engine. */
    void copyIn(final Object source, final long sourceOffset, final long position, final long lengthBytes) {
        if (lengthBytes == 0) {
            return;
        }
        if (Memory.hasAddresses()) {
            move(false, position, source, sourceOffset, lengthBytes);
        } else {
            layout.forEachRun(position, lengthBytes, (at, from, length) -> Memory.copy(source,
                sourceOffset + from - position, base, offset + at, length));
        }
    }

    /** Moves between the runs here and one run there, {@code out} or in. Bounds are checked once for all runs. */
    private void move(final boolean out, final long position, final Object other, final long otherOffset,
        final long lengthBytes) {
        long item = Math.floorDiv(position, sizeBytes);
        long within = position - item * sizeBytes;
        final long lastItem = Math.floorDiv(position + lengthBytes - 1, sizeBytes);
        final long low = offset + layout.low(item, lastItem);
        final long here = NativeMemory.position(base, low, offset + layout.high(item, lastItem) - low) - low + offset;
        long there = NativeMemory.position(other, otherOffset, lengthBytes);
        long left = lengthBytes;
        int run = runs.indexOf(within);
        while (left > 0) {
            final long skipped = within - runs.start(run);
            final long runBytes = runs.length(run);
            final long at = here + item * extentBytes + runs.offset(run) + skipped;
            final long blocks = skipped == 0 ? equalRuns(run, runBytes, left) : 0;
            long movedBytes;
            if (blocks > 1) {
                moveBlocks(out, at, other, there, runBytes, blocks);
                movedBytes = blocks * runBytes;
                run += runs.count() == 1 ? 0 : (int) blocks;
                item += runs.count() == 1 ? blocks : 0;
            } else {
                movedBytes = Math.min(left, runBytes - skipped);
                if (out) {
                    NativeMemory.move(base, at, other, there, movedBytes);
                } else {
                    NativeMemory.move(other, there, base, at, movedBytes);
                }
                run++;
            }
            there += movedBytes;
            left -= movedBytes;
            if (run == runs.count()) {
                run = 0;
                item++;
            }
            within = runs.start(run);
        }
    }

    /** How many whole runs from this one on are equal and equally far apart, and wanted. */
    private long equalRuns(final int run, final long runBytes, final long leftBytes) {
        if (!runs.isStrided()) {
            return 0;
        }
        final long wanted = leftBytes / runBytes;
        return runs.count() == 1 ? wanted : Math.min(wanted, runs.count() - run);
    }

    private void moveBlocks(final boolean out, final long at, final Object other, final long there,
        final long runBytes, final long blocks) {
        final long stride = runs.count() == 1 ? extentBytes : runs.stride();
        if (out) {
            moveBlocks(base, at, stride, other, there, runBytes, runBytes, blocks);
        } else {
            moveBlocks(other, there, runBytes, base, at, stride, runBytes, blocks);
        }
    }

    private static void moveBlocks(final Object source, final long from, final long fromStride, final Object target,
        final long to, final long toStride, final long blockBytes, final long blocks) {
        if (blockBytes == Long.BYTES) {
            moveLongs(source, from, fromStride, target, to, toStride, blocks);
        } else if (blockBytes == Integer.BYTES) {
            moveInts(source, from, fromStride, target, to, toStride, blocks);
        } else {
            for (long block = 0; block < blocks; block++) {
                NativeMemory.move(source, from + block * fromStride, target, to + block * toStride, blockBytes);
            }
        }
    }

    private static void moveLongs(final Object source, final long from, final long fromStride, final Object target,
        final long to, final long toStride, final long blocks) {
        for (long block = 0; block < blocks; block++) {
            UnsafeApi.putLong(target, to + block * toStride, UnsafeApi.getLong(source, from + block * fromStride));
        }
    }

    private static void moveInts(final Object source, final long from, final long fromStride, final Object target,
        final long to, final long toStride, final long blocks) {
        for (long block = 0; block < blocks; block++) {
            UnsafeApi.putInt(target, to + block * toStride, UnsafeApi.getInt(source, from + block * fromStride));
        }
    }
}
