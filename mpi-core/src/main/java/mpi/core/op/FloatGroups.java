package mpi.core.op;

import java.lang.invoke.MethodHandles;
import java.util.Objects;
import mpi.spi.Reduction;
import org.agrona.UnsafeApi;

/**
 * Operations on floats ({@code MPI.FLOAT}) that have addresses: a copy of this class for each.
 *
 * <p>Loads a group before it stores any: the JIT (of JDK 25) makes vectors of a group, and of a loop with one element a
 * turn it does not, since it cannot rule out that a store reaches the next load. Groups of sixteen are too long for it
 * (ADR 24).
 */
final class FloatGroups extends AddressKernel {
    private static final int GROUP = 8;
    private static final int BYTES = Float.BYTES;
    private static final Operation OPERATION =
        ClassCopy.constant(MethodHandles.lookup(), Operation.class);

    /** Called within a copy. */
    private FloatGroups() {
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

    private static AddressKernel copy(final Operation operation) {
        return ClassCopy.instance(MethodHandles.lookup(), operation, AddressKernel.class);
    }

    @Override
    void combinePiece(final long in, final long inout, final int count) {
        final int length = Objects.checkIndex(count, MAX_COUNT + 1);
        final int grouped = length & -GROUP;
        for (int i = 0; i < grouped; i += GROUP) {
            final long a = in + (long) BYTES * i;
            final long b = inout + (long) BYTES * i;
            final float r0 = element(a, b);
            final float r1 = element(a + 1L * BYTES, b + 1L * BYTES);
            final float r2 = element(a + 2L * BYTES, b + 2L * BYTES);
            final float r3 = element(a + 3L * BYTES, b + 3L * BYTES);
            final float r4 = element(a + 4L * BYTES, b + 4L * BYTES);
            final float r5 = element(a + 5L * BYTES, b + 5L * BYTES);
            final float r6 = element(a + 6L * BYTES, b + 6L * BYTES);
            final float r7 = element(a + 7L * BYTES, b + 7L * BYTES);
            UnsafeApi.putFloat(b, r0);
            UnsafeApi.putFloat(b + 1L * BYTES, r1);
            UnsafeApi.putFloat(b + 2L * BYTES, r2);
            UnsafeApi.putFloat(b + 3L * BYTES, r3);
            UnsafeApi.putFloat(b + 4L * BYTES, r4);
            UnsafeApi.putFloat(b + 5L * BYTES, r5);
            UnsafeApi.putFloat(b + 6L * BYTES, r6);
            UnsafeApi.putFloat(b + 7L * BYTES, r7);
        }
        for (int i = grouped; i < length; i++) {
            final long b = inout + (long) BYTES * i;
            UnsafeApi.putFloat(b, element(in + (long) BYTES * i, b));
        }
    }

    /** One element a turn: a store to an array does not reach a load from an address. */
    @Override
    void combinePiece(final long in, final Object inout, final int first, final int count) {
        final int length = Objects.checkIndex(count, MAX_COUNT + 1);
        final float[] b = (float[]) inout;
        for (int i = 0; i < length; i++) {
            b[first + i] = OPERATION.apply(UnsafeApi.getFloat(in + (long) BYTES * i), b[first + i]);
        }
    }

    private static float element(final long a, final long b) {
        return OPERATION.apply(UnsafeApi.getFloat(a), UnsafeApi.getFloat(b));
    }

    /** An operation on floats, which the JDK has no class for. */
    @FunctionalInterface
    interface Operation {
        /** The result. */
        float apply(float a, float b);
    }
}
