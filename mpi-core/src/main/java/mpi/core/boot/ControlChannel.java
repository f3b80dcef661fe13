package mpi.core.boot;

import java.io.IOException;
import java.time.Duration;

/**
 * A rank's line to whoever started it: exchanges cards among all ranks, carries news, and is the rank's lifeline.
 */
public interface ControlChannel extends AutoCloseable {
    /** Longer than who started the job takes to find out which rank is to blame. */
    Duration VERDICT_LIMIT = Duration.ofSeconds(2);

    /**
     * Gives bytes to all ranks and takes theirs; collective, blocks until every rank of the job has called it. Several
     * exchanges are matched in the order of the calls.
     *
     * @param mine this rank's bytes
     * @return every rank's bytes, by world rank
     * @throws IOException if the line broke or the start-up time limit is over; the text names who is missing if known
     */
    byte[][] exchange(byte[] mine) throws IOException;

    /** Tells that Init is complete: from here on, an exit without Finalize is a failure. */
    void initialized();

    /**
     * Tells that Finalize is complete: from here on an exit with code 0 is clean.
     *
     * @param statistics text of this rank's counters where they were asked for, else empty
     */
    void finalized(String statistics);

    /**
     * Asks for the end of the job. Blocks until the request is on its way.
     *
     * @param code exit code
     * @param reason one line for the user, or {@code null}
     */
    void abort(int code, String reason);

    /**
     * Gives whoever started the job time to find out which rank is to blame for a failure that this one has met, and to
     * end this process, which ends this wait: the user then reads of the cause and not of what follows from it.
     */
    default void awaitVerdict() {
        try {
            Thread.sleep(VERDICT_LIMIT);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    void close();
}
