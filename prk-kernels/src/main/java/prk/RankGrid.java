package prk;

/**
 * Ranks laid out as a grid, row after row, as close to a square as their number allows.
 *
 * @param width how many ranks a row has; no more than {@code height}
 * @param height how many rows there are
 */
record RankGrid(int width, int height) {
    static RankGrid of(final int ranks) {
        int width = (int) Math.sqrt(ranks + 1.0);
        while (ranks % width != 0) {
            width--;
        }
        return new RankGrid(width, ranks / width);
    }

    int x(final int rank) {
        return rank % width;
    }

    int y(final int rank) {
        return rank / width;
    }

    /** The rank at this place; beyond an edge of the grid, the opposite side follows. */
    int rankAt(final int x, final int y) {
        return Math.floorMod(y, height) * width + Math.floorMod(x, width);
    }
}
