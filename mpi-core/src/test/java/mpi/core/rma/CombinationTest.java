package mpi.core.rma;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.lang.foreign.Arena;
import java.lang.reflect.Array;
import java.util.Random;
import mpi.core.op.Operands;
import mpi.core.op.Operations;
import mpi.core.transport.Allocation;
import mpi.core.transport.Memory;
import mpi.core.transport.ScatteredMemory;
import mpi.spi.BasicType;
import mpi.spi.Layout;
import mpi.spi.Reduction.Kind;
import mpi.spi.Runs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each operation on each kind of memory of origin and target, beside the kernels for arrays. */
class CombinationTest {
    /** Less than a piece, and several with a rest, of any type. */
    private static final int[] ITEMS = {1, 13, 3 * 8 * 1024 + 5};

    /** Where operands lie. */
    private enum Place {
        ADDRESS,
        UNALIGNED,
        ARRAY,
        GAPS
    }

    /** Operands somewhere, as {@link Memory} takes them. */
    private record Operand(Object base, long offset) {
        static Operand in(final Place place, final Arena arena, final BasicType type, final Object array,
            final long lengthBytes) {
            final Operand made = switch (place) {
                case ADDRESS -> new Operand(null, arena.allocate(lengthBytes, 64).address());
                case UNALIGNED -> new Operand(null, arena.allocate(lengthBytes + 3, 64).address() + 3);
                case ARRAY -> {
                    final int spare = 8;
                    yield new Operand(Array.newInstance(array.getClass().componentType(),
                        Array.getLength(array) + spare), (long) spare * Operations.elementBytes(type));
                }
                case GAPS -> {
                    final long address = arena.allocate(2 * lengthBytes, 64).address();
                    yield new Operand(new ScatteredMemory(null, address, new Layout(type, type.sizeBytes(),
                        2L * type.sizeBytes(), Runs.of(0, type.sizeBytes()), null)), 0);
                }
            };
            Memory.copy(array, 0, made.base, made.offset, lengthBytes);
            return made;
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"OBJECT", "PACKED", "BOOLEAN"}, mode = EnumSource.Mode.EXCLUDE)
    void shouldGiveWhatTheKernelsForArraysGive(final BasicType type) {
        final long seed = System.nanoTime();
        System.out.println("CombinationTest seed " + seed);
        final Random random = new Random(seed);
        final Combination combination = new Combination();
        for (final Kind kind : Kind.values()) {
            if (kind != Kind.USER && Operations.kernel(kind, type) != null) {
                for (final int items : ITEMS) {
                    compare(combination, kind, type, Operands.small(type, items, random).array,
                        Operands.small(type, items, random).array, seed);
                }
            }
        }
    }

    /** In memory a truth value is a byte, 0 or 1. */
    @Test
    void shouldCombineTruthValues() {
        final Combination combination = new Combination();
        final byte[] left = {0, 0, 1, 1};
        compareTruth(combination, Kind.LAND, left, new byte[] {0, 0, 0, 1});
        compareTruth(combination, Kind.LOR, left, new byte[] {0, 1, 1, 1});
        compareTruth(combination, Kind.LXOR, left, new byte[] {0, 1, 1, 0});
    }

    private static void compareTruth(final Combination combination, final Kind kind, final byte[] left,
        final byte[] expected) {
        for (final Place origin : Place.values()) {
            for (final Place target : Place.values()) {
                try (Arena arena = Arena.ofConfined()) {
                    final Operand in = Operand.in(origin, arena, BasicType.BYTE, left, 4);
                    final Operand inout = Operand.in(target, arena, BasicType.BYTE, new byte[] {0, 1, 0, 1}, 4);
                    combination.apply(Combination.kernel(kind, BasicType.BOOLEAN), kind, BasicType.BOOLEAN, in.base,
                        in.offset, inout.base, inout.offset, 4);
                    final byte[] found = new byte[4];
                    Memory.copy(inout.base, inout.offset, found, 0, 4);
                    assertArrayEquals(expected, found, kind + ", origin " + origin + ", target " + target);
                }
            }
        }
    }

    private static void compare(final Combination combination, final Kind kind, final BasicType type, final Object in,
        final Object inout, final long seed) {
        final int count = Array.getLength(in);
        final long lengthBytes = (long) count * Operations.elementBytes(type);
        final Object expected = copy(inout, count);
        Operations.kernel(kind, type).combine(in, expected, 0, count);
        for (final Place origin : Place.values()) {
            for (final Place target : Place.values()) {
                try (Arena arena = Arena.ofConfined()) {
                    final Operand left = Operand.in(origin, arena, type, in, lengthBytes);
                    final Operand right = Operand.in(target, arena, type, inout, lengthBytes);
                    combination.apply(Combination.kernel(kind, type), kind, type, left.base, left.offset, right.base,
                        right.offset, lengthBytes);
                    final Object found = copy(inout, count);
                    Memory.copy(right.base, right.offset, found, 0, lengthBytes);
                    assertArrayEquals(new Object[] {expected}, new Object[] {found}, kind + " on " + count + " of "
                        + type + ", origin " + origin + ", target " + target + ", seed " + seed);
                }
            }
        }
    }

    private static Object copy(final Object array, final int length) {
        final Object copy = Array.newInstance(array.getClass().componentType(), length);
        System.arraycopy(array, 0, copy, 0, length);
        return copy;
    }

    @Test
    void invariant10ShouldApplyWithoutAllocating() {
        final Combination combination = new Combination();
        final double[] array = new double[3000];
        try (Arena arena = Arena.ofConfined()) {
            final long left = arena.allocate(24_000, 64).address();
            final long right = arena.allocate(24_000, 64).address();
            Allocation.assertSettlesAtNone(() -> {
                for (int i = 0; i < 2_000; i++) {
                    apply(combination, Kind.SUM, BasicType.DOUBLE, null, left, right);
                    apply(combination, Kind.MAX, BasicType.DOUBLE, array, 0, right);
                    apply(combination, Kind.SUM, BasicType.SHORT, null, left, right);
                }
            });
        }
    }

    private static void apply(final Combination combination, final Kind kind, final BasicType type,
        final Object origin, final long originOffset, final long target) {
        combination.apply(Combination.kernel(kind, type), kind, type, origin, originOffset, null, target, 24_000);
    }
}
