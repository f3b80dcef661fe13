package mpi.transport.tcp;

import java.util.concurrent.TimeUnit;

/** What both ends of a stream agree on, and how long things may take. */
final class Limits {
    /** Longest payload of a frame that is handed on whole: so long a message is sent without asking (ADR 13). */
    static final int MAX_PAYLOAD_BYTES = 128 * 1024;
    /** Longest payload of a DATA frame. */
    static final int MAX_DATA_BYTES = 1024 * 1024;
    /** Stands where a frame's version would stand: this direction ends here in good order. */
    static final byte GOODBYE = 0;
    /** What is read of a stranger before it has proved itself. */
    static final int STRANGER_BYTES = 256;
    /** How long a stranger may take to prove itself, in time in which this rank polls. */
    static final long STRANGER_NANOS = TimeUnit.SECONDS.toNanos(5);
    /** How many strangers may be at it at once, beyond one for each rank of the world. */
    static final int EXTRA_STRANGERS = 64;
    /** How long accepting rests after it failed: a lack of descriptors must not keep the rank awake. */
    static final long ACCEPT_REST_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    /** How long an orderly close waits for the peers to end their streams. */
    static final long CLOSE_NANOS = TimeUnit.SECONDS.toNanos(10);
    /** Longest wait in one go while something has a time limit. */
    static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private Limits() {}
}
