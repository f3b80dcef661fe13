package prk;

import static prk.StencilTile.RADIUS;

import mpi.CartComm;
import mpi.MPI;
import mpi.ShiftParms;

/** What is exchanged with one neighbour: elements of a tile's rim, for copies of those beyond it. */
final class StencilEdge {
    private final double[][] in;
    private final int neighbour;
    private final int rimX;
    private final int rimY;
    private final int beyondX;
    private final int beyondY;
    private final int width;
    private final double[] sent;
    private final double[] received;

    /**
     * Lays out both rectangles.
     *
     * @param tile of this rank
     * @param neighbour its rank, or MPI.PROC_NULL where the grid ends
     * @param rimX first column of the rim
     * @param rimY its first row
     * @param beyondX first column of what is copied
     * @param beyondY its first row
     * @param width columns of both
     * @param height rows of both
     */
    private StencilEdge(final StencilTile tile, final int neighbour, final int rimX, final int rimY, final int beyondX,
        final int beyondY, final int width, final int height) {
        this.in = tile.in();
        this.neighbour = neighbour;
        this.rimX = rimX + RADIUS;
        this.rimY = rimY + RADIUS;
        this.beyondX = beyondX + RADIUS;
        this.beyondY = beyondY + RADIUS;
        this.width = width;
        this.sent = new double[neighbour == MPI.PROC_NULL ? 0 : width * height];
        this.received = new double[sent.length];
    }

    /** The edges below and above. */
    static StencilEdge[] vertical(final CartComm ranks, final StencilTile tile) {
        final ShiftParms up = ranks.shift(0, 1);
        final int width = tile.width();
        final int height = tile.height();
        return new StencilEdge[] {
            new StencilEdge(tile, up.getRankSource(), 0, 0, 0, -RADIUS, width, RADIUS),
            new StencilEdge(tile, up.getRankDest(), 0, height - RADIUS, 0, height, width, RADIUS)};
    }

    /** The edges on the left and on the right. */
    static StencilEdge[] horizontal(final CartComm ranks, final StencilTile tile) {
        final ShiftParms right = ranks.shift(1, 1);
        final int width = tile.width();
        final int height = tile.height();
        return new StencilEdge[] {
            new StencilEdge(tile, right.getRankSource(), 0, 0, -RADIUS, 0, RADIUS, height),
            new StencilEdge(tile, right.getRankDest(), width - RADIUS, 0, width, 0, RADIUS, height)};
    }

    int neighbour() {
        return neighbour;
    }

    /** Number of elements of the rim: none where there is no neighbour. */
    int length() {
        return sent.length;
    }

    /** What the neighbour gets; see {@link #pack}. */
    double[] sent() {
        return sent;
    }

    /** Where what the neighbour has sent is to be put; see {@link #unpack}. */
    double[] received() {
        return received;
    }

    /** Copies the rim to what is sent. */
    void pack() {
        for (int from = 0, y = rimY; from < sent.length; from += width, y++) {
            System.arraycopy(in[y], rimX, sent, from, width);
        }
    }

    /** Copies what was received to where it is beyond the rim. */
    void unpack() {
        for (int from = 0, y = beyondY; from < received.length; from += width, y++) {
            System.arraycopy(received, from, in[y], beyondX, width);
        }
    }
}
