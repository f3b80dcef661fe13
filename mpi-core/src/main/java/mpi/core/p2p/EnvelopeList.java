package mpi.core.p2p;

/**
 * Envelopes in the order in which they were added. Intrusive. Guarded by the progress lock.
 */
final class EnvelopeList {
    private Envelope head;
    private Envelope tail;

    Envelope head() {
        return head;
    }

    void add(final Envelope envelope) {
        envelope.listPrevious = tail;
        envelope.listNext = null;
        if (tail == null) {
            head = envelope;
        } else {
            tail.listNext = envelope;
        }
        tail = envelope;
    }

    void remove(final Envelope envelope) {
        if (envelope.listPrevious == null) {
            head = envelope.listNext;
        } else {
            envelope.listPrevious.listNext = envelope.listNext;
        }
        if (envelope.listNext == null) {
            tail = envelope.listPrevious;
        } else {
            envelope.listNext.listPrevious = envelope.listPrevious;
        }
        envelope.listPrevious = null;
        envelope.listNext = null;
    }
}
