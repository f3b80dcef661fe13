package mpi.core.op;

import mpi.spi.Reduction;

/**
 * Operations on complex numbers ({@code MPI.FLOAT_COMPLEX}, {@code MPI.DOUBLE_COMPLEX}): real part, imaginary part.
 */
final class ComplexKernels {
    private ComplexKernels() {}

    /** The kernel of an operation on complex floats, or {@code null} where it is not defined. */
    static Kernel ofFloats(final Reduction.Kind kind) {
        return switch (kind) {
            case SUM -> FloatKernels.of(kind);
            case PROD -> ComplexKernels::prodFloats;
            default -> null;
        };
    }

    /** The kernel of an operation on complex doubles, or {@code null} where it is not defined. */
    static Kernel ofDoubles(final Reduction.Kind kind) {
        return switch (kind) {
            case SUM -> DoubleKernels.of(kind);
            case PROD -> ComplexKernels::prodDoubles;
            default -> null;
        };
    }

    private static void prodFloats(final Object in, final Object inout, final int from, final int to) {
        final float[] a = (float[]) in;
        final float[] b = (float[]) inout;
        for (int i = from; i < to; i += 2) {
            final float real = a[i] * b[i] - a[i + 1] * b[i + 1];
            b[i + 1] = a[i] * b[i + 1] + a[i + 1] * b[i];
            b[i] = real;
        }
    }

    private static void prodDoubles(final Object in, final Object inout, final int from, final int to) {
        final double[] a = (double[]) in;
        final double[] b = (double[]) inout;
        for (int i = from; i < to; i += 2) {
            final double real = a[i] * b[i] - a[i + 1] * b[i + 1];
            b[i + 1] = a[i] * b[i + 1] + a[i + 1] * b[i];
            b[i] = real;
        }
    }
}
