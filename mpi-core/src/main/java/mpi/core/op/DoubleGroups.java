package mpi.core.op;

import java.lang.invoke.MethodHandles;
import java.util.Objects;
import java.util.function.DoubleBinaryOperator;
import mpi.spi.Reduction;
import org.agrona.UnsafeApi;

/**
 * Operations on doubles ({@code MPI.DOUBLE}) that have addresses: a copy of this class for each.
 *
 * <p>Loads a group before it stores any: the JIT (of JDK 25) makes vectors of a group, and of a loop with one element a
 * turn it does not, since it cannot rule out that a store reaches the next load. Groups of sixteen are too long for it
 * (ADR 24).
 */
final class DoubleGroups extends AddressKernel {
    private static final int GROUP = 8;
    private static final int BYTES = Double.BYTES;
    private static final DoubleBinaryOperator OPERATION =
        ClassCopy.constant(MethodHandles.lookup(), DoubleBinaryOperator.class);

    /** Called within a copy. */
    private DoubleGroups() {
        super(BYTES);
    }

    /** The kernel of an operation, or {@code null} where it is not defined. */
    static AddressKernel of(final Reduction.Kind kind) {
        return switch (kind) {
            case MAX -> copy(Math::max);
            case MIN -> copy(Math::min);
            case SUM -> copy((a, b) -> a + b);
            case PROD -> copy((a, b) -> a * b);
            default -> null;
        };
    }

    private static AddressKernel copy(final DoubleBinaryOperator operation) {
        return ClassCopy.instance(MethodHandles.lookup(), operation, AddressKernel.class);
    }

    @Override
    void combinePiece(final long in, final long inout, final int count) {
        final int length = Objects.checkIndex(count, MAX_COUNT + 1);
        final int grouped = length & -GROUP;
        for (int i = 0; i < grouped; i += GROUP) {
            final long a = in + (long) BYTES * i;
            final long b = inout + (long) BYTES * i;
            final double r0 = element(a, b);
            final double r1 = element(a + 1L * BYTES, b + 1L * BYTES);
            final double r2 = element(a + 2L * BYTES, b + 2L * BYTES);
            final double r3 = element(a + 3L * BYTES, b + 3L * BYTES);
            final double r4 = element(a + 4L * BYTES, b + 4L * BYTES);
            final double r5 = element(a + 5L * BYTES, b + 5L * BYTES);
            final double r6 = element(a + 6L * BYTES, b + 6L * BYTES);
            final double r7 = element(a + 7L * BYTES, b + 7L * BYTES);
            UnsafeApi.putDouble(b, r0);
            UnsafeApi.putDouble(b + 1L * BYTES, r1);
            UnsafeApi.putDouble(b + 2L * BYTES, r2);
            UnsafeApi.putDouble(b + 3L * BYTES, r3);
            UnsafeApi.putDouble(b + 4L * BYTES, r4);
            UnsafeApi.putDouble(b + 5L * BYTES, r5);
            UnsafeApi.putDouble(b + 6L * BYTES, r6);
            UnsafeApi.putDouble(b + 7L * BYTES, r7);
        }
        for (int i = grouped; i < length; i++) {
            final long b = inout + (long) BYTES * i;
            UnsafeApi.putDouble(b, element(in + (long) BYTES * i, b));
        }
    }

    /** One element a turn: a store to an array does not reach a load from an address. */
    @Override
    void combinePiece(final long in, final Object inout, final int first, final int count) {
        final int length = Objects.checkIndex(count, MAX_COUNT + 1);
        final double[] b = (double[]) inout;
        for (int i = 0; i < length; i++) {
            b[first + i] = OPERATION.applyAsDouble(UnsafeApi.getDouble(in + (long) BYTES * i), b[first + i]);
        }
    }

    private static double element(final long a, final long b) {
        return OPERATION.applyAsDouble(UnsafeApi.getDouble(a), UnsafeApi.getDouble(b));
    }
}
