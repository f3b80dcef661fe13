package mpi.core.op;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.reflect.Array;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;
import mpi.core.transport.Allocation;
import mpi.core.transport.Memory;
import mpi.spi.BasicType;
import mpi.spi.Layout;
import mpi.spi.Reduction.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Kernels for addresses beside those for arrays. */
class AddressKernelsTest {
    private static final int MAX_ITEMS = 1001;
    /** Enough for the JIT to make vectors. */
    private static final int WARM_CALLS = 20_000;
    private static final byte SENTINEL = 0x5a;
    private static final int[] SHIFTS_BYTES = {0, 1, 4, 12};

    private static Layout layout(final BasicType type) {
        return new Layout(type, type.sizeBytes(), type.sizeBytes(), null);
    }

    private static Set<Kind> arithmetic() {
        return EnumSet.of(Kind.MAX, Kind.MIN, Kind.SUM, Kind.PROD);
    }

    @ParameterizedTest
    @EnumSource(names = {"INT", "LONG", "FLOAT", "DOUBLE"})
    void shouldKnowWhatIsDefinedForElementsOfFourAndEightBytes(final BasicType type) {
        for (final Kind kind : EnumSet.complementOf(EnumSet.of(Kind.USER, Kind.REPLACE, Kind.NO_OP))) {
            assertEquals(Operations.kernel(kind, type) != null, AddressKernels.of(kind, type) != null,
                () -> kind + " on " + type);
        }
    }

    @Test
    void shouldKnowSumsOfComplexNumbersAndNothingElse() {
        assertNotNull(AddressKernels.of(Kind.SUM, BasicType.FLOAT_COMPLEX));
        assertNotNull(AddressKernels.of(Kind.SUM, BasicType.DOUBLE_COMPLEX));
        assertNull(AddressKernels.of(Kind.PROD, BasicType.DOUBLE_COMPLEX));
        assertNull(AddressKernels.of(Kind.MAXLOC, BasicType.DOUBLE_INT));
        assertNull(AddressKernels.of(Kind.SUM, BasicType.SHORT));
    }

    @Test
    void shouldMakeEachOnce() {
        assertSame(AddressKernels.of(Kind.SUM, BasicType.INT), AddressKernels.of(Kind.SUM, BasicType.INT));
    }

    @ParameterizedTest
    @EnumSource(BasicType.class)
    void shouldGiveWhatTheKernelsForArraysGive(final BasicType type) {
        final long seed = System.nanoTime();
        System.out.println("AddressKernelsTest seed " + seed);
        final Random random = new Random(seed);
        for (final Kind kind : Kind.values()) {
            final AddressKernel kernel = AddressKernels.of(kind, type);
            if (kernel != null) {
                compare(kernel, kind, type, random, seed); // interpreted
                warmUp(kernel, type);
                compare(kernel, kind, type, random, seed);
            }
        }
    }

    private static void compare(final AddressKernel kernel, final Kind kind, final BasicType type, final Random random,
        final long seed) {
        for (final int items : new int[] {0, 1, 2, 7, 8, 9, 17, 64, MAX_ITEMS}) {
            for (final int shift : SHIFTS_BYTES) {
                compare(kernel, kind, type, items, shift, random, seed);
            }
        }
    }

    private static void compare(final AddressKernel kernel, final Kind kind, final BasicType type, final int items,
        final int shift, final Random random, final long seed) {
        final Operands in = Operands.random(type, items, random);
        final Operands inout = Operands.random(type, items, random);
        final Operands result = inout.copy();
        final int count = Array.getLength(in.array);
        final int lengthBytes = items * type.sizeBytes();
        try (Arena arena = Arena.ofConfined()) {
            final MemorySegment left = arena.allocate(lengthBytes + shift + 1L, 64);
            final MemorySegment right = arena.allocate(lengthBytes + shift + 1L, 64).fill(SENTINEL);
            Memory.copy(in.array, 0, null, left.address() + shift, lengthBytes);
            Memory.copy(inout.array, 0, null, right.address() + shift, lengthBytes);
            kernel.combine(left.address() + shift, right.address() + shift, lengthBytes);
            final Operands array = inout.copy();
            kernel.combine(left.address() + shift, array.array, count);
            Memory.copy(null, right.address() + shift, result.array, 0, lengthBytes);
            assertEquals(SENTINEL, right.get(ValueLayout.JAVA_BYTE, lengthBytes + shift), "behind the last element");
            assertTrue(shift == 0 || right.get(ValueLayout.JAVA_BYTE, shift - 1L) == SENTINEL, "before the first one");
            assertSameItems(result, array, items, kind + " on " + type + ", array, seed " + seed);
        }
        Operations.kernel(kind, type).combine(in.array, inout.array, 0, count);
        assertSameItems(inout, result, items, kind + " on " + type + ", shift " + shift + ", seed " + seed);
    }

    private static void assertSameItems(final Operands expected, final Operands found, final int items,
        final String what) {
        for (int i = 0; i < items; i++) {
            assertEquals(expected.item(i).text(), found.item(i).text(), what + ", item " + i + " of " + items);
        }
    }

    private static void warmUp(final AddressKernel kernel, final BasicType type) {
        final int items = 64;
        final Object array = Operands.small(type, items, new Random(1)).array;
        final int lengthBytes = items * type.sizeBytes();
        try (Arena arena = Arena.ofConfined()) {
            final long left = arena.allocate(lengthBytes, 64).address();
            final long right = arena.allocate(lengthBytes, 64).address();
            for (int i = 0; i < WARM_CALLS; i++) {
                kernel.combine(left, right, lengthBytes);
                kernel.combine(left, array, Array.getLength(array));
            }
        }
    }

    @Test
    void shouldTakeOneAddressForBoth() {
        try (Arena arena = Arena.ofConfined()) {
            final MemorySegment numbers = arena.allocateFrom(ValueLayout.JAVA_LONG, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
            AddressKernels.of(Kind.SUM, BasicType.LONG).combine(numbers.address(), numbers.address(), 80);
            assertEquals(2, numbers.getAtIndex(ValueLayout.JAVA_LONG, 0));
            assertEquals(20, numbers.getAtIndex(ValueLayout.JAVA_LONG, 9));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"INT", "LONG", "FLOAT", "DOUBLE"})
    void shouldCombineMoreThanAPiece(final BasicType type) {
        final int count = 2 * AddressKernel.MAX_COUNT + 3;
        final int lengthBytes = count * type.sizeBytes();
        final Operands in = Operands.small(type, count, new Random(2));
        final Operands expected = Operands.small(type, count, new Random(3));
        final Operands array = expected.copy();
        final Operands result = expected.copy();
        try (Arena arena = Arena.ofConfined()) {
            final long left = arena.allocate(lengthBytes, 64).address();
            final long right = arena.allocate(lengthBytes, 64).address();
            Memory.copy(in.array, 0, null, left, lengthBytes);
            Memory.copy(expected.array, 0, null, right, lengthBytes);
            AddressKernels.of(Kind.SUM, type).combine(left, right, lengthBytes);
            AddressKernels.of(Kind.SUM, type).combine(left, array.array, count);
            Memory.copy(null, right, result.array, 0, lengthBytes);
        }
        Operations.kernel(Kind.SUM, type).combine(in.array, expected.array, 0, count);
        assertSameItems(expected, result, count, "at addresses");
        assertSameItems(expected, array, count, "in an array");
    }

    @Test
    void invariant10ShouldCombineWithoutAllocating() {
        final Kind[] kinds = arithmetic().toArray(new Kind[0]);
        final BasicType[] types = {BasicType.INT, BasicType.LONG, BasicType.FLOAT, BasicType.DOUBLE};
        try (Arena arena = Arena.ofConfined()) {
            final long left = arena.allocate(1024, 64).address();
            final long right = arena.allocate(1024, 64).address();
            final Object[] arrays = {new int[50], new long[50], new float[50], new double[50]};
            Allocation.assertSettlesAtNone(() -> {
                for (int i = 0; i < 10_000; i++) {
                    AddressKernels.of(kinds[i % 4], types[i / 4 % 4]).combine(left, right, 400);
                    AddressKernels.of(kinds[i % 4], types[i / 4 % 4]).combine(left, arrays[i / 4 % 4], 50);
                }
            });
        }
    }
}
