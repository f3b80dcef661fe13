package mpi.transport.tcp;

import java.util.ArrayList;
import java.util.List;

/**
 * What polls have left to do, and how much the one under way may still do. Guarded by the loop.
 */
final class Agenda {
    /** Connections with whole frames that no poll has had the budget for. */
    private final List<Connection> undelivered = new ArrayList<>();
    /** Connections with output that has not left. */
    private final List<Connection> unflushed = new ArrayList<>();
    /** Peers that are being connected to. */
    private final List<TcpEndpoint> attempts = new ArrayList<>();
    /** Whether anything has a time limit; mostly nothing has, and polls do not look at the clock. */
    private boolean expectsTicks;
    private int budget;
    private int delivered;
    private boolean isPolling;

    /**
     * Begins a poll: until it ends, output is gathered, for the answers to a burst leave in one write.
     *
     * @param limit how many frames it may deliver
     */
    void begin(final int limit) {
        isPolling = true;
        budget = limit;
        delivered = 0;
    }

    /**
     * Ends a poll.
     *
     * @return how many frames it has delivered
     */
    int end() {
        isPolling = false;
        flush();
        return delivered;
    }

    /**
     * What the poll under way may still deliver.
     *
     * @return how many frames
     */
    int budget() {
        return budget;
    }

    /**
     * Takes frames off the budget.
     *
     * @param count how many were delivered
     */
    void spend(final int count) {
        budget -= count;
        delivered += count;
    }

    /**
     * Whether output is to be gathered until the end of this poll.
     *
     * @return true while a poll is under way
     */
    boolean isPolling() {
        return isPolling;
    }

    /** Delivers what earlier polls have left, as far as the budget goes. */
    void deliver() {
        // A connection that is done takes itself off the list in its turn.
        for (int i = undelivered.size() - 1; i >= 0 && budget > 0; i--) {
            undelivered.get(i).deliver();
        }
    }

    /** Moves output; connections without any are forgotten. */
    void flush() {
        for (int i = unflushed.size() - 1; i >= 0; i--) {
            final Connection connection = unflushed.get(i);
            if (!connection.flushPending()) {
                unflushed.set(i, unflushed.getLast());
                unflushed.removeLast();
            }
        }
    }

    void addUndelivered(final Connection connection) {
        undelivered.add(connection);
    }

    void removeUndelivered(final Connection connection) {
        undelivered.remove(connection);
    }

    void addUnflushed(final Connection connection) {
        unflushed.add(connection);
    }

    /**
     * Lets the time limits of an attempt count.
     *
     * @param endpoint the peer
     */
    void addAttempt(final TcpEndpoint endpoint) {
        attempts.add(endpoint);
        expectsTicks = true;
    }

    /**
     * Checks the time limits of attempts; those that are over are forgotten.
     *
     * @return whether any is left
     */
    boolean tickAttempts() {
        for (int i = attempts.size() - 1; i >= 0; i--) {
            if (!attempts.get(i).tick()) {
                attempts.remove(i);
            }
        }
        return !attempts.isEmpty();
    }

    void expectTicks(final boolean value) {
        expectsTicks = value;
    }

    boolean expectsTicks() {
        return expectsTicks;
    }

    boolean hasUndelivered() {
        return !undelivered.isEmpty();
    }

    boolean hasUnflushed() {
        return !unflushed.isEmpty();
    }
}
