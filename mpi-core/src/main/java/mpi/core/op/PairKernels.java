package mpi.core.op;

import mpi.spi.Reduction;

/**
 * MAXLOC and MINLOC on two elements of one array, value and index ({@code MPI.INT2} and its siblings). Of equal values
 * the lower index wins (MPI 4.1, section 6.9.4).
 */
final class PairKernels {
    private PairKernels() {}

    /** The kernel of an operation on pairs of shorts, or {@code null} where it is not defined. */
    static Kernel ofShorts(final Reduction.Kind kind) {
        return switch (kind) {
            case MAXLOC -> PairKernels::maxlocShorts;
            case MINLOC -> PairKernels::minlocShorts;
            default -> null;
        };
    }

    /** The kernel of an operation on pairs of ints, or {@code null} where it is not defined. */
    static Kernel ofInts(final Reduction.Kind kind) {
        return switch (kind) {
            case MAXLOC -> PairKernels::maxlocInts;
            case MINLOC -> PairKernels::minlocInts;
            default -> null;
        };
    }

    /** The kernel of an operation on pairs of longs, or {@code null} where it is not defined. */
    static Kernel ofLongs(final Reduction.Kind kind) {
        return switch (kind) {
            case MAXLOC -> PairKernels::maxlocLongs;
            case MINLOC -> PairKernels::minlocLongs;
            default -> null;
        };
    }

    /** The kernel of an operation on pairs of floats, or {@code null} where it is not defined. */
    static Kernel ofFloats(final Reduction.Kind kind) {
        return switch (kind) {
            case MAXLOC -> PairKernels::maxlocFloats;
            case MINLOC -> PairKernels::minlocFloats;
            default -> null;
        };
    }

    /** The kernel of an operation on pairs of doubles, or {@code null} where it is not defined. */
    static Kernel ofDoubles(final Reduction.Kind kind) {
        return switch (kind) {
            case MAXLOC -> PairKernels::maxlocDoubles;
            case MINLOC -> PairKernels::minlocDoubles;
            default -> null;
        };
    }

    private static void maxlocShorts(final Object in, final Object inout, final int from, final int to) {
        final short[] a = (short[]) in;
        final short[] b = (short[]) inout;
        for (int i = from; i < to; i += 2) {
            if (a[i] > b[i] || a[i] == b[i] && a[i + 1] < b[i + 1]) {
                b[i] = a[i];
                b[i + 1] = a[i + 1];
            }
        }
    }

    private static void minlocShorts(final Object in, final Object inout, final int from, final int to) {
        final short[] a = (short[]) in;
        final short[] b = (short[]) inout;
        for (int i = from; i < to; i += 2) {
            if (a[i] < b[i] || a[i] == b[i] && a[i + 1] < b[i + 1]) {
                b[i] = a[i];
                b[i + 1] = a[i + 1];
            }
        }
    }

    private static void maxlocInts(final Object in, final Object inout, final int from, final int to) {
        final int[] a = (int[]) in;
        final int[] b = (int[]) inout;
        for (int i = from; i < to; i += 2) {
            if (a[i] > b[i] || a[i] == b[i] && a[i + 1] < b[i + 1]) {
                b[i] = a[i];
                b[i + 1] = a[i + 1];
            }
        }
    }

    private static void minlocInts(final Object in, final Object inout, final int from, final int to) {
        final int[] a = (int[]) in;
        final int[] b = (int[]) inout;
        for (int i = from; i < to; i += 2) {
            if (a[i] < b[i] || a[i] == b[i] && a[i + 1] < b[i + 1]) {
                b[i] = a[i];
                b[i + 1] = a[i + 1];
            }
        }
    }

    private static void maxlocLongs(final Object in, final Object inout, final int from, final int to) {
        final long[] a = (long[]) in;
        final long[] b = (long[]) inout;
        for (int i = from; i < to; i += 2) {
            if (a[i] > b[i] || a[i] == b[i] && a[i + 1] < b[i + 1]) {
                b[i] = a[i];
                b[i + 1] = a[i + 1];
            }
        }
    }

    private static void minlocLongs(final Object in, final Object inout, final int from, final int to) {
        final long[] a = (long[]) in;
        final long[] b = (long[]) inout;
        for (int i = from; i < to; i += 2) {
            if (a[i] < b[i] || a[i] == b[i] && a[i + 1] < b[i + 1]) {
                b[i] = a[i];
                b[i + 1] = a[i + 1];
            }
        }
    }

    private static void maxlocFloats(final Object in, final Object inout, final int from, final int to) {
        final float[] a = (float[]) in;
        final float[] b = (float[]) inout;
        for (int i = from; i < to; i += 2) {
            if (a[i] > b[i] || a[i] == b[i] && a[i + 1] < b[i + 1]) {
                b[i] = a[i];
                b[i + 1] = a[i + 1];
            }
        }
    }

    private static void minlocFloats(final Object in, final Object inout, final int from, final int to) {
        final float[] a = (float[]) in;
        final float[] b = (float[]) inout;
        for (int i = from; i < to; i += 2) {
            if (a[i] < b[i] || a[i] == b[i] && a[i + 1] < b[i + 1]) {
                b[i] = a[i];
                b[i + 1] = a[i + 1];
            }
        }
    }

    private static void maxlocDoubles(final Object in, final Object inout, final int from, final int to) {
        final double[] a = (double[]) in;
        final double[] b = (double[]) inout;
        for (int i = from; i < to; i += 2) {
            if (a[i] > b[i] || a[i] == b[i] && a[i + 1] < b[i + 1]) {
                b[i] = a[i];
                b[i + 1] = a[i + 1];
            }
        }
    }

    private static void minlocDoubles(final Object in, final Object inout, final int from, final int to) {
        final double[] a = (double[]) in;
        final double[] b = (double[]) inout;
        for (int i = from; i < to; i += 2) {
            if (a[i] < b[i] || a[i] == b[i] && a[i + 1] < b[i + 1]) {
                b[i] = a[i];
                b[i + 1] = a[i + 1];
            }
        }
    }
}
