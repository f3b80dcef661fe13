package mpi.core.comm;

import mpi.spi.Completion;
import mpi.spi.Layout;
import mpi.spi.MessageEngine;
import mpi.spi.RequestEngine;

/**
 * What a matched probe of {@code MPI.PROC_NULL} finds (MPI 4.1, section 3.8.2).
 *
 * @param receive the request of its receive
 */
record NullMessage(NullRequest receive) implements MessageEngine {
    @Override
    public void recv(final Object buffer, final long offset, final long count, final Layout type,
        final Completion completion) {
        NullRequest.fill(completion);
    }

    @Override
    public RequestEngine irecv(final Object buffer, final long offset, final long count, final Layout type) {
        return receive;
    }
}
