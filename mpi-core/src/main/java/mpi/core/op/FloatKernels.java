package mpi.core.op;

import mpi.spi.Reduction;

/**
 * Operations on floats ({@code MPI.FLOAT}): one tight loop each.
 */
final class FloatKernels {
    private FloatKernels() {}

    /** The kernel of an operation, or {@code null} where it is not defined. */
    static Kernel of(final Reduction.Kind kind) {
        return switch (kind) {
            case MAX -> FloatKernels::max;
            case MIN -> FloatKernels::min;
            case SUM -> FloatKernels::sum;
            case PROD -> FloatKernels::prod;
            default -> null;
        };
    }

    private static void max(final Object in, final Object inout, final int from, final int to) {
        final float[] a = (float[]) in;
        final float[] b = (float[]) inout;
        for (int i = from; i < to; i++) {
            b[i] = Math.max(a[i], b[i]);
        }
    }

    private static void min(final Object in, final Object inout, final int from, final int to) {
        final float[] a = (float[]) in;
        final float[] b = (float[]) inout;
        for (int i = from; i < to; i++) {
            b[i] = Math.min(a[i], b[i]);
        }
    }

    private static void sum(final Object in, final Object inout, final int from, final int to) {
        final float[] a = (float[]) in;
        final float[] b = (float[]) inout;
        for (int i = from; i < to; i++) {
            b[i] = a[i] + b[i];
        }
    }

    private static void prod(final Object in, final Object inout, final int from, final int to) {
        final float[] a = (float[]) in;
        final float[] b = (float[]) inout;
        for (int i = from; i < to; i++) {
            b[i] = a[i] * b[i];
        }
    }
}
