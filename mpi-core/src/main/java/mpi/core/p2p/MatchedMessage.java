package mpi.core.p2p;

import java.lang.ref.Reference;
import mpi.core.datatype.UserBuffers;
import mpi.core.transport.ScatteredMemory;
import mpi.spi.Completion;
import mpi.spi.Layout;
import mpi.spi.MessageEngine;
import mpi.spi.RequestEngine;

/**
 * A message that a matched probe has taken out of the matching (MPI 4.1, section 3.8.2): nothing but a receive of this
 * object gets it.
 */
final class MatchedMessage implements MessageEngine {
    private final Receiver receiver;
    private final Scope scope;
    private final UnexpectedMessage message;

    MatchedMessage(final Receiver receiver, final Scope scope, final UnexpectedMessage message) {
        this.receiver = receiver;
        this.scope = scope;
        this.message = message;
    }

    @Override
    public void recv(final Object buffer, final long offset, final long count, final Layout type,
        final Completion completion) {
        final RequestEngine receive = start(buffer, offset, count, type, true);
        receive.complete(receive.use(), completion);
        Reference.reachabilityFence(buffer);
    }

    @Override
    public RequestEngine irecv(final Object buffer, final long offset, final long count, final Layout type) {
        return start(buffer, offset, count, type, false);
    }

    private RequestEngine start(final Object buffer, final long offset, final long count, final Layout type,
        final boolean blocking) {
        if (UserBuffers.isRaw(buffer, type)) {
            return receiver.irecvMatched(scope, message, UserBuffers.base(buffer), UserBuffers.offset(buffer, offset),
                UserBuffers.lengthBytes(count, type), buffer, blocking);
        }
        final ScatteredMemory items = UserBuffers.scattered(buffer, offset, type);
        if (items != null) {
            return receiver.irecvMatched(scope, message, items, 0, UserBuffers.lengthBytes(count, type), buffer,
                blocking);
        }
        return receiver.irecvMatchedPacked(scope, message, buffer, offset, count, type, blocking);
    }
}
