package mpi.core.op;

import mpi.spi.Reduction;

/**
 * Operations on longs ({@code MPI.LONG}): one tight loop each.
 */
final class LongKernels {
    private LongKernels() {}

    /** The kernel of an operation, or {@code null} where it is not defined. */
    static Kernel of(final Reduction.Kind kind) {
        return switch (kind) {
            case MAX -> LongKernels::max;
            case MIN -> LongKernels::min;
            case SUM -> LongKernels::sum;
            case PROD -> LongKernels::prod;
            case LAND -> LongKernels::land;
            case LOR -> LongKernels::lor;
            case LXOR -> LongKernels::lxor;
            case BAND -> LongKernels::band;
            case BOR -> LongKernels::bor;
            case BXOR -> LongKernels::bxor;
            default -> null;
        };
    }

    private static void max(final Object in, final Object inout, final int from, final int to) {
        final long[] a = (long[]) in;
        final long[] b = (long[]) inout;
        for (int i = from; i < to; i++) {
            b[i] = Math.max(a[i], b[i]);
        }
    }

    private static void min(final Object in, final Object inout, final int from, final int to) {
        final long[] a = (long[]) in;
        final long[] b = (long[]) inout;
        for (int i = from; i < to; i++) {
            b[i] = Math.min(a[i], b[i]);
        }
    }

    private static void sum(final Object in, final Object inout, final int from, final int to) {
        final long[] a = (long[]) in;
        final long[] b = (long[]) inout;
        for (int i = from; i < to; i++) {
            b[i] = a[i] + b[i];
        }
    }

    private static void prod(final Object in, final Object inout, final int from, final int to) {
        final long[] a = (long[]) in;
        final long[] b = (long[]) inout;
        for (int i = from; i < to; i++) {
            b[i] = a[i] * b[i];
        }
    }

    private static void land(final Object in, final Object inout, final int from, final int to) {
        final long[] a = (long[]) in;
        final long[] b = (long[]) inout;
        for (int i = from; i < to; i++) {
            b[i] = a[i] != 0 && b[i] != 0 ? 1 : 0;
        }
    }

    private static void lor(final Object in, final Object inout, final int from, final int to) {
        final long[] a = (long[]) in;
        final long[] b = (long[]) inout;
        for (int i = from; i < to; i++) {
            b[i] = (a[i] | b[i]) != 0 ? 1 : 0;
        }
    }

    private static void lxor(final Object in, final Object inout, final int from, final int to) {
        final long[] a = (long[]) in;
        final long[] b = (long[]) inout;
        for (int i = from; i < to; i++) {
            b[i] = (a[i] == 0) != (b[i] == 0) ? 1 : 0;
        }
    }

    private static void band(final Object in, final Object inout, final int from, final int to) {
        final long[] a = (long[]) in;
        final long[] b = (long[]) inout;
        for (int i = from; i < to; i++) {
            b[i] = a[i] & b[i];
        }
    }

    private static void bor(final Object in, final Object inout, final int from, final int to) {
        final long[] a = (long[]) in;
        final long[] b = (long[]) inout;
        for (int i = from; i < to; i++) {
            b[i] = a[i] | b[i];
        }
    }

    private static void bxor(final Object in, final Object inout, final int from, final int to) {
        final long[] a = (long[]) in;
        final long[] b = (long[]) inout;
        for (int i = from; i < to; i++) {
            b[i] = a[i] ^ b[i];
        }
    }
}
