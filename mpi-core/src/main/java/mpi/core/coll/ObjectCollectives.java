package mpi.core.coll;

import java.lang.reflect.Array;
import java.util.function.Supplier;
import mpi.MPI;
import mpi.MPIException;
import mpi.core.datatype.Packing;
import mpi.spi.CommEngine;
import mpi.spi.Faults;
import mpi.spi.Layout;
import mpi.spi.Reduction;

/**
 * The collective operations on {@code MPI.OBJECT}. Blocks are serialised one by one, and each message is preceded by
 * one of 4 bytes with its length; so every algorithm costs twice the messages. All blocks are packed before any is
 * unpacked, and all have arrived before the first is unpacked: overlapping buffers do not matter, and an object that
 * cannot be read does not leave messages behind.
 */
final class ObjectCollectives {
    private final ThoroughLink link;
    private final Packing packing;
    private final Supplier<String> where;

    /** Works on one communicator; {@code where} names the operation under way in error texts. */
    ObjectCollectives(final ThoroughLink link, final Packing packing, final Supplier<String> where) {
        this.link = link;
        this.packing = packing;
        this.where = where;
    }

    void bcast(final Object buffer, final long offset, final long count, final Layout type, final int root) {
        final boolean isRoot = link.rank() == root;
        final Parcel parcel = bcast(isRoot ? pack(buffer, offset, count, type) : null, root);
        if (!isRoot) {
            unpack(parcel, root, buffer, offset, count, type);
        }
    }

    void gather(final Object sendBuffer, final long sendOffset, final long sendCount, final Layout sendType,
        final Object recvBuffer, final long recvOffset, final SlotBlocks blocks, final Layout recvType,
        final int root) {
        final boolean inPlace = sendBuffer == CommEngine.IN_PLACE;
        final Parcel own = inPlace ? null : pack(sendBuffer, sendOffset, sendCount, sendType);
        final Parcel[] parcels = collect(own, root);
        if (parcels == null) {
            own.throwFailure();
        } else {
            unpackAll(parcels, inPlace, recvBuffer, recvOffset, blocks, recvType);
        }
    }

    void scatter(final Object sendBuffer, final long sendOffset, final SlotBlocks blocks, final Layout sendType,
        final Object recvBuffer, final long recvOffset, final long recvCount, final Layout recvType, final int root) {
        if (link.rank() != root) {
            unpack(receive(root), root, recvBuffer, recvOffset, recvCount, recvType);
            return;
        }
        final Parcel[] parcels = packAll(sendBuffer, sendOffset, blocks, sendType);
        for (int rank = 0; rank < parcels.length; rank++) {
            if (rank != root) {
                send(rank, parcels[rank]);
            }
        }
        for (final Parcel parcel : parcels) {
            parcel.throwFailure();
        }
        if (recvBuffer != CommEngine.IN_PLACE) {
            unpack(parcels[root], root, recvBuffer, recvOffset, recvCount, recvType);
        }
    }

    void allgather(final Object sendBuffer, final long sendOffset, final long sendCount, final Layout sendType,
        final Object recvBuffer, final long recvOffset, final SlotBlocks blocks, final Layout recvType) {
        final int size = link.size();
        final int rank = link.rank();
        final boolean inPlace = sendBuffer == CommEngine.IN_PLACE;
        final Parcel[] parcels = new Parcel[size];
        parcels[rank] = inPlace
            ? pack(recvBuffer, recvOffset + blocks.firstSlot(rank), blocks.count(rank), recvType)
            : pack(sendBuffer, sendOffset, sendCount, sendType);
        for (int round = 1, passed = rank; round < size; round++) {
            final int next = (passed - 1 + size) % size;
            parcels[next] = exchange((rank + 1) % size, parcels[passed], (rank - 1 + size) % size);
            passed = next;
        }
        unpackAll(parcels, inPlace, recvBuffer, recvOffset, blocks, recvType);
    }

    void alltoall(final Object sendBuffer, final long sendOffset, final SlotBlocks sendBlocks, final Layout sendType,
        final Object recvBuffer, final long recvOffset, final SlotBlocks recvBlocks, final Layout recvType) {
        final int size = link.size();
        final int rank = link.rank();
        final boolean inPlace = sendBuffer == CommEngine.IN_PLACE;
        final Parcel[] sent = inPlace
            ? packAll(recvBuffer, recvOffset, recvBlocks, recvType)
            : packAll(sendBuffer, sendOffset, sendBlocks, sendType);
        final Parcel[] received = new Parcel[size];
        received[rank] = sent[rank];
        for (int round = 1; round < size; round++) {
            final int dest = (rank + round) % size;
            final int source = (rank - round + size) % size;
            received[source] = exchange(dest, sent[dest], source);
        }
        for (final Parcel parcel : sent) {
            parcel.throwFailure();
        }
        unpackAll(received, inPlace, recvBuffer, recvOffset, recvBlocks, recvType);
    }

    void reduce(final Object sendBuffer, final long sendOffset, final Object recvBuffer, final long recvOffset,
        final long count, final Layout type, final Reduction op, final int root) {
        final Parcel own = contribution(sendBuffer, sendOffset, recvBuffer, recvOffset, count, type);
        final Parcel[] parcels = collect(own, root);
        if (parcels == null) {
            own.throwFailure();
        } else {
            final Object[] result = fold(parcels, recvBuffer, count, type, op);
            if (result.length > 0) {
                System.arraycopy(result, 0, recvBuffer, (int) recvOffset, result.length);
            }
        }
    }

    void allreduce(final Object sendBuffer, final long sendOffset, final Object recvBuffer, final long recvOffset,
        final long count, final Layout type, final Reduction op) {
        final Parcel own = contribution(sendBuffer, sendOffset, recvBuffer, recvOffset, count, type);
        final Parcel[] parcels = collect(own, 0);
        final Parcel result = bcast(parcels == null ? null : foldAndPack(parcels, recvBuffer, count, type, op), 0);
        own.throwFailure();
        unpack(result, 0, recvBuffer, recvOffset, count, type);
    }

    private Parcel contribution(final Object sendBuffer, final long sendOffset, final Object recvBuffer,
        final long recvOffset, final long count, final Layout type) {
        return sendBuffer == CommEngine.IN_PLACE
            ? pack(recvBuffer, recvOffset, count, type)
            : pack(sendBuffer, sendOffset, count, type);
    }

    /** Combines in rank order, from the last rank down; what the user's function sees are copies. */
    private Object[] fold(final Parcel[] parcels, final Object recvBuffer, final long count, final Layout type,
        final Reduction op) {
        if (count == 0) {
            return new Object[0]; // the user's buffer may be null
        }
        final int last = parcels.length - 1;
        final Object[] result = slots(recvBuffer, count);
        unpack(parcels[last], last, result, 0, count, type);
        for (int rank = last - 1; rank >= 0; rank--) {
            final Object[] left = slots(recvBuffer, count);
            unpack(parcels[rank], rank, left, 0, count, type);
            try {
                op.function().combine(left, 0, result, 0, (int) count, type);
            } catch (final Throwable e) {
                throw UserCode.failure(e, where.get());
            }
        }
        return result;
    }

    private Parcel foldAndPack(final Parcel[] parcels, final Object recvBuffer, final long count, final Layout type,
        final Reduction op) {
        try {
            return pack(fold(parcels, recvBuffer, count, type, op), 0, count, type);
        } catch (final MPIException e) {
            return Parcel.failed(e); // the others wait for the result; this rank throws once they have been told
        }
    }

    /** An array of the class that the user receives into. */
    private Object[] slots(final Object recvBuffer, final long count) {
        if (recvBuffer instanceof final Object[] array) {
            return (Object[]) Array.newInstance(array.getClass().componentType(), (int) count);
        }
        throw Faults.fault(MPI.ERR_TYPE, where.get(),
            "MPI.OBJECT needs an Object[], not a " + recvBuffer.getClass().getSimpleName());
    }

    /** Linear gather: the parcels of all ranks at the root, {@code null} elsewhere. */
    private Parcel[] collect(final Parcel own, final int root) {
        if (link.rank() != root) {
            send(root, own);
            return null;
        }
        final Parcel[] parcels = new Parcel[link.size()];
        for (int rank = 0; rank < parcels.length; rank++) {
            parcels[rank] = rank == root ? own : receive(rank);
        }
        return parcels;
    }

    /** Binomial broadcast of the root's parcel; throws at the root if that is a failure. */
    private Parcel bcast(final Parcel own, final int root) {
        final int[] header = {own == null ? Parcel.FAILED : own.lengthBytes()};
        BinomialBcast.receive(link, header, 0, Integer.BYTES, root);
        final boolean isAnnounced = own == null && link.received() && header[0] > Parcel.FAILED;
        final Parcel parcel = own == null ? announced(header[0]) : own;
        header[0] = parcel.lengthBytes();
        BinomialBcast.pass(link, header, 0, Integer.BYTES, root);
        if (parcel.lengthBytes() != Parcel.FAILED) {
            BinomialBcast.run(link, parcel.data(), 0, parcel.messageBytes(), root);
        } else if (isAnnounced) {
            BinomialBcast.receive(link, parcel.data(), 0, 0, root); // there is no room for it, but it is on its way
        }
        parcel.throwFailure();
        return parcel;
    }

    private void send(final int dest, final Parcel parcel) {
        link.send(dest, new int[] {parcel.lengthBytes()}, 0, Integer.BYTES);
        link.send(dest, parcel.data(), 0, parcel.messageBytes());
    }

    private Parcel receive(final int source) {
        final int[] header = new int[1];
        link.recv(source, header, 0, Integer.BYTES);
        final boolean isAnnounced = link.received();
        final Parcel parcel = announced(header[0]);
        if (isAnnounced) {
            link.recv(source, parcel.data(), 0, parcel.messageBytes());
        }
        return parcel;
    }

    private Parcel exchange(final int dest, final Parcel sent, final int source) {
        final int[] header = new int[1];
        link.sendrecv(dest, new int[] {sent.lengthBytes()}, 0, Integer.BYTES, source, header, 0, Integer.BYTES);
        final boolean isAnnounced = link.received();
        final Parcel received = announced(header[0]);
        if (isAnnounced) {
            link.sendrecv(dest, sent.data(), 0, sent.messageBytes(), source, received.data(), 0,
                received.messageBytes());
        } else {
            link.send(dest, sent.data(), 0, sent.messageBytes());
        }
        return received;
    }

    /** What the length just received announces; if it has not come, nothing follows it. */
    private Parcel announced(final int lengthBytes) {
        if (!link.received()) {
            return Parcel.failed(link.failure());
        }
        final Parcel parcel = Parcel.announced(lengthBytes, where);
        if (parcel.failure() != null) {
            link.remember(parcel.failure()); // before the message itself is found too long for no room at all
        }
        return parcel;
    }

    private Parcel pack(final Object buffer, final long offset, final long count, final Layout type) {
        try {
            return Parcel.of(packing.pack(buffer, offset, count, type, where));
        } catch (final MPIException e) {
            return Parcel.failed(e); // thrown once the others have been told
        }
    }

    private Parcel[] packAll(final Object buffer, final long offset, final SlotBlocks blocks, final Layout type) {
        final Parcel[] parcels = new Parcel[blocks.ranks()];
        for (int rank = 0; rank < parcels.length; rank++) {
            parcels[rank] = pack(buffer, offset + blocks.firstSlot(rank), blocks.count(rank), type);
        }
        return parcels;
    }

    private void unpack(final Parcel parcel, final int source, final Object buffer, final long offset,
        final long count, final Layout type) {
        parcel.throwFailure();
        if (parcel.lengthBytes() == Parcel.FAILED) {
            throw Faults.fault(MPI.ERR_OTHER, where.get(), "rank " + source + " could not serialise its objects");
        }
        packing.unpack(parcel.data(), parcel.lengthBytes(), buffer, offset, count, type, where);
    }

    private void unpackAll(final Parcel[] parcels, final boolean inPlace, final Object buffer, final long offset,
        final SlotBlocks blocks, final Layout type) {
        for (int rank = 0; rank < parcels.length; rank++) {
            if (!inPlace || rank != link.rank()) {
                unpack(parcels[rank], rank, buffer, offset + blocks.firstSlot(rank), blocks.count(rank), type);
            }
        }
    }
}
