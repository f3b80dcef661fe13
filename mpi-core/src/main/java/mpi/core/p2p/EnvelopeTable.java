package mpi.core.p2p;

import java.util.function.Predicate;

/**
 * Envelopes hashed by (context, source, tag); those of equal key in the order in which they were added. Intrusive:
 * adding and removing allocates nothing but, now and then, a larger table. Guarded by the progress lock.
 */
final class EnvelopeTable {
    private static final int INITIAL_CHAINS = 64;

    private Envelope[] heads = new Envelope[INITIAL_CHAINS];
    private Envelope[] tails = new Envelope[INITIAL_CHAINS];
    private int size;

    int size() {
        return size;
    }

    void add(final Envelope envelope) {
        if (size >= heads.length) {
            grow();
        }
        envelope.hash = hash(envelope.context, envelope.source, envelope.tag);
        append(envelope);
        size++;
    }

    private void append(final Envelope envelope) {
        final int chain = envelope.hash & heads.length - 1;
        final Envelope tail = tails[chain];
        envelope.chainPrevious = tail;
        envelope.chainNext = null;
        if (tail == null) {
            heads[chain] = envelope;
        } else {
            tail.chainNext = envelope;
        }
        tails[chain] = envelope;
    }

    void remove(final Envelope envelope) {
        final int chain = envelope.hash & heads.length - 1;
        if (envelope.chainPrevious == null) {
            heads[chain] = envelope.chainNext;
        } else {
            envelope.chainPrevious.chainNext = envelope.chainNext;
        }
        if (envelope.chainNext == null) {
            tails[chain] = envelope.chainPrevious;
        } else {
            envelope.chainNext.chainPrevious = envelope.chainPrevious;
        }
        envelope.chainPrevious = null;
        envelope.chainNext = null;
        size--;
    }

    /** The oldest envelope of exactly this key, or null. */
    Envelope first(final int context, final int source, final int tag) {
        Envelope envelope = heads[hash(context, source, tag) & heads.length - 1];
        while (envelope != null && !isOf(envelope, context, source, tag)) {
            envelope = envelope.chainNext;
        }
        return envelope;
    }

    private static boolean isOf(final Envelope envelope, final int context, final int source, final int tag) {
        return envelope.tag == tag && envelope.source == source && envelope.context == context;
    }

    /** The first one in the table that passes a test, in no order, or null. Slow: looks at all. */
    Envelope find(final Predicate<Envelope> test) {
        for (final Envelope head : heads) {
            for (Envelope envelope = head; envelope != null; envelope = envelope.chainNext) {
                if (test.test(envelope)) {
                    return envelope;
                }
            }
        }
        return null;
    }

    /** How many envelopes a look-up of this key compares. */
    int steps(final int context, final int source, final int tag) {
        int steps = 0;
        for (Envelope envelope = heads[hash(context, source, tag) & heads.length - 1]; envelope != null; envelope =
            envelope.chainNext) {
            steps++;
            if (isOf(envelope, context, source, tag)) {
                break;
            }
        }
        return steps;
    }

    private static int hash(final int context, final int source, final int tag) {
        final int hash = (context * 31 + source) * 0x9E3779B1 + tag * 0x85EBCA6B;
        return hash ^ hash >>> 15;
    }

    private void grow() {
        final Envelope[] old = heads;
        heads = new Envelope[old.length * 2];
        tails = new Envelope[old.length * 2];
        for (final Envelope head : old) {
            Envelope envelope = head;
            while (envelope != null) {
                final Envelope next = envelope.chainNext;
                append(envelope);
                envelope = next;
            }
        }
    }
}
