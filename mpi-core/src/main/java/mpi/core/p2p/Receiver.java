package mpi.core.p2p;

import mpi.MPI;
import mpi.core.progress.Progress;
import mpi.core.progress.ProgressLock;
import mpi.spi.Completion;
import mpi.spi.Layout;
import mpi.spi.RequestEngine;

/**
 * The way in of receives (MPI 4.1, sections 3.2.4 and 3.7.2). Memory is engine memory, see
 * {@link mpi.core.transport.Memory}; ranks have been checked. Any thread may call.
 */
public final class Receiver {
    private final Progress progress;
    private final ProgressLock lock;
    private final ReceiveProtocol receives;

    Receiver(final Progress progress, final ReceiveProtocol receives) {
        this.progress = progress;
        this.lock = progress.lock();
        this.receives = receives;
    }

    /**
     * Receives into raw memory and blocks until the message is there.
     *
     * @param scope communicator
     * @param base see {@link mpi.core.transport.Memory}
     * @param offset see {@link mpi.core.transport.Memory}
     * @param lengthBytes room
     * @param source rank in the communicator or any
     * @param tag tag or any
     * @param completion receives the outcome
     */
    public void recv(final Scope scope, final Object base, final long offset, final long lengthBytes,
        final int source, final int tag, final Completion completion) {
        lock.enter();
        try {
            final ReceiveOperation receive = receives.take();
            receive.blocking = true;
            begin(receive, scope, base, offset, lengthBytes, source, tag);
            finish(receive, completion);
        } finally {
            lock.exit();
        }
    }

    /** Blocks until a receive is done, and ends it. Called with the lock held. */
    void finish(final ReceiveOperation receive, final Completion completion) {
        progress.await(receive);
        receive.fill(completion);
        receive.giveBack();
    }

    /**
     * Starts a receive into raw memory.
     *
     * @param scope communicator
     * @param base see {@link mpi.core.transport.Memory}
     * @param offset see {@link mpi.core.transport.Memory}
     * @param lengthBytes room
     * @param owner kept reachable until the receive is complete
     * @param source rank in the communicator or any
     * @param tag tag or any
     * @return the request
     */
    public RequestEngine irecv(final Scope scope, final Object base, final long offset, final long lengthBytes,
        final Object owner, final int source, final int tag) {
        lock.enter();
        try {
            final ReceiveOperation receive = receives.take();
            receive.owner = owner;
            begin(receive, scope, base, offset, lengthBytes, source, tag);
            return receive;
        } finally {
            lock.exit();
        }
    }

    /**
     * Starts a receive of what is not raw memory; it is unpacked by the thread that completes the request.
     *
     * @param scope communicator
     * @param buffer see {@link mpi.spi.CommEngine}
     * @param offset see {@link mpi.spi.CommEngine}
     * @param count see {@link mpi.spi.CommEngine}
     * @param type see {@link mpi.spi.CommEngine}
     * @param blocking whether a blocking call stands behind it
     * @param source rank in the communicator or any
     * @param tag tag or any
     * @return the request
     */
    public RequestEngine irecvPacked(final Scope scope, final Object buffer, final long offset, final long count,
        final Layout type, final boolean blocking, final int source, final int tag) {
        final ReceiveOperation receive = receives.newOperation();
        receive.blocking = blocking;
        receive.unpackInto(buffer, offset, count, type);
        lock.enter();
        try {
            begin(receive, scope, null, 0, count * type.sizeBytes(), source, tag);
        } finally {
            lock.exit();
        }
        return receive;
    }

    /** Starts a receive of a message that a matched probe has taken into raw memory. */
    RequestEngine irecvMatched(final Scope scope, final UnexpectedMessage message, final Object base,
        final long offset, final long lengthBytes, final Object owner, final boolean blocking) {
        final ReceiveOperation receive = receives.newOperation();
        receive.blocking = blocking;
        receive.owner = owner;
        beginMatched(receive, scope, message, base, offset, lengthBytes);
        return receive;
    }

    /** Starts a receive of a message that a matched probe has taken into what is not raw memory. */
    RequestEngine irecvMatchedPacked(final Scope scope, final UnexpectedMessage message, final Object buffer,
        final long offset, final long count, final Layout type, final boolean blocking) {
        final ReceiveOperation receive = receives.newOperation();
        receive.blocking = blocking;
        receive.unpackInto(buffer, offset, count, type);
        beginMatched(receive, scope, message, null, 0, count * type.sizeBytes());
        return receive;
    }

    private void beginMatched(final ReceiveOperation receive, final Scope scope, final UnexpectedMessage message,
        final Object base, final long offset, final long lengthBytes) {
        lock.enter();
        try {
            describe(receive, scope, base, offset, lengthBytes, message.source, message.tag);
            receives.deliver(message, receive);
        } finally {
            lock.exit();
        }
    }

    /** Posts a receive, or gives it its message. Called with the lock held. */
    void begin(final ReceiveOperation receive, final Scope scope, final Object base, final long offset,
        final long lengthBytes, final int source, final int tag) {
        describe(receive, scope, base, offset, lengthBytes, source, tag);
        receives.start(receive);
    }

    private static void describe(final ReceiveOperation receive, final Scope scope, final Object base,
        final long offset, final long lengthBytes, final int source, final int tag) {
        receive.scope = scope;
        receive.context = scope.context();
        receive.source = source;
        receive.tag = tag;
        receive.peer = source == MPI.ANY_SOURCE ? MPI.ANY_SOURCE : scope.worldRank(source);
        receive.base = base;
        receive.offset = offset;
        receive.lengthBytes = lengthBytes;
    }
}
