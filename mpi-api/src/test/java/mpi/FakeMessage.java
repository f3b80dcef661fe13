package mpi;

import mpi.spi.Completion;
import mpi.spi.Layout;
import mpi.spi.MessageEngine;
import mpi.spi.RequestEngine;

/** A matched message that is received at once. */
final class FakeMessage implements MessageEngine {
    @Override
    public void recv(
        final Object buffer, final long offset, final long count, final Layout type, final Completion completion) {
        completion.reset();
    }

    @Override
    public RequestEngine irecv(final Object buffer, final long offset, final long count, final Layout type) {
        return new FakeRequest();
    }
}
