package mpi.core.kit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import mpi.Datatype;
import mpi.Errhandler;
import mpi.MPI;
import mpi.MPIException;
import mpi.spi.BasicType;
import org.junit.jupiter.api.function.Executable;

/**
 * Packing as external32, against literals and against {@link RandomType}'s idea of it.
 */
class External32Test {
    private static final String EXTERNAL32 = "external32";
    private static final HexFormat HEX = HexFormat.ofDelimiter(" ");
    private static final int GUARD = 0x5a;

    /**
     * Items and what becomes of them.
     *
     * @param array of the type's class
     * @param hex the bytes
     */
    private record Golden(Datatype type, int count, Object array, String hex) {
        byte[] bytes() {
            return HEX.parseHex(hex);
        }
    }

    /** Memory of pairs: what is written between them is in their gaps, and must not be seen again. */
    private static ByteBuffer memory(final int bytes) {
        final ByteBuffer memory = ByteBuffer.allocate(bytes).order(ByteOrder.nativeOrder());
        Arrays.fill(memory.array(), (byte) 0x77);
        return memory;
    }

    private static final List<Golden> GOLDEN = List.of(
        new Golden(MPI.BYTE, 3, new byte[] {1, -1, 127}, "01 ff 7f"),
        new Golden(MPI.PACKED, 2, new byte[] {-128, 2}, "80 02"),
        new Golden(MPI.BOOLEAN, 3, new boolean[] {true, false, true}, "01 00 01"),
        new Golden(MPI.CHAR, 3, new char[] {'A', '\u20ac', '\uffff'}, "00 41 20 ac ff ff"),
        new Golden(MPI.SHORT, 2, new short[] {0x0102, -2}, "01 02 ff fe"),
        new Golden(MPI.INT, 2, new int[] {0x01020304, -2}, "01 02 03 04 ff ff ff fe"),
        new Golden(MPI.LONG, 2, new long[] {0x0102030405060708L, -2},
            "01 02 03 04 05 06 07 08 ff ff ff ff ff ff ff fe"),
        new Golden(MPI.FLOAT, 3, new float[] {-1.5f, 1e-45f, Float.intBitsToFloat(0x7fc01234)},
            "bf c0 00 00 00 00 00 01 7f c0 12 34"),
        new Golden(MPI.DOUBLE, 3, new double[] {-1.5, Double.MIN_VALUE, Double.longBitsToDouble(0x7ff8000000001234L)},
            "bf f8 00 00 00 00 00 00 00 00 00 00 00 00 00 01 7f f8 00 00 00 00 12 34"),
        new Golden(MPI.FLOAT_COMPLEX, 1, new float[] {1.5f, -2}, "3f c0 00 00 c0 00 00 00"),
        new Golden(MPI.DOUBLE_COMPLEX, 1, new double[] {1.5, -2},
            "3f f8 00 00 00 00 00 00 c0 00 00 00 00 00 00 00"),
        new Golden(MPI.SHORT2, 2, new short[] {0x0102, 3, -1, 4}, "01 02 00 03 ff ff 00 04"),
        new Golden(MPI.INT2, 1, new int[] {0x01020304, 5}, "01 02 03 04 00 00 00 05"),
        new Golden(MPI.LONG2, 1, new long[] {0x0102030405060708L, 9},
            "01 02 03 04 05 06 07 08 00 00 00 00 00 00 00 09"),
        new Golden(MPI.FLOAT2, 1, new float[] {1.5f, 2}, "3f c0 00 00 40 00 00 00"),
        new Golden(MPI.DOUBLE2, 1, new double[] {1.5, 2}, "3f f8 00 00 00 00 00 00 40 00 00 00 00 00 00 00"),
        new Golden(MPI.SHORT_INT, 2,
            memory(16).putShort(0, (short) 0x0102)
                .putInt(4, 0x03040506)
                .putShort(8, (short) 0x0708)
                .putInt(12, 0x090a0b0c)
                .array(),
            "01 02 03 04 05 06 07 08 09 0a 0b 0c"),
        new Golden(MPI.LONG_INT, 1, memory(16).putLong(0, 0x0102030405060708L).putInt(8, 9).array(),
            "01 02 03 04 05 06 07 08 00 00 00 09"),
        new Golden(MPI.FLOAT_INT, 1, memory(8).putFloat(0, 1.5f).putInt(4, 9).array(), "3f c0 00 00 00 00 00 09"),
        new Golden(MPI.DOUBLE_INT, 2,
            memory(32).putDouble(0, 1.5).putInt(8, 0x03040506).putDouble(16, -2).putInt(24, 7).array(),
            "3f f8 00 00 00 00 00 00 03 04 05 06 c0 00 00 00 00 00 00 00 00 00 00 07"));

    @MpiTest(ranks = 1)
    void shouldHaveTheBytesOfTheStandard() {
        for (final Golden golden : GOLDEN) {
            final MemorySegment memory = segmentOf(golden.array);
            final int size = (int) memory.byteSize();
            final ByteBuffer direct = ByteBuffer.allocateDirect(size);
            MemorySegment.ofBuffer(direct).copyFrom(memory);
            expectPacked(golden, golden.array);
            expectPacked(golden, direct);
            expectPacked(golden, direct.asReadOnlyBuffer());
            expectPacked(golden, ByteBuffer.wrap(memory.toArray(ValueLayout.JAVA_BYTE))
                .asReadOnlyBuffer());
            expectPacked(golden, memory);
            expectPacked(golden, Arena.ofAuto().allocate(size).copyFrom(memory));
        }
    }

    @MpiTest(ranks = 1)
    void shouldKnowEveryBasicType() {
        assertEquals(
            Stream.of(BasicType.values())
                .filter(type -> type != BasicType.OBJECT)
                .map(type -> "MPI_" + type.name())
                .collect(Collectors.toSet()),
            GOLDEN.stream().map(golden -> golden.type.getName()).collect(Collectors.toSet()));
    }

    private static void expectPacked(final Golden golden, final Object buffer) {
        final String what = golden.type + " in " + buffer;
        final int length = golden.bytes().length;
        assertEquals(length, MPI.packExternalSize(EXTERNAL32, golden.count, golden.type), what);
        final byte[] packed = guarded(length + 6);
        assertEquals(length + 3, MPI.packExternal(EXTERNAL32, buffer, golden.count, golden.type, packed, 3), what);
        assertEquals("5a 5a 5a " + golden.hex + " 5a 5a 5a", HEX.formatHex(packed), what);
    }

    @MpiTest(ranks = 1)
    void shouldUnpackIntoAnyBuffer() {
        for (final Golden golden : GOLDEN) {
            final MemorySegment memory = segmentOf(golden.array);
            final int size = (int) memory.byteSize();
            final Object array = Array.newInstance(golden.array.getClass().componentType(),
                Array.getLength(golden.array));
            final ByteBuffer direct = ByteBuffer.allocateDirect(size);
            final MemorySegment segment = Arena.ofAuto().allocate(size);
            final byte[] packed = guarded(golden.bytes().length + 3);
            System.arraycopy(golden.bytes(), 0, packed, 3, golden.bytes().length);
            final byte[] before = packed.clone();
            for (final Object buffer : new Object[] {array, direct, segment, MemorySegment.ofArray(new byte[size])}) {
                final String what = golden.type + " in " + buffer;
                assertEquals(packed.length,
                    MPI.unpackExternal(EXTERNAL32, packed, 3, buffer, golden.count, golden.type), what);
                assertEquals(-1, withoutGaps(golden.type, memory).mismatch(bytesOf(buffer)), what);
            }
            assertArrayEquals(before, packed);
        }
    }

    /** What memory is like after unpacking: the gaps are 0. */
    private static MemorySegment withoutGaps(final Datatype type, final MemorySegment memory) {
        final MemorySegment clean = Arena.ofAuto().allocate(memory.byteSize()).copyFrom(memory);
        if (type == MPI.SHORT_INT) {
            clean.asSlice(2, 2).fill((byte) 0);
            clean.asSlice(10, 2).fill((byte) 0);
        } else if (type == MPI.LONG_INT || type == MPI.DOUBLE_INT) {
            for (long item = 0; item < memory.byteSize(); item += 16) {
                clean.asSlice(item + 12, 4).fill((byte) 0);
            }
        }
        return clean;
    }

    @MpiTest(ranks = 1)
    void shouldPackDerivedTypesInTheOrderOfTheirTypeMap() {
        final Datatype record = Datatype.createStruct(new int[] {1, 2, 1}, new int[] {8, 0, 16},
            new Datatype[] {MPI.DOUBLE, MPI.SHORT, MPI.SHORT_INT});
        record.commit();
        final ByteBuffer memory = memory(24).putDouble(8, 1.5)
            .putShort(0, (short) 1)
            .putShort(2, (short) -2)
            .putShort(16, (short) 3)
            .putInt(20, 4);
        final byte[] packed = new byte[18];
        assertEquals(18, MPI.packExternalSize(EXTERNAL32, 1, record));
        assertEquals(18, MPI.packExternal(EXTERNAL32, memory, 1, record, packed, 0));
        assertEquals("3f f8 00 00 00 00 00 00 00 01 ff fe 00 03 00 00 00 04", HEX.formatHex(packed));
        final Datatype every3rd = Datatype.Vector(2, 1, 3, MPI.BOOLEAN);
        assertEquals(2, MPI.packExternal(EXTERNAL32, new boolean[] {true, false, false, true}, 1, every3rd, packed, 0));
        assertEquals("01 01", HEX.formatHex(packed, 0, 2));
        final boolean[] flags = {false, true, true, false};
        MPI.unpackExternal(EXTERNAL32, packed, 0, flags, 1, every3rd);
        assertArrayEquals(new boolean[] {true, true, true, true}, flags);
    }

    @MpiTest(ranks = 1)
    void shouldGoThroughRandomTypesAndBack() {
        final long seed = System.nanoTime();
        final Random random = new Random(seed);
        for (int i = 0; i < 400; i++) {
            final RandomType drawn = RandomType.draw(random);
            final int count = random.nextInt(4) + (i % 20 == 0 ? 140_000 / (drawn.bytes.length + 1) : 0);
            expectRoundTrip(drawn, count, i % 2 == 0, random, "seed " + seed + ", " + count + " items of " + drawn);
        }
    }

    private static void expectRoundTrip(final RandomType drawn, final int count, final boolean isNative,
        final Random random, final String what) {
        final int[] places = drawn.places(count);
        final int[] external = drawn.externalPlaces(count);
        final int start = -Math.min(0, Arrays.stream(places).min().orElse(0));
        final int room = start + Math.max(0, Arrays.stream(places).max().orElse(0)) + 1;
        final byte[] bytes = new byte[room];
        random.nextBytes(bytes);
        final MemorySegment sent = allocate(room, isNative).copyFrom(MemorySegment.ofArray(bytes));
        final int position = random.nextInt(9);
        final byte[] packed = guarded(position + external.length + 2);
        final byte[] expected = guarded(packed.length);
        for (int i = 0; i < external.length; i++) {
            expected[position + i] = bytes[start + external[i]];
        }
        assertEquals(external.length, MPI.packExternalSize(EXTERNAL32, count, drawn.type), what);
        assertEquals(position + external.length,
            MPI.packExternal(EXTERNAL32, sent, count, shifted(drawn, start), packed, position), what);
        assertArrayEquals(expected, packed, what);
        if (IntStream.of(places).distinct().count() == places.length) {
            final MemorySegment received = allocate(room, isNative).fill((byte) GUARD);
            assertEquals(position + external.length,
                MPI.unpackExternal(EXTERNAL32, packed, position, received, count, shifted(drawn, start)), what);
            final byte[] after = guarded(room);
            IntStream.of(places).forEach(place -> after[start + place] = 0); // the gaps of pairs
            IntStream.of(external).forEach(place -> after[start + place] = bytes[start + place]);
            assertEquals(-1, MemorySegment.ofArray(after).mismatch(received), what);
        }
    }

    /** The type, some bytes behind an item's address. */
    private static Datatype shifted(final RandomType drawn, final int start) {
        final Datatype type = Datatype.createResized(
            Datatype.createHIndexed(new int[] {1}, new int[] {start}, drawn.type), 0, drawn.extent());
        type.commit();
        return type;
    }

    @MpiTest(ranks = 1)
    void shouldPackMoreThanAPiece() {
        final int count = 100_001;
        final int[] numbers = IntStream.range(0, count).toArray();
        final byte[] packed = new byte[4 * count];
        final Datatype all = Datatype.Contiguous(count, MPI.INT);
        assertEquals(packed.length, MPI.packExternal(EXTERNAL32, numbers, count, MPI.INT, packed, 0));
        final ByteBuffer read = ByteBuffer.wrap(packed);
        for (int i = 0; i < count; i++) {
            assertEquals(i, read.getInt());
        }
        final int[] received = new int[count];
        assertEquals(packed.length, MPI.unpackExternal(EXTERNAL32, packed, 0, received, 1, all));
        assertArrayEquals(numbers, received);
        final byte[] again = new byte[packed.length];
        MPI.packExternal(EXTERNAL32, received, 1, all, again, 0);
        assertArrayEquals(packed, again);
    }

    @MpiTest(ranks = 1)
    void shouldPackOneBehindTheOther() {
        final byte[] packed = new byte[25];
        int position = MPI.packExternal(EXTERNAL32, new byte[] {7}, 1, MPI.BYTE, packed, 0);
        position = MPI.packExternal(EXTERNAL32, new double[] {1.5}, 1, MPI.DOUBLE, packed, position);
        position = MPI.packExternal(EXTERNAL32, new char[] {'a', 'b'}, 2, MPI.CHAR, packed, position);
        position = MPI.packExternal(EXTERNAL32, null, 0, MPI.LONG, packed, position);
        position = MPI.packExternal(EXTERNAL32, new int[] {1, 2, 3}, 3, MPI.INT, packed, position);
        assertEquals(25, position);
        assertEquals(25, MPI.packExternal(EXTERNAL32, new int[1], 0, MPI.INT, packed, 25));
        assertEquals(25, MPI.packExternal(EXTERNAL32, new int[1], Integer.MAX_VALUE, nothing(), packed, 25));
        final double[] number = new double[1];
        final char[] letters = new char[2];
        final int[] numbers = new int[3];
        position = MPI.unpackExternal(EXTERNAL32, packed, 1, number, 1, MPI.DOUBLE);
        position = MPI.unpackExternal(EXTERNAL32, packed, position, letters, 2, MPI.CHAR);
        position = MPI.unpackExternal(EXTERNAL32, packed, position, numbers, 3, MPI.INT);
        position = MPI.unpackExternal(EXTERNAL32, packed, position, null, 0, MPI.INT);
        assertEquals(25, MPI.unpackExternal(EXTERNAL32, packed, position, numbers, Integer.MAX_VALUE, nothing()));
        assertEquals(1.5, number[0]);
        assertEquals("ab", new String(letters));
        assertArrayEquals(new int[] {1, 2, 3}, numbers);
    }

    private static Datatype nothing() {
        return Datatype.Contiguous(0, MPI.DOUBLE);
    }

    @MpiTest(ranks = 1)
    void shouldRefuseWhatDoesNotFit() {
        final List<Integer> told = new ArrayList<>();
        MPI.COMM_SELF.setErrhandler(new Errhandler((comm, code) -> told.add(code)));
        final byte[] packed = guarded(11);
        final int[] numbers = {1, 2, 3};
        final String on = " on COMM_SELF, rank 0 of 1: ";
        expect(MPI.ERR_TRUNCATE,
            "pack_external" + on + "packed message of 8 bytes from position 4 on does not lie within"
                + " the array of 11 bytes (MPI.ERR_TRUNCATE)",
            () -> MPI.packExternal(EXTERNAL32, numbers, 2, MPI.INT, packed, 4));
        assertArrayEquals(guarded(11), packed);
        expect(MPI.ERR_TRUNCATE, "unpack_external" + on + "packed message of 12 bytes from position 0 on does not lie"
            + " within the array of 11 bytes (MPI.ERR_TRUNCATE)",
            () -> MPI.unpackExternal(EXTERNAL32, packed, 0, numbers, 3, MPI.INT));
        assertArrayEquals(new int[] {1, 2, 3}, numbers);
        assertEquals(List.of(MPI.ERR_TRUNCATE, MPI.ERR_TRUNCATE), told);
        expect(MPI.ERR_ARG, "pack_external" + on + "the position is 12, it must be 0 to 11, the length of the array"
            + " (MPI.ERR_ARG)", () -> MPI.packExternal(EXTERNAL32, numbers, 2, MPI.INT, packed, 12));
        expect(MPI.ERR_ARG, "unpack_external" + on + "the position is " + Integer.MAX_VALUE
            + ", it must be 0 to 11, the length of the array (MPI.ERR_ARG)",
            () -> MPI.unpackExternal(EXTERNAL32, packed, Integer.MAX_VALUE, numbers, 2, MPI.INT));
        expect(MPI.ERR_UNSUPPORTED_DATAREP, "pack_external_size" + on + "the data representation is \"native\", it must"
            + " be \"external32\" (MPI.ERR_UNSUPPORTED_DATAREP)",
            () -> MPI.packExternalSize("native", 1, MPI.INT));
        final String noObjects = on + "external32 knows no objects, which only Java can read; pack them by pack()"
            + " (MPI.ERR_TYPE)";
        final Object[] objects = {"a"};
        final Datatype derived = Datatype.Contiguous(1, MPI.OBJECT);
        for (final Datatype type : new Datatype[] {MPI.OBJECT, derived}) {
            expect(MPI.ERR_TYPE, "pack_external" + noObjects,
                () -> MPI.packExternal(EXTERNAL32, objects, 1, type, packed, 0));
            expect(MPI.ERR_TYPE, "unpack_external" + noObjects,
                () -> MPI.unpackExternal(EXTERNAL32, packed, 0, objects, 1, type));
            expect(MPI.ERR_TYPE, "pack_external_size" + noObjects,
                () -> MPI.packExternalSize(EXTERNAL32, 1, type));
        }
        expect(MPI.ERR_COUNT, "pack_external_size" + on + "17179869176 bytes are more than an array can hold"
            + " (MPI.ERR_COUNT)", () -> MPI.packExternalSize(EXTERNAL32, Integer.MAX_VALUE, MPI.DOUBLE));
    }

    private static void expect(final int errorClass, final String text, final Executable call) {
        final MPIException refusal = assertThrows(MPIException.class, call);
        assertEquals(text, refusal.getMessage());
        assertEquals(errorClass, refusal.getErrorClass());
    }

    private static byte[] guarded(final int length) {
        final byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) GUARD);
        return bytes;
    }

    private static MemorySegment allocate(final int bytes, final boolean isNative) {
        return isNative ? Arena.ofAuto().allocate(bytes) : MemorySegment.ofArray(new byte[bytes]);
    }

    private static MemorySegment bytesOf(final Object buffer) {
        return switch (buffer) {
            case MemorySegment segment -> segment;
            case ByteBuffer nio -> MemorySegment.ofBuffer(nio.duplicate().clear());
            default -> segmentOf(buffer);
        };
    }

    private static MemorySegment segmentOf(final Object array) {
        return switch (array) {
            case boolean[] a -> {
                final byte[] bytes = new byte[a.length];
                IntStream.range(0, a.length).forEach(i -> bytes[i] = (byte) (a[i] ? 1 : 0));
                yield MemorySegment.ofArray(bytes);
            }
            case byte[] a -> MemorySegment.ofArray(a);
            case char[] a -> MemorySegment.ofArray(a);
            case short[] a -> MemorySegment.ofArray(a);
            case int[] a -> MemorySegment.ofArray(a);
            case long[] a -> MemorySegment.ofArray(a);
            case float[] a -> MemorySegment.ofArray(a);
            case double[] a -> MemorySegment.ofArray(a);
            default -> throw new IllegalArgumentException(array.getClass().getName());
        };
    }
}
