package mpi.core.p2p;

import java.util.function.Predicate;
import mpi.MPI;

/**
 * Which message goes to which receive (MPI 4.1, section 3.5; engine invariant 17). Exact receives are hashed, receives
 * with a wildcard stand in a list; of two that match, the one posted first wins. Messages without a receive are hashed
 * and stand in a list in order of arrival. Guarded by the progress lock.
 */
final class Matching {
    private final EnvelopeTable posted = new EnvelopeTable();
    /** Posted receives with a wildcard, in order. */
    private final EnvelopeList wildcards = new EnvelopeList();
    private final EnvelopeTable arrived = new EnvelopeTable();
    private final EnvelopeList arrivals = new EnvelopeList();
    private long nextStamp;

    /** Posts a receive for which {@link #findMessage} has found nothing. */
    void post(final ReceiveOperation receive) {
        receive.stamp = nextStamp++;
        receive.posted = true;
        if (isWildcard(receive)) {
            wildcards.add(receive);
        } else {
            posted.add(receive);
        }
    }

    /** Takes a posted receive back. */
    void unpost(final ReceiveOperation receive) {
        receive.posted = false;
        if (isWildcard(receive)) {
            wildcards.remove(receive);
        } else {
            posted.remove(receive);
        }
    }

    /** Finds and removes the receive that a message from this source goes to, or null. */
    ReceiveOperation takeReceive(final int context, final int source, final int tag) {
        final ReceiveOperation exact = (ReceiveOperation) posted.first(context, source, tag);
        if (wildcards.head() == null) {
            if (exact != null) {
                exact.posted = false;
                posted.remove(exact);
            }
            return exact;
        }
        ReceiveOperation match = exact;
        for (Envelope e = wildcards.head(); e != null && (exact == null || e.stamp < exact.stamp); e = e.listNext) {
            if (accepts(e, context, source, tag)) {
                match = (ReceiveOperation) e;
                break;
            }
        }
        if (match != null) {
            unpost(match);
        }
        return match;
    }

    /** Keeps a message for which {@link #takeReceive} has found nothing. */
    void keep(final UnexpectedMessage message) {
        arrived.add(message);
        arrivals.add(message);
    }

    /** Finds the first message that a receive with these arguments would take, or null; does not remove it. */
    UnexpectedMessage findMessage(final int context, final int source, final int tag) {
        if (arrivals.head() == null) {
            return null;
        }
        if (source != MPI.ANY_SOURCE && tag != MPI.ANY_TAG) {
            return (UnexpectedMessage) arrived.first(context, source, tag);
        }
        for (Envelope e = arrivals.head(); e != null; e = e.listNext) {
            if (e.context == context && (source == MPI.ANY_SOURCE || source == e.source)
                && (tag == MPI.ANY_TAG || tag == e.tag)) {
                return (UnexpectedMessage) e;
            }
        }
        return null;
    }

    /** The first message in order of arrival that passes a test, or null. Slow: looks at all. */
    UnexpectedMessage findMessage(final Predicate<UnexpectedMessage> test) {
        for (Envelope e = arrivals.head(); e != null; e = e.listNext) {
            if (test.test((UnexpectedMessage) e)) {
                return (UnexpectedMessage) e;
            }
        }
        return null;
    }

    /** Removes a message that {@link #findMessage} has found. */
    void remove(final UnexpectedMessage message) {
        arrived.remove(message);
        arrivals.remove(message);
    }

    /** One of the posted receives that need this world rank, or null. */
    ReceiveOperation postedFrom(final int worldRank) {
        final Envelope exact = posted.find(receive -> ((ReceiveOperation) receive).peer == worldRank);
        if (exact != null) {
            return (ReceiveOperation) exact;
        }
        for (Envelope e = wildcards.head(); e != null; e = e.listNext) {
            if (((ReceiveOperation) e).mayComeFrom(worldRank)) {
                return (ReceiveOperation) e;
            }
        }
        return null;
    }

    /** Whether a receive of a communicator waits for its message. */
    boolean hasPosted(final int contextId) {
        if (posted.find(receive -> Scope.isOf(receive.context, contextId)) != null) {
            return true;
        }
        for (Envelope e = wildcards.head(); e != null; e = e.listNext) {
            if (Scope.isOf(e.context, contextId)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isWildcard(final Envelope receive) {
        return receive.source == MPI.ANY_SOURCE || receive.tag == MPI.ANY_TAG;
    }

    private static boolean accepts(final Envelope receive, final int context, final int source, final int tag) {
        return receive.context == context && (receive.source == MPI.ANY_SOURCE || receive.source == source)
            && (receive.tag == MPI.ANY_TAG || receive.tag == tag);
    }
}
