package mpi.core.op;

import mpi.spi.Reduction;

/**
 * Operations on chars ({@code MPI.CHAR}), unsigned: one tight loop each.
 */
final class CharKernels {
    private CharKernels() {}

    /** The kernel of an operation, or {@code null} where it is not defined. */
    static Kernel of(final Reduction.Kind kind) {
        return switch (kind) {
            case MAX -> CharKernels::max;
            case MIN -> CharKernels::min;
            case SUM -> CharKernels::sum;
            case PROD -> CharKernels::prod;
            case LAND -> CharKernels::land;
            case LOR -> CharKernels::lor;
            case LXOR -> CharKernels::lxor;
            case BAND -> CharKernels::band;
            case BOR -> CharKernels::bor;
            case BXOR -> CharKernels::bxor;
            default -> null;
        };
    }

    private static void max(final Object in, final Object inout, final int from, final int to) {
        final char[] a = (char[]) in;
        final char[] b = (char[]) inout;
        for (int i = from; i < to; i++) {
            b[i] = (char) Math.max(a[i], b[i]);
        }
    }

    private static void min(final Object in, final Object inout, final int from, final int to) {
        final char[] a = (char[]) in;
        final char[] b = (char[]) inout;
        for (int i = from; i < to; i++) {
            b[i] = (char) Math.min(a[i], b[i]);
        }
    }

    private static void sum(final Object in, final Object inout, final int from, final int to) {
        final char[] a = (char[]) in;
        final char[] b = (char[]) inout;
        for (int i = from; i < to; i++) {
            b[i] = (char) (a[i] + b[i]);
        }
    }

    private static void prod(final Object in, final Object inout, final int from, final int to) {
        final char[] a = (char[]) in;
        final char[] b = (char[]) inout;
        for (int i = from; i < to; i++) {
            b[i] = (char) (a[i] * b[i]);
        }
    }

    private static void land(final Object in, final Object inout, final int from, final int to) {
        final char[] a = (char[]) in;
        final char[] b = (char[]) inout;
        for (int i = from; i < to; i++) {
            b[i] = (char) (a[i] != 0 && b[i] != 0 ? 1 : 0);
        }
    }

    private static void lor(final Object in, final Object inout, final int from, final int to) {
        final char[] a = (char[]) in;
        final char[] b = (char[]) inout;
        for (int i = from; i < to; i++) {
            b[i] = (char) ((a[i] | b[i]) != 0 ? 1 : 0);
        }
    }

    private static void lxor(final Object in, final Object inout, final int from, final int to) {
        final char[] a = (char[]) in;
        final char[] b = (char[]) inout;
        for (int i = from; i < to; i++) {
            b[i] = (char) ((a[i] == 0) != (b[i] == 0) ? 1 : 0);
        }
    }

    private static void band(final Object in, final Object inout, final int from, final int to) {
        final char[] a = (char[]) in;
        final char[] b = (char[]) inout;
        for (int i = from; i < to; i++) {
            b[i] = (char) (a[i] & b[i]);
        }
    }

    private static void bor(final Object in, final Object inout, final int from, final int to) {
        final char[] a = (char[]) in;
        final char[] b = (char[]) inout;
        for (int i = from; i < to; i++) {
            b[i] = (char) (a[i] | b[i]);
        }
    }

    private static void bxor(final Object in, final Object inout, final int from, final int to) {
        final char[] a = (char[]) in;
        final char[] b = (char[]) inout;
        for (int i = from; i < to; i++) {
            b[i] = (char) (a[i] ^ b[i]);
        }
    }
}
