package mpi;

import mpi.spi.CommEngine;
import mpi.spi.Completion;
import mpi.spi.Faults;
import mpi.spi.SendMode;

/**
 * Point-to-point operations of both dialects: check the arguments, hand over to the engine, tell of errors as the
 * dialect wants it. Blocking operations on raw memory allocate nothing, but for the copy that
 * sendrecv_replace sends.
 */
final class MessageCalls {
    /**
     * Where the engine writes what became of a blocking receive or probe: one a thread, so that a receive allocates
     * nothing. Read at once by the call that handed it to the engine, never kept.
     */
    private static final ThreadLocal<Completion> COMPLETION = ThreadLocal.withInitial(Completion::new);

    private MessageCalls() {}

    static Completion completion() {
        return COMPLETION.get();
    }

    static void send(
        final Comm comm,
        final Dialect dialect,
        final SendMode mode,
        final Object buf,
        final int offset,
        final int count,
        final Datatype type,
        final int dest,
        final int tag) {
        final CommEngine engine = comm.engine();
        if (engine == null) {
            throw comm.unusable(blockingName(mode));
        }
        if (!Checks.isDestination(comm, dest, tag) || !Buffers.holds(dialect, buf, offset, count, type)) {
            throw sendFault(comm, dialect, blockingName(mode), buf, offset, count, type, dest, tag);
        }
        try {
            engine.send(mode, buf, Buffers.startOf(offset, type), count, type.layout, dest, tag);
        } catch (final MPIException e) {
            throw comm.failed(dialect, e);
        }
    }

    static Request isend(
        final Comm comm,
        final Dialect dialect,
        final SendMode mode,
        final Object buf,
        final int offset,
        final int count,
        final Datatype type,
        final int dest,
        final int tag) {
        final CommEngine engine = comm.engine();
        if (engine == null) {
            throw comm.unusable(nonBlockingName(mode));
        }
        if (!Checks.isDestination(comm, dest, tag) || !Buffers.holds(dialect, buf, offset, count, type)) {
            throw sendFault(comm, dialect, nonBlockingName(mode), buf, offset, count, type, dest, tag);
        }
        try {
            final boolean copy = dialect == Dialect.CAPITALISED;
            final long start = Buffers.startOf(offset, type);
            return new Request(engine.isend(mode, copy, buf, start, count, type.layout, dest, tag), comm, type);
        } catch (final MPIException e) {
            throw comm.failed(dialect, e);
        }
    }

    /** Receives; the answer is this thread's completion, to be read at once. */
    static Completion recv(
        final Comm comm,
        final Dialect dialect,
        final Object buf,
        final int offset,
        final int count,
        final Datatype type,
        final int source,
        final int tag) {
        final CommEngine engine = comm.engine();
        if (engine == null) {
            throw comm.unusable("recv");
        }
        if (!isReceive(comm, dialect, buf, offset, count, type, source, tag)) {
            throw recvFault(comm, dialect, "recv", buf, offset, count, type, source, tag);
        }
        final Completion completion = COMPLETION.get();
        try {
            engine.recv(buf, Buffers.startOf(offset, type), count, type.layout, source, tag, completion);
        } catch (final MPIException e) {
            throw comm.failed(dialect, e);
        }
        return checked(comm, dialect, completion);
    }

    static Request irecv(
        final Comm comm,
        final Dialect dialect,
        final Object buf,
        final int offset,
        final int count,
        final Datatype type,
        final int source,
        final int tag) {
        final CommEngine engine = comm.engine();
        if (engine == null) {
            throw comm.unusable("irecv");
        }
        if (!isReceive(comm, dialect, buf, offset, count, type, source, tag)) {
            throw recvFault(comm, dialect, "irecv", buf, offset, count, type, source, tag);
        }
        try {
            final long start = Buffers.startOf(offset, type);
            return new Request(engine.irecv(buf, start, count, type.layout, source, tag), comm, type);
        } catch (final MPIException e) {
            throw comm.failed(dialect, e);
        }
    }

    static Completion sendrecv(
        final Comm comm,
        final Dialect dialect,
        final Object sendbuf,
        final int sendoffset,
        final int sendcount,
        final Datatype sendtype,
        final int dest,
        final int stag,
        final Object recvbuf,
        final int recvoffset,
        final int recvcount,
        final Datatype recvtype,
        final int source,
        final int rtag) {
        final CommEngine engine = comm.engine();
        if (engine == null) {
            throw comm.unusable("sendrecv");
        }
        if (!Checks.isDestination(comm, dest, stag)
            || !Buffers.holds(dialect, sendbuf, sendoffset, sendcount, sendtype)) {
            throw sendFault(comm, dialect, "sendrecv", sendbuf, sendoffset, sendcount, sendtype, dest, stag);
        }
        if (!isReceive(comm, dialect, recvbuf, recvoffset, recvcount, recvtype, source, rtag)) {
            throw recvFault(comm, dialect, "sendrecv", recvbuf, recvoffset, recvcount, recvtype, source, rtag);
        }
        return exchange(comm, dialect, engine,
            sendbuf, Buffers.startOf(sendoffset, sendtype), sendcount, sendtype, dest, stag,
            recvbuf, Buffers.startOf(recvoffset, recvtype), recvcount, recvtype, source, rtag);
    }

    /** Sends a copy of the buffer and receives into it, so that a short message leaves the rest as it was. */
    static Completion sendrecvReplace(
        final Comm comm,
        final Dialect dialect,
        final Object buf,
        final int offset,
        final int count,
        final Datatype type,
        final int dest,
        final int stag,
        final int source,
        final int rtag) {
        final CommEngine engine = comm.engine();
        if (engine == null) {
            throw comm.unusable("sendrecv_replace");
        }
        if (!Checks.isDestination(comm, dest, stag)) {
            throw Checks.destination(comm, "sendrecv_replace", dest, stag);
        }
        if (!isReceive(comm, dialect, buf, offset, count, type, source, rtag)) {
            throw recvFault(comm, dialect, "sendrecv_replace", buf, offset, count, type, source, rtag);
        }
        final long start = Buffers.startOf(offset, type);
        final Object sent = count == 0 ? null : Buffers.copyOf(buf, start, Buffers.endOf(offset, count, type));
        return exchange(
            comm, dialect, engine, sent, 0, count, type, dest, stag, buf, start, count, type, source, rtag);
    }

    private static Completion exchange(
        final Comm comm,
        final Dialect dialect,
        final CommEngine engine,
        final Object sendbuf,
        final long sendStart,
        final int sendcount,
        final Datatype sendtype,
        final int dest,
        final int stag,
        final Object recvbuf,
        final long recvStart,
        final int recvcount,
        final Datatype recvtype,
        final int source,
        final int rtag) {
        final Completion completion = COMPLETION.get();
        try {
            engine.sendrecv(
                sendbuf, sendStart, sendcount, sendtype.layout, dest, stag,
                recvbuf, recvStart, recvcount, recvtype.layout, source, rtag, completion);
        } catch (final MPIException e) {
            throw comm.failed(dialect, e);
        }
        return checked(comm, dialect, completion);
    }

    static Completion probe(final Comm comm, final Dialect dialect, final int source, final int tag) {
        final CommEngine engine = comm.engine();
        if (engine == null) {
            throw comm.unusable("probe");
        }
        if (!Checks.isSource(comm, source, tag)) {
            throw Checks.source(comm, "probe", source, tag);
        }
        final Completion completion = COMPLETION.get();
        try {
            engine.probe(source, tag, completion);
        } catch (final MPIException e) {
            throw comm.failed(dialect, e);
        }
        return checked(comm, dialect, completion);
    }

    /** Probes once; {@code null} if there is no message. */
    static Completion iprobe(final Comm comm, final Dialect dialect, final int source, final int tag) {
        final CommEngine engine = comm.engine();
        if (engine == null) {
            throw comm.unusable("iprobe");
        }
        if (!Checks.isSource(comm, source, tag)) {
            throw Checks.source(comm, "iprobe", source, tag);
        }
        final Completion completion = COMPLETION.get();
        try {
            if (!engine.iprobe(source, tag, completion)) {
                return null;
            }
        } catch (final MPIException e) {
            throw comm.failed(dialect, e);
        }
        return checked(comm, dialect, completion);
    }

    private static Completion checked(final Comm comm, final Dialect dialect, final Completion completion) {
        if (completion.error != null) {
            throw comm.failed(dialect, completion.error);
        }
        return completion;
    }

    private static boolean isReceive(
        final Comm comm,
        final Dialect dialect,
        final Object buf,
        final int offset,
        final int count,
        final Datatype type,
        final int source,
        final int tag) {
        return Checks.isSource(comm, source, tag) && Buffers.holds(dialect, buf, offset, count, type)
            && Buffers.isWritable(buf);
    }

    private static MPIException sendFault(
        final Comm comm,
        final Dialect dialect,
        final String operation,
        final Object buf,
        final int offset,
        final int count,
        final Datatype type,
        final int dest,
        final int tag) {
        if (!Checks.isDestination(comm, dest, tag)) {
            return Checks.destination(comm, operation, dest, tag);
        }
        final String where = comm.describe(operation) + Faults.to(dest, tag);
        return Checks.buffer(where, dialect, buf, offset, count, type);
    }

    private static MPIException recvFault(
        final Comm comm,
        final Dialect dialect,
        final String operation,
        final Object buf,
        final int offset,
        final int count,
        final Datatype type,
        final int source,
        final int tag) {
        if (!Checks.isSource(comm, source, tag)) {
            return Checks.source(comm, operation, source, tag);
        }
        final String where = comm.describe(operation) + Faults.from(source, tag);
        return Checks.buffer(where, dialect, buf, offset, count, type);
    }

    private static String blockingName(final SendMode mode) {
        return switch (mode) {
            case STANDARD -> "send";
            case BUFFERED -> "bsend";
            case SYNCHRONOUS -> "ssend";
            case READY -> "rsend";
        };
    }

    private static String nonBlockingName(final SendMode mode) {
        return switch (mode) {
            case STANDARD -> "isend";
            case BUFFERED -> "ibsend";
            case SYNCHRONOUS -> "issend";
            case READY -> "irsend";
        };
    }
}
