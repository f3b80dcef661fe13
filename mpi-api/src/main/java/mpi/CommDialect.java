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

    /**
     * mpiJava spelling of {@link Comm#createIntercomm(Comm, int, int, int)}.
     *
     * @param localComm this rank's group
     * @param localLeader rank in {@code localComm} of the one that finds the other group
     * @param remoteLeader rank in this communicator of the leader of the other group
     * @param tag tells apart calls of the same leaders at the same time
     * @return the intercommunicator
     */
    public Intercomm Create_intercomm(
        final Comm localComm, final int localLeader, final int remoteLeader, final int tag) {
        return Intercomm.create(self(), Dialect.CAPITALISED, localComm, localLeader, remoteLeader, tag);
    }

    /**
     * mpiJava spelling of {@link Comm#getTopology()}.
     *
     * @return {@link MPI#CART}, {@link MPI#GRAPH}, {@link MPI#DIST_GRAPH} or {@link MPI#UNDEFINED}
     */
    public int Topo_test() {
        return self().getTopology();
    }

    /**
     * mpiJava spelling of {@link Comm#getAttr(int)}.
     *
     * @param keyval the key
     * @return its value, or {@code null} if there is none
     */
    public Object Attr_get(final int keyval) {
        return self().getAttr(keyval);
    }

    /**
     * mpiJava spelling of {@link Comm#setAttr(int, Object)}.
     *
     * @param keyval the key
     * @param value the value
     */
    public void Attr_put(final int keyval, final int value) {
        self().setAttr(keyval, value);
    }

    /**
     * mpiJava spelling of {@link Comm#deleteAttr(int)}.
     *
     * @param keyval the key
     */
    public void Attr_delete(final int keyval) {
        self().deleteAttr(keyval);
    }

    /**
     * mpiJava spelling of {@link Comm#pack(Object, int, Datatype, byte[], int)}.
     *
     * @param inbuf the buffer to pack from
     * @param offset index of the first array element used
     * @param incount number of items, 0 or more
     * @param datatype datatype of an item
     * @param outbuf the array to pack into
     * @param position index of the first byte used
     * @return index of the first byte behind what was packed
     */
    public int Pack(
        final Object inbuf,
        final int offset,
        final int incount,
        final Datatype datatype,
        final byte[] outbuf,
        final int position) {
        return PackCalls.pack(self(), Dialect.CAPITALISED, inbuf, offset, incount, datatype, outbuf, position);
    }

    /**
     * mpiJava spelling of {@link Comm#unpack(byte[], int, Object, int, Datatype)}.
     *
     * @param inbuf the array to unpack from
     * @param position index of the first byte used
     * @param outbuf the buffer to unpack into
     * @param offset index of the first array element used
     * @param outcount number of items, 0 or more
     * @param datatype datatype of an item
     * @return index of the first byte behind what was unpacked
     */
    public int Unpack(
        final byte[] inbuf,
        final int position,
        final Object outbuf,
        final int offset,
        final int outcount,
        final Datatype datatype) {
        return PackCalls.unpack(self(), Dialect.CAPITALISED, inbuf, position, outbuf, offset, outcount, datatype);
    }

    /**
     * mpiJava spelling of {@link Comm#packSize(int, Datatype)}.
     *
     * @param incount number of items, 0 or more
     * @param datatype datatype of an item, not of objects
     * @return length in bytes
     */
    public int Pack_size(final int incount, final Datatype datatype) {
        return self().packSize(incount, datatype);
    }

    /**
     * mpiJava spelling of {@link Comm#bSend(Object, int, Datatype, int, int)}.
     *
     * @param buf the buffer: an array, a {@link java.nio.Buffer} or a {@link java.lang.foreign.MemorySegment}
     * @param offset index of the first array element used
     * @param count number of items, 0 or more
     * @param type datatype of an item
     * @param dest rank of the receiver, or {@link MPI#PROC_NULL}
     * @param tag tag of the message
     */
    public void Bsend(
        final Object buf,
        final int offset,
        final int count,
        final Datatype type,
        final int dest,
        final int tag) {
        MessageCalls.bsend(self(), Dialect.CAPITALISED, "bsend", buf, offset, count, type, dest, tag);
    }

    /**
     * mpiJava spelling of {@link Comm#ibSend(Object, int, Datatype, int, int)}.
     *
     * @param buf the buffer: an array, a {@link java.nio.Buffer} or a {@link java.lang.foreign.MemorySegment}
     * @param offset index of the first array element used
     * @param count number of items, 0 or more
     * @param type datatype of an item
     * @param dest rank of the receiver, or {@link MPI#PROC_NULL}
     * @param tag tag of the message
     * @return the request
     */
    public Request Ibsend(
        final Object buf,
        final int offset,
        final int count,
        final Datatype type,
        final int dest,
        final int tag) {
        return Request.ofSend(
            MessageCalls.bsend(self(), Dialect.CAPITALISED, "ibsend", buf, offset, count, type, dest, tag), self(),
            type);
    }

    /**
     * mpiJava spelling of {@link Comm#sendInit(Object, int, Datatype, int, int)}.
     *
     * @param buf the buffer: an array, a {@link java.nio.Buffer} or a {@link java.lang.foreign.MemorySegment}
     * @param offset index of the first array element used
     * @param count number of items, 0 or more
     * @param type datatype of an item
     * @param dest rank of the receiver, or {@link MPI#PROC_NULL}
     * @param tag tag of the message
     * @return an inactive request
     */
    public Prequest Send_init(
        final Object buf,
        final int offset,
        final int count,
        final Datatype type,
        final int dest,
        final int tag) {
        return PersistentCalls.sendInit(
            self(), Dialect.CAPITALISED, SendMode.STANDARD, buf, offset, count, type, dest, tag);
    }

    /**
     * mpiJava spelling of {@link Comm#bSendInit(Object, int, Datatype, int, int)}.
     *
     * @param buf the buffer: an array, a {@link java.nio.Buffer} or a {@link java.lang.foreign.MemorySegment}
     * @param offset index of the first array element used
     * @param count number of items, 0 or more
     * @param type datatype of an item
     * @param dest rank of the receiver, or {@link MPI#PROC_NULL}
     * @param tag tag of the message
     * @return an inactive request
     */
    public Prequest Bsend_init(
        final Object buf,
        final int offset,
        final int count,
        final Datatype type,
        final int dest,
        final int tag) {
        return PersistentCalls.sendInit(
            self(), Dialect.CAPITALISED, SendMode.BUFFERED, buf, offset, count, type, dest, tag);
    }

    /**
     * mpiJava spelling of {@link Comm#sSendInit(Object, int, Datatype, int, int)}.
     *
     * @param buf the buffer: an array, a {@link java.nio.Buffer} or a {@link java.lang.foreign.MemorySegment}
     * @param offset index of the first array element used
     * @param count number of items, 0 or more
     * @param type datatype of an item
     * @param dest rank of the receiver, or {@link MPI#PROC_NULL}
     * @param tag tag of the message
     * @return an inactive request
     */
    public Prequest Ssend_init(
        final Object buf,
        final int offset,
        final int count,
        final Datatype type,
        final int dest,
        final int tag) {
        return PersistentCalls.sendInit(
            self(), Dialect.CAPITALISED, SendMode.SYNCHRONOUS, buf, offset, count, type, dest, tag);
    }

    /**
     * mpiJava spelling of {@link Comm#rSendInit(Object, int, Datatype, int, int)}.
     *
     * @param buf the buffer: an array, a {@link java.nio.Buffer} or a {@link java.lang.foreign.MemorySegment}
     * @param offset index of the first array element used
     * @param count number of items, 0 or more
     * @param type datatype of an item
     * @param dest rank of the receiver, or {@link MPI#PROC_NULL}
     * @param tag tag of the message
     * @return an inactive request
     */
    public Prequest Rsend_init(
        final Object buf,
        final int offset,
        final int count,
        final Datatype type,
        final int dest,
        final int tag) {
        return PersistentCalls.sendInit(
            self(), Dialect.CAPITALISED, SendMode.READY, buf, offset, count, type, dest, tag);
    }

    /**
     * mpiJava spelling of {@link Comm#recvInit(Object, int, Datatype, int, int)}.
     *
     * @param buf the buffer: an array, a {@link java.nio.Buffer} or a {@link java.lang.foreign.MemorySegment}
     * @param offset index of the first array element used
     * @param count number of items that fit
     * @param type datatype of an item
     * @param source rank of the sender, {@link MPI#ANY_SOURCE} or {@link MPI#PROC_NULL}
     * @param tag tag of the message, or {@link MPI#ANY_TAG}
     * @return an inactive request
     */
    public Prequest Recv_init(
        final Object buf,
        final int offset,
        final int count,
        final Datatype type,
        final int source,
        final int tag) {
        return PersistentCalls.recvInit(self(), Dialect.CAPITALISED, buf, offset, count, type, source, tag);
    }
}
