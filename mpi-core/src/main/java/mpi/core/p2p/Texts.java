package mpi.core.p2p;

import mpi.MPI;

/**
 * How operations are named in error texts.
 */
final class Texts {
    private Texts() {}

    /** For example {@code recv on COMM_WORLD, rank 2 of 8, from 3, tag 7}. */
    static String where(final Scope scope, final String name, final int peer, final int tag) {
        final String operation = scope.operation(name);
        final StringBuilder text = new StringBuilder(operation).append(" on ")
            .append(scope.name())
            .append(", rank ")
            .append(scope.rank())
            .append(" of ")
            .append(scope.size());
        final boolean receives = name.endsWith("recv") || name.endsWith("probe");
        text.append(receives ? ", from " : ", to ").append(receives && peer == MPI.ANY_SOURCE ? "any source" : peer);
        if (operation.equals(name)) {
            text.append(receives && tag == MPI.ANY_TAG ? ", any tag" : ", tag " + tag);
        }
        return text.toString();
    }
}
