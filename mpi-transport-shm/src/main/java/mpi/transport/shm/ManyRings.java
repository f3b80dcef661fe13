package mpi.transport.shm;

/** Looks into the rings whose senders have announced something, and now and then into all. */
final class ManyRings implements Inbox {
    /** Idle polls between sweeps over all rings, which find what a sender committed and died before announcing. */
    private static final int POLLS_PER_SWEEP = 1024;

    private final InboundRing[] rings;
    private final ReadyBits readyBits;
    /** Bits taken from the ready words whose rings have not been drained yet. */
    private final long[] pending;
    /** Where the next poll begins in each word, so that a rank that always sends cannot hold up those behind it. */
    private int firstSender;
    private int idlePolls;
    private boolean sweepNext;

    /**
     * Polls these.
     *
     * @param rings by local rank; {@code null} where there is none yet
     * @param readyBits the rank's own
     */
    ManyRings(final InboundRing[] rings, final ReadyBits readyBits) {
        this.rings = rings;
        this.readyBits = readyBits;
        pending = new long[ReadyBits.words(rings.length)];
    }

    @Override
    public int poll(final int limit) {
        final int taken = pollReady(limit);
        if (taken > 0) {
            idlePolls = 0;
            return taken;
        }
        if (!sweepNext && ++idlePolls < POLLS_PER_SWEEP) {
            return 0;
        }
        sweepNext = false;
        idlePolls = 0;
        sweep();
        return pollReady(limit);
    }

    @Override
    public void sweepNext() {
        sweepNext = true;
    }

    private int pollReady(final int limit) {
        int taken = 0;
        for (int word = 0; word < pending.length && taken < limit; word++) {
            final long ready = pending[word] | readyBits.take(word);
            if (ready != 0) {
                taken += drain(word, ready, limit - taken);
            }
        }
        return taken;
    }

    private int drain(final int word, final long ready, final int limit) {
        int taken = 0;
        long rotated = Long.rotateRight(ready, firstSender);
        long left = 0;
        while (rotated != 0) {
            final long bit = Long.lowestOneBit(rotated);
            rotated ^= bit;
            final InboundRing ring = rings[word * ReadyBits.WORD_BITS + senderOf(bit)];
            if (ring == null) {
                left |= bit; // not attached yet
                continue;
            }
            taken += ring.drain(limit - taken);
            if (taken >= limit) {
                left |= rotated | (ring.isEmpty() ? 0 : bit);
                pending[word] = Long.rotateLeft(left, firstSender);
                firstSender = (senderOf(bit) + 1) % ReadyBits.WORD_BITS;
                return taken;
            }
        }
        pending[word] = Long.rotateLeft(left, firstSender);
        return taken;
    }

    private int senderOf(final long rotatedBit) {
        return (Long.numberOfTrailingZeros(rotatedBit) + firstSender) % ReadyBits.WORD_BITS;
    }

    private void sweep() {
        for (int sender = 0; sender < rings.length; sender++) {
            if (rings[sender] != null && !rings[sender].isEmpty()) {
                pending[ReadyBits.word(sender)] |= ReadyBits.mask(sender);
            }
        }
    }
}
