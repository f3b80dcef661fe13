package mpi.spi;

/**
 * Where the bytes of one item of a datatype lie (MPI 4.1, section 5.1). Immutable; made once a datatype, when it is
 * committed, and shared by all its uses.
 *
 * @param basic the basic type of the elements; {@link BasicType#BYTE} where an item has several
 * @param sizeBytes bytes of one item in a message; 0 for {@link BasicType#OBJECT}
 * @param extentBytes distance in bytes from one item to the next in memory; for {@link BasicType#OBJECT} in array slots
 * @param runs where the bytes of an item lie in memory, in the order of the message; {@code null} where that is one run
 *     as long as the extent, from the item's address on. Of objects, array slots.
 * @param datatype the {@code mpi.Datatype} this belongs to; handed to user-defined reductions
 */
public record Layout(BasicType basic, long sizeBytes, long extentBytes, Runs runs, Object datatype) {
    /**
     * The layout of items that lie one behind the other without gaps.
     *
     * @param basic the basic type of the elements
     * @param sizeBytes bytes of one item; 0 for {@link BasicType#OBJECT}
     * @param extentBytes the same; for {@link BasicType#OBJECT} in array slots
     * @param datatype the {@code mpi.Datatype} this belongs to
     */
    public Layout(final BasicType basic, final long sizeBytes, final long extentBytes, final Object datatype) {
        this(basic, sizeBytes, extentBytes, basic == BasicType.OBJECT ? Runs.of(0, 1) : null, datatype);
    }

    /**
     * Whether buffers of this type are one run of bytes that may be copied as it is.
     *
     * @return false for objects, which are serialised, and for items with gaps
     */
    public boolean isRaw() {
        return runs == null;
    }

    /**
     * Whether the items are objects.
     *
     * @return true if they are serialised
     */
    public boolean isObject() {
        return basic == BasicType.OBJECT;
    }

    /**
     * Where the first byte (slot) of some items lies. Items of a negative extent lie below the first.
     *
     * @param firstItem the first item
     * @param lastItem the last item
     * @return its distance from the address of item 0
     */
    public long low(final long firstItem, final long lastItem) {
        return Math.min(firstItem * extentBytes, lastItem * extentBytes) + (runs == null ? 0 : runs.low());
    }

    /**
     * Where the last byte (slot) of some items ends.
     *
     * @param firstItem the first item
     * @param lastItem the last item
     * @return the distance of what is behind it from the address of item 0
     */
    public long high(final long firstItem, final long lastItem) {
        return Math.max(firstItem * extentBytes, lastItem * extentBytes) + (runs == null ? extentBytes : runs.high());
    }

    /**
     * Visits the runs that hold a part of the message, in its order. Not for messages that have to be fast.
     *
     * @param from first byte (slot) of the message
     * @param length how many
     * @param visitor told where each run lies
     */
    public void forEachRun(final long from, final long length, final RunVisitor visitor) {
        if (runs == null) {
            visitor.visit(from, from, length);
            return;
        }
        final long size = runs.size();
        long position = from;
        while (position < from + length) {
            final long item = Math.floorDiv(position, size);
            final long within = position - item * size;
            final int run = runs.indexOf(within);
            final long skipped = within - runs.start(run);
            final long piece = Math.min(runs.length(run) - skipped, from + length - position);
            visitor.visit(item * extentBytes + runs.offset(run) + skipped, position, piece);
            position += piece;
        }
    }

    /** What {@link #forEachRun} calls. */
    @FunctionalInterface
    public interface RunVisitor {
        /**
         * One run.
         *
         * @param offset where it lies, from the address of item 0
         * @param position where it is in the message
         * @param length its length
         */
        void visit(long offset, long position, long length);
    }
}
