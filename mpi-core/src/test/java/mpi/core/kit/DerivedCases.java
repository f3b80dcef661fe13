package mpi.core.kit;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import mpi.Datatype;
import mpi.Intracomm;
import mpi.MPI;
import mpi.Op;
import mpi.Request;
import mpi.Status;

/**
 * Messages of derived datatypes, among them types made at random, against {@link RandomType}'s idea of them. Every byte
 * of a buffer is looked at, also those between and behind the items.
 */
final class DerivedCases {
    private static final int TAG = 31;
    private static final int TYPES = 8;
    /** Short; longer than what goes at once within a host; longer than the eager limit. */
    private static final int[] ABOUT_BYTES = {300, 300, 300, 20_000, 140_000};

    private final Intracomm comm;
    private final int right;
    private final int left;
    private final int types;

    DerivedCases(final Intracomm comm) {
        this(comm, TYPES);
    }

    DerivedCases(final Intracomm comm, final int types) {
        this.comm = comm;
        this.types = types;
        this.right = (comm.getRank() + 1) % comm.getSize();
        this.left = (comm.getRank() + comm.getSize() - 1) % comm.getSize();
    }

    void shouldMoveRandomTypes() {
        final long[] seed = {System.nanoTime()};
        comm.bcast(seed, 1, MPI.LONG, 0);
        final Random random = new Random(seed[0]);
        for (int i = 0; i < types; i++) {
            final RandomType drawn = RandomType.draw(random);
            final int about = ABOUT_BYTES[random.nextInt(ABOUT_BYTES.length)];
            final int count = drawn.bytes.length == 0 ? 2 : 1 + about / drawn.bytes.length;
            new Exchange(drawn, count, i % 2 == 0, "seed " + seed[0] + ", " + count + " items of " + drawn).run();
        }
    }

    /** A column of a matrix to a row, and back. */
    void shouldMoveAColumnOfAMatrix() {
        for (final int n : new int[] {3, 50, 300}) {
            final Datatype column = Datatype.createVector(n, 1, n, MPI.DOUBLE);
            column.commit();
            final double[] sent = new double[n * n];
            Item.DOUBLE.fill(sent, 0, sent.length, comm.getRank());
            final double[] row = new double[n + 1];
            comm.sendRecv(MPI.slice(sent, 1), 1, column, right, TAG, row, n, MPI.DOUBLE, left, TAG);
            final double[] expected = new double[n * n];
            Item.DOUBLE.fill(expected, 0, expected.length, left);
            final double[] back = new double[n * n];
            final Status status = comm.Sendrecv(row, 0, n, MPI.DOUBLE, left, TAG, back, 2, 1, column, right, TAG);
            Expect.equal("count", 1, status.getCount(column));
            Expect.equal("elements", n, status.getElements(column));
            for (int i = 0; i < n; i++) {
                Expect.equal("element " + i, expected[1 + i * n], row[i]);
                Expect.equal("element " + i + " that came back", sent[1 + i * n], back[2 + i * n]);
                Expect.equal("beside it", 0.0, back[1 + i * n]);
            }
            column.free();
        }
    }

    /** Booleans lie in arrays that the engine cannot look into, objects in slots. */
    void shouldMoveBooleansAndObjects() {
        final Datatype every3rd = Datatype.Vector(4, 1, 3, MPI.BOOLEAN);
        final boolean[] flags = {true, false, false, false, true, true, true, false, false, true, true, true};
        final boolean[] received = new boolean[13];
        comm.Sendrecv(flags, 0, 1, every3rd, right, TAG, received, 1, 1, every3rd, left, TAG);
        Expect.equal("flags", "1 7 10", positions(received));
        final Datatype pairs = Datatype.Indexed(new int[] {1, 2}, new int[] {3, 0}, MPI.OBJECT);
        final String[] words = {"a", "b", "c", "d", null, "e", "f", "g"};
        final Object[] got = new Object[9];
        final Status status = comm.Sendrecv(words, 0, 2, pairs, right, TAG, got, 1, 2, pairs, left, TAG);
        Expect.equal("objects", "[null, a, b, null, d, null, e, null, g]", Arrays.toString(got));
        Expect.equal("items", 2, status.Get_count(pairs));
        Expect.equal("slots", 6, status.Get_elements(pairs));
    }

    private static String positions(final boolean[] flags) {
        final StringBuilder text = new StringBuilder();
        for (int i = 0; i < flags.length; i++) {
            text.append(flags[i] ? " " + i : "");
        }
        return text.toString().trim();
    }

    void shouldReceiveAPartOfAnItem() {
        final Datatype type = Datatype.createStruct(new int[] {1, 2}, new int[] {8, 0},
            new Datatype[] {MPI.DOUBLE, MPI.SHORT});
        type.commit();
        final byte[] received = new byte[64];
        Arrays.fill(received, (byte) Item.GUARD);
        final Status status = comm.sendRecv(new byte[22], 22, MPI.BYTE, right, TAG, received, 4, type, left, TAG);
        Expect.equal("count", MPI.UNDEFINED, status.getCount(type));
        Expect.equal("elements", 5, status.getElements(type));
        final byte[] expected = new byte[64];
        Arrays.fill(expected, (byte) Item.GUARD);
        for (final int start : new int[] {8, 24}) {
            Arrays.fill(expected, start, start + 8, (byte) 0);
        }
        Arrays.fill(expected, 0, 4, (byte) 0);
        Arrays.fill(expected, 16, 18, (byte) 0);
        Expect.equal("bytes", expected, received);
    }

    void shouldMoveColumnsInCollectives() {
        final int size = comm.getSize();
        final int rank = comm.getRank();
        final Datatype column = columnOf(size);
        final int[] matrix = new int[size * size];
        for (int i = 0; i < size; i++) {
            matrix[i * size + rank] = 100 * rank + i;
        }
        final int[] gathered = new int[size * size + 1];
        comm.gather(MPI.slice(matrix, rank), 1, column, gathered, 1, column, 0);
        Expect.equal("gathered", rank == 0 ? table(size, size) : new int[size * size + 1], gathered);
        final int[] all = new int[size * size + 1];
        comm.allGather(MPI.slice(matrix, rank), 1, column, all, size, MPI.INT);
        Expect.equal("gathered as rows", rows(size), all);
        final int[] scattered = new int[size];
        comm.scatter(gathered, 1, column, scattered, size, MPI.INT, 0);
        Expect.equal("scattered", Arrays.copyOfRange(rows(size), rank * size, (rank + 1) * size), scattered);
        final int[] inPlace = matrix.clone();
        comm.Allgather(matrix, rank, 1, column, inPlace, 0, 1, column);
        Expect.equal("gathered in columns", table(size, size), Arrays.copyOf(inPlace, size * size + 1));
        final int[] transposed = new int[size * size];
        comm.allToAll(inPlace, 1, column, transposed, size, MPI.INT);
        Expect.equal("exchanged", 100 * rank, transposed[0]);
        final int[] told = rank == size - 1 ? table(size, size) : new int[size * size + 1];
        comm.bcast(told, size, column, size - 1);
        Expect.equal("broadcast", table(size, size), told);
        final int[] places = new int[size * size];
        final int[] counts = new int[size];
        final int[] displs = new int[size];
        for (int i = 0; i < size; i++) {
            counts[i] = 1;
            displs[i] = size - 1 - i;
        }
        comm.allGatherv(MPI.slice(matrix, rank), 1, column, places, counts, displs, column);
        Expect.equal("mirrored", 100 * (size - 1), places[0]);
    }

    /** A function of the user finds items as they lie in memory. */
    void shouldReduceItemsWithGaps() {
        final int size = comm.getSize();
        final Datatype type = Datatype.createVector(2, 1, 2, MPI.INT);
        type.commit();
        final Op sum = new Op((in, inOut, count, of) -> {
            for (int i = 0; i < count; i++) {
                ((int[]) inOut)[3 * i] += ((int[]) in)[3 * i];
                ((int[]) inOut)[3 * i + 2] += ((int[]) in)[3 * i + 2];
            }
        }, true);
        final int[] sent = {1, 5, 2, 10, 5, 20};
        final int[] received = {7, 7, 7, 7, 7, 7, 7};
        comm.allReduce(sent, received, 2, type, sum);
        Expect.equal("sums", new int[] {size, 7, 2 * size, 10 * size, 7, 20 * size, 7}, received);
        Expect.failure("a predefined operation", MPI.ERR_OP, () -> comm.allReduce(sent, received, 2, type, MPI.SUM));
        final Datatype odd = Datatype.createHIndexed(new int[] {1, 1}, new int[] {0, 6}, MPI.INT);
        odd.commit();
        Expect.failure("items that do not lie in an array", MPI.ERR_OP,
            () -> comm.allReduce(sent, received, 1, odd, sum));
        sum.free();
    }

    /** Types of one signature: all ranks take one way though only some of them have gaps. */
    void shouldReduceItemsOfWhichSomeHaveGaps() {
        final int size = comm.getSize();
        final int rank = comm.getRank();
        final boolean hasGaps = rank % 2 == 1;
        final Datatype type = hasGaps ? Datatype.createVector(2, 1, 2, MPI.INT)
            : Datatype.createContiguous(2, MPI.INT);
        type.commit();
        final int stride = hasGaps ? 3 : 2;
        final Op sum = new Op((in, inOut, count, _) -> {
            for (int i = 0; i < count; i++) {
                ((int[]) inOut)[stride * i] += ((int[]) in)[stride * i];
                ((int[]) inOut)[stride * i + stride - 1] += ((int[]) in)[stride * i + stride - 1];
            }
        }, true);
        final int[] sent = new int[stride * size];
        for (int i = 0; i < size; i++) {
            sent[stride * i] = 1 + i;
            sent[stride * i + stride - 1] = 10 * (1 + i);
        }
        final int[] received = new int[stride];
        comm.reduceScatterBlock(sent, received, 1, type, sum);
        Expect.equal("sum", size * (1 + rank), received[0]);
        Expect.equal("sum behind a gap", 10 * size * (1 + rank), received[stride - 1]);
        sum.free();
    }

    void shouldRefuseWrongTypes() {
        final Datatype uncommitted = Datatype.createVector(2, 1, 2, MPI.INT);
        final Datatype freed = Datatype.Vector(2, 1, 2, MPI.INT);
        freed.free();
        final Datatype overlapping = Datatype.Indexed(new int[] {2, 2}, new int[] {0, 1}, MPI.INT);
        final Datatype below = Datatype.Indexed(new int[] {1, 1}, new int[] {-1, 1}, MPI.INT);
        final Datatype vector = Datatype.Vector(2, 1, 2, MPI.INT);
        final int[] five = new int[5];
        for (final Datatype unusable : new Datatype[] {uncommitted, freed, MPI.DATATYPE_NULL, null}) {
            Expect.failure("send", MPI.ERR_TYPE, () -> comm.send(five, 1, unusable, right, TAG));
            Expect.failure("recv", MPI.ERR_TYPE, () -> comm.recv(five, 1, unusable, right, TAG));
            Expect.failure("pack", MPI.ERR_TYPE, () -> comm.pack(five, 1, unusable, new byte[20], 0));
            Expect.failure("bcast", MPI.ERR_TYPE, () -> comm.bcast(five, 1, unusable, 0));
        }
        Expect.failure("recv of what overlaps", MPI.ERR_TYPE, () -> comm.iRecv(five, 1, overlapping, right, TAG));
        Expect.failure("recv of what overlaps", MPI.ERR_TYPE,
            () -> comm.sendRecv(five, 1, vector, right, TAG, five, 1, overlapping, left, TAG));
        Expect.failure("unpack of what overlaps", MPI.ERR_TYPE,
            () -> comm.unpack(new byte[16], 0, five, 1, overlapping));
        Expect.failure("send beyond the end", MPI.ERR_BUFFER, () -> comm.send(five, 2, vector, right, TAG));
        Expect.failure("send below the start", MPI.ERR_BUFFER, () -> comm.send(five, 1, below, right, TAG));
        Expect.failure("negative count", MPI.ERR_COUNT, () -> comm.send(five, -1, vector, right, TAG));
        Expect.failure("wrong array", MPI.ERR_TYPE, () -> comm.Send(new double[9], 0, 1, vector, right, TAG));
        Expect.failure("no room to pack", MPI.ERR_TRUNCATE, () -> comm.Pack(five, 0, 1, vector, new byte[9], 2));
        Expect.failure("pack at a negative position", MPI.ERR_ARG,
            () -> comm.Pack(five, 0, 1, vector, new byte[9], -1));
        Expect.failure("pack into nothing", MPI.ERR_BUFFER, () -> comm.pack(five, 1, vector, null, 0));
        Expect.failure("nothing left to unpack", MPI.ERR_TRUNCATE,
            () -> comm.Unpack(new byte[9], 2, five, 0, 1, vector));
        Expect.failure("size of objects", MPI.ERR_TYPE, () -> comm.packSize(1, MPI.OBJECT));
        Expect.equal("size", 16, comm.packSize(2, vector));
        // What may be sent though it cannot be received, and what fits although its extent does not.
        final byte[] bytes = new byte[16];
        comm.sendRecv(new int[] {1, 2, 3}, 1, overlapping, right, TAG, bytes, 16, MPI.BYTE, left, TAG);
        comm.sendRecv(new int[] {1, 0, 2, 3, 0, 4}, 2, vector, right, TAG, new int[6], 2, vector, left, TAG);
    }

    void shouldPackOneBehindTheOther() {
        final byte[] packed = new byte[300];
        final Datatype vector = Datatype.Vector(2, 1, 2, MPI.INT);
        int position = comm.pack(new int[] {1, 2, 3}, 1, vector, packed, 0);
        position = comm.Pack(new Object[] {"a", null, "b"}, 0, 3, MPI.OBJECT, packed, position);
        position = comm.pack(new boolean[] {true, false}, 2, MPI.BOOLEAN, packed, position);
        final byte[] received = new byte[300];
        comm.sendRecv(packed, position, MPI.PACKED, right, TAG, received, 300, MPI.PACKED, left, TAG);
        final int[] ints = new int[3];
        final Object[] words = new Object[4];
        final boolean[] flags = new boolean[2];
        int behind = comm.unpack(received, 0, ints, 1, vector);
        behind = comm.Unpack(received, behind, words, 1, 3, MPI.OBJECT);
        behind = comm.unpack(received, behind, flags, 2, MPI.BOOLEAN);
        Expect.equal("position", position, behind);
        Expect.equal("ints", new int[] {1, 0, 3}, ints);
        Expect.equal("words", "[null, a, null, b]", Arrays.toString(words));
        Expect.equal("flags", new boolean[] {true, false}, flags);
    }

    void shouldExchangeInPlace() {
        final Datatype column = Datatype.Vector(3, 1, 3, MPI.INT);
        final int[] matrix = new int[12];
        for (int i = 0; i < matrix.length; i++) {
            matrix[i] = 100 * comm.getRank() + i;
        }
        comm.Sendrecv_replace(matrix, 2, 1, column, right, TAG, left, TAG);
        for (int i = 0; i < matrix.length; i++) {
            final int of = i == 2 || i == 5 || i == 8 ? left : comm.getRank();
            Expect.equal("element " + i, 100 * of + i, matrix[i]);
        }
    }

    /** Columns that lie one element apart. */
    private static Datatype columnOf(final int size) {
        final Datatype column = Datatype.createResized(Datatype.createVector(size, 1, size, MPI.INT), 0, Integer.BYTES);
        column.commit();
        return column;
    }

    private static int[] table(final int rows, final int columns) {
        final int[] table = new int[rows * columns + 1];
        for (int i = 0; i < rows * columns; i++) {
            table[i] = 100 * (i % columns) + i / columns;
        }
        return table;
    }

    private static int[] rows(final int size) {
        final int[] rows = new int[size * size + 1];
        for (int i = 0; i < size * size; i++) {
            rows[i] = 100 * (i / size) + i % size;
        }
        return rows;
    }

    /** One type, sent as it is and received as it is, as bytes, and from bytes. */
    private final class Exchange {
        private final RandomType type;
        private final int count;
        private final boolean isNative;
        private final String what;
        private final int[] places;
        private final int start;
        private final int room;

        Exchange(final RandomType type, final int count, final boolean isNative, final String what) {
            this.type = type;
            this.count = count;
            this.isNative = isNative;
            this.what = what;
            places = type.places(count);
            final int low = Math.min(0, Arrays.stream(places).min().orElse(0));
            final int high = Math.max(0, Arrays.stream(places).max().orElse(0));
            start = (1 - low + 15) / 16 * 16;
            room = start + high + 17;
        }

        void run() {
            expectBounds();
            final MemorySegment sent = allocate(room);
            fill(sent, comm.getRank());
            expectPacked(sent);
            expectReceived(sent);
        }

        private void expectBounds() {
            final Datatype inBytes = Datatype.createStruct(new int[] {1}, new int[] {0}, new Datatype[] {type.type});
            final String found = inBytes.getLb() + " " + inBytes.getExtent() + " " + inBytes.getTrueLb() + " "
                + inBytes.getTrueExtent() + " " + inBytes.getSize();
            Expect.equal(what + ": bounds", (type.bytes.length == 0 ? inBytes.getLb() : type.lb) + " "
                + (type.bytes.length == 0 ? inBytes.getExtent() : type.extent()) + " " + type.trueLb() + " "
                + (type.trueUb() - type.trueLb()) + " " + type.bytes.length, found);
        }

        /** Of the basic elements' array class; 16 is a multiple of all. */
        private int offset() {
            return start * type.type.Size() / Math.max(1, type.bytes.length);
        }

        private MemorySegment allocate(final int bytes) {
            final MemorySegment segment =
                isNative ? Arena.ofAuto().allocate(bytes) : MemorySegment.ofArray(new byte[bytes]);
            return segment.fill((byte) Item.GUARD);
        }

        private void fill(final MemorySegment segment, final int seed) {
            final byte[] bytes = new byte[(int) segment.byteSize()];
            new Random(seed).nextBytes(bytes);
            segment.copyFrom(MemorySegment.ofArray(bytes));
        }

        /** The message, one byte after the other. */
        private byte[] message(final MemorySegment segment) {
            final byte[] memory = segment.toArray(ValueLayout.JAVA_BYTE);
            final byte[] message = new byte[places.length];
            for (int i = 0; i < places.length; i++) {
                message[i] = memory[start + places[i]];
            }
            return message;
        }

        private void expectPacked(final MemorySegment sent) {
            if (places.length == 0) {
                return;
            }
            final byte[] packed = new byte[comm.Pack_size(count, type.type) + 5];
            Expect.equal(what + ": position", packed.length - 2,
                comm.Pack(sent, offset(), count, type.type, packed, 3));
            Expect.equal(what + ": packed", message(sent), Arrays.copyOfRange(packed, 3, packed.length - 2));
            final MemorySegment unpacked = allocate(room);
            comm.Unpack(packed, 3, unpacked, offset(), count, type.type);
            expectItems("unpacked", message(sent), unpacked);
        }

        private void expectReceived(final MemorySegment sent) {
            final MemorySegment theirs = allocate(room);
            fill(theirs, left);
            final byte[] expected = message(theirs);
            final MemorySegment received = allocate(room);
            final int from = places.length == 0 ? 0 : offset();
            final Request receive = comm.Irecv(received, from, count, type.type, left, TAG);
            comm.Send(sent, from, count, type.type, right, TAG);
            final Status status = receive.Wait();
            expectItems("received", expected, received);
            expectReceivedLate(sent, from, expected);
            Expect.equal(what + ": count", type.bytes.length == 0 ? 0 : count, status.getCount(type.type));
            final byte[] bytes = new byte[places.length];
            comm.Sendrecv(sent, from, count, type.type, right, TAG, ByteBuffer.wrap(bytes), 0, bytes.length, MPI.BYTE,
                left, TAG);
            Expect.equal(what + ": received as bytes", expected, bytes);
            final MemorySegment again = allocate(room);
            comm.Sendrecv(message(sent), 0, places.length, MPI.BYTE, right, TAG, again, from, count, type.type, left,
                TAG);
            expectItems("received from bytes", expected, again);
        }

        /** The message is there before its receive, whose probe tells how long it is. */
        private void expectReceivedLate(final MemorySegment sent, final int from, final byte[] expected) {
            final MemorySegment received = allocate(room);
            final Request send = comm.Isend(sent, from, count, type.type, right, TAG);
            Expect.equal(what + ": probed", places.length, comm.Probe(left, TAG).Get_count(MPI.BYTE));
            comm.Recv(received, from, count, type.type, left, TAG);
            send.Wait();
            expectItems("received late", expected, received);
        }

        /** Of items that overlap the later one stays. */
        private void expectItems(final String how, final byte[] message, final MemorySegment found) {
            final byte[] expected = new byte[room];
            Arrays.fill(expected, (byte) Item.GUARD);
            for (int i = 0; i < places.length; i++) {
                expected[start + places[i]] = message[i];
            }
            Expect.equal(what + ": first wrong byte " + how, -1L, MemorySegment.ofArray(expected).mismatch(found));
        }
    }
}
