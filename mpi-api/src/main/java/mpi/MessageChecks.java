package mpi;

import mpi.spi.Completion;
import mpi.spi.Faults;
import mpi.spi.SendMode;

/**
 * What the calls of {@link MessageCalls} check of their arguments and of the outcome.
 */
final class MessageChecks {
    private MessageChecks() {}

    static Completion checked(final Comm comm, final Dialect dialect, final Completion completion) {
        if (completion.error != null) {
            throw comm.failed(dialect, completion.error);
        }
        return completion;
    }

    static boolean isReceive(
        final Comm comm,
        final Dialect dialect,
        final Object buf,
        final int offset,
        final long count,
        final Datatype type,
        final int source,
        final int tag) {
        return Checks.isSource(comm, source, tag) && Buffers.holdsDisjoint(dialect, buf, offset, count, type)
            && Buffers.isWritable(buf);
    }

    static MPIException sendFault(
        final Comm comm,
        final Dialect dialect,
        final String operation,
        final Object buf,
        final int offset,
        final long count,
        final Datatype type,
        final int dest,
        final int tag) {
        if (!Checks.isDestination(comm, dest, tag)) {
            return Checks.destination(comm, operation, dest, tag);
        }
        final String where = comm.describe(operation) + Faults.to(dest, tag);
        return Checks.buffer(where, dialect, buf, offset, count, type);
    }

    static MPIException recvFault(
        final Comm comm,
        final Dialect dialect,
        final String operation,
        final Object buf,
        final int offset,
        final long count,
        final Datatype type,
        final int source,
        final int tag) {
        if (!Checks.isSource(comm, source, tag)) {
            return Checks.source(comm, operation, source, tag);
        }
        final String where = comm.describe(operation) + Faults.from(source, tag);
        return Checks.buffer(where, dialect, buf, offset, count, type);
    }

    static String blockingName(final SendMode mode) {
        return switch (mode) {
            case STANDARD -> "send";
            case BUFFERED -> "bsend";
            case SYNCHRONOUS -> "ssend";
            case READY -> "rsend";
        };
    }

    static String nonBlockingName(final SendMode mode) {
        return switch (mode) {
            case STANDARD -> "isend";
            case BUFFERED -> "ibsend";
            case SYNCHRONOUS -> "issend";
            case READY -> "irsend";
        };
    }
}
