package mpi.transport.shm;

import mpi.core.wire.Frame;

/**
 * What the last frames of a ring have said, as its sender and its receiver both know it: a message that says the same
 * need not say it again, see {@link RingRecord#REPEATED}.
 */
final class LastEnvelope {
    private boolean isKnown;
    private int context;
    private int source;
    private int tag;
    private long consumedBytes;

    /** Whether a message has the envelope of the last one, and returns no more credit than the last frame. */
    boolean isOf(final Frame frame) {
        return frame.tag == tag && frame.consumedBytes == consumedBytes && frame.context == context
            && frame.source == source && isKnown;
    }

    /** Whether there has been an envelope. */
    boolean isKnown() {
        return isKnown;
    }

    /** Makes a frame's envelope the last one. */
    void set(final Frame frame) {
        isKnown = true;
        context = frame.context;
        source = frame.source;
        tag = frame.tag;
        consumedBytes = frame.consumedBytes;
    }

    /** Takes from a frame only what it returns as credit: it has another kind of header. */
    void setCredit(final Frame frame) {
        consumedBytes = frame.consumedBytes;
    }

    /** Returns what the last frame has returned as credit. */
    long consumedBytes() {
        return consumedBytes;
    }

    /** Gives a frame the last envelope. */
    void get(final Frame frame) {
        frame.context = context;
        frame.source = source;
        frame.tag = tag;
        frame.consumedBytes = consumedBytes;
    }
}
