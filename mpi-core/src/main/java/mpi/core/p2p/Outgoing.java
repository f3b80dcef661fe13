package mpi.core.p2p;

/**
 * Something that waits in a peer's outbound queue.
 */
interface Outgoing {
    /**
     * Tries to send it, or a next part of it.
     *
     * @return 1 if it is out and leaves the queue, 0 if a part is out, or a negative {@code SendResult}
     */
    int attempt(Peer to);

    /**
     * Whether it is a piece of a payload whose envelope is out, which may be overtaken by anything.
     *
     * @return false for envelopes and control frames, whose order matters
     */
    boolean isPayload();
}
