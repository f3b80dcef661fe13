package mpi;

import java.nio.Buffer;
import mpi.spi.CommEngine;
import mpi.spi.Completion;
import mpi.spi.Faults;
import mpi.spi.MessageEngine;
import mpi.spi.RequestEngine;

/**
 * A message that a matched probe has found (MPI 4.1, section 3.8.2): no other receive or probe can get it. So several
 * threads can each probe for a message and receive the one they have found. Errors go to the error handler of the
 * communicator.
 */
public final class Message {
    /** {@code null} if there is no message. */
    private MessageEngine engine;
    private Comm comm;
    private boolean noProc;

    /** Makes a null message. */
    public Message() {}

    /**
     * Whether there is no message: none was found, or it was received. Local.
     *
     * @return whether this is a null message
     */
    public boolean isNull() {
        return engine == null;
    }

    /**
     * Whether this was found by a probe of {@link MPI#PROC_NULL}. Local.
     *
     * @return whether it was
     */
    public boolean isNoProc() {
        return engine != null && noProc;
    }

    /**
     * Waits for a message and takes it. Blocks until there is one.
     *
     * @param source rank of the sender, {@link MPI#ANY_SOURCE} or {@link MPI#PROC_NULL}
     * @param tag tag of the message, or {@link MPI#ANY_TAG}
     * @param comm the communicator
     * @return who sent what
     * @throws MPIException {@link MPI#ERR_REQUEST} if this holds a message that was not received, {@link MPI#ERR_COMM},
     *     {@link MPI#ERR_RANK}, {@link MPI#ERR_TAG}; {@link MPI#ERR_PROC_FAILED}
     */
    public Status mProbe(final int source, final int tag, final Comm comm) {
        final CommEngine commEngine = check("mprobe", source, tag, comm);
        final Completion completion = MessageCalls.completion();
        return take(commEngine.mprobe(source, tag, completion), source, comm, completion);
    }

    /**
     * Asks for a message and takes it. Does not block.
     *
     * @param source rank of the sender, {@link MPI#ANY_SOURCE} or {@link MPI#PROC_NULL}
     * @param tag tag of the message, or {@link MPI#ANY_TAG}
     * @param comm the communicator
     * @return who sent what, or {@code null} if there is no message
     * @throws MPIException as {@link #mProbe(int, int, Comm)}
     */
    public Status imProbe(final int source, final int tag, final Comm comm) {
        final CommEngine commEngine = check("improbe", source, tag, comm);
        final Completion completion = MessageCalls.completion();
        return take(commEngine.improbe(source, tag, completion), source, comm, completion);
    }

    private CommEngine check(final String operation, final int source, final int tag, final Comm of) {
        if (of == null) {
            throw Faults.badComm(operation, "the communicator is null");
        }
        final CommEngine commEngine = of.engine(operation);
        if (engine != null) {
            throw Faults.fault(MPI.ERR_REQUEST, of.describe(operation),
                "the Message holds a message that was not received, use another one");
        }
        if (!Checks.isSource(of, source, tag)) {
            throw Checks.source(of, operation, source, tag);
        }
        return commEngine;
    }

    private Status take(
        final MessageEngine found, final int source, final Comm from, final Completion completion) {
        MessageChecks.checked(from, Dialect.LOWER_CASE, completion);
        if (found == null) {
            return null;
        }
        engine = found;
        comm = from;
        noProc = source == MPI.PROC_NULL;
        return new Status(completion, null);
    }

    /**
     * Receives the message; this becomes a null message. Blocks until it is in the buffer.
     *
     * @param buf the buffer: an array, a {@link java.nio.Buffer} or a {@link java.lang.foreign.MemorySegment}
     * @param count number of items that fit
     * @param type datatype of an item
     * @return who sent what
     * @throws MPIException {@link MPI#ERR_REQUEST} if there is no message, {@link MPI#ERR_TYPE}, {@link MPI#ERR_COUNT},
     *     {@link MPI#ERR_BUFFER}; {@link MPI#ERR_TRUNCATE}, {@link MPI#ERR_PROC_FAILED}
     */
    public Status mRecv(final Object buf, final int count, final Datatype type) {
        final MessageEngine message = receivable("mrecv", buf, count, type);
        final Completion completion = MessageCalls.completion();
        message.recv(buf, 0, count, type.layout, completion);
        return new Status(MessageChecks.checked(comm, Dialect.LOWER_CASE, completion), type);
    }

    /**
     * Starts to receive the message; this becomes a null message. Does not block; the buffer must not be used until the
     * request is complete.
     *
     * @param buf the buffer: an array, a {@link java.nio.Buffer} or a {@link java.lang.foreign.MemorySegment}
     * @param count number of items that fit
     * @param type datatype of an item
     * @return the request
     * @throws MPIException {@link MPI#ERR_REQUEST} if there is no message, {@link MPI#ERR_TYPE}, {@link MPI#ERR_COUNT},
     *     {@link MPI#ERR_BUFFER}
     */
    public Request imRecv(final Object buf, final int count, final Datatype type) {
        final RequestEngine request = receivable("imrecv", buf, count, type).irecv(buf, 0, count, type.layout);
        return Request.ofReceive(request, comm, type);
    }

    /**
     * The same as {@link #imRecv(Object, int, Datatype)}; for programs compiled against Open MPI.
     *
     * @param buf the buffer: an array, a {@link java.nio.Buffer} or a {@link java.lang.foreign.MemorySegment}
     * @param count number of items that fit
     * @param type datatype of an item
     * @return the request
     * @throws MPIException as {@link #imRecv(Object, int, Datatype)}
     */
    public Request imRecv(final Buffer buf, final int count, final Datatype type) {
        return imRecv((Object) buf, count, type);
    }

    /** Checks the arguments and lets go of the message. */
    private MessageEngine receivable(
        final String operation, final Object buf, final int count, final Datatype type) {
        if (engine == null) {
            throw Faults.fault(MPI.ERR_REQUEST, operation, "there is no message, or it was received");
        }
        comm.engine(operation);
        if (!Buffers.holdsDisjoint(Dialect.LOWER_CASE, buf, 0, count, type) || !Buffers.isWritable(buf)) {
            throw Checks.buffer(comm.describe(operation), Dialect.LOWER_CASE, buf, 0, count, type);
        }
        final MessageEngine message = engine;
        engine = null;
        return message;
    }
}
