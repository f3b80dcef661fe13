package mpi.core.op;

import mpi.spi.Reduction;

/**
 * Operations on bytes ({@code MPI.BYTE}), signed: one tight loop each. {@code Math.max} and {@code Math.min} take
 * twenty times as long as a comparison does (ADR 24).
 */
final class ByteKernels {
    private ByteKernels() {}

    /** The kernel of an operation, or {@code null} where it is not defined. */
    static Kernel of(final Reduction.Kind kind) {
        return switch (kind) {
            case MAX -> ByteKernels::max;
            case MIN -> ByteKernels::min;
            case SUM -> ByteKernels::sum;
            case PROD -> ByteKernels::prod;
            case LAND -> ByteKernels::land;
            case LOR -> ByteKernels::lor;
            case LXOR -> ByteKernels::lxor;
            case BAND -> ByteKernels::band;
            case BOR -> ByteKernels::bor;
            case BXOR -> ByteKernels::bxor;
            default -> null;
        };
    }

    private static void max(final Object in, final Object inout, final int from, final int to) {
        final byte[] a = (byte[]) in;
        final byte[] b = (byte[]) inout;
        for (int i = from; i < to; i++) {
            b[i] = a[i] > b[i] ? a[i] : b[i];
        }
    }

    private static void min(final Object in, final Object inout, final int from, final int to) {
        final byte[] a = (byte[]) in;
        final byte[] b = (byte[]) inout;
        for (int i = from; i < to; i++) {
            b[i] = a[i] < b[i] ? a[i] : b[i];
        }
    }

    private static void sum(final Object in, final Object inout, final int from, final int to) {
        final byte[] a = (byte[]) in;
        final byte[] b = (byte[]) inout;
        for (int i = from; i < to; i++) {
            b[i] = (byte) (a[i] + b[i]);
        }
    }

    private static void prod(final Object in, final Object inout, final int from, final int to) {
        final byte[] a = (byte[]) in;
        final byte[] b = (byte[]) inout;
        for (int i = from; i < to; i++) {
            b[i] = (byte) (a[i] * b[i]);
        }
    }

    private static void land(final Object in, final Object inout, final int from, final int to) {
        final byte[] a = (byte[]) in;
        final byte[] b = (byte[]) inout;
        for (int i = from; i < to; i++) {
            b[i] = (byte) (a[i] != 0 && b[i] != 0 ? 1 : 0);
        }
    }

    private static void lor(final Object in, final Object inout, final int from, final int to) {
        final byte[] a = (byte[]) in;
        final byte[] b = (byte[]) inout;
        for (int i = from; i < to; i++) {
            b[i] = (byte) ((a[i] | b[i]) != 0 ? 1 : 0);
        }
    }

    private static void lxor(final Object in, final Object inout, final int from, final int to) {
        final byte[] a = (byte[]) in;
        final byte[] b = (byte[]) inout;
        for (int i = from; i < to; i++) {
            b[i] = (byte) ((a[i] == 0) != (b[i] == 0) ? 1 : 0);
        }
    }

    private static void band(final Object in, final Object inout, final int from, final int to) {
        final byte[] a = (byte[]) in;
        final byte[] b = (byte[]) inout;
        for (int i = from; i < to; i++) {
            b[i] = (byte) (a[i] & b[i]);
        }
    }

    private static void bor(final Object in, final Object inout, final int from, final int to) {
        final byte[] a = (byte[]) in;
        final byte[] b = (byte[]) inout;
        for (int i = from; i < to; i++) {
            b[i] = (byte) (a[i] | b[i]);
        }
    }

    private static void bxor(final Object in, final Object inout, final int from, final int to) {
        final byte[] a = (byte[]) in;
        final byte[] b = (byte[]) inout;
        for (int i = from; i < to; i++) {
            b[i] = (byte) (a[i] ^ b[i]);
        }
    }
}
