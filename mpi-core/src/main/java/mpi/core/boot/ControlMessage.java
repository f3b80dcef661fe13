package mpi.core.boot;

/**
 * What a rank and its launcher say to each other once the {@link Handshake} is done. {@link ControlCodec} says how it
 * looks on the wire.
 */
sealed interface ControlMessage {
    /**
     * A message that ranks send.
     */
    sealed interface FromRank extends ControlMessage {}

    /**
     * A message that the launcher sends.
     */
    sealed interface FromLauncher extends ControlMessage {}

    /**
     * The first message of a rank.
     *
     * @param rank rank in the world, the one that the handshake has proved
     * @param size ranks in the world
     * @param pid number of the rank's process
     */
    record Hello(int rank, int size, long pid) implements FromRank {}

    /**
     * A rank's part of an exchange.
     *
     * @param epoch how often the ranks have called Init before
     * @param round number of the exchange in its epoch
     * @param bytes the rank's bytes
     */
    record Exchange(int epoch, int round, byte[] bytes) implements FromRank {}

    /**
     * The result of an exchange.
     *
     * @param epoch as in {@link Exchange}
     * @param round as in {@link Exchange}
     * @param all every rank's bytes, by world rank
     */
    record Exchanged(int epoch, int round, byte[][] all) implements FromLauncher {}

    /**
     * Asks who is missing in an exchange.
     *
     * @param epoch as in {@link Exchange}
     * @param round as in {@link Exchange}
     */
    record MissingQuery(int epoch, int round) implements FromRank {}

    /**
     * Tells who is missing in an exchange.
     *
     * @param epoch as in {@link Exchange}
     * @param round as in {@link Exchange}
     * @param ranks world ranks that have not taken part, ascending; none if the exchange is complete
     */
    record Missing(int epoch, int round, int[] ranks) implements FromLauncher {}

    /** Init is complete. */
    record Initialized() implements FromRank {}

    /**
     * Finalize is complete.
     *
     * @param statistics text of the rank's counters, empty if nobody asked for it
     */
    record Finalized(String statistics) implements FromRank {}

    /**
     * Asks for the end of the job.
     *
     * @param code exit code
     * @param reason one line for the user, or empty
     */
    record Abort(int code, String reason) implements FromRank {}

    /**
     * Asks what a rank is doing.
     *
     * @param id names the question
     * @param wantStacks whether to send the stacks of all threads too
     */
    record StateQuery(long id, boolean wantStacks) implements FromLauncher {}

    /**
     * Tells what a rank is doing.
     *
     * @param id as in {@link StateQuery}
     * @param state the state
     * @param stacks stacks of all threads, or empty
     */
    record State(long id, RankState state, String stacks) implements FromRank {}

    /**
     * A rank is dead.
     *
     * @param rank its world rank
     * @param reason one line for the user
     */
    record PeerDied(int rank, String reason) implements FromLauncher {}
}
