package mpi.core.coll;

import java.lang.reflect.Array;
import java.util.HashMap;
import java.util.Map;
import mpi.MPI;
import mpi.MPIException;
import mpi.core.datatype.Packing;
import mpi.spi.BufferBlocks;
import mpi.spi.Collective;
import mpi.spi.Faults;
import mpi.spi.Layout;

/**
 * Blocks of objects go straight from the rank that has them to those that want them: first the lengths, then what is
 * serialised. A reduction combines what it has got in the order of the ranks. All blocks are packed before any is
 * unpacked, so that overlapping buffers do not matter.
 *
 * <ul>
 * <li><b>Cost</b>: 2 rounds, two messages an edge of the {@link Pattern}.
 * <li><b>When chosen</b>: {@code MPI.OBJECT} in every operation that is not blocking, or that
 * {@link ObjectCollectives} does not have.
 * <li><b>Source</b>: MPI 4.1, chapter 6, taken literally.
 * </ul>
 */
final class ObjectExchange {
    private final Schedule schedule;
    private final Collective call;
    private final Packing packing;
    private final Pattern pattern;
    private final int rank;
    private final boolean isInter;
    private final int[][] lengths;
    private final Parcel[] received;

    private ObjectExchange(final Schedule schedule, final Collective call, final Packing packing,
        final Pattern pattern, final int rank, final boolean isInter) {
        this.schedule = schedule;
        this.call = call;
        this.packing = packing;
        this.pattern = pattern;
        this.rank = rank;
        this.isInter = isInter;
        this.lengths = new int[pattern.receives().size()][];
        this.received = new Parcel[lengths.length];
    }

    /** Serialises what this rank, which is {@code rank} in its own group, sends, and writes its schedule. */
    static void plan(final Schedule schedule, final Collective call, final Packing packing, final Pattern pattern,
        final int rank, final boolean isInter) {
        new ObjectExchange(schedule, call, packing, pattern, rank, isInter).plan();
    }

    private void plan() {
        final Map<Integer, Parcel> parcels = new HashMap<>();
        for (final Pattern.Edge edge : pattern.sends()) {
            final Parcel parcel = parcels.computeIfAbsent(edge.block(), this::pack);
            schedule.send(edge.peer(), new int[] {parcel.lengthBytes()}, 0, Integer.BYTES);
        }
        for (int i = 0; i < lengths.length; i++) {
            lengths[i] = new int[] {Parcel.FAILED};
            schedule.receive(source(i), lengths[i], 0, Integer.BYTES);
        }
        schedule.then(() -> exchange(parcels));
    }

    private int source(final int index) {
        return pattern.receives().get(index).peer();
    }

    /** A failure is told to the receivers, and thrown by whoever completes the operation. */
    private Parcel pack(final int sendBlock) {
        final boolean inPlace = call.send().isInPlace();
        final BufferBlocks from = inPlace ? call.recv() : call.send();
        final int block = inPlace && isAllgather() ? rank : sendBlock;
        // What is reduced over an intercommunicator and scattered there is cut by the receivers.
        final long count = isInter && call.op() != null ? from.totalCount() : from.counts()[block];
        try {
            return Parcel.of(packing.pack(from.buffer(), from.offset() + from.displacements()[block], count,
                from.types()[block], schedule::where));
        } catch (final MPIException e) {
            schedule.fail(e);
            return Parcel.failed(e);
        }
    }

    private void exchange(final Map<Integer, Parcel> parcels) {
        for (int i = 0; i < received.length; i++) {
            received[i] = Parcel.announced(lengths[i][0], schedule::where);
            if (received[i].failure() != null) {
                schedule.fail(received[i].failure()); // its message is still received, without room for it
            }
            schedule.receive(source(i), received[i].data(), 0, received[i].messageBytes());
        }
        for (final Pattern.Edge edge : pattern.sends()) {
            final Parcel parcel = parcels.get(edge.block());
            schedule.send(edge.peer(), parcel.data(), 0, parcel.messageBytes());
        }
        if (received.length > 0) {
            schedule.thenOutside(call.op() == null ? this::unpackAll : this::reduce);
        }
    }

    private void unpackAll() {
        final BufferBlocks recv = call.recv();
        for (int i = 0; i < received.length; i++) {
            final int block = pattern.receives().get(i).block();
            unpack(i, recv.buffer(), recv.offset() + recv.displacements()[block], recv.counts()[block],
                recv.types()[block]);
        }
    }

    /** Combines from the last rank down; what the user's function sees are copies. */
    private void reduce() {
        final BufferBlocks recv = call.recv();
        final Layout type = recv.types()[0];
        final boolean isBlockwise = isScattered() && !isInter;
        final int resultSlots = (int) (call.send().isInPlace() && isBlockwise ? recv.counts()[rank] : recv.counts()[0]);
        final int slots = isScattered() && isInter ? (int) call.send().totalCount() : resultSlots;
        if (slots == 0) {
            return;
        }
        final Object[] result = slots(recv.buffer(), slots);
        unpack(received.length - 1, result, 0, slots, type);
        for (int i = received.length - 2; i >= 0; i--) {
            final Object[] left = slots(recv.buffer(), slots);
            unpack(i, left, 0, slots, type);
            call.op().function().combine(left, 0, result, 0, slots, type);
        }
        final int from = isScattered() && isInter ? (int) call.send().displacements()[rank] : 0;
        System.arraycopy(result, from, recv.buffer(), (int) recv.offset(), resultSlots);
    }

    private boolean isAllgather() {
        return call.kind() == Collective.Kind.ALLGATHER || call.kind() == Collective.Kind.ALLGATHERV;
    }

    private boolean isScattered() {
        return call.kind() == Collective.Kind.REDUCE_SCATTER || call.kind() == Collective.Kind.REDUCE_SCATTER_BLOCK;
    }

    private Object[] slots(final Object buffer, final int count) {
        if (buffer instanceof final Object[] array) {
            return (Object[]) Array.newInstance(array.getClass().componentType(), count);
        }
        throw Faults.fault(MPI.ERR_TYPE, schedule.where(),
            "MPI.OBJECT needs an Object[], not a " + (buffer == null ? "null" : buffer.getClass().getSimpleName()));
    }

    private void unpack(final int index, final Object buffer, final long offset, final long count, final Layout type) {
        final Parcel parcel = received[index];
        parcel.throwFailure();
        if (parcel.lengthBytes() == Parcel.FAILED) {
            throw Faults.fault(MPI.ERR_OTHER, schedule.where(),
                "rank " + source(index) + " could not serialise its objects");
        }
        packing.unpack(parcel.data(), parcel.lengthBytes(), buffer, offset, count, type, schedule::where);
    }
}
