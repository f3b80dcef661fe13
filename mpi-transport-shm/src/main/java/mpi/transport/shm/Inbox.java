package mpi.transport.shm;

/** The rings of a rank, as its transport polls them. */
interface Inbox {
    /**
     * Delivers frames.
     *
     * @param limit how many at most
     * @return how many
     */
    int poll(int limit);

    /** Makes the next {@link #poll} look into every ring, whatever was announced. */
    void sweepNext();
}
