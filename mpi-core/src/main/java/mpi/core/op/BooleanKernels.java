package mpi.core.op;

import mpi.spi.Reduction;

/**
 * Operations on booleans ({@code MPI.BOOLEAN}), where bitwise and logical operations are the same.
 */
final class BooleanKernels {
    private BooleanKernels() {}

    /** The kernel of an operation, or {@code null} where it is not defined. */
    static Kernel of(final Reduction.Kind kind) {
        return switch (kind) {
            case LAND, BAND -> BooleanKernels::land;
            case LOR, BOR -> BooleanKernels::lor;
            case LXOR, BXOR -> BooleanKernels::lxor;
            default -> null;
        };
    }

    private static void land(final Object in, final Object inout, final int from, final int to) {
        final boolean[] a = (boolean[]) in;
        final boolean[] b = (boolean[]) inout;
        for (int i = from; i < to; i++) {
            b[i] = a[i] && b[i];
        }
    }

    private static void lor(final Object in, final Object inout, final int from, final int to) {
        final boolean[] a = (boolean[]) in;
        final boolean[] b = (boolean[]) inout;
        for (int i = from; i < to; i++) {
            b[i] = a[i] || b[i];
        }
    }

    private static void lxor(final Object in, final Object inout, final int from, final int to) {
        final boolean[] a = (boolean[]) in;
        final boolean[] b = (boolean[]) inout;
        for (int i = from; i < to; i++) {
            b[i] = a[i] ^ b[i];
        }
    }
}
