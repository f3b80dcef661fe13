package prk;

import mpi.Comm;
import mpi.MPI;
import mpi.Request;

/**
 * One side of a tile: sends the outermost points to the neighbour there, and receives the neighbour's beyond them.
 */
final class AmrFace {
    private final int neighbour;
    private final int sentTag;
    private final int receivedTag;
    private final Box sentBox;
    private final Box receivedBox;
    private final double[] sent;
    private final double[] received;
    private Request send;
    private Request receive;

    /**
     * Makes a side. Boxes are positions in the rows that the other methods take.
     */
    AmrFace(final int neighbour, final int sentTag, final int receivedTag, final Box sentBox, final Box receivedBox) {
        this.neighbour = neighbour;
        this.sentTag = sentTag;
        this.receivedTag = receivedTag;
        this.sentBox = sentBox;
        this.receivedBox = receivedBox;
        this.sent = new double[sentBox.size()];
        this.received = new double[receivedBox.size()];
    }

    void start(final Comm comm, final double[][] rows) {
        receive = comm.iRecv(received, received.length, MPI.DOUBLE, neighbour, receivedTag);
        int at = 0;
        for (int j = sentBox.y().first(); j < sentBox.y().end(); j++, at += sentBox.x().length()) {
            System.arraycopy(rows[j], sentBox.x().first(), sent, at, sentBox.x().length());
        }
        send = comm.iSend(sent, sent.length, MPI.DOUBLE, neighbour, sentTag);
    }

    void finish(final double[][] rows) {
        send.waitFor();
        receive.waitFor();
        int at = 0;
        for (int j = receivedBox.y().first(); j < receivedBox.y().end(); j++, at += receivedBox.x().length()) {
            System.arraycopy(received, at, rows[j], receivedBox.x().first(), receivedBox.x().length());
        }
    }
}
