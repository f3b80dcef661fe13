package mpi.core.p2p;

import mpi.MPI;
import mpi.MPIException;
import mpi.spi.Completion;
import mpi.spi.Faults;
import mpi.spi.Layout;

/**
 * A receive under way.
 */
final class ReceiveOperation extends Operation {
    /** The longest array that every JVM makes. */
    private static final int LONGEST_ARRAY_BYTES = Integer.MAX_VALUE - 8;

    /** Whether it stands in the tables of {@link Matching}. */
    boolean posted;
    /** Order of posting. */
    long stamp;
    /** Outcome: rank of the sender in the communicator, tag, and length of the message. */
    int matchedSource;
    int matchedTag;
    long messageBytes;
    int objectCount;
    /** Of a payload that comes in pieces: how much will come, how much has. */
    long wantedBytes;
    long receivedBytes;

    /** Where the message is unpacked to at completion; null where it is received in place. */
    private Target target;
    private boolean unpacked;

    /** A buffer of the user, see {@link mpi.spi.CommEngine}. */
    private record Target(Object buffer, long offset, long count, Layout type) {}

    ReceiveOperation(final Completions completions) {
        super(completions);
    }

    @Override
    void reset() {
        super.reset();
        target = null;
        unpacked = false;
        objectCount = 0;
    }

    /** Says that messages are kept as they come, and unpacked by the thread that completes the receive. */
    void unpackInto(final Object buffer, final long bufferOffset, final long count, final Layout type) {
        target = new Target(buffer, bufferOffset, count, type);
    }

    private boolean isPacked() {
        return target != null;
    }

    boolean mayComeFrom(final int worldRank) {
        return peer == worldRank || peer == mpi.MPI.ANY_SOURCE && scope.contains(worldRank);
    }

    /**
     * Takes the envelope of a message that is kept. What has to be unpacked is unpacked from where it is kept, if all
     * of it is there or will be, and not copied: {@code base} then is that array.
     */
    void matchKept(final UnexpectedMessage message) {
        if (isPacked() && message.payload != null && message.payload.length >= message.messageBytes) {
            base = message.payload;
        }
        match(message.source, message.tag, message.messageBytes, message.objectCount);
    }

    /**
     * Takes the envelope of the message that was matched.
     *
     * @return how many of its bytes to deliver to {@code base}
     */
    long match(final int fromSource, final int withTag, final long length, final int objects) {
        matchedSource = fromSource;
        matchedTag = withTag;
        messageBytes = length;
        objectCount = objects;
        receivedBytes = 0;
        wantedBytes = length;
        if (!isPacked()) {
            truncate(lengthBytes, lengthBytes);
        } else if (!target.type.isObject()) {
            truncate(lengthBytes, lengthBytes);
            keepUntilCompletion();
        } else {
            // The length of objects says nothing about the room for them; unpacking counts the slots.
            truncate(LONGEST_ARRAY_BYTES, 0);
            keepUntilCompletion();
        }
        return wantedBytes;
    }

    private void truncate(final long roomBytes, final long deliveredBytes) {
        if (messageBytes > roomBytes) {
            error = Faults.truncated(Texts.from(scope, name(), matchedSource, matchedTag), messageBytes, roomBytes);
            wantedBytes = deliveredBytes;
            messageBytes = deliveredBytes;
        }
    }

    private void keepUntilCompletion() {
        offset = 0;
        if (wantedBytes == 0 && error != null) {
            base = null;
            return;
        }
        try {
            base = base == null ? new byte[(int) wantedBytes] : base;
        } catch (final OutOfMemoryError e) {
            // The thread that polls is not to blame: the error goes to this receive, the sender hears that it is done.
            base = null;
            error = Faults.fault(MPI.ERR_NO_MEM, Texts.from(scope, name(), matchedSource, matchedTag),
                "no room on the heap for a message of " + wantedBytes + " bytes; give the ranks more with -Xmx");
            wantedBytes = 0;
            messageBytes = 0;
        }
    }

    /** Ends a receive that will not be delivered; what has come of its message is not unpacked. */
    void fail(final MPIException failure) {
        matchedSource = source;
        matchedTag = tag;
        messageBytes = 0;
        objectCount = 0;
        error = failure;
        if (isPacked()) {
            base = null;
        }
    }

    @Override
    void forgetMemory() {
        if (!isPacked()) {
            super.forgetMemory();
        }
    }

    @Override
    void fill(final Completion completion) {
        settle();
        completion.source = matchedSource;
        completion.tag = matchedTag;
        completion.lengthBytes = messageBytes;
        completion.objectCount = objectCount;
        completion.cancelled = cancelled;
        completion.error = error;
    }

    @Override
    void settle() {
        if (!isPacked() || unpacked || base == null || cancelled) {
            return;
        }
        unpacked = true;
        try {
            objectCount = completions.receives()
                .packing()
                .unpack((byte[]) base, (int) wantedBytes, target.buffer, target.offset,
                    target.count, target.type, () -> Texts.from(scope, name(), matchedSource, matchedTag));
        } catch (final MPIException e) {
            error = e;
        }
    }

    @Override
    boolean needsThread() {
        return isPacked();
    }

    @Override
    void tryCancel() {
        completions.receives().cancel(this);
    }

    @Override
    public String describe() {
        return Texts.from(scope, name(), source, tag);
    }

    @Override
    String name() {
        return blocking ? "recv" : "irecv";
    }
}
