package mpi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import mpi.spi.Completion;
import mpi.spi.Runs;
import org.junit.jupiter.api.Test;

/**
 * Constructors of derived types: bounds and sizes are those that Open MPI 4.1 tells.
 */
class DerivedTypeTest {
    private static final int[] ONES = {1, 1};

    /** Lower bound, extent, true lower bound, true extent and size in bytes. */
    private static void expect(final String bounds, final Datatype type) {
        final Typemap map = type.map;
        assertEquals(bounds, map.lb + " " + map.extent() + " " + map.trueLb + " " + (map.trueUb - map.trueLb) + " "
            + map.size);
    }

    @Test
    void shouldHaveTheBoundsOfTheStandard() {
        expect("0 12 0 10 8", Datatype.createHVector(2, 1, 6, MPI.INT));
        expect("0 16 0 9 9",
            Datatype.createStruct(ONES, new int[] {0, 8}, new Datatype[] {MPI.DOUBLE, MPI.BYTE}));
        expect("0 6 0 5 4", Datatype.createHIndexed(ONES, new int[] {0, 3}, MPI.SHORT));
        final Datatype resized = Datatype.createResized(MPI.INT, -4, 12);
        expect("-4 12 0 4 4", resized);
        expect("-4 36 0 28 12", Datatype.createContiguous(3, resized));
        expect("-40 60 -36 52 16", Datatype.createVector(2, 2, -3, resized));
        expect("-4 12 0 41 5",
            Datatype.createStruct(ONES, new int[] {0, 40}, new Datatype[] {resized, MPI.BYTE}));
        expect("0 0 0 0 0", Datatype.createContiguous(0, MPI.INT));
        expect("0 0 0 0 0", Datatype.createVector(3, 0, 4, MPI.INT));
        expect("12 8 12 8 8", Datatype.createIndexed(new int[] {0, 2}, new int[] {-10, 3}, MPI.INT));
        expect("0 6 0 8 12", Datatype.createContiguous(3, Datatype.createResized(MPI.INT, 0, 2)));
        expect("-16 8 -16 20 12", Datatype.createContiguous(3, Datatype.createResized(MPI.INT, 0, -8)));
        expect("0 80 24 32 24", Datatype.createSubarray(new int[] {4, 5}, new int[] {2, 3}, ONES, MPI.ORDER_C,
            MPI.INT));
    }

    @Test
    void shouldTakeAnyArrayForATypeWithoutData() {
        final Datatype empty = Datatype.Struct(new int[0], new int[0], new Datatype[0]);
        assertTrue(Buffers.holds(Dialect.CAPITALISED, new int[1], 0, 100, empty));
        assertTrue(Buffers.holds(Dialect.CAPITALISED, new double[0], 0, 100, empty));
        assertFalse(Buffers.holds(Dialect.CAPITALISED, new int[1], 2, 100, MPI.BYTE));
        assertFalse(Buffers.holds(Dialect.CAPITALISED, new Object[1], 0, 100, empty));
    }

    @Test
    void shouldDealOutAnArray() {
        final String[] bounds = {"0 252 0 144 80", "0 252 8 132 64", "0 252 144 108 60", "0 252 152 96 48"};
        for (int rank = 0; rank < 4; rank++) {
            expect(bounds[rank], Datatype.createDarray(4, rank, new int[] {7, 9},
                new int[] {MPI.DISTRIBUTE_BLOCK, MPI.DISTRIBUTE_CYCLIC}, new int[] {MPI.DISTRIBUTE_DFLT_DARG, 2},
                new int[] {2, 2}, MPI.ORDER_C, MPI.INT));
        }
    }

    @Test
    void shouldDealOutEveryElementOnce() {
        final int[] owners = new int[5 * 7];
        for (int rank = 0; rank < 6; rank++) {
            final Datatype type = Datatype.createDarray(6, rank, new int[] {5, 7},
                new int[] {MPI.DISTRIBUTE_CYCLIC, MPI.DISTRIBUTE_BLOCK}, new int[] {2, MPI.DISTRIBUTE_DFLT_DARG},
                new int[] {2, 3}, MPI.ORDER_FORTRAN, MPI.BYTE);
            final Runs runs = type.map.runs();
            for (int run = 0; run < runs.count(); run++) {
                for (int i = 0; i < runs.length(run); i++) {
                    owners[(int) runs.offset(run) + i] += 1 + rank;
                }
            }
        }
        for (int i = 0; i < owners.length; i++) {
            final int row = i % 5 / 2 % 2;
            assertEquals(1 + row * 3 + i / 5 / 3, owners[i], "element " + i);
        }
    }

    @Test
    void shouldCountInTheUnitsOfTheDialect() {
        final Datatype vector = Datatype.Vector(3, 2, 4, MPI.DOUBLE);
        assertEquals("10 6 0 10", vector.Extent() + " " + vector.Size() + " " + vector.Lb() + " " + vector.Ub());
        assertEquals("10 6 48", vector.getExtent() + " " + vector.getSize() + " " + vector.getByteSize());
        assertEquals(MPI.DOUBLE.getType(), vector.getType());
        assertEquals(8, Datatype.Hvector(2, 2, 6, MPI.INT).Extent());
        assertEquals(2, Datatype.createHVector(2, 1, 4, MPI.INT).getExtent());
        final Datatype pairs = Datatype.Contiguous(3, MPI.INT2);
        assertEquals("6 24", pairs.Extent() + " " + pairs.getExtent());
        final Datatype bounded = Datatype.Struct(new int[] {1, 1, 1}, new int[] {-1, 2, 9},
            new Datatype[] {MPI.LB, MPI.INT, MPI.UB});
        assertEquals("-1 10 9 1", bounded.Lb() + " " + bounded.Extent() + " " + bounded.Ub() + " " + bounded.Size());
        final Datatype slots = Datatype.Indexed(ONES, new int[] {0, 4}, MPI.OBJECT);
        assertEquals("5 2 0", slots.Extent() + " " + slots.Size() + " " + slots.getByteSize());
    }

    @Test
    void shouldMergeNeighbours() {
        final Datatype dense = Datatype.createContiguous(4, Datatype.createVector(3, 2, 2, MPI.INT));
        dense.commit();
        assertTrue(dense.layout.isRaw());
        final Runs column = Datatype.createVector(1000, 1, 1000, MPI.DOUBLE).map.runs();
        assertTrue(column.isStrided());
        assertEquals("1000 8000", column.count() + " " + column.stride());
        final Runs merged =
            Datatype.createIndexed(new int[] {2, 3, 1}, new int[] {4, 6, 0}, MPI.INT).map.runs();
        assertEquals("2 16 20 0", merged.count() + " " + merged.offset(0) + " " + merged.length(0) + " "
            + merged.offset(1));
    }

    @Test
    void shouldBeCommittedAndFreed() {
        final Datatype type = Datatype.createVector(2, 1, 3, MPI.INT);
        assertNull(type.layout);
        assertNull(type.dup().layout);
        type.commit();
        assertNotNull(type.clone().layout);
        final Datatype derived = Datatype.createContiguous(2, type);
        type.free();
        assertTrue(type.isNull());
        assertFalse(derived.isNull());
        Expect.fault(MPI.ERR_TYPE, "type_contiguous: vector of MPI.INT was freed (MPI.ERR_TYPE)",
            () -> Datatype.createContiguous(1, type));
        Expect.fault(MPI.ERR_TYPE, "type_size: vector of MPI.INT was freed (MPI.ERR_TYPE)", type::getSize);
        assertNotNull(Datatype.Vector(2, 1, 3, MPI.INT).layout);
    }

    private static int errorClass(final org.junit.jupiter.api.function.Executable call) {
        return org.junit.jupiter.api.Assertions.assertThrows(MPIException.class, call).getErrorClass();
    }

    @Test
    void shouldRefuseWrongArguments() {
        final int[] two = {1, 2};
        final int[] three = {1, 2, 3};
        assertEquals(MPI.ERR_COUNT, errorClass(() -> Datatype.createContiguous(-1, MPI.INT)));
        assertEquals(MPI.ERR_COUNT, errorClass(() -> Datatype.createVector(-1, 1, 1, MPI.INT)));
        assertEquals(MPI.ERR_ARG, errorClass(() -> Datatype.createVector(1, -1, 1, MPI.INT)));
        assertEquals(MPI.ERR_ARG, errorClass(() -> Datatype.createIndexed(new int[] {1, -2}, two, MPI.INT)));
        assertEquals(MPI.ERR_ARG, errorClass(() -> Datatype.createIndexed(two, three, MPI.INT)));
        assertEquals(MPI.ERR_ARG, errorClass(() -> Datatype.createHIndexed(null, three, MPI.INT)));
        assertEquals(MPI.ERR_ARG, errorClass(() -> Datatype.createHIndexed(two, null, MPI.INT)));
        assertEquals(MPI.ERR_ARG, errorClass(() -> Datatype.createIndexedBlock(-1, two, MPI.INT)));
        assertEquals(MPI.ERR_ARG, errorClass(() -> Datatype.createStruct(two, two, new Datatype[] {MPI.INT})));
        assertEquals(MPI.ERR_ARG, errorClass(() -> Datatype.createStruct(two, two, null)));
        assertEquals(MPI.ERR_TYPE, errorClass(() -> Datatype.createStruct(two, two, new Datatype[2])));
        assertEquals(MPI.ERR_TYPE,
            errorClass(() -> Datatype.createStruct(two, two, new Datatype[] {MPI.INT, MPI.OBJECT})));
        assertEquals(MPI.ERR_TYPE, errorClass(() -> Datatype.Struct(two, two, new Datatype[] {MPI.INT, MPI.DOUBLE})));
        assertEquals(MPI.ERR_TYPE, errorClass(() -> Datatype.createResized(MPI.DATATYPE_NULL, 0, 1)));
        assertEquals(MPI.ERR_TYPE, errorClass(() -> Datatype.Hvector(1, 1, 1, null)));
        assertEquals(MPI.ERR_TYPE, errorClass(MPI.UB::free));
        assertEquals(MPI.ERR_ARG, errorClass(() -> Datatype.createSubarray(two, two, two, MPI.ORDER_C, MPI.INT)));
        assertEquals(MPI.ERR_ARG,
            errorClass(() -> Datatype.createSubarray(two, two, new int[2], 7, MPI.INT)));
        assertEquals(MPI.ERR_ARG, errorClass(() -> Datatype.createDarray(4, 4, two, new int[2], two, two,
            MPI.ORDER_C, MPI.INT)));
        final Datatype huge = Datatype.createHVector(2, 1, Integer.MAX_VALUE, MPI.BYTE);
        assertEquals(MPI.ERR_ARG,
            errorClass(() -> Datatype.createVector(Integer.MAX_VALUE, 1, Integer.MAX_VALUE, huge)));
    }

    @Test
    void shouldKnowFromWhenOnItemsOverlap() {
        assertEquals(Overlaps.NEVER, overlapping(Datatype.createVector(3, 2, 4, MPI.INT)));
        assertEquals(Overlaps.NEVER, overlapping(Datatype.createVector(3, 2, -4, MPI.INT)));
        assertEquals(1, overlapping(Datatype.createHVector(3, 1, 3, MPI.INT)));
        assertEquals(1, overlapping(Datatype.createIndexed(new int[] {2, 1}, new int[] {0, 1}, MPI.INT)));
        assertEquals(2, overlapping(Datatype.createResized(MPI.INT, 0, 0)));
        assertEquals(2, overlapping(Datatype.createResized(MPI.INT, 0, 2)));
        assertEquals(2, overlapping(Datatype.createResized(MPI.INT, 0, -3)));
        assertEquals(5, overlapping(Datatype.createResized(Datatype.createVector(3, 1, 4, MPI.INT), 0, 4)));
        assertEquals(1001,
            overlapping(Datatype.createResized(Datatype.createVector(1000, 1, 1000, MPI.DOUBLE), 0, 8)));
    }

    @Test
    void shouldSeeWithoutListingThatTheRunsOfAColumnAreApart() {
        final Datatype column = Datatype.createVector(1_000_000, 1, 1000, MPI.DOUBLE);
        column.commit();
        final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        final long before = threads.getCurrentThreadAllocatedBytes();
        assertFalse(column.overlaps(Integer.MAX_VALUE));
        final long allocatedBytes = threads.getCurrentThreadAllocatedBytes() - before;
        assertTrue(allocatedBytes < 1_000_000, allocatedBytes + " bytes");
    }

    private static long overlapping(final Datatype type) {
        type.commit();
        return Overlaps.smallestCount(type.layout);
    }

    @Test
    void shouldCountElements() {
        final Datatype type = Datatype.createStruct(new int[] {2, 1, 1}, new int[] {0, 8, 24},
            new Datatype[] {MPI.SHORT, MPI.DOUBLE, MPI.INT2});
        type.commit();
        final int[] elements = {0, -1, 1, -1, 2, -1, -1, -1, -1, -1, -1, -1, 3, -1, -1, -1, 4, -1, -1, -1, 5};
        for (int bytes = 0; bytes <= 20; bytes++) {
            final Completion completion = new Completion();
            completion.lengthBytes = 20 + bytes;
            final Status status = new Status(completion, type);
            assertEquals(elements[bytes] < 0 ? MPI.UNDEFINED : 5 + elements[bytes], status.getElements(type));
            assertEquals(bytes == 0 ? 1 : bytes == 20 ? 2 : MPI.UNDEFINED, status.getCount(type));
        }
        final Status status = new Status();
        for (int count = 0; count < 12; count++) {
            status.setElements(type, count);
            assertEquals(count, status.getElements(type));
            assertEquals(count % 5 == 0 ? count / 5 : MPI.UNDEFINED, status.getCount(type));
        }
        final Datatype nothing = Datatype.Contiguous(0, MPI.INT);
        status.setElements(nothing, 0);
        assertEquals(0, status.getCount(nothing) + status.getElements(nothing));
    }

    /** As in the documentation of Open MPI's bindings. */
    static final class Particle extends Struct {
        private final int charge = addInt();
        private final int position = setOffset(8).addDouble(3);
        private final int tag = addByte();
        private final int peak = addStruct(MPI.doubleInt);

        @Override
        protected Data newData() {
            return new Data();
        }

        final class Data extends Struct.Data {
            void put(final int value) {
                putInt(charge, value);
                putDouble(position, 2, value + 0.5);
                putByte(tag, (byte) value);
                final DoubleInt.Data inner = getData(MPI.doubleInt, peak);
                inner.putIndex(value + 1);
            }

            String text() {
                final DoubleInt.Data inner = getData(MPI.doubleInt, peak);
                return getInt(charge) + " " + getDouble(position, 2) + " " + getByte(tag) + " " + inner.getIndex();
            }
        }
    }

    @Test
    void shouldReadAndWriteStructures() {
        final Particle particle = new Particle();
        assertEquals(56, particle.getExtent());
        assertSame(particle.getType(), particle.getType());
        assertEquals(45, particle.getType().getSize());
        final byte[] array = new byte[3 * particle.getExtent()];
        final Particle.Data data = particle.getData(array, 1);
        data.put(7);
        assertEquals("7 7.5 7 8", data.text());
        assertEquals(2 * particle.getExtent(), data.getBuffer().capacity());
        final Particle.Data first = particle.getData(array);
        assertEquals("0 0.0 0 0", first.text());
        Expect.fault(MPI.ERR_TYPE, "Struct: the datatype is made, no field can be added to it (MPI.ERR_TYPE)",
            particle::addInt);
        final Particle open = new Particle();
        assertEquals(MPI.ERR_ARG, errorClass(() -> open.setOffset(5)));
        assertEquals(MPI.ERR_ARG, errorClass(() -> open.addLong(-1)));
        assertEquals(MPI.ERR_TYPE, errorClass(() -> open.addData(MPI.OBJECT)));
    }

    @Test
    void shouldReadAndWritePairsAndComplexNumbers() {
        assertSame(MPI.INT2, MPI.int2.getType());
        assertEquals("8 8 16 8 16", MPI.int2.getExtent() + " " + MPI.shortInt.getExtent() + " "
            + MPI.longInt.getExtent() + " " + MPI.floatInt.getExtent() + " " + MPI.doubleInt.getExtent());
        final java.nio.ByteBuffer buffer = MPI.newByteBuffer(64);
        final Int2.Data pair = MPI.int2.getData(buffer, 1);
        pair.putValue(5);
        pair.putIndex(6);
        assertEquals("5 6", pair.getValue() + " " + pair.getIndex());
        assertEquals(5, buffer.getInt(8));
        final LongInt.Data longPair = MPI.longInt.getData(buffer, 2);
        longPair.putIndex(9);
        assertEquals(9, buffer.getInt(40));
        final double[] numbers = {1, 2, 3, 4};
        final DoubleComplex second = DoubleComplex.get(numbers, 1);
        second.putImag(second.getReal() + 10);
        assertEquals(13, numbers[3]);
        assertEquals(2, second.getBuffer().capacity());
        assertEquals(2f, FloatComplex.get(new float[] {1, 2}).getImag());
        final FloatComplex inBytes = FloatComplex.get(buffer, 7);
        inBytes.putReal(1.5f);
        assertEquals(1.5f, buffer.getFloat(56));
    }
}
