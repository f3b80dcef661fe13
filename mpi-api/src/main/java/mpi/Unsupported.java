package mpi;

/**
 * What the library does not do yet, see docs/status.md: says so instead of pretending.
 */
final class Unsupported {
    private Unsupported() {}

    static UnsupportedOperationException file(final String operation) {
        return new UnsupportedOperationException(
            operation + ": files are not supported yet; write from one rank by java.nio.channels.FileChannel");
    }

    static UnsupportedOperationException process(final String operation) {
        return new UnsupportedOperationException(
            operation + ": a job's ranks are all started by mpjrun, none can be added later");
    }
}
