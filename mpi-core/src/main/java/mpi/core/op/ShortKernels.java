package mpi.core.op;

import mpi.spi.Reduction;

/**
 * Operations on shorts ({@code MPI.SHORT}): one tight loop each.
 */
final class ShortKernels {
    private ShortKernels() {}

    /** The kernel of an operation, or {@code null} where it is not defined. */
    static Kernel of(final Reduction.Kind kind) {
        return switch (kind) {
            case MAX -> ShortKernels::max;
            case MIN -> ShortKernels::min;
            case SUM -> ShortKernels::sum;
            case PROD -> ShortKernels::prod;
            case LAND -> ShortKernels::land;
            case LOR -> ShortKernels::lor;
            case LXOR -> ShortKernels::lxor;
            case BAND -> ShortKernels::band;
            case BOR -> ShortKernels::bor;
            case BXOR -> ShortKernels::bxor;
            default -> null;
        };
    }

    private static void max(final Object in, final Object inout, final int from, final int to) {
        final short[] a = (short[]) in;
        final short[] b = (short[]) inout;
        for (int i = from; i < to; i++) {
            b[i] = (short) Math.max(a[i], b[i]);
        }
    }

    private static void min(final Object in, final Object inout, final int from, final int to) {
        final short[] a = (short[]) in;
        final short[] b = (short[]) inout;
        for (int i = from; i < to; i++) {
            b[i] = (short) Math.min(a[i], b[i]);
        }
    }

    private static void sum(final Object in, final Object inout, final int from, final int to) {
        final short[] a = (short[]) in;
        final short[] b = (short[]) inout;
        for (int i = from; i < to; i++) {
            b[i] = (short) (a[i] + b[i]);
        }
    }

    private static void prod(final Object in, final Object inout, final int from, final int to) {
        final short[] a = (short[]) in;
        final short[] b = (short[]) inout;
        for (int i = from; i < to; i++) {
            b[i] = (short) (a[i] * b[i]);
        }
    }

    private static void land(final Object in, final Object inout, final int from, final int to) {
        final short[] a = (short[]) in;
        final short[] b = (short[]) inout;
        for (int i = from; i < to; i++) {
            b[i] = (short) (a[i] != 0 && b[i] != 0 ? 1 : 0);
        }
    }

    private static void lor(final Object in, final Object inout, final int from, final int to) {
        final short[] a = (short[]) in;
        final short[] b = (short[]) inout;
        for (int i = from; i < to; i++) {
            b[i] = (short) ((a[i] | b[i]) != 0 ? 1 : 0);
        }
    }

    private static void lxor(final Object in, final Object inout, final int from, final int to) {
        final short[] a = (short[]) in;
        final short[] b = (short[]) inout;
        for (int i = from; i < to; i++) {
            b[i] = (short) ((a[i] == 0) != (b[i] == 0) ? 1 : 0);
        }
    }

    private static void band(final Object in, final Object inout, final int from, final int to) {
        final short[] a = (short[]) in;
        final short[] b = (short[]) inout;
        for (int i = from; i < to; i++) {
            b[i] = (short) (a[i] & b[i]);
        }
    }

    private static void bor(final Object in, final Object inout, final int from, final int to) {
        final short[] a = (short[]) in;
        final short[] b = (short[]) inout;
        for (int i = from; i < to; i++) {
            b[i] = (short) (a[i] | b[i]);
        }
    }

    private static void bxor(final Object in, final Object inout, final int from, final int to) {
        final short[] a = (short[]) in;
        final short[] b = (short[]) inout;
        for (int i = from; i < to; i++) {
            b[i] = (short) (a[i] ^ b[i]);
        }
    }
}
