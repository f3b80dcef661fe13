package mpi;

import mpi.spi.Layout;
import mpi.spi.SendMode;

/**
 * Makes persistent requests, for both dialects: checks the arguments once, here.
 */
final class PersistentCalls {
    private PersistentCalls() {}

    static Prequest sendInit(
        final Comm comm,
        final Dialect dialect,
        final SendMode mode,
        final Object buf,
        final int offset,
        final int count,
        final Datatype type,
        final int dest,
        final int tag) {
        final String operation = MessageChecks.blockingName(mode) + "_init";
        if (comm.engine() == null) {
            throw comm.unusable(operation);
        }
        if (!Checks.isDestination(comm, dest, tag) || !Buffers.holds(dialect, buf, offset, count, type)) {
            throw MessageChecks.sendFault(comm, dialect, operation, buf, offset, count, type, dest, tag);
        }
        final long start = Buffers.startOf(offset, type);
        final Layout layout = type.layout; // the type may be freed before the request
        return new Prequest(comm, dialect, operation, type, mode == SendMode.BUFFERED
            ? engine -> engine.bsend(buf, start, count, layout, dest, tag)
            : engine -> engine.isend(mode, dialect == Dialect.CAPITALISED, buf, start, count, layout, dest, tag));
    }

    static Prequest recvInit(
        final Comm comm,
        final Dialect dialect,
        final Object buf,
        final int offset,
        final int count,
        final Datatype type,
        final int source,
        final int tag) {
        if (comm.engine() == null) {
            throw comm.unusable("recv_init");
        }
        if (!MessageChecks.isReceive(comm, dialect, buf, offset, count, type, source, tag)) {
            throw MessageChecks.recvFault(comm, dialect, "recv_init", buf, offset, count, type, source, tag);
        }
        final long start = Buffers.startOf(offset, type);
        final Layout layout = type.layout;
        return new Prequest(comm, dialect, "recv_init", type,
            engine -> engine.irecv(buf, start, count, layout, source, tag));
    }
}
