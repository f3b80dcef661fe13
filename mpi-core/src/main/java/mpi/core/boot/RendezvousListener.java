package mpi.core.boot;

/**
 * Takes what the ranks of a job tell their launcher. Called on the thread of the {@link RendezvousServer}, one call at
 * a time; must not block. The calls of one rank come in the order in which it spoke; {@link #lineLost} is its last.
 */
public interface RendezvousListener {
    /**
     * A rank has proved itself; from here on its line is its lifeline.
     *
     * @param rank world rank
     * @param pid number of its process
     */
    void joined(int rank, long pid);

    /**
     * All ranks have taken part in an exchange.
     *
     * @param epoch how often the ranks have called Init before
     * @param round number of the exchange in its epoch, from 0
     */
    void exchanged(int epoch, int round);

    /**
     * Init is complete on a rank; it comes again if the rank calls Init again after Finalize.
     *
     * @param rank world rank
     */
    void initialized(int rank);

    /**
     * Finalize is complete on a rank.
     *
     * @param rank world rank
     * @param statistics text of its counters, empty if nobody asked for it
     */
    void finalized(int rank, String statistics);

    /**
     * A rank asks for the end of the job.
     *
     * @param rank world rank
     * @param code exit code it asked for, any number
     * @param reason one line for the user, or empty
     */
    void abortRequested(int rank, int code, String reason);

    /**
     * A rank's line has ended: its process has ended, or the rank broke the rules of the line.
     *
     * @param rank world rank
     * @param reason one line for the user
     */
    void lineLost(int rank, String reason);
}
