package mpi.local;

import java.util.concurrent.CountDownLatch;
import mpi.MPI;
import mpi.MPIException;

/** Fails in rank 2, or where its argument says, while the others wait. */
final class FailingMain {
    private FailingMain() {}

    public static void main(final String[] args) throws InterruptedException {
        final String waiting = args.length > 1 ? args[1] : "receive";
        if (rank() != 2 || !"init".equals(waiting)) {
            if ("no init".equals(args[0]) && rank() == 1) {
                return;
            }
            MPI.Init(args);
        }
        switch (args[0]) {
            case "throw" -> failOrWait(waiting, () -> {
                throw new IllegalStateException("out of coffee");
            });
            case "abort" -> failOrWait(waiting, () -> MPI.COMM_WORLD.abort(42));
            case "truncate" -> truncate();
            case "return" -> catchTruncation();
            case "no finalize" -> {
                if (rank() != 1) {
                    MPI.Finalize();
                }
                return;
            }
            default -> MPI.COMM_WORLD.recv(new int[1], 1, MPI.INT, MPI.ANY_SOURCE, 0);
        }
        MPI.Finalize();
    }

    private static int rank() {
        return Integer.parseInt(Thread.currentThread().getName().substring("rank ".length()));
    }

    private static void failOrWait(final String waiting, final Runnable failure) throws InterruptedException {
        if (rank() == 2) {
            failure.run();
        }
        switch (waiting) {
            case "receive" -> MPI.COMM_WORLD.recv(new int[1], 1, MPI.INT, MPI.ANY_SOURCE, 0);
            case "receive from self" -> MPI.COMM_SELF.recv(new int[1], 1, MPI.INT, 0, 0);
            case "send" -> MPI.COMM_WORLD.sSend(new int[1], 1, MPI.INT, 1 - rank(), 0);
            default -> new CountDownLatch(1).await();
        }
    }

    private static void truncate() {
        if (rank() == 0) {
            MPI.COMM_WORLD.send(new int[2], 2, MPI.INT, 1, 0);
            MPI.COMM_WORLD.recv(new int[1], 1, MPI.INT, 1, 1);
        } else {
            MPI.COMM_WORLD.recv(new int[1], 1, MPI.INT, 0, 0);
        }
    }

    private static void catchTruncation() {
        MPI.COMM_WORLD.setErrhandler(MPI.ERRORS_RETURN);
        if (rank() == 0) {
            MPI.COMM_WORLD.send(new int[2], 2, MPI.INT, 1, 0);
        } else {
            try {
                MPI.COMM_WORLD.recv(new int[1], 1, MPI.INT, 0, 0);
                throw new AssertionError("the message does not fit");
            } catch (final MPIException e) {
                if (e.getErrorClass() != MPI.ERR_TRUNCATE) {
                    throw e;
                }
            }
        }
    }
}
