package jobs.program;

import java.util.Arrays;
import mpi.Intracomm;
import mpi.MPI;
import mpi.MPIException;

/**
 * Rank 0 makes every mistake in both dialects and prints what it is told; then messages between the two ranks must pass
 * as if nothing had happened.
 */
public final class Misuse {
    private static final int TAG = 7;
    private static final int[] FOUR = {1, 2, 3, 4};

    private Misuse() {}

    /**
     * Runs a rank.
     *
     * @param args none
     */
    public static void main(final String[] args) {
        MPI.Init(args);
        final Intracomm world = MPI.COMM_WORLD;
        world.setErrhandler(MPI.ERRORS_RETURN);
        if (world.getRank() == 0) {
            sendWrongly(world);
            receiveWrongly(world);
            exchange(world, 0);
        } else {
            for (int i = 0; i < 2; i++) {
                world.send(new int[] {1, 2, 3, 4, 5, 6, 7, 8}, 8, MPI.INT, 0, TAG);
            }
            exchange(world, 1);
        }
        MPI.Finalize();
        told("lower finalized", () -> world.send(FOUR, 4, MPI.INT, 1, TAG));
        told("upper finalized", () -> world.Recv(FOUR, 0, 4, MPI.INT, 1, TAG));
    }

    private static void sendWrongly(final Intracomm world) {
        told("lower count", () -> world.send(FOUR, 5, MPI.INT, 1, TAG));
        told("upper count", () -> world.Send(FOUR, 0, 5, MPI.INT, 1, TAG));
        told("upper offset", () -> world.Send(FOUR, 1, 4, MPI.INT, 1, TAG));
        told("lower negative", () -> world.iSend(FOUR, -1, MPI.INT, 1, TAG));
        told("upper negative", () -> world.Isend(FOUR, 0, -1, MPI.INT, 1, TAG));
        told("lower rank", () -> world.send(FOUR, 4, MPI.INT, 2, TAG));
        told("upper rank", () -> world.Send(FOUR, 0, 4, MPI.INT, 2, TAG));
        told("lower tag", () -> world.sSend(FOUR, 4, MPI.INT, 1, -5));
        told("upper tag", () -> world.Ssend(FOUR, 0, 4, MPI.INT, 1, -5));
        told("lower type", () -> world.send(FOUR, 4, MPI.OBJECT, 1, TAG));
        told("upper type", () -> world.Send(FOUR, 0, 4, MPI.DOUBLE, 1, TAG));
        told("lower null", () -> world.send(null, 4, MPI.INT, 1, TAG));
        told("upper null", () -> world.Send(null, 0, 4, MPI.INT, 1, TAG));
    }

    private static void receiveWrongly(final Intracomm world) {
        final int[] short4 = new int[4];
        told("lower long", () -> world.recv(short4, 4, MPI.INT, 1, TAG));
        told("upper long", () -> world.Recv(short4, 0, 4, MPI.INT, 1, TAG));
    }

    private static void exchange(final Intracomm world, final int me) {
        final int[] received = new int[4];
        world.sendRecv(FOUR, 4, MPI.INT, 1 - me, TAG, received, 4, MPI.INT, 1 - me, TAG);
        System.out.println("rank " + me + " received " + Arrays.toString(received));
    }

    private static void told(final String what, final Runnable call) {
        try {
            call.run();
            System.out.println(what + ": nothing");
        } catch (final MPIException e) {
            System.out.println(what + ": " + e.getErrorClass() + " " + e.getMessage());
        }
    }
}
