package mpi;

import mpi.spi.CommEngine;
import mpi.spi.Completion;
import mpi.spi.RequestEngine;
import mpi.spi.SendMode;

/**
 * Point-to-point operations of both dialects: check the arguments, hand over to the engine, tell of errors as the
 * dialect wants it. They allocate nothing, but for what has to be packed and for the copy that sendrecv_replace sends.
 *
 * <p>This class is the border between what is compiled with the user's code and what is compiled by itself: a rank's
 * JVM is told not to inline any of these methods (docs/adr/0012). What the user gets, a {@link Status} or a
 * {@link Request}, is made on the user's side, where the compiler leaves out what does not escape.
 */
final class MessageCalls {
    /**
     * Where the engine writes what became of a blocking receive or probe: one a thread, so that a receive allocates
     * nothing. Read at once by the call that handed it to the engine, never kept.
     */
    private static final ThreadLocal<Completion> COMPLETION = ThreadLocal.withInitial(Completion::new);

    private MessageCalls() {}

    static void send(
        final Comm comm,
        final Dialect dialect,
        final SendMode mode,
        final Object buf,
        final int offset,
        final long count,
        final Datatype type,
        final int dest,
        final int tag) {
        final CommEngine engine = comm.engine();
        if (engine == null) {
            throw comm.unusable(MessageChecks.blockingName(mode));
        }
        if (!Checks.isDestination(comm, dest, tag) || !Buffers.holds(dialect, buf, offset, count, type)) {
            throw MessageChecks.sendFault(comm, dialect, MessageChecks.blockingName(mode), buf, offset, count, type,
                dest, tag);
        }
        try {
            engine.send(mode, buf, Buffers.startOf(offset, type), count, type.layout, dest, tag);
        } catch (final MPIException e) {
            throw comm.failed(dialect, e);
        }
    }

    static RequestEngine isend(
        final Comm comm,
        final Dialect dialect,
        final SendMode mode,
        final Object buf,
        final int offset,
        final long count,
        final Datatype type,
        final int dest,
        final int tag) {
        final CommEngine engine = comm.engine();
        if (engine == null) {
            throw comm.unusable(MessageChecks.nonBlockingName(mode));
        }
        if (!Checks.isDestination(comm, dest, tag) || !Buffers.holds(dialect, buf, offset, count, type)) {
            throw MessageChecks.sendFault(comm, dialect, MessageChecks.nonBlockingName(mode), buf, offset, count, type,
                dest, tag);
        }
        try {
            final boolean copy = dialect == Dialect.CAPITALISED;
            final long start = Buffers.startOf(offset, type);
            return engine.isend(mode, copy, buf, start, count, type.layout, dest, tag);
        } catch (final MPIException e) {
            throw comm.failed(dialect, e);
        }
    }

    /** Sends in buffered mode; the answer is a request that is complete. */
    static RequestEngine bsend(
        final Comm comm,
        final Dialect dialect,
        final String operation,
        final Object buf,
        final int offset,
        final long count,
        final Datatype type,
        final int dest,
        final int tag) {
        final CommEngine engine = comm.engine();
        if (engine == null) {
            throw comm.unusable(operation);
        }
        if (!Checks.isDestination(comm, dest, tag) || !Buffers.holds(dialect, buf, offset, count, type)) {
            throw MessageChecks.sendFault(comm, dialect, operation, buf, offset, count, type, dest, tag);
        }
        try {
            return engine.bsend(buf, Buffers.startOf(offset, type), count, type.layout, dest, tag);
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
        final long count,
        final Datatype type,
        final int source,
        final int tag) {
        final CommEngine engine = comm.engine();
        if (engine == null) {
            throw comm.unusable("recv");
        }
        if (!MessageChecks.isReceive(comm, dialect, buf, offset, count, type, source, tag)) {
            throw MessageChecks.recvFault(comm, dialect, "recv", buf, offset, count, type, source, tag);
        }
        final Completion completion = COMPLETION.get();
        try {
            engine.recv(buf, Buffers.startOf(offset, type), count, type.layout, source, tag, completion);
        } catch (final MPIException e) {
            throw comm.failed(dialect, e);
        }
        return MessageChecks.checked(comm, dialect, completion);
    }

    static RequestEngine irecv(
        final Comm comm,
        final Dialect dialect,
        final Object buf,
        final int offset,
        final long count,
        final Datatype type,
        final int source,
        final int tag) {
        final CommEngine engine = comm.engine();
        if (engine == null) {
            throw comm.unusable("irecv");
        }
        if (!MessageChecks.isReceive(comm, dialect, buf, offset, count, type, source, tag)) {
            throw MessageChecks.recvFault(comm, dialect, "irecv", buf, offset, count, type, source, tag);
        }
        try {
            final long start = Buffers.startOf(offset, type);
            return engine.irecv(buf, start, count, type.layout, source, tag);
        } catch (final MPIException e) {
            throw comm.failed(dialect, e);
        }
    }

    /** Blocks until an operation is done and gives it back; the answer is to be read at once, as of {@link #recv}. */
    static Completion complete(
        final Comm comm,
        final Dialect dialect,
        final RequestEngine request,
        final int use,
        final Completion completion) {
        request.complete(use, completion);
        return MessageChecks.checked(comm, dialect, completion);
    }

    /** This thread's completion. */
    static Completion completion() {
        return COMPLETION.get();
    }

    /** Makes progress once and asks whether an operation is done. */
    static boolean isDone(final RequestEngine request) {
        return request.test(COMPLETION.get());
    }

    /** The outcome of an operation that is done; to be read at once. */
    static Completion outcome(final RequestEngine request) {
        final Completion completion = COMPLETION.get();
        request.await(completion);
        return completion;
    }

    static Completion sendrecv(
        final Comm comm,
        final Dialect dialect,
        final Object sendbuf,
        final int sendoffset,
        final long sendcount,
        final Datatype sendtype,
        final int dest,
        final int stag,
        final Object recvbuf,
        final int recvoffset,
        final long recvcount,
        final Datatype recvtype,
        final int source,
        final int rtag) {
        final CommEngine engine = comm.engine();
        if (engine == null) {
            throw comm.unusable("sendrecv");
        }
        if (!Checks.isDestination(comm, dest, stag)
            || !Buffers.holds(dialect, sendbuf, sendoffset, sendcount, sendtype)) {
            throw MessageChecks.sendFault(comm, dialect, "sendrecv", sendbuf, sendoffset, sendcount, sendtype, dest,
                stag);
        }
        if (!MessageChecks.isReceive(comm, dialect, recvbuf, recvoffset, recvcount, recvtype, source, rtag)) {
            throw MessageChecks.recvFault(comm, dialect, "sendrecv", recvbuf, recvoffset, recvcount, recvtype, source,
                rtag);
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
        final long count,
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
        if (!MessageChecks.isReceive(comm, dialect, buf, offset, count, type, source, rtag)) {
            throw MessageChecks.recvFault(comm, dialect, "sendrecv_replace", buf, offset, count, type, source, rtag);
        }
        final long start = Buffers.startOf(offset, type);
        final long low = Buffers.lowOf(offset, count, type);
        final Object sent = count == 0 ? null : Buffers.copyOf(buf, low, Buffers.endOf(offset, count, type));
        return exchange(
            comm, dialect, engine, sent, start - low, count, type, dest, stag, buf, start, count, type, source, rtag);
    }

    private static Completion exchange(
        final Comm comm,
        final Dialect dialect,
        final CommEngine engine,
        final Object sendbuf,
        final long sendStart,
        final long sendcount,
        final Datatype sendtype,
        final int dest,
        final int stag,
        final Object recvbuf,
        final long recvStart,
        final long recvcount,
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
        return MessageChecks.checked(comm, dialect, completion);
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
        return MessageChecks.checked(comm, dialect, completion);
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
        return MessageChecks.checked(comm, dialect, completion);
    }
}
