package mpi.core.p2p;

/**
 * Messages without a receive in order of arrival. Intrusive. Guarded by the progress lock.
 */
final class ArrivalList {
    private UnexpectedMessage head;
    private UnexpectedMessage tail;

    UnexpectedMessage head() {
        return head;
    }

    void add(final UnexpectedMessage message) {
        message.earlier = tail;
        message.later = null;
        if (tail == null) {
            head = message;
        } else {
            tail.later = message;
        }
        tail = message;
    }

    void remove(final UnexpectedMessage message) {
        if (message.earlier == null) {
            head = message.later;
        } else {
            message.earlier.later = message.later;
        }
        if (message.later == null) {
            tail = message.earlier;
        } else {
            message.later.earlier = message.earlier;
        }
        message.earlier = null;
        message.later = null;
    }
}
