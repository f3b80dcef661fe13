package mpi.core.p2p;

import mpi.MPI;

/**
 * Messages without a receive, under the keys by which receives with a wildcard ask for them: of each key, the message
 * that came first is found in a few steps, however many others wait. Guarded by the progress lock.
 */
final class ArrivalIndex {
    private final EnvelopeTable table;

    /** A message under one of its keys. */
    static final class Alias extends Envelope {
        private final UnexpectedMessage message;
        /** The same message under another key, or null. */
        private final Alias sibling;

        private Alias(final UnexpectedMessage message, final int source, final int tag, final Alias sibling) {
            this.message = message;
            this.sibling = sibling;
            this.context = message.context;
            this.source = source;
            this.tag = tag;
        }
    }

    /**
     * Makes an index.
     *
     * @param table an empty one
     * @param arrivals what it is to hold, and every message added to them later
     */
    ArrivalIndex(final EnvelopeTable table, final ArrivalList arrivals) {
        this.table = table;
        for (UnexpectedMessage message = arrivals.head(); message != null; message = message.later) {
            add(message);
        }
    }

    void add(final UnexpectedMessage message) {
        final Alias ofTag = new Alias(message, MPI.ANY_SOURCE, message.tag, null);
        final Alias ofSource = new Alias(message, message.source, MPI.ANY_TAG, ofTag);
        message.alias = new Alias(message, MPI.ANY_SOURCE, MPI.ANY_TAG, ofSource);
        for (Alias alias = message.alias; alias != null; alias = alias.sibling) {
            table.add(alias);
        }
    }

    void remove(final UnexpectedMessage message) {
        for (Alias alias = message.alias; alias != null; alias = alias.sibling) {
            table.remove(alias);
        }
        message.alias = null;
    }

    /** The message that came first of those that a receive with these arguments, of which one is a wildcard, takes. */
    UnexpectedMessage first(final int context, final int source, final int tag) {
        final Alias alias = (Alias) table.first(context, source, tag);
        return alias == null ? null : alias.message;
    }
}
