package mpi.core.runtime;

import mpi.core.boot.ControlChannel;

/**
 * The line of a process that nobody started as a rank: a world of one.
 */
final class NobodysControl implements ControlChannel {
    @Override
    public byte[][] exchange(final byte[] mine) {
        return new byte[][] {mine};
    }

    @Override
    public void initialized() {
        // nobody waits for it
    }

    @Override
    public void finalized(final String statistics) {
        System.err.print(statistics);
    }

    @Override
    public void abort(final int code, final String reason) {
        System.err.println("MPI abort with code " + code + (reason == null ? "" : ": " + reason));
    }

    @Override
    public void awaitVerdict() {
        // nobody started the job
    }

    @Override
    public void close() {
        // there is no line
    }
}
