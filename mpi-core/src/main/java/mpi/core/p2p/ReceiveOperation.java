package mpi.core.p2p;

import mpi.MPIException;
import mpi.spi.Completion;
import mpi.spi.Faults;
import mpi.spi.Layout;

/**
 * A receive under way.
 */
final class ReceiveOperation extends Operation {
    /** Whether it stands in the tables of {@link Matching}. */
    boolean posted;
    /** Outcome: rank of the sender in the communicator, tag, and length of the message. */
    int matchedSource;
    int matchedTag;
    long messageBytes;
    int objectCount;
    /** Of a payload that comes in pieces: how much will come, how much has. */
    long wantedBytes;
    long receivedBytes;
    boolean cancelled;

    /** The user's buffer where the message is unpacked at completion; null where it is received in place. */
    private Object packedBuffer;
    private long packedOffset;
    private long packedCount;
    private Layout packedType;
    private boolean unpacked;

    ReceiveOperation(final PointToPoint protocol) {
        super(protocol);
    }

    @Override
    void reset() {
        super.reset();
        cancelled = false;
        packedBuffer = null;
        packedType = null;
        unpacked = false;
        objectCount = 0;
    }

    /** Says that messages are kept as they come, and unpacked by the thread that completes the receive. */
    void unpackInto(final Object buffer, final long bufferOffset, final long count, final Layout type) {
        packedBuffer = buffer;
        packedOffset = bufferOffset;
        packedCount = count;
        packedType = type;
    }

    private boolean isPacked() {
        return packedType != null;
    }

    boolean mayComeFrom(final int worldRank) {
        return peer == worldRank || peer == mpi.MPI.ANY_SOURCE && scope.contains(worldRank);
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
        if (isPacked() && !packedType.isRaw()) {
            // Objects: their length says nothing about the room for them; unpacking counts the slots.
            base = new byte[Math.toIntExact(length)];
            offset = 0;
        } else {
            if (length > lengthBytes) {
                error = Faults.truncated(Texts.where(scope, name(), fromSource, withTag), length, lengthBytes);
                wantedBytes = lengthBytes;
                messageBytes = lengthBytes;
            }
            if (isPacked()) {
                base = new byte[Math.toIntExact(wantedBytes)];
                offset = 0;
            }
        }
        return wantedBytes;
    }

    @Override
    void fill(final Completion completion) {
        unpack();
        completion.source = matchedSource;
        completion.tag = matchedTag;
        completion.lengthBytes = messageBytes;
        completion.objectCount = objectCount;
        completion.cancelled = cancelled;
        completion.error = error;
    }

    private void unpack() {
        if (!isPacked() || unpacked || base == null || cancelled) {
            return;
        }
        unpacked = true;
        try {
            objectCount = protocol.packing()
                .unpack((byte[]) base, (int) wantedBytes, packedBuffer, packedOffset,
                    packedCount, packedType, () -> Texts.where(scope, name(), matchedSource, matchedTag));
        } catch (final MPIException e) {
            error = e;
        }
    }

    @Override
    public void cancel() {
        protocol.cancel(this);
    }

    @Override
    String name() {
        return blocking ? "recv" : "iRecv";
    }

    @Override
    int peerInScope() {
        return source;
    }
}
