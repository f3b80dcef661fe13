package mpi.spi;

/**
 * A message that a matched probe has taken (MPI 4.1, section 3.8.2). Received once, by one of the two methods; buffers
 * are given as in {@link CommEngine}.
 */
public interface MessageEngine {
    /**
     * Receives and blocks until the message is in the buffer.
     *
     * @param buffer see {@link CommEngine}
     * @param offset see {@link CommEngine}
     * @param count number of items that fit
     * @param type layout of an item
     * @param completion receives the outcome; errors are set there, not thrown
     */
    void recv(Object buffer, long offset, long count, Layout type, Completion completion);

    /**
     * Starts the receive.
     *
     * @param buffer see {@link CommEngine}
     * @param offset see {@link CommEngine}
     * @param count number of items that fit
     * @param type layout of an item
     * @return the request
     */
    RequestEngine irecv(Object buffer, long offset, long count, Layout type);
}
