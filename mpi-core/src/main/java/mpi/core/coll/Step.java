package mpi.core.coll;

import mpi.spi.Layout;

/**
 * A step of a {@link Schedule}. Messages that follow each other are under way together; whatever else stands between
 * them waits until all before it are done, and is done itself before the next begins. Memory is given as in
 * {@link PeerLink}, the user's by its {@link Place}. An entry of the list of {@link Steps}, which is written anew for
 * the next operation, so that a schedule does not allocate.
 */
final class Step {
    /** What is done, and which of the fields say with what. */
    enum Kind {
        /** Sends {@code lengthBytes} of {@code source} to {@code peer}. */
        SEND,
        /** Receives a message of at most {@code lengthBytes} from {@code peer} into {@code target}. */
        RECEIVE,
        /** The messages before it must be done before those behind it begin. */
        ROUND,
        /** Copies {@code lengthBytes} from {@code source} to {@code target}. */
        COPY,
        /** Combines {@code elements} indices from {@code first} on: {@code target = source op target}. */
        COMBINE,
        /** Reads what the user's buffer holds into the copy of {@code region}. */
        FETCH,
        /** Puts {@code lengthBytes} received from byte {@code sourceOffset} on into the user's buffer. */
        DELIVER,
        /** Runs {@code code}, which adds steps that depend on what has been received. */
        CONTINUE,
        /** Runs {@code code} without the lock: code of the user, unpacking. */
        RUN_OUTSIDE
    }

    Kind kind;
    int peer;
    Object source;
    long sourceOffset;
    Object target;
    long targetOffset;
    long lengthBytes;
    Layout type;
    int first;
    int elements;
    Region region;
    Runnable code;

    boolean isMessage() {
        return kind == Kind.SEND || kind == Kind.RECEIVE;
    }

    /** Lets go of what it refers to. */
    void forget() {
        source = null;
        target = null;
        type = null;
        region = null;
        code = null;
    }
}
