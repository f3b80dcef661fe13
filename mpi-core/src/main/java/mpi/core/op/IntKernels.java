package mpi.core.op;

import mpi.spi.Reduction;

/**
 * Operations on ints ({@code MPI.INT}): one tight loop each.
 */
final class IntKernels {
    private IntKernels() {}

    /** The kernel of an operation, or {@code null} where it is not defined. */
    static Kernel of(final Reduction.Kind kind) {
        return switch (kind) {
            case MAX -> IntKernels::max;
            case MIN -> IntKernels::min;
            case SUM -> IntKernels::sum;
            case PROD -> IntKernels::prod;
            case LAND -> IntKernels::land;
            case LOR -> IntKernels::lor;
            case LXOR -> IntKernels::lxor;
            case BAND -> IntKernels::band;
            case BOR -> IntKernels::bor;
            case BXOR -> IntKernels::bxor;
            default -> null;
        };
    }

    private static void max(final Object in, final Object inout, final int from, final int to) {
        final int[] a = (int[]) in;
        final int[] b = (int[]) inout;
        for (int i = from; i < to; i++) {
            b[i] = Math.max(a[i], b[i]);
        }
    }

    private static void min(final Object in, final Object inout, final int from, final int to) {
        final int[] a = (int[]) in;
        final int[] b = (int[]) inout;
        for (int i = from; i < to; i++) {
            b[i] = Math.min(a[i], b[i]);
        }
    }

    private static void sum(final Object in, final Object inout, final int from, final int to) {
        final int[] a = (int[]) in;
        final int[] b = (int[]) inout;
        for (int i = from; i < to; i++) {
            b[i] = a[i] + b[i];
        }
    }

    private static void prod(final Object in, final Object inout, final int from, final int to) {
        final int[] a = (int[]) in;
        final int[] b = (int[]) inout;
        for (int i = from; i < to; i++) {
            b[i] = a[i] * b[i];
        }
    }

    private static void land(final Object in, final Object inout, final int from, final int to) {
        final int[] a = (int[]) in;
        final int[] b = (int[]) inout;
        for (int i = from; i < to; i++) {
            b[i] = a[i] != 0 && b[i] != 0 ? 1 : 0;
        }
    }

    private static void lor(final Object in, final Object inout, final int from, final int to) {
        final int[] a = (int[]) in;
        final int[] b = (int[]) inout;
        for (int i = from; i < to; i++) {
            b[i] = (a[i] | b[i]) != 0 ? 1 : 0;
        }
    }

    private static void lxor(final Object in, final Object inout, final int from, final int to) {
        final int[] a = (int[]) in;
        final int[] b = (int[]) inout;
        for (int i = from; i < to; i++) {
            b[i] = (a[i] == 0) != (b[i] == 0) ? 1 : 0;
        }
    }

    private static void band(final Object in, final Object inout, final int from, final int to) {
        final int[] a = (int[]) in;
        final int[] b = (int[]) inout;
        for (int i = from; i < to; i++) {
            b[i] = a[i] & b[i];
        }
    }

    private static void bor(final Object in, final Object inout, final int from, final int to) {
        final int[] a = (int[]) in;
        final int[] b = (int[]) inout;
        for (int i = from; i < to; i++) {
            b[i] = a[i] | b[i];
        }
    }

    private static void bxor(final Object in, final Object inout, final int from, final int to) {
        final int[] a = (int[]) in;
        final int[] b = (int[]) inout;
        for (int i = from; i < to; i++) {
            b[i] = a[i] ^ b[i];
        }
    }
}
