package mpi.core.p2p;

import mpi.spi.Completion;

/** Two messages that differ in everything. */
enum Message {
    /** The one that is received first. */
    FIRST(3, 7, 16),
    /** The next one. */
    SECOND(4, 9, 32);

    private final int source;
    private final int tag;
    private final long lengthBytes;

    Message(final int source, final int tag, final long lengthBytes) {
        this.source = source;
        this.tag = tag;
        this.lengthBytes = lengthBytes;
    }

    /** Completes a receive with this message. */
    void arrive(final ReceiveOperation receive) {
        receive.lengthBytes = lengthBytes;
        receive.match(source, tag, lengthBytes, 0);
        receive.finish();
    }

    /** Whether a completion tells of this message and no other. */
    boolean isIn(final Completion completion) {
        return completion.source == source && completion.tag == tag && completion.lengthBytes == lengthBytes;
    }
}
