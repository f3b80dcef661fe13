package mpi.core.op;

import mpi.spi.Reduction;

/**
 * Operations on doubles ({@code MPI.DOUBLE}): one tight loop each.
 */
final class DoubleKernels {
    private DoubleKernels() {}

    /** The kernel of an operation, or {@code null} where it is not defined. */
    static Kernel of(final Reduction.Kind kind) {
        return switch (kind) {
            case MAX -> DoubleKernels::max;
            case MIN -> DoubleKernels::min;
            case SUM -> DoubleKernels::sum;
            case PROD -> DoubleKernels::prod;
            default -> null;
        };
    }

    private static void max(final Object in, final Object inout, final int from, final int to) {
        final double[] a = (double[]) in;
        final double[] b = (double[]) inout;
        for (int i = from; i < to; i++) {
            b[i] = Math.max(a[i], b[i]);
        }
    }

    private static void min(final Object in, final Object inout, final int from, final int to) {
        final double[] a = (double[]) in;
        final double[] b = (double[]) inout;
        for (int i = from; i < to; i++) {
            b[i] = Math.min(a[i], b[i]);
        }
    }

    private static void sum(final Object in, final Object inout, final int from, final int to) {
        final double[] a = (double[]) in;
        final double[] b = (double[]) inout;
        for (int i = from; i < to; i++) {
            b[i] = a[i] + b[i];
        }
    }

    private static void prod(final Object in, final Object inout, final int from, final int to) {
        final double[] a = (double[]) in;
        final double[] b = (double[]) inout;
        for (int i = from; i < to; i++) {
            b[i] = a[i] * b[i];
        }
    }
}
