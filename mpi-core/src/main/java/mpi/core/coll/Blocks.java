package mpi.core.coll;

import java.util.Arrays;
import mpi.spi.BufferBlocks;
import mpi.spi.Layout;

/**
 * Where the block of each rank lies in a buffer: equal blocks one after the other, counts and displacements, a list, or
 * a view of some of the blocks of others. Reused from one operation to the next.
 */
final class Blocks {
    private int ranks;
    private long itemBytes;
    private long extentBytes;
    private long count;
    private int[] counts;
    private int[] displs;
    private BufferBlocks list;
    /** Of views of other blocks; their arrays are kept from one operation to the next. */
    private boolean isView;
    private long[] viewLengths = {};
    private long[] viewOffsets = {};
    private boolean areEqual;

    /** Blocks as a list of them, of any size. */
    static Blocks of(final BufferBlocks blocks) {
        return new Blocks().listed(blocks, false);
    }

    /** Equal blocks in the order of the ranks. */
    void equal(final int rankCount, final long countEach, final Layout type) {
        set(rankCount, type);
        count = countEach;
        counts = null;
        displs = null;
        areEqual = true;
    }

    /** Blocks of any size anywhere; displacements in extents of the type. */
    void varying(final int[] countOf, final int[] displOf, final int rankCount, final Layout type) {
        set(rankCount, type);
        counts = countOf;
        displs = displOf;
        areEqual = false;
    }

    /**
     * Blocks as a list of them.
     *
     * @param equal whether the operation is one whose blocks are equal and in the order of the ranks
     * @return this
     */
    Blocks listed(final BufferBlocks blocks, final boolean equal) {
        list = blocks;
        ranks = blocks.blocks();
        areEqual = equal;
        return this;
    }

    /** Blocks that only the root knows. */
    void unknown() {
        ranks = 0;
        areEqual = false;
    }

    /** The blocks of some ranks, where they are among all. */
    void some(final Blocks all, final int[] members) {
        view(members.length, 1);
        for (int i = 0; i < ranks; i++) {
            viewLengths[i] = all.lengthBytes(members[i]);
            viewOffsets[i] = all.offsetBytes(members[i]);
        }
    }

    /** As long as the blocks of some ranks, one behind the other. */
    void packed(final Blocks all, final int[] members) {
        view(members.length, 1);
        for (int i = 0; i < ranks; i++) {
            viewLengths[i] = all.lengthBytes(members[i]);
        }
        line();
    }

    /** So long, one behind the other. */
    void packed(final long[] lengths) {
        view(lengths.length, 1);
        System.arraycopy(lengths, 0, viewLengths, 0, ranks);
        line();
    }

    /** Equal blocks of bytes, one behind the other. */
    void equalBytes(final int blocks, final long lengthBytes) {
        view(blocks, 1);
        Arrays.fill(viewLengths, 0, blocks, lengthBytes);
        line();
    }

    /** One for each host, as long as the blocks of its ranks, one behind the other. */
    void packs(final Blocks all, final Hosts hosts, final long unitBytes) {
        view(hosts.count(), unitBytes);
        for (int host = 0; host < ranks; host++) {
            long lengthBytes = 0;
            for (final int rank : hosts.ranks(host)) {
                lengthBytes += all.lengthBytes(rank);
            }
            viewLengths[host] = lengthBytes;
        }
        line();
    }

    /** One for each host: what its ranks exchange with {@code partners} ranks in blocks of one length. */
    void exchanges(final Hosts hosts, final int partners, final long blockBytes) {
        view(hosts.count(), 1);
        for (int host = 0; host < ranks; host++) {
            viewLengths[host] = hosts.ranks(host).length * partners * blockBytes;
        }
        line();
    }

    private void view(final int blocks, final long unitBytes) {
        ranks = blocks;
        itemBytes = unitBytes;
        isView = true;
        areEqual = false;
        if (viewLengths.length < blocks) {
            viewLengths = new long[blocks];
            viewOffsets = new long[blocks];
        }
    }

    private void line() {
        long offsetBytes = 0;
        for (int i = 0; i < ranks; i++) {
            viewOffsets[i] = offsetBytes;
            offsetBytes += viewLengths[i];
        }
    }

    private void set(final int rankCount, final Layout type) {
        ranks = rankCount;
        itemBytes = type.sizeBytes();
        extentBytes = type.extentBytes();
    }

    /** Whether blocks are equal and in the order of the ranks by the kind of the operation, which every rank knows. */
    boolean areEqual() {
        return areEqual;
    }

    /** Whether all blocks have one size as it happens. */
    boolean happenToBeEqual() {
        for (int rank = 1; rank < ranks; rank++) {
            if (lengthBytes(rank) != lengthBytes(0)) {
                return false;
            }
        }
        return true;
    }

    /** Number of items in a rank's block. */
    long count(final int rank) {
        if (isView) {
            return viewLengths[rank] / Math.max(1, itemBytes);
        }
        if (list != null) {
            return list.counts()[rank];
        }
        return counts == null ? count : counts[rank];
    }

    /** First item of a rank's block, in extents from the start of the buffer. */
    long displacement(final int rank) {
        return displs == null ? count * rank : displs[rank];
    }

    /** Length of a rank's block in bytes. */
    long lengthBytes(final int rank) {
        if (isView) {
            return viewLengths[rank];
        }
        return count(rank) * (list == null ? itemBytes : list.types()[rank].sizeBytes());
    }

    /** First array slot of a rank's block, where the type is objects. */
    long firstSlot(final int rank) {
        return displacement(rank) * extentBytes;
    }

    /** Start of a rank's block in the message that the whole buffer makes: in memory, unless items have gaps. */
    long offsetBytes(final int rank) {
        if (isView) {
            return viewOffsets[rank];
        }
        return list == null ? displacement(rank) * itemBytes : listedOffsetBytes(rank);
    }

    /** Items with gaps are in lists of reductions only, whose blocks lie one behind the other. */
    private long listedOffsetBytes(final int rank) {
        if (list.types()[rank].isRaw()) {
            return list.displacements()[rank];
        }
        long offsetBytes = 0;
        for (int before = 0; before < rank; before++) {
            offsetBytes += lengthBytes(before);
        }
        return offsetBytes;
    }

    /**
     * Where a rank's block lies in memory.
     *
     * @param start where the buffer starts, an address or an offset in an array
     * @return the position; of an empty block, which may be anywhere, one that does no harm
     */
    long position(final long start, final int rank) {
        return count(rank) == 0 ? 0 : start + offsetBytes(rank);
    }

    /** Length of all blocks in bytes. */
    long totalBytes() {
        long total = 0;
        for (int rank = 0; rank < ranks; rank++) {
            total += lengthBytes(rank);
        }
        return total;
    }

    /** Number of blocks. */
    int ranks() {
        return ranks;
    }

    /** Start of the first byte of any block that is not empty; 0 if all are. */
    long lowBytes() {
        long low = Long.MAX_VALUE;
        for (int rank = 0; rank < ranks; rank++) {
            if (count(rank) > 0) {
                low = Math.min(low, offsetBytes(rank));
            }
        }
        return low == Long.MAX_VALUE ? 0 : low;
    }

    /** End of the last byte of any block that is not empty; 0 if all are. */
    long highBytes() {
        long high = Long.MIN_VALUE;
        for (int rank = 0; rank < ranks; rank++) {
            if (count(rank) > 0) {
                high = Math.max(high, offsetBytes(rank) + lengthBytes(rank));
            }
        }
        return high == Long.MIN_VALUE ? 0 : high;
    }

    /** Lets go of the caller's arrays. */
    void close() {
        counts = null;
        displs = null;
        list = null;
    }
}
