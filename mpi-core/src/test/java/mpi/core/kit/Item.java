package mpi.core.kit;

import java.util.ArrayList;
import java.util.List;
import mpi.Datatype;
import mpi.MPI;

/**
 * Kinds of items that messages carry, and the numbers of them worth trying.
 */
enum Item {
    /** {@code byte}. */
    BYTE(MPI.BYTE, 1, true),
    /** {@code char}. */
    CHAR(MPI.CHAR, 2, false),
    /** {@code short}. */
    SHORT(MPI.SHORT, 2, false),
    /** {@code boolean}. */
    BOOLEAN(MPI.BOOLEAN, 1, false),
    /** {@code int}. */
    INT(MPI.INT, 4, false),
    /** {@code long}. */
    LONG(MPI.LONG, 8, false),
    /** {@code float}. */
    FLOAT(MPI.FLOAT, 4, false),
    /** {@code double}. */
    DOUBLE(MPI.DOUBLE, 8, true),
    /** Strings, some of them null. */
    OBJECT(MPI.OBJECT, 100, false);

    /** Fills what must not be touched. */
    static final int GUARD = 99;

    private static final int[] FEW = {0, 1, 7};
    /** Lengths at which something changes: records of the loopback transport, of rings, and the eager limit. */
    private static final int[] LIMITS_BYTES = {8 * 1024, 16 * 1024 - 64, 128 * 1024 - 64, 128 * 1024};
    private static final int EAGER_LIMIT_BYTES = 128 * 1024;
    private static final int LONG_BYTES = 1024 * 1024;

    private final Datatype datatype;
    private final int bytes;
    private final boolean thorough;

    Item(final Datatype datatype, final int bytes, final boolean thorough) {
        this.datatype = datatype;
        this.bytes = bytes;
        this.thorough = thorough;
    }

    Datatype datatype() {
        return datatype;
    }

    /** Numbers of items: none, few, and around the limits; for most types one that is beyond most limits will do. */
    List<Integer> counts(final boolean everywhere) {
        final List<Integer> counts = new ArrayList<>();
        for (final int few : FEW) {
            counts.add(few);
        }
        if (thorough && everywhere) {
            for (final int limit : LIMITS_BYTES) {
                counts.add(limit / bytes - 1);
                counts.add(limit / bytes);
                counts.add(limit / bytes + 1);
            }
            counts.add(LONG_BYTES / bytes + 1);
        } else {
            counts.add(EAGER_LIMIT_BYTES / bytes + 1);
        }
        return counts;
    }

    /** An array whose elements all are {@link #GUARD}. */
    Object guarded(final int length) {
        final Object array = switch (this) {
            case BYTE -> new byte[length];
            case CHAR -> new char[length];
            case SHORT -> new short[length];
            case BOOLEAN -> new boolean[length];
            case INT -> new int[length];
            case LONG -> new long[length];
            case FLOAT -> new float[length];
            case DOUBLE -> new double[length];
            case OBJECT -> new Object[length];
        };
        fill(array, 0, length, GUARD, 0);
        return array;
    }

    /** Writes {@code count} items from index {@code from}, which differ by {@code seed} and by index. */
    void fill(final Object array, final int from, final int count, final int seed) {
        fill(array, from, from + count, seed * 31 - from * 7, 7);
    }

    /** The loops stand within the switch, not around it: there are millions of items. */
    private static void fill(final Object array, final int from, final int to, final int base, final int step) {
        switch (array) {
            case byte[] a -> {
                for (int i = from; i < to; i++) {
                    a[i] = (byte) (base + i * step);
                }
            }
            case char[] a -> {
                for (int i = from; i < to; i++) {
                    a[i] = (char) (base + i * step);
                }
            }
            case short[] a -> {
                for (int i = from; i < to; i++) {
                    a[i] = (short) (base + i * step);
                }
            }
            case boolean[] a -> {
                for (int i = from; i < to; i++) {
                    a[i] = (base + i * step) % 3 == 0;
                }
            }
            case int[] a -> {
                for (int i = from; i < to; i++) {
                    a[i] = (base + i * step) * 1_000_003;
                }
            }
            case long[] a -> {
                for (int i = from; i < to; i++) {
                    a[i] = (base + i * step) * 1_000_000_007L;
                }
            }
            case float[] a -> {
                for (int i = from; i < to; i++) {
                    a[i] = (base + i * step) / 8f;
                }
            }
            case double[] a -> {
                for (int i = from; i < to; i++) {
                    a[i] = (base + i * step) / 8.0;
                }
            }
            case Object[] a -> {
                for (int i = from; i < to; i++) {
                    final int value = base + i * step;
                    a[i] = value % 5 == 0 ? null : "object " + value;
                }
            }
            default -> throw new IllegalArgumentException(array.getClass().getName());
        }
    }
}
