package mpi;

import java.nio.Buffer;
import mpi.CollectiveArguments.Items;
import mpi.spi.CommEngine;
import mpi.spi.Faults;

/**
 * A communicator of one group (MPI 4.1, chapter 7).
 */
public non-sealed class Intracomm extends IntracommDialect {
    Intracomm(final String absentName) {
        super(absentName);
    }

    @Override
    final Comm child(final CommEngine commEngine) {
        final Intracomm child = new Intracomm("a communicator");
        adopt(child, commEngine);
        return child;
    }

    @Override
    public Intracomm dup() {
        return (Intracomm) super.dup();
    }

    @Override
    public Intracomm clone() {
        return dup();
    }

    /**
     * Makes a communicator of some ranks of this one (MPI 4.1, section 7.4.2). Called by all ranks of this
     * communicator, with the same group.
     *
     * @param group the group
     * @return the new communicator; a null object, see {@link #isNull()}, at ranks outside the group
     * @throws MPIException {@link MPI#ERR_COMM} on a null communicator, {@link MPI#ERR_GROUP} if the group is null or
     *     not part of this communicator's
     */
    public final Intracomm create(final Group group) {
        return create(Dialect.LOWER_CASE, group);
    }

    final Intracomm create(final Dialect dialect, final Group group) {
        final CommEngine present = engine("comm_create");
        if (group == null || group.isNull()) {
            throw Faults.fault(MPI.ERR_GROUP, describe("comm_create"), "the group is null or was freed");
        }
        final int[] ranks = group.ranksIn(present.worldRanks());
        for (int i = 0; i < ranks.length; i++) {
            if (ranks[i] == MPI.UNDEFINED) {
                throw Faults.fault(MPI.ERR_GROUP, describe("comm_create"),
                    "rank " + i + " of the group is not in the communicator");
            }
        }
        try {
            final CommEngine created = present.create(ranks);
            return created == null
                ? none("a communicator", "this rank is not in its group", group)
                : (Intracomm) child(created);
        } catch (final MPIException e) {
            throw failed(dialect, e);
        }
    }

    /**
     * Splits the communicator: ranks with the same color come together, ordered by key (MPI 4.1, section 7.4.2).
     * Collective.
     *
     * @param color 0 or more; ranks with the same color come together. {@link MPI#UNDEFINED} for none
     * @param key order within the new communicator; equal keys are ordered by rank
     * @return the new communicator; a null object, see {@link #isNull()}, if {@code color} is {@link MPI#UNDEFINED}
     * @throws MPIException {@link MPI#ERR_COMM} on a null communicator, {@link MPI#ERR_ARG} if the color is negative
     *     but not {@link MPI#UNDEFINED}
     */
    public final Intracomm split(final int color, final int key) {
        final Intracomm part = split(Dialect.LOWER_CASE, color, key);
        return part != null ? part : none("a communicator", "the color in the split was MPI.UNDEFINED", null);
    }

    /** Splits; {@code null} if this rank is in no part. */
    final Intracomm split(final Dialect dialect, final int color, final int key) {
        final CommEngine present = engine("comm_split");
        if (color < MPI.UNDEFINED) {
            throw Faults.fault(MPI.ERR_ARG, describe("comm_split"),
                "the color is " + color + ", it must be 0 or more, or MPI.UNDEFINED");
        }
        try {
            final CommEngine part = present.split(color, key);
            return part == null ? null : (Intracomm) child(part);
        } catch (final MPIException e) {
            throw failed(dialect, e);
        }
    }

    /**
     * Combines the items of the ranks up to this one, each at its own rank, in their order
     * (MPI 4.1, section 6.11.1).
     * Collective; blocks until the buffers may be used.
     *
     * @param sendbuf the items of this rank; {@code null} at all ranks if they are in {@code recvbuf}
     * @param recvbuf the result
     * @param count number of items, 0 or more
     * @param type datatype of an item
     * @param op the operation
     * @throws MPIException {@link MPI#ERR_COMM}, {@link MPI#ERR_TYPE}, {@link MPI#ERR_COUNT}, {@link MPI#ERR_BUFFER},
     *     {@link MPI#ERR_OP} if the operation is freed or not defined on the type; {@link MPI#ERR_PROC_FAILED}
     */
    public final void scan(
        final Object sendbuf, final Object recvbuf, final int count, final Datatype type, final Op op) {
        CollectiveCalls.scan(this, Dialect.LOWER_CASE, sendbuf, 0, recvbuf, 0, count, type, op);
    }

    /**
     * Combines the items of the ranks up to this one, in place (MPI 4.1, section 6.11.1). Collective;
     * blocks until the buffer may be used.
     *
     * @param buf the items of this rank, replaced by the result
     * @param count number of items, 0 or more
     * @param type datatype of an item
     * @param op the operation
     * @throws MPIException as the full form
     */
    public final void scan(final Object buf, final int count, final Datatype type, final Op op) {
        CollectiveCalls.scan(this, Dialect.LOWER_CASE, null, 0, buf, 0, count, type, op);
    }

    /**
     * Combines the items of the ranks below this one (MPI 4.1, section 6.11.2), in the order of ranks.
     * Collective; blocks until the buffers may be used. Rank 0 receives nothing.
     *
     * @param sendbuf the items of this rank; {@code null} at all ranks if they are in {@code recvbuf}
     * @param recvbuf the result
     * @param count number of items, 0 or more
     * @param type datatype of an item
     * @param op the operation
     * @throws MPIException {@link MPI#ERR_COMM}, {@link MPI#ERR_TYPE}, {@link MPI#ERR_COUNT}, {@link MPI#ERR_BUFFER},
     *     {@link MPI#ERR_OP} if the operation is freed or not defined on the type; {@link MPI#ERR_PROC_FAILED}
     */
    public final void exScan(
        final Object sendbuf, final Object recvbuf, final int count, final Datatype type, final Op op) {
        CollectiveCalls.exscan(this, Dialect.LOWER_CASE, sendbuf, 0, recvbuf, 0, count, type, op);
    }

    /**
     * Combines the items of the ranks below this one, in place (MPI 4.1, section 6.11.2). Collective;
     * blocks until the buffer may be used. Rank 0 receives nothing.
     *
     * @param buf the items of this rank, replaced by the result
     * @param count number of items, 0 or more
     * @param type datatype of an item
     * @param op the operation
     * @throws MPIException as the full form
     */
    public final void exScan(final Object buf, final int count, final Datatype type, final Op op) {
        CollectiveCalls.exscan(this, Dialect.LOWER_CASE, null, 0, buf, 0, count, type, op);
    }

    /**
     * Starts to combine the items of the ranks up to this one (MPI 4.1, section 6.12.11), as {@link
     * Intracomm#scan(Object, Object, int, Datatype, Op)} does. Collective; does not block. The buffers may not be
     * touched until the request is complete.
     *
     * @param sendbuf the buffer to send from
     * @param recvbuf the buffer to receive into
     * @param count number of items, 0 or more
     * @param type datatype of an item
     * @param op the operation
     * @return the request
     * @throws MPIException as the blocking operation
     */
    public final Request iScan(
        final Object sendbuf,
        final Object recvbuf,
        final int count,
        final Datatype type,
        final Op op) {
        final CollectiveArguments args = CollectiveArguments.started(this, "iscan");
        return args.start(args.scan(new Items(sendbuf, 0, count, type), new Items(recvbuf, 0, count, type), op));
    }

    /**
     * As {@link #iScan(Object, Object, int, Datatype, Op)}, of buffers.
     *
     * @param sendbuf the buffer to send from
     * @param recvbuf the buffer to receive into
     * @param count number of items, 0 or more
     * @param type datatype of an item
     * @param op the operation
     * @return the request
     * @throws MPIException as the other form
     */
    public final Request iScan(
        final Buffer sendbuf,
        final Buffer recvbuf,
        final int count,
        final Datatype type,
        final Op op) {
        return iScan((Object) sendbuf, (Object) recvbuf, count, type, op);
    }

    /**
     * Starts to combine the items of the ranks up to this one, in place (MPI 4.1, section 6.12.11), as {@link
     * Intracomm#scan(Object, int, Datatype, Op)} does. Collective; does not block. The buffers may not be touched
     * until the request is complete.
     *
     * @param buf the buffer: an array, a {@link Buffer} or a {@link java.lang.foreign.MemorySegment}
     * @param count number of items, 0 or more
     * @param type datatype of an item
     * @param op the operation
     * @return the request
     * @throws MPIException as the blocking operation
     */
    public final Request iScan(final Object buf, final int count, final Datatype type, final Op op) {
        final CollectiveArguments args = CollectiveArguments.started(this, "iscan");
        return args.start(args.scan(new Items(null, 0, 0, type), new Items(buf, 0, count, type), op));
    }

    /**
     * As {@link #iScan(Object, int, Datatype, Op)}, of buffers.
     *
     * @param buf the buffer: an array, a {@link Buffer} or a {@link java.lang.foreign.MemorySegment}
     * @param count number of items, 0 or more
     * @param type datatype of an item
     * @param op the operation
     * @return the request
     * @throws MPIException as the other form
     */
    public final Request iScan(final Buffer buf, final int count, final Datatype type, final Op op) {
        return iScan((Object) buf, count, type, op);
    }

    /**
     * Starts to combine the items of the ranks below this one (MPI 4.1, section 6.12.12), as {@link
     * Intracomm#exScan(Object, Object, int, Datatype, Op)} does. Collective; does not block. The buffers may not be
     * touched until the request is complete.
     *
     * @param sendbuf the buffer to send from
     * @param recvbuf the buffer to receive into
     * @param count number of items, 0 or more
     * @param type datatype of an item
     * @param op the operation
     * @return the request
     * @throws MPIException as the blocking operation
     */
    public final Request iExScan(
        final Object sendbuf,
        final Object recvbuf,
        final int count,
        final Datatype type,
        final Op op) {
        final CollectiveArguments args = CollectiveArguments.started(this, "iexscan");
        return args.start(args.exscan(new Items(sendbuf, 0, count, type), new Items(recvbuf, 0, count, type), op));
    }

    /**
     * As {@link #iExScan(Object, Object, int, Datatype, Op)}, of buffers.
     *
     * @param sendbuf the buffer to send from
     * @param recvbuf the buffer to receive into
     * @param count number of items, 0 or more
     * @param type datatype of an item
     * @param op the operation
     * @return the request
     * @throws MPIException as the other form
     */
    public final Request iExScan(
        final Buffer sendbuf,
        final Buffer recvbuf,
        final int count,
        final Datatype type,
        final Op op) {
        return iExScan((Object) sendbuf, (Object) recvbuf, count, type, op);
    }

    /**
     * Starts to combine the items of the ranks below this one, in place (MPI 4.1, section 6.12.12), as {@link
     * Intracomm#exScan(Object, int, Datatype, Op)} does. Collective; does not block. The buffers may not be touched
     * until the request is complete.
     *
     * @param buf the buffer: an array, a {@link Buffer} or a {@link java.lang.foreign.MemorySegment}
     * @param count number of items, 0 or more
     * @param type datatype of an item
     * @param op the operation
     * @return the request
     * @throws MPIException as the blocking operation
     */
    public final Request iExScan(final Object buf, final int count, final Datatype type, final Op op) {
        final CollectiveArguments args = CollectiveArguments.started(this, "iexscan");
        return args.start(args.exscan(new Items(null, 0, 0, type), new Items(buf, 0, count, type), op));
    }

    /**
     * As {@link #iExScan(Object, int, Datatype, Op)}, of buffers.
     *
     * @param buf the buffer: an array, a {@link Buffer} or a {@link java.lang.foreign.MemorySegment}
     * @param count number of items, 0 or more
     * @param type datatype of an item
     * @param op the operation
     * @return the request
     * @throws MPIException as the other form
     */
    public final Request iExScan(final Buffer buf, final int count, final Datatype type, final Op op) {
        return iExScan((Object) buf, count, type, op);
    }

    /** Makes a null object. */
    static Intracomm none(final String name, final String absence, final Group group) {
        final Intracomm none = new Intracomm(name);
        none.setAbsent(absence, group);
        return none;
    }
}
