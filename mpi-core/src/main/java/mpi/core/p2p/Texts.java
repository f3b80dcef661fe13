package mpi.core.p2p;

import mpi.spi.Faults;

/**
 * How operations are named in error texts. Of a message that belongs to a collective, the peer is told, but no tag.
 */
final class Texts {
    private Texts() {}

    /** For example {@code recv on COMM_WORLD, rank 2 of 8, from 3, tag 7}. */
    static String from(final Scope scope, final String name, final int source, final int tag) {
        final String operation = scope.operation(name);
        return where(scope, operation) + (operation.equals(name) ? Faults.from(source, tag) : ", from " + source);
    }

    /** For example {@code send on COMM_WORLD, rank 2 of 8, to 3, tag 7}. */
    static String to(final Scope scope, final String name, final int dest, final int tag) {
        final String operation = scope.operation(name);
        return where(scope, operation) + (operation.equals(name) ? Faults.to(dest, tag) : ", to " + dest);
    }

    /** For example {@code isend on COMM_WORLD, rank 2 of 8}. */
    static String on(final Scope scope, final String name) {
        return where(scope, scope.operation(name));
    }

    private static String where(final Scope scope, final String operation) {
        return Faults.on(operation, scope.name(), scope.rank(), scope.groupSize());
    }
}
