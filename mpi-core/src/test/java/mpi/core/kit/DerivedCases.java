package mpi.core.kit;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Random;
import mpi.Datatype;
import mpi.Intracomm;
import mpi.MPI;
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
            if (isDisjoint()) {
                expectReceived(sent);
            } else {
                Expect.failure(what, MPI.ERR_TYPE,
                    () -> comm.Recv(allocate(room), offset(), count, type.type, MPI.PROC_NULL, TAG));
            }
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

        private boolean isDisjoint() {
            final BitSet taken = new BitSet(room);
            for (final int place : places) {
                taken.set(start + place);
            }
            return taken.cardinality() == places.length;
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
            if (isDisjoint()) {
                final MemorySegment unpacked = allocate(room);
                comm.Unpack(packed, 3, unpacked, offset(), count, type.type);
                expectItems("unpacked", message(sent), unpacked);
            }
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
