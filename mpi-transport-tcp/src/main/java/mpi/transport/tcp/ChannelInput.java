package mpi.transport.tcp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelConfig;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.util.UncheckedBooleanSupplier;
import mpi.core.diag.Counters;

/**
 * Makes Netty read one channel into one buffer, behind what is still unread there, once a poll. So a stream needs no
 * second buffer to put its pieces together, and a read allocates nothing.
 */
@SuppressWarnings("deprecation") // Handle is deprecated in favour of its own subtype ExtendedHandle
final class ChannelInput implements RecvByteBufAllocator, RecvByteBufAllocator.ExtendedHandle {
    private final Counters counters;
    private Source source;
    private int attemptedBytes;
    private int lastBytes;

    /** Whoever owns the buffer. */
    @FunctionalInterface
    interface Source {
        /**
         * The buffer to read into.
         *
         * @return a buffer with room for at least one byte
         */
        ByteBuf writableBuffer();
    }

    ChannelInput(final Counters counters, final Source source) {
        this.counters = counters;
        this.source = source;
    }

    /**
     * Reads into another buffer from now on.
     *
     * @param next whoever owns it
     */
    void source(final Source next) {
        source = next;
    }

    @Override
    public Handle newHandle() {
        return this;
    }

    /** The reader releases what it is handed: retained here, the buffer outlives that. */
    @Override
    public ByteBuf allocate(final ByteBufAllocator ignored) {
        return source.writableBuffer().retain();
    }

    @Override
    public int guess() {
        return source.writableBuffer().writableBytes();
    }

    @Override
    public void reset(final ChannelConfig config) {
        attemptedBytes = 0;
        lastBytes = 0;
    }

    @Override
    public void incMessagesRead(final int count) {
        // there is one message a poll
    }

    @Override
    public void lastBytesRead(final int bytes) {
        counters.increment(Counters.Value.SYSTEM_CALLS);
        lastBytes = bytes;
    }

    @Override
    public int lastBytesRead() {
        return lastBytes;
    }

    @Override
    public void attemptedBytesRead(final int bytes) {
        attemptedBytes = bytes;
    }

    @Override
    public int attemptedBytesRead() {
        return attemptedBytes;
    }

    /** What is left in the socket is reported again by the next poll, after the other connections had their turn. */
    @Override
    public boolean continueReading() {
        return false;
    }

    @Override
    public boolean continueReading(final UncheckedBooleanSupplier maybeMoreDataSupplier) {
        return false;
    }

    @Override
    public void readComplete() {
        // nothing to adapt: the buffer does not change
    }
}
