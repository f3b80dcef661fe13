package mpi.core.op;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import mpi.spi.Reduction;

/**
 * MAXLOC and MINLOC on a value and an int index in the layout of a C struct ({@code MPI.DOUBLE_INT} and its siblings),
 * native byte order. Of equal values the lower index wins (MPI 4.1, section 6.9.4). Padding stays as it is.
 */
final class IndexedKernels {
    private static final VarHandle SHORT = view(short[].class);
    private static final VarHandle INT = view(int[].class);
    private static final VarHandle LONG = view(long[].class);
    private static final VarHandle FLOAT = view(float[].class);
    private static final VarHandle DOUBLE = view(double[].class);

    private IndexedKernels() {}

    /** The kernel of an operation on short and index, or {@code null} where it is not defined. */
    static Kernel ofShorts(final Reduction.Kind kind) {
        return switch (kind) {
            case MAXLOC -> IndexedKernels::maxlocShorts;
            case MINLOC -> IndexedKernels::minlocShorts;
            default -> null;
        };
    }

    /** The kernel of an operation on long and index, or {@code null} where it is not defined. */
    static Kernel ofLongs(final Reduction.Kind kind) {
        return switch (kind) {
            case MAXLOC -> IndexedKernels::maxlocLongs;
            case MINLOC -> IndexedKernels::minlocLongs;
            default -> null;
        };
    }

    /** The kernel of an operation on float and index, or {@code null} where it is not defined. */
    static Kernel ofFloats(final Reduction.Kind kind) {
        return switch (kind) {
            case MAXLOC -> IndexedKernels::maxlocFloats;
            case MINLOC -> IndexedKernels::minlocFloats;
            default -> null;
        };
    }

    /** The kernel of an operation on double and index, or {@code null} where it is not defined. */
    static Kernel ofDoubles(final Reduction.Kind kind) {
        return switch (kind) {
            case MAXLOC -> IndexedKernels::maxlocDoubles;
            case MINLOC -> IndexedKernels::minlocDoubles;
            default -> null;
        };
    }

    private static void maxlocShorts(final Object in, final Object inout, final int from, final int to) {
        final byte[] a = (byte[]) in;
        final byte[] b = (byte[]) inout;
        for (int i = from; i < to; i += 8) {
            final short left = (short) SHORT.get(a, i);
            final short right = (short) SHORT.get(b, i);
            if (left > right || left == right && index(a, i + 4) < index(b, i + 4)) {
                SHORT.set(b, i, left);
                INT.set(b, i + 4, index(a, i + 4));
            }
        }
    }

    private static void minlocShorts(final Object in, final Object inout, final int from, final int to) {
        final byte[] a = (byte[]) in;
        final byte[] b = (byte[]) inout;
        for (int i = from; i < to; i += 8) {
            final short left = (short) SHORT.get(a, i);
            final short right = (short) SHORT.get(b, i);
            if (left < right || left == right && index(a, i + 4) < index(b, i + 4)) {
                SHORT.set(b, i, left);
                INT.set(b, i + 4, index(a, i + 4));
            }
        }
    }

    private static void maxlocLongs(final Object in, final Object inout, final int from, final int to) {
        final byte[] a = (byte[]) in;
        final byte[] b = (byte[]) inout;
        for (int i = from; i < to; i += 16) {
            final long left = (long) LONG.get(a, i);
            final long right = (long) LONG.get(b, i);
            if (left > right || left == right && index(a, i + 8) < index(b, i + 8)) {
                LONG.set(b, i, left);
                INT.set(b, i + 8, index(a, i + 8));
            }
        }
    }

    private static void minlocLongs(final Object in, final Object inout, final int from, final int to) {
        final byte[] a = (byte[]) in;
        final byte[] b = (byte[]) inout;
        for (int i = from; i < to; i += 16) {
            final long left = (long) LONG.get(a, i);
            final long right = (long) LONG.get(b, i);
            if (left < right || left == right && index(a, i + 8) < index(b, i + 8)) {
                LONG.set(b, i, left);
                INT.set(b, i + 8, index(a, i + 8));
            }
        }
    }

    private static void maxlocFloats(final Object in, final Object inout, final int from, final int to) {
        final byte[] a = (byte[]) in;
        final byte[] b = (byte[]) inout;
        for (int i = from; i < to; i += 8) {
            final float left = (float) FLOAT.get(a, i);
            final float right = (float) FLOAT.get(b, i);
            if (left > right || left == right && index(a, i + 4) < index(b, i + 4)) {
                FLOAT.set(b, i, left);
                INT.set(b, i + 4, index(a, i + 4));
            }
        }
    }

    private static void minlocFloats(final Object in, final Object inout, final int from, final int to) {
        final byte[] a = (byte[]) in;
        final byte[] b = (byte[]) inout;
        for (int i = from; i < to; i += 8) {
            final float left = (float) FLOAT.get(a, i);
            final float right = (float) FLOAT.get(b, i);
            if (left < right || left == right && index(a, i + 4) < index(b, i + 4)) {
                FLOAT.set(b, i, left);
                INT.set(b, i + 4, index(a, i + 4));
            }
        }
    }

    private static void maxlocDoubles(final Object in, final Object inout, final int from, final int to) {
        final byte[] a = (byte[]) in;
        final byte[] b = (byte[]) inout;
        for (int i = from; i < to; i += 16) {
            final double left = (double) DOUBLE.get(a, i);
            final double right = (double) DOUBLE.get(b, i);
            if (left > right || left == right && index(a, i + 8) < index(b, i + 8)) {
                DOUBLE.set(b, i, left);
                INT.set(b, i + 8, index(a, i + 8));
            }
        }
    }

    private static void minlocDoubles(final Object in, final Object inout, final int from, final int to) {
        final byte[] a = (byte[]) in;
        final byte[] b = (byte[]) inout;
        for (int i = from; i < to; i += 16) {
            final double left = (double) DOUBLE.get(a, i);
            final double right = (double) DOUBLE.get(b, i);
            if (left < right || left == right && index(a, i + 8) < index(b, i + 8)) {
                DOUBLE.set(b, i, left);
                INT.set(b, i + 8, index(a, i + 8));
            }
        }
    }

    private static int index(final byte[] array, final int at) {
        return (int) INT.get(array, at);
    }

    private static VarHandle view(final Class<?> arrayClass) {
        return MethodHandles.byteArrayViewVarHandle(arrayClass, ByteOrder.nativeOrder());
    }
}
