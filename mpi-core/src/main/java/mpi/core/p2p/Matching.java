package mpi.core.p2p;

import java.util.function.Predicate;
import mpi.MPI;

/**
 * Which message goes to which receive (MPI 4.1, section 3.5; engine invariant 17). Receives are hashed by what they ask
 * for, those with a wildcard in a table of their own; of two that match, the one posted first wins. Messages without a
 * receive are hashed and stand in a list in order of arrival; where a receive with a wildcard would have to look at
 * many of them, they are also hashed by what such receives ask for. Guarded by the progress lock.
 */
final class Matching {
    /** How many messages a receive with a wildcard looks at before they are put into the index. */
    private static final int LONG_SEARCH = 32;
    /** With fewer messages than this the index is given up. */
    private static final int SHORT_SEARCH = LONG_SEARCH / 2;

    final EnvelopeTable posted = new EnvelopeTable();
    /** Posted receives with a wildcard. */
    final EnvelopeTable wildcards = new EnvelopeTable();
    final EnvelopeTable arrived = new EnvelopeTable();
    private final ArrivalList arrivals = new ArrivalList();
    /** Of all arrivals, or empty. */
    final ArrivalIndex index = new ArrivalIndex();
    /** Whether arrivals are in the index: from a long search until few of them are left. */
    boolean indexed;
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
        if (wildcards.size() == 0) {
            if (exact != null) {
                exact.posted = false;
                posted.remove(exact);
            }
            return exact;
        }
        ReceiveOperation match = older(exact, wildcards.first(context, MPI.ANY_SOURCE, tag));
        match = older(match, wildcards.first(context, source, MPI.ANY_TAG));
        match = older(match, wildcards.first(context, MPI.ANY_SOURCE, MPI.ANY_TAG));
        if (match != null) {
            unpost(match);
        }
        return match;
    }

    /** The one posted first of two, of which any may be null. */
    private static ReceiveOperation older(final ReceiveOperation one, final Envelope other) {
        final ReceiveOperation receive = (ReceiveOperation) other;
        return one == null || receive != null && receive.stamp < one.stamp ? receive : one;
    }

    /** Keeps a message for which {@link #takeReceive} has found nothing. */
    void keep(final UnexpectedMessage message) {
        arrived.add(message);
        arrivals.add(message);
        if (indexed) {
            index.add(message);
        }
    }

    /** Finds the first message that a receive with these arguments would take, or null; does not remove it. */
    UnexpectedMessage findMessage(final int context, final int source, final int tag) {
        if (arrivals.head() == null) {
            return null;
        }
        if (source != MPI.ANY_SOURCE && tag != MPI.ANY_TAG) {
            return (UnexpectedMessage) arrived.first(context, source, tag);
        }
        return findForWildcard(context, source, tag);
    }

    private UnexpectedMessage findForWildcard(final int context, final int source, final int tag) {
        if (!indexed) {
            int steps = 0;
            for (UnexpectedMessage e = arrivals.head(); steps < LONG_SEARCH; e = e.later) {
                if (e == null || e.context == context && (source == MPI.ANY_SOURCE || source == e.source)
                    && (tag == MPI.ANY_TAG || tag == e.tag)) {
                    return e;
                }
                steps++;
            }
            makeIndex();
        }
        return index.first(context, source, tag);
    }

    private void makeIndex() {
        indexed = true;
        for (UnexpectedMessage e = arrivals.head(); e != null; e = e.later) {
            index.add(e);
        }
    }

    private void giveUpIndex() {
        indexed = false;
        for (UnexpectedMessage e = arrivals.head(); e != null; e = e.later) {
            index.remove(e);
        }
    }

    /** The first message in order of arrival that passes a test, or null. Slow: looks at all. */
    UnexpectedMessage findMessage(final Predicate<UnexpectedMessage> test) {
        for (UnexpectedMessage e = arrivals.head(); e != null; e = e.later) {
            if (test.test(e)) {
                return e;
            }
        }
        return null;
    }

    /** Removes a message that {@link #findMessage} has found. */
    void remove(final UnexpectedMessage message) {
        arrived.remove(message);
        arrivals.remove(message);
        if (indexed) {
            index.remove(message);
            if (arrived.size() < SHORT_SEARCH) {
                giveUpIndex();
            }
        }
    }

    /** One of the posted receives that need this world rank, or null. */
    ReceiveOperation postedFrom(final int worldRank) {
        final Envelope exact = posted.find(receive -> ((ReceiveOperation) receive).peer == worldRank);
        return (ReceiveOperation) (exact != null ? exact
            : wildcards.find(receive -> ((ReceiveOperation) receive).mayComeFrom(worldRank)));
    }

    /** Whether a receive of a communicator waits for its message. */
    boolean hasPosted(final int contextId) {
        return posted.find(receive -> Scope.isOf(receive.context, contextId)) != null
            || wildcards.find(receive -> Scope.isOf(receive.context, contextId)) != null;
    }

    private static boolean isWildcard(final Envelope receive) {
        return receive.source == MPI.ANY_SOURCE || receive.tag == MPI.ANY_TAG;
    }
}
