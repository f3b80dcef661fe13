package mpi.core.comm;

import mpi.MPI;
import mpi.MPIException;
import mpi.spi.Completion;
import mpi.spi.Faults;
import mpi.spi.RequestEngine;

/**
 * The request of a communicator that is being duplicated: some messages, and what is to be done once they are through.
 */
final class DupRequest implements RequestEngine {
    private final RequestEngine[] parts;
    private final String operation;
    private final Runnable make;
    private boolean made;
    private MPIException error;

    /**
     * Makes a request.
     *
     * @param parts the messages
     * @param operation what it is, for error texts
     * @param make makes the communicator, by the thread that completes the request
     */
    DupRequest(final RequestEngine[] parts, final String operation, final Runnable make) {
        this.parts = parts;
        this.operation = operation;
        this.make = make;
    }

    @Override
    public boolean isDone() {
        if (!made) {
            for (final RequestEngine part : parts) {
                if (!part.isDone()) {
                    return false;
                }
            }
        }
        return true;
    }

    @Override
    public boolean test(final Completion completion) {
        if (!made) {
            for (final RequestEngine part : parts) {
                if (!part.test(completion)) {
                    return false;
                }
            }
        }
        await(completion);
        return true;
    }

    @Override
    public void await(final Completion completion) {
        if (!made) {
            made = true;
            try {
                Derivation.await(parts);
                make.run();
            } catch (final MPIException e) {
                error = e;
            }
        }
        completion.reset();
        completion.error = error;
    }

    @Override
    public void cancel() {
        throw Faults.fault(MPI.ERR_REQUEST, operation, "a collective operation cannot be cancelled");
    }

    @Override
    public String describe() {
        return operation;
    }
}
