package bench;

import java.util.concurrent.TimeUnit;
import mpi.Comm;
import mpi.MPI;

/**
 * What a run does before the first message that is timed: rounds, all alike, until their time is over. By time rather
 * than by number, because the compiler threads of a JVM share the core to which its rank is bound: they are done with
 * the code of a message after so many milliseconds, however fast the messages are meanwhile.
 */
final class Warmup {
    private final Comm ranks;
    private final byte[] another = new byte[1];

    /**
     * Makes a warm-up.
     *
     * @param ranks who takes the same rounds; their rank 0 keeps the time
     */
    Warmup(final Comm ranks) {
        this.ranks = ranks;
    }

    /** Runs rounds until so much time has passed at rank 0: at least one, but none in no time. */
    void run(final int millis, final Runnable round) {
        final long nanos = TimeUnit.MILLISECONDS.toNanos(millis);
        final long start = System.nanoTime();
        another[0] = (byte) (millis > 0 ? 1 : 0);
        while (another[0] != 0) {
            round.run();
            another[0] = (byte) (System.nanoTime() - start < nanos ? 1 : 0);
            ranks.bcast(another, 1, MPI.BYTE, 0);
        }
    }
}
