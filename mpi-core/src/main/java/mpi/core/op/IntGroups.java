package mpi.core.op;

import java.lang.invoke.MethodHandles;
import java.util.Objects;
import java.util.function.IntBinaryOperator;
import mpi.spi.Reduction;
import org.agrona.UnsafeApi;

/**
 * Operations on ints ({@code MPI.INT}) that have addresses: a copy of this class for each.
 *
 * <p>Loads a group before it stores any: the JIT (of JDK 25) makes vectors of a group, and of a loop with one element a
 * turn it does not, since it cannot rule out that a store reaches the next load. Groups of sixteen are too long for it
 * (ADR 24).
 */
final class IntGroups extends AddressKernel {
    private static final int GROUP = 8;
    private static final int BYTES = Integer.BYTES;
    private static final IntBinaryOperator OPERATION =
        ClassCopy.constant(MethodHandles.lookup(), IntBinaryOperator.class);

    /** Called within a copy. */
    private IntGroups() {
        super(BYTES);
    }

    /** The kernel of an operation, or {@code null} where it is not defined. */
    static AddressKernel of(final Reduction.Kind kind) {
        return switch (kind) {
            case MAX -> copy(Math::max);
            case MIN -> copy(Math::min);
            case SUM -> copy((a, b) -> a + b);
            case PROD -> copy((a, b) -> a * b);
            case LAND -> copy((a, b) -> a != 0 && b != 0 ? 1 : 0);
            case LOR -> copy((a, b) -> (a | b) != 0 ? 1 : 0);
            case LXOR -> copy((a, b) -> (a == 0) != (b == 0) ? 1 : 0);
            case BAND -> copy((a, b) -> a & b);
            case BOR -> copy((a, b) -> a | b);
            case BXOR -> copy((a, b) -> a ^ b);
            default -> null;
        };
    }

    private static AddressKernel copy(final IntBinaryOperator operation) {
        return ClassCopy.instance(MethodHandles.lookup(), operation, AddressKernel.class);
    }

    @Override
    void combinePiece(final long in, final long inout, final int count) {
        final int length = Objects.checkIndex(count, MAX_COUNT + 1);
        final int grouped = length & -GROUP;
        for (int i = 0; i < grouped; i += GROUP) {
            final long a = in + (long) BYTES * i;
            final long b = inout + (long) BYTES * i;
            final int r0 = element(a, b);
            final int r1 = element(a + 1L * BYTES, b + 1L * BYTES);
            final int r2 = element(a + 2L * BYTES, b + 2L * BYTES);
            final int r3 = element(a + 3L * BYTES, b + 3L * BYTES);
            final int r4 = element(a + 4L * BYTES, b + 4L * BYTES);
            final int r5 = element(a + 5L * BYTES, b + 5L * BYTES);
            final int r6 = element(a + 6L * BYTES, b + 6L * BYTES);
            final int r7 = element(a + 7L * BYTES, b + 7L * BYTES);
            UnsafeApi.putInt(b, r0);
            UnsafeApi.putInt(b + 1L * BYTES, r1);
            UnsafeApi.putInt(b + 2L * BYTES, r2);
            UnsafeApi.putInt(b + 3L * BYTES, r3);
            UnsafeApi.putInt(b + 4L * BYTES, r4);
            UnsafeApi.putInt(b + 5L * BYTES, r5);
            UnsafeApi.putInt(b + 6L * BYTES, r6);
            UnsafeApi.putInt(b + 7L * BYTES, r7);
        }
        for (int i = grouped; i < length; i++) {
            final long b = inout + (long) BYTES * i;
            UnsafeApi.putInt(b, element(in + (long) BYTES * i, b));
        }
    }

    /** One element a turn: a store to an array does not reach a load from an address. */
    @Override
    void combinePiece(final long in, final Object inout, final int first, final int count) {
        final int length = Objects.checkIndex(count, MAX_COUNT + 1);
        final int[] b = (int[]) inout;
        for (int i = 0; i < length; i++) {
            b[first + i] = OPERATION.applyAsInt(UnsafeApi.getInt(in + (long) BYTES * i), b[first + i]);
        }
    }

    private static int element(final long a, final long b) {
        return OPERATION.applyAsInt(UnsafeApi.getInt(a), UnsafeApi.getInt(b));
    }
}
