import mpi.*;

/**
 * Rank 0 hands out pieces of work, here ranges in which to look for primes, and whoever is done first gets the next
 * one. An answer is as long as there are primes: a probe tells from whom it comes and how long it is.
 */
public class MasterWorker {
    private static final int WORK = 1;
    private static final int STOP = 2;
    private static final int LIMIT = 20_000;
    private static final int PIECE = 500;

    public static void main(String[] args) {
        MPI.Init(args);
        if (MPI.COMM_WORLD.Rank() == 0) {
            int primes = MPI.COMM_WORLD.Size() > 1 ? handOut() : primes(0, LIMIT).length;
            if (primes != 2262) {
                throw new AssertionError("there are not " + primes + " primes below " + LIMIT);
            }
            System.out.println("There are " + primes + " primes below " + LIMIT);
        } else {
            work();
        }
        MPI.Finalize();
    }

    /** The master: returns how many primes the workers have found. */
    private static int handOut() {
        int next = 0;
        int busy = 0;
        int primes = 0;
        for (int worker = 1; worker < MPI.COMM_WORLD.Size(); worker++) {
            MPI.COMM_WORLD.Send(new int[] {next}, 0, 1, MPI.INT, worker, WORK);
            next += PIECE;
            busy++;
        }
        while (busy > 0) {
            Status status = MPI.COMM_WORLD.Probe(MPI.ANY_SOURCE, WORK);
            int[] found = new int[status.Get_count(MPI.INT)];
            // From the one that was probed: another answer may have come since.
            MPI.COMM_WORLD.Recv(found, 0, found.length, MPI.INT, status.source, WORK);
            primes += found.length;
            boolean isLeft = next < LIMIT;
            MPI.COMM_WORLD.Send(new int[] {next}, 0, 1, MPI.INT, status.source, isLeft ? WORK : STOP);
            next += PIECE;
            busy -= isLeft ? 0 : 1;
        }
        return primes;
    }

    private static void work() {
        int[] from = new int[1];
        while (MPI.COMM_WORLD.Recv(from, 0, 1, MPI.INT, 0, MPI.ANY_TAG).tag == WORK) {
            int[] found = primes(from[0], from[0] + PIECE);
            MPI.COMM_WORLD.Send(found, 0, found.length, MPI.INT, 0, WORK);
        }
    }

    private static int[] primes(int from, int to) {
        int[] found = new int[to - from];
        int count = 0;
        for (int i = Math.max(from, 2); i < to; i++) {
            int divisor = 2;
            while (divisor * divisor <= i && i % divisor > 0) {
                divisor++;
            }
            if (divisor * divisor > i) {
                found[count++] = i;
            }
        }
        return java.util.Arrays.copyOf(found, count);
    }
}
