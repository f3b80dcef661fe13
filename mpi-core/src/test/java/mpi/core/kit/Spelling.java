package mpi.core.kit;

import mpi.Comm;
import mpi.Datatype;
import mpi.Request;
import mpi.Status;

/**
 * The two dialects' ways to write the same operations on arrays.
 */
enum Spelling {
    /** Open MPI's; an array's first item is its element 0. */
    LOWER_CASE(0) {
        @Override
        void send(final Comm comm, final Object array, final int count, final Datatype type, final int dest,
            final int tag) {
            comm.send(array, count, type, dest, tag);
        }

        @Override
        void synchronousSend(final Comm comm, final Object array, final int count, final Datatype type, final int dest,
            final int tag) {
            comm.sSend(array, count, type, dest, tag);
        }

        @Override
        Status recv(final Comm comm, final Object array, final int count, final Datatype type, final int source,
            final int tag) {
            return comm.recv(array, count, type, source, tag);
        }

        @Override
        Request isend(final Comm comm, final Object array, final int count, final Datatype type, final int dest,
            final int tag) {
            return comm.iSend(array, count, type, dest, tag);
        }

        @Override
        Request irecv(final Comm comm, final Object array, final int count, final Datatype type, final int source,
            final int tag) {
            return comm.iRecv(array, count, type, source, tag);
        }

        @Override
        Status sendrecv(final Comm comm, final Object sent, final Object received, final int count, final Datatype type,
            final int dest, final int source, final int tag) {
            return comm.sendRecv(sent, count, type, dest, tag, received, count, type, source, tag);
        }

        @Override
        Status await(final Request request) {
            return request.waitStatus();
        }
    },

    /** mpiJava's; the first item is where the caller says. */
    CAPITALISED(3) {
        @Override
        void send(final Comm comm, final Object array, final int count, final Datatype type, final int dest,
            final int tag) {
            comm.Send(array, offset(), count, type, dest, tag);
        }

        @Override
        void synchronousSend(final Comm comm, final Object array, final int count, final Datatype type, final int dest,
            final int tag) {
            comm.Ssend(array, offset(), count, type, dest, tag);
        }

        @Override
        Status recv(final Comm comm, final Object array, final int count, final Datatype type, final int source,
            final int tag) {
            return comm.Recv(array, offset(), count, type, source, tag);
        }

        @Override
        Request isend(final Comm comm, final Object array, final int count, final Datatype type, final int dest,
            final int tag) {
            return comm.Isend(array, offset(), count, type, dest, tag);
        }

        @Override
        Request irecv(final Comm comm, final Object array, final int count, final Datatype type, final int source,
            final int tag) {
            return comm.Irecv(array, offset(), count, type, source, tag);
        }

        @Override
        Status sendrecv(final Comm comm, final Object sent, final Object received, final int count, final Datatype type,
            final int dest, final int source, final int tag) {
            return comm.Sendrecv(sent, offset(), count, type, dest, tag, received, offset(), count, type, source, tag);
        }

        @Override
        Status await(final Request request) {
            return request.Wait();
        }
    };

    private final int offset;

    Spelling(final int offset) {
        this.offset = offset;
    }

    /** Index of the array element where messages start. */
    int offset() {
        return offset;
    }

    abstract void send(Comm comm, Object array, int count, Datatype type, int dest, int tag);

    abstract void synchronousSend(Comm comm, Object array, int count, Datatype type, int dest, int tag);

    abstract Status recv(Comm comm, Object array, int count, Datatype type, int source, int tag);

    abstract Request isend(Comm comm, Object array, int count, Datatype type, int dest, int tag);

    abstract Request irecv(Comm comm, Object array, int count, Datatype type, int source, int tag);

    abstract Status sendrecv(Comm comm, Object sent, Object received, int count, Datatype type, int dest, int source,
        int tag);

    abstract Status await(Request request);
}
