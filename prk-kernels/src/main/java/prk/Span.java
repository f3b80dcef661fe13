package prk;

/**
 * Neighbouring cells, columns or rows of one direction of a grid, or none.
 *
 * @param first the first of them
 * @param end the one behind the last
 */
record Span(int first, int end) {
    static final Span NONE = new Span(0, 0);

    /** The part number {@code index} of {@code length} cells cut into parts; the first ones may be longer by 1. */
    static Span part(final int length, final int parts, final int index) {
        final int least = length / parts;
        final int longer = length % parts;
        final int first = least * index + Math.min(index, longer);
        return new Span(first, first + least + (index < longer ? 1 : 0));
    }

    /** The number of the part in which a cell is, see {@link #part}. */
    static int partOf(final int cell, final int length, final int parts) {
        final int least = length / parts;
        final int longer = length % parts;
        final int cellsOfLonger = longer * (least + 1);
        return cell < cellsOfLonger ? cell / (least + 1) : longer + (cell - cellsOfLonger) / least;
    }

    int length() {
        return Math.max(0, end - first);
    }

    boolean contains(final int cell) {
        return cell >= first && cell < end;
    }

    Span intersection(final Span other) {
        return new Span(Math.max(first, other.first), Math.min(end, other.end));
    }

    Span plus(final int offset) {
        return new Span(first + offset, end + offset);
    }
}
