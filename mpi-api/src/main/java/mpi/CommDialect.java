package mpi;

import mpi.spi.Completion;
import mpi.spi.SendMode;

/**
 * mpiJava's spelling of {@link Comm}'s instance methods. Offsets are in elements of the array, whose class must agree
 * with the datatype; for a {@link java.nio.Buffer} or a {@link java.lang.foreign.MemorySegment} in elements of the
 * datatype's array class. Errors are always thrown at the caller.
 */
abstract sealed class CommDialect permits NonBlockingCollectives {
    private Comm self() {
        return (Comm) this;
    }

    /**
     * mpiJava spelling of {@link Comm#getRank()}; answers -1 on a communicator that {@code Create} made without this
     * rank.
     *
     * @return the rank of this process
     */
    public int Rank() {
        return self().rankOrNone();
    }

    /**
     * mpiJava spelling of {@link Comm#getSize()}.
     *
     * @return the number of ranks
     */
    public int Size() {
        return self().getSize();
    }

    /**
     * mpiJava spelling of {@link Comm#getGroup()}.
     *
     * @return the group
     */
    public Group Group() {
        return self().getGroup();
    }

    /**
     * mpiJava spelling of {@link Comm#isNull()}.
     *
     * @return whether this is a null object
     */
    public boolean Is_null() {
        return self().isNull();
    }

    /**
     * mpiJava spelling of {@link Comm#isInter()}.
     *
     * @return whether this is an intercommunicator
     */
    public boolean Test_inter() {
        return self().isInter();
    }

    /** mpiJava spelling of {@link Comm#free()}. */
    public void Free() {
        self().free(Dialect.CAPITALISED);
    }

    /**
     * mpiJava spelling of {@link Comm#abort(int)}.
     *
     * @param errorcode exit code of the job; {@code code & 0xff}, at least 1
     */
    public void Abort(final int errorcode) {
        self().abort(errorcode);
    }

    /**
     * mpiJava spelling of {@link Comm#setErrhandler(Errhandler)}. The capitalised operations throw at the caller
     * whatever the handler is.
     *
     * @param errhandler the error handler
     */
    public void Errhandler_set(final Errhandler errhandler) {
        self().setErrhandler(errhandler);
    }

    /**
     * mpiJava spelling of {@link Comm#getErrhandler()}.
     *
     * @return the error handler
     */
    public Errhandler Errorhandler_get() {
        return self().getErrhandler();
    }

    /**
     * mpiJava spelling of {@link Comm#send(Object, int, Datatype, int, int)}.
     *
     * @param buf the buffer: an array, a {@link java.nio.Buffer} or a {@link java.lang.foreign.MemorySegment}
     * @param offset index of the first array element used
     * @param count number of items, 0 or more
     * @param type datatype of an item
     * @param dest rank of the receiver, or {@link MPI#PROC_NULL}
     * @param tag tag of the message
     */
    public void Send(
        final Object buf,
        final int offset,
        final int count,
        final Datatype type,
        final int dest,
        final int tag) {
        MessageCalls.send(self(), Dialect.CAPITALISED, SendMode.STANDARD, buf, offset, count, type, dest, tag);
    }

    /**
     * mpiJava spelling of {@link Comm#sSend(Object, int, Datatype, int, int)}.
     *
     * @param buf the buffer: an array, a {@link java.nio.Buffer} or a {@link java.lang.foreign.MemorySegment}
     * @param offset index of the first array element used
     * @param count number of items, 0 or more
     * @param type datatype of an item
     * @param dest rank of the receiver, or {@link MPI#PROC_NULL}
     * @param tag tag of the message
     */
    public void Ssend(
        final Object buf,
        final int offset,
        final int count,
        final Datatype type,
        final int dest,
        final int tag) {
        MessageCalls.send(self(), Dialect.CAPITALISED, SendMode.SYNCHRONOUS, buf, offset, count, type, dest, tag);
    }

    /**
     * mpiJava spelling of {@link Comm#rSend(Object, int, Datatype, int, int)}.
     *
     * @param buf the buffer: an array, a {@link java.nio.Buffer} or a {@link java.lang.foreign.MemorySegment}
     * @param offset index of the first array element used
     * @param count number of items, 0 or more
     * @param type datatype of an item
     * @param dest rank of the receiver, or {@link MPI#PROC_NULL}
     * @param tag tag of the message
     */
    public void Rsend(
        final Object buf,
        final int offset,
        final int count,
        final Datatype type,
        final int dest,
        final int tag) {
        MessageCalls.send(self(), Dialect.CAPITALISED, SendMode.READY, buf, offset, count, type, dest, tag);
    }

    /**
     * mpiJava spelling of {@link Comm#iSend(Object, int, Datatype, int, int)}. The array may be overwritten at once if
     * the message is not longer than the eager limit of 128 KiB, otherwise only after the request is complete.
     *
     * @param buf the buffer: an array, a {@link java.nio.Buffer} or a {@link java.lang.foreign.MemorySegment}
     * @param offset index of the first array element used
     * @param count number of items, 0 or more
     * @param type datatype of an item
     * @param dest rank of the receiver, or {@link MPI#PROC_NULL}
     * @param tag tag of the message
     * @return the request
     */
    public Request Isend(
        final Object buf,
        final int offset,
        final int count,
        final Datatype type,
        final int dest,
        final int tag) {
        return Request.ofSend(
            MessageCalls.isend(self(), Dialect.CAPITALISED, SendMode.STANDARD, buf, offset, count, type, dest, tag),
            self(), type);
    }

    /**
     * mpiJava spelling of {@link Comm#isSend(Object, int, Datatype, int, int)}. The array may be overwritten at once if
     * the message is not longer than the eager limit of 128 KiB, otherwise only after the request is complete.
     *
     * @param buf the buffer: an array, a {@link java.nio.Buffer} or a {@link java.lang.foreign.MemorySegment}
     * @param offset index of the first array element used
     * @param count number of items, 0 or more
     * @param type datatype of an item
     * @param dest rank of the receiver, or {@link MPI#PROC_NULL}
     * @param tag tag of the message
     * @return the request
     */
    public Request Issend(
        final Object buf,
        final int offset,
        final int count,
        final Datatype type,
        final int dest,
        final int tag) {
        return Request.ofSend(
            MessageCalls.isend(self(), Dialect.CAPITALISED, SendMode.SYNCHRONOUS, buf, offset, count, type, dest, tag),
            self(), type);
    }

    /**
     * mpiJava spelling of {@link Comm#irSend(Object, int, Datatype, int, int)}. The array may be overwritten at once if
     * the message is not longer than the eager limit of 128 KiB, otherwise only after the request is complete.
     *
     * @param buf the buffer: an array, a {@link java.nio.Buffer} or a {@link java.lang.foreign.MemorySegment}
     * @param offset index of the first array element used
     * @param count number of items, 0 or more
     * @param type datatype of an item
     * @param dest rank of the receiver, or {@link MPI#PROC_NULL}
     * @param tag tag of the message
     * @return the request
     */
    public Request Irsend(
        final Object buf,
        final int offset,
        final int count,
        final Datatype type,
        final int dest,
        final int tag) {
        return Request.ofSend(
            MessageCalls.isend(self(), Dialect.CAPITALISED, SendMode.READY, buf, offset, count, type, dest, tag),
            self(), type);
    }

    /**
     * mpiJava spelling of {@link Comm#recv(Object, int, Datatype, int, int)}.
     *
     * @param buf the buffer: an array, a {@link java.nio.Buffer} or a {@link java.lang.foreign.MemorySegment}
     * @param offset index of the first array element used
     * @param count number of items that fit
     * @param type datatype of an item
     * @param source rank of the sender, {@link MPI#ANY_SOURCE} or {@link MPI#PROC_NULL}
     * @param tag tag of the message, or {@link MPI#ANY_TAG}
     * @return who sent what
     */
    public Status Recv(
        final Object buf,
        final int offset,
        final int count,
        final Datatype type,
        final int source,
        final int tag) {
        return new Status(
            MessageCalls.recv(self(), Dialect.CAPITALISED, buf, offset, count, type, source, tag), type);
    }

    /**
     * mpiJava spelling of {@link Comm#iRecv(Object, int, Datatype, int, int)}. The data is in the array after the wait
     * or test that completes the request.
     *
     * @param buf the buffer: an array, a {@link java.nio.Buffer} or a {@link java.lang.foreign.MemorySegment}
     * @param offset index of the first array element used
     * @param count number of items that fit
     * @param type datatype of an item
     * @param source rank of the sender, {@link MPI#ANY_SOURCE} or {@link MPI#PROC_NULL}
     * @param tag tag of the message, or {@link MPI#ANY_TAG}
     * @return the request
     */
    public Request Irecv(
        final Object buf,
        final int offset,
        final int count,
        final Datatype type,
        final int source,
        final int tag) {
        return Request.ofReceive(
            MessageCalls.irecv(self(), Dialect.CAPITALISED, buf, offset, count, type, source, tag),
            self(), type);
    }

    /**
     * mpiJava spelling of {@link Comm#sendRecv(Object, int, Datatype, int, int, Object, int, Datatype, int, int)}.
     *
     * @param sendbuf the buffer to send from
     * @param sendoffset index of the first array element sent
     * @param sendcount number of items sent
     * @param sendtype datatype of an item sent
     * @param dest rank of the receiver, or {@link MPI#PROC_NULL}
     * @param stag tag of the message sent
     * @param recvbuf the buffer to receive into
     * @param recvoffset index of the first array element received into
     * @param recvcount number of items that fit
     * @param recvtype datatype of an item received
     * @param source rank of the sender, {@link MPI#ANY_SOURCE} or {@link MPI#PROC_NULL}
     * @param rtag tag of the message received, or {@link MPI#ANY_TAG}
     * @return who sent what
     */
    public Status Sendrecv(
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
        final Completion completion = MessageCalls.sendrecv(self(), Dialect.CAPITALISED,
            sendbuf, sendoffset, sendcount, sendtype, dest, stag,
            recvbuf, recvoffset, recvcount, recvtype, source, rtag);
        return new Status(completion, recvtype);
    }

    /**
     * mpiJava spelling of {@link Comm#sendRecvReplace(Object, int, Datatype, int, int, int, int)}.
     *
     * @param buf the buffer: an array, a {@link java.nio.Buffer} or a {@link java.lang.foreign.MemorySegment}
     * @param offset index of the first array element used
     * @param count number of items, 0 or more
     * @param type datatype of an item
     * @param dest rank of the receiver, or {@link MPI#PROC_NULL}
     * @param stag tag of the message sent
     * @param source rank of the sender, {@link MPI#ANY_SOURCE} or {@link MPI#PROC_NULL}
     * @param rtag tag of the message received, or {@link MPI#ANY_TAG}
     * @return who sent what
     */
    public Status Sendrecv_replace(
        final Object buf,
        final int offset,
        final int count,
        final Datatype type,
        final int dest,
        final int stag,
        final int source,
        final int rtag) {
        final Completion completion = MessageCalls.sendrecvReplace(
            self(), Dialect.CAPITALISED, buf, offset, count, type, dest, stag, source, rtag);
        return new Status(completion, type);
    }

    /**
     * mpiJava spelling of {@link Comm#probe(int, int)}.
     *
     * @param source rank of the sender, {@link MPI#ANY_SOURCE} or {@link MPI#PROC_NULL}
     * @param tag tag of the message, or {@link MPI#ANY_TAG}
     * @return who sent what
     */
    public Status Probe(final int source, final int tag) {
        return new Status(MessageCalls.probe(self(), Dialect.CAPITALISED, source, tag), null);
    }

    /**
     * mpiJava spelling of {@link Comm#iProbe(int, int)}.
     *
     * @param source rank of the sender, {@link MPI#ANY_SOURCE} or {@link MPI#PROC_NULL}
     * @param tag tag of the message, or {@link MPI#ANY_TAG}
     * @return who sent what, or {@code null} if there is no message
     */
    public Status Iprobe(final int source, final int tag) {
        final Completion completion = MessageCalls.iprobe(self(), Dialect.CAPITALISED, source, tag);
        return completion == null ? null : new Status(completion, null);
    }
}
