package mpi.core.p2p;

import mpi.MPIException;
import mpi.spi.Completion;
import mpi.spi.RequestEngine;

/** The request of an operation that was complete, without an error, before the user's call returned. */
public interface CompleteRequest extends RequestEngine {
    @Override
    default boolean isDone() {
        return true;
    }

    @Override
    default boolean test(final Completion completion) {
        completion.reset();
        return true;
    }

    @Override
    default void await(final Completion completion) {
        completion.reset();
    }

    @Override
    default MPIException completeWithoutStatus(final int use) {
        return null;
    }
}
