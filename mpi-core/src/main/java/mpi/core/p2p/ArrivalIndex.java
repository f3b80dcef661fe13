package mpi.core.p2p;

import mpi.MPI;

/**
 * Messages without a receive, under the keys by which receives with a wildcard ask for them: of each key, the message
 * that came first is found in a few steps, however many others wait. Adding and removing allocates nothing but the
 * aliases of a message that is added for the first time and, now and then, a larger table. Guarded by the progress
 * lock.
 */
final class ArrivalIndex {
    final EnvelopeTable table = new EnvelopeTable();

    /** A message under one of its keys. */
    static final class Alias extends Envelope {
        private final UnexpectedMessage message;
        private final boolean ofAnySource;
        private final boolean ofAnyTag;
        /** The same message under another key, or null. */
        private final Alias sibling;

        private Alias(final UnexpectedMessage message, final boolean ofAnySource, final boolean ofAnyTag,
            final Alias sibling) {
            this.message = message;
            this.ofAnySource = ofAnySource;
            this.ofAnyTag = ofAnyTag;
            this.sibling = sibling;
        }

        /** Takes its key from the message, which is another one each time the object is used. */
        private void readdress() {
            context = message.context;
            source = ofAnySource ? MPI.ANY_SOURCE : message.source;
            tag = ofAnyTag ? MPI.ANY_TAG : message.tag;
        }
    }

    /** Adds a message, which came after all that are there. */
    void add(final UnexpectedMessage message) {
        if (message.alias == null) {
            final Alias ofTag = new Alias(message, true, false, null);
            final Alias ofSource = new Alias(message, false, true, ofTag);
            message.alias = new Alias(message, true, true, ofSource);
        }
        for (Alias alias = message.alias; alias != null; alias = alias.sibling) {
            alias.readdress();
            table.add(alias);
        }
    }

    void remove(final UnexpectedMessage message) {
        for (Alias alias = message.alias; alias != null; alias = alias.sibling) {
            table.remove(alias);
        }
    }

    /** The message that came first of those that a receive with these arguments, of which one is a wildcard, takes. */
    UnexpectedMessage first(final int context, final int source, final int tag) {
        final Alias alias = (Alias) table.first(context, source, tag);
        return alias == null ? null : alias.message;
    }
}
