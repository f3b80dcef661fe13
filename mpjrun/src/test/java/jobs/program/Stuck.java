package jobs.program;

import mpi.Intracomm;
import mpi.MPI;
import mpi.MPIException;
import mpi.Request;

/** Ranks that wait for each other for ever, each way a mistake in a program; and some that only take their time. */
public final class Stuck {
    private static final int LONG_BYTES = 1 << 20;
    private static final int TAG = 7;
    private static final int EXCHANGES = 20;
    private static final int PAUSE_MILLIS = 100;
    private static final int COMPUTING_MILLIS = 1500;

    private Stuck() {}

    /**
     * Runs a rank.
     *
     * @param args how
     * @throws InterruptedException if it is interrupted
     */
    public static void main(final String[] args) throws InterruptedException {
        MPI.Init(args);
        final Intracomm world = MPI.COMM_WORLD;
        final int me = world.getRank();
        final int size = world.getSize();
        final int next = (me + 1) % size;
        final int[] number = new int[1];
        final byte[] much = new byte[LONG_BYTES];
        switch (args[0]) {
            case "receive" -> world.recv(number, 1, MPI.INT, next, TAG);
            case "send" -> world.send(much, LONG_BYTES, MPI.BYTE, next, TAG);
            case "any" -> world.recv(number, 1, MPI.INT, MPI.ANY_SOURCE, TAG);
            case "wait" -> Request.waitAny(new Request[] {world.iRecv(number, 1, MPI.INT, next, TAG),
                world.iRecv(new int[1], 1, MPI.INT, next, TAG + 1)});
            case "collective" -> {
                if (me == 0) {
                    world.recv(number, 1, MPI.INT, 1, TAG);
                }
                world.barrier();
                world.send(number, 1, MPI.INT, 0, TAG);
            }
            case "finalize" -> {
                if (me == 0) {
                    world.send(much, LONG_BYTES, MPI.BYTE, 1, TAG);
                }
            }
            case "itself" -> {
                if (me == 0) {
                    world.probe(0, TAG);
                }
                Thread.sleep(COMPUTING_MILLIS * 10L);
            }
            case "slow" -> exchangeSlowly(world);
            case "computing" -> compute(world);
            case "sendToItself" -> sendToItself(world);
            default -> throw new IllegalArgumentException(args[0]);
        }
        MPI.Finalize();
    }

    /** One rank computes for seconds while all others wait for it, in a receive, in a request, in a collective. */
    private static void compute(final Intracomm world) throws InterruptedException {
        final int[] number = new int[1];
        if (world.getRank() == 0) {
            final Request barrier = world.iBarrier();
            Thread.sleep(COMPUTING_MILLIS);
            barrier.waitFor();
            for (int rank = 1; rank < world.getSize(); rank++) {
                world.send(number, 1, MPI.INT, rank, TAG);
            }
        } else {
            final Request barrier = world.iBarrier();
            world.recv(number, 1, MPI.INT, 0, TAG);
            barrier.waitFor();
        }
        world.barrier();
        System.out.println("all went on");
    }

    /** Long and short messages back and forth, with pauses between them. */
    private static void exchangeSlowly(final Intracomm world) throws InterruptedException {
        final byte[] much = new byte[LONG_BYTES];
        final int peer = world.getRank() ^ 1;
        for (int i = 0; i < EXCHANGES && peer < world.getSize(); i++) {
            if (world.getRank() % 2 == 0) {
                Thread.sleep(PAUSE_MILLIS);
                world.send(much, LONG_BYTES, MPI.BYTE, peer, TAG);
                world.recv(much, 1, MPI.BYTE, MPI.ANY_SOURCE, TAG);
            } else {
                world.recv(much, LONG_BYTES, MPI.BYTE, peer, TAG);
                world.send(much, 1, MPI.BYTE, peer, TAG);
            }
        }
        world.barrier();
        System.out.println("all went on");
    }

    /** Whoever has no other thread is told; with one that receives, it is no mistake. */
    private static void sendToItself(final Intracomm world) throws InterruptedException {
        world.setErrhandler(MPI.ERRORS_RETURN);
        try {
            world.sSend(new int[1], 1, MPI.INT, world.getRank(), TAG);
        } catch (final MPIException e) {
            System.out.println(e.getMessage());
        }
        final Thread receiver = new Thread(() -> world.recv(new int[1], 1, MPI.INT, world.getRank(), TAG));
        receiver.start();
        world.sSend(new int[1], 1, MPI.INT, world.getRank(), TAG);
        receiver.join();
        System.out.println("all went on");
    }
}
