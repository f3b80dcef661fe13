package prk;

/**
 * A rectangle of points of a grid, or none.
 *
 * @param x its columns
 * @param y its rows
 */
record Box(Span x, Span y) {
    static final Box NONE = new Box(Span.NONE, Span.NONE);

    boolean isEmpty() {
        return size() == 0;
    }

    int size() {
        return x.length() * y.length();
    }

    Box intersection(final Box other) {
        return new Box(x.intersection(other.x), y.intersection(other.y));
    }
}
