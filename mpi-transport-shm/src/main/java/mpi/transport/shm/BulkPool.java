package mpi.transport.shm;

import java.io.IOException;

/**
 * The cells in which this rank puts pieces of long messages. This rank allocates, the receiver of a piece frees its
 * cell with a release store; a cell is reserved when it is first needed, and low ones are used again first, while they
 * are in cache. Each peer that has ever needed a cell is kept {@value #CELLS_FOR_EACH} that others cannot have any
 * more,
 * so that a receiver that does not read cannot stop the traffic to the others. One that needs its first when all are in
 * use finds none; what it is sent goes through its ring until others have freed some.
 */
final class BulkPool {
    /** Result of {@link #allocate}: all cells this peer may have are in use. */
    static final int NO_CELL = -1;
    /** Result of {@link #allocate}: there are no cells at all. */
    static final int NO_POOL = -2;

    private static final int CELLS_FOR_EACH = 2;

    private final Segment segment;
    private final Space space;
    private final Holder[] holders;
    private final int[] free;
    private int freeCount;
    private int reservedCount;
    private int totalCount;
    private int owed;

    /** The cells that one peer has not yet freed, oldest first: it frees them in the order it got them. */
    static final class Holder {
        private final int[] cells;
        private int head;
        private int count;
        private boolean active;

        private Holder(final int capacity) {
            cells = new int[capacity];
        }

        /** Whether the peer has freed all it got, as far as {@link #allocate} has noticed. */
        boolean isEmpty() {
            return count == 0;
        }

        private void add(final int cell) {
            cells[(head + count) % cells.length] = cell;
            count++;
        }

        private int oldest() {
            return cells[head];
        }

        private void removeOldest() {
            head = (head + 1) % cells.length;
            count--;
        }

        private void removeNewest() {
            count--;
        }
    }

    /**
     * Makes the pool of a rank.
     *
     * @param segment its own segment
     * @param space takes the warning when there is no room
     */
    BulkPool(final Segment segment, final Space space) {
        this.segment = segment;
        this.space = space;
        totalCount = segment.layout().cells();
        free = new int[totalCount];
        holders = new Holder[segment.layout().localSize()];
    }

    /**
     * Gives a peer its part of the pool.
     *
     * @param localRank the peer
     * @return what it holds: nothing
     */
    Holder holder(final int localRank) {
        final Holder holder = new Holder(segment.layout().cells());
        holders[localRank] = holder;
        return holder;
    }

    /**
     * Takes a cell for a peer.
     *
     * @param holder the peer
     * @return the cell, {@link #NO_CELL} or {@link #NO_POOL}
     */
    int allocate(final Holder holder) {
        activate(holder);
        reclaim(holder);
        if (!isPermitted(holder)) {
            reclaimAll();
            if (!isPermitted(holder)) {
                return totalCount == 0 ? NO_POOL : NO_CELL;
            }
        }
        if (freeCount == 0 && !reserveNext()) {
            return totalCount == 0 ? NO_POOL : NO_CELL;
        }
        final int cell = free[--freeCount];
        if (holder.count < CELLS_FOR_EACH) {
            owed--;
        }
        holder.add(cell);
        // If this process dies from here on the whole pool is gone with it; receivers never see an uncommitted cell.
        Words.putInt(stateAddress(cell), SegmentDescriptor.CELL_USED);
        return cell;
    }

    /**
     * Takes back the cell given last: it was not sent.
     *
     * @param holder the peer it was taken for
     * @param cell the cell
     */
    void giveBack(final Holder holder, final int cell) {
        holder.removeNewest();
        becomeFree(holder, cell);
    }

    /**
     * Takes back all cells of a peer that is dead and will free none.
     *
     * @param holder the peer
     */
    void forfeit(final Holder holder) {
        while (holder.count > 0) {
            final int cell = holder.oldest();
            holder.removeOldest();
            becomeFree(holder, cell);
        }
        if (holder.active) {
            holder.active = false;
            owed -= CELLS_FOR_EACH;
        }
    }

    long cellAddress(final int cell) {
        return segment.address(segment.layout().cellOffset(cell));
    }

    private void activate(final Holder holder) {
        if (!holder.active) {
            holder.active = true;
            owed += CELLS_FOR_EACH;
        }
    }

    // The cells owed to others stay free: this holder is owed nothing once it has its share.
    private boolean isPermitted(final Holder holder) {
        final int available = freeCount + totalCount - reservedCount;
        return available > (holder.count < CELLS_FOR_EACH ? 0 : owed);
    }

    private void reclaim(final Holder holder) {
        while (holder.count > 0) {
            final int cell = holder.oldest();
            if (Words.getIntAcquire(stateAddress(cell)) != SegmentDescriptor.CELL_FREE) {
                return;
            }
            holder.removeOldest();
            becomeFree(holder, cell);
        }
    }

    private void reclaimAll() {
        for (final Holder holder : holders) {
            if (holder != null) {
                reclaim(holder);
            }
        }
    }

    private void becomeFree(final Holder holder, final int cell) {
        free[freeCount++] = cell;
        if (holder.count < CELLS_FOR_EACH) {
            owed++;
        }
    }

    private boolean reserveNext() {
        if (reservedCount == totalCount) {
            return false;
        }
        try {
            segment.file().reserve(segment.layout().cellOffset(reservedCount), SegmentDescriptor.CELL_BYTES);
        } catch (final IOException e) {
            space.warn("cells for long messages", SegmentDescriptor.CELL_BYTES, e.getMessage());
            totalCount = reservedCount;
            return false;
        }
        free[freeCount++] = reservedCount;
        reservedCount++;
        return true;
    }

    private long stateAddress(final int cell) {
        return segment.address(segment.layout().cellStateOffset(cell));
    }
}
