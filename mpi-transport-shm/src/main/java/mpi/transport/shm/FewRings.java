package mpi.transport.shm;

/**
 * Looks into every ring at each poll: with few senders that is one word each, in cache while nothing comes, and a
 * sender need not announce what it has sent.
 */
final class FewRings implements Inbox {
    /** Up to so many ranks of a host. */
    static final int MAX_LOCAL_SIZE = 8;

    private final InboundRing[] rings;
    /** Where the next poll begins, so that a rank that always sends cannot hold up those behind it. */
    private int first;

    /**
     * Polls these.
     *
     * @param rings by local rank; {@code null} where there is none yet
     */
    FewRings(final InboundRing[] rings) {
        this.rings = rings;
    }

    @Override
    public int poll(final int limit) {
        int taken = 0;
        int at = first;
        for (int left = rings.length; left > 0 && taken < limit; left--) {
            final InboundRing ring = rings[at];
            if (ring != null) {
                taken += ring.drain(limit - taken);
            }
            at = at + 1 == rings.length ? 0 : at + 1;
        }
        first = at;
        return taken;
    }

    @Override
    public void sweepNext() {
        // every poll is a sweep
    }
}
