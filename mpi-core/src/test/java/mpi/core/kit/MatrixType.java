package mpi.core.kit;

import java.util.List;
import java.util.stream.IntStream;
import mpi.Datatype;
import mpi.MPI;

/**
 * A datatype of the matrix.
 *
 * @param datatype the type
 * @param arrayClass of the arrays that hold its items
 * @param elementBytes of such an array, as a {@link MatrixMemory} shows it
 * @param extentElements from an item to the next, in elements of the array
 * @param elements those that belong to an item
 */
record MatrixType(Datatype datatype, Class<?> arrayClass, int elementBytes, int extentElements, int[] elements) {

    /** What a string that has been sent before takes in a message, about. */
    private static final int OBJECT_BYTES = 5;

    /** Every basic type of both dialects. */
    static List<MatrixType> basic() {
        return List.of(dense(MPI.BYTE, byte[].class, 1, 1), dense(MPI.PACKED, byte[].class, 1, 1),
            dense(MPI.BOOLEAN, boolean[].class, 1, 1), dense(MPI.CHAR, char[].class, 2, 1),
            dense(MPI.SHORT, short[].class, 2, 1), dense(MPI.INT, int[].class, 4, 1),
            dense(MPI.LONG, long[].class, 8, 1), dense(MPI.FLOAT, float[].class, 4, 1),
            dense(MPI.DOUBLE, double[].class, 8, 1), dense(MPI.OBJECT, Object[].class, 1, 1),
            dense(MPI.FLOAT_COMPLEX, float[].class, 4, 2), dense(MPI.DOUBLE_COMPLEX, double[].class, 8, 2),
            dense(MPI.SHORT2, short[].class, 2, 2), dense(MPI.INT2, int[].class, 4, 2),
            dense(MPI.LONG2, long[].class, 8, 2), dense(MPI.FLOAT2, float[].class, 4, 2),
            dense(MPI.DOUBLE2, double[].class, 8, 2), dense(MPI.SHORT_INT, byte[].class, 1, 8),
            dense(MPI.LONG_INT, byte[].class, 1, 16), dense(MPI.FLOAT_INT, byte[].class, 1, 8),
            dense(MPI.DOUBLE_INT, byte[].class, 1, 16));
    }

    /** New derived ones, of each kind of array some, which their user frees. */
    static List<MatrixType> derived() {
        return List.of(dense(committed(Datatype.createContiguous(3, MPI.SHORT)), short[].class, 2, 3),
            new MatrixType(Datatype.Vector(2, 1, 2, MPI.INT), int[].class, 4, 3, new int[] {0, 2}),
            new MatrixType(committed(Datatype.createResized(MPI.DOUBLE, 0, 24)), double[].class, 8, 3, new int[] {0}),
            new MatrixType(committed(Datatype.createVector(2, 2, 3, MPI.FLOAT_COMPLEX)), float[].class, 4, 10,
                new int[] {0, 1, 2, 3, 6, 7, 8, 9}),
            new MatrixType(indexed(MPI.BOOLEAN), boolean[].class, 1, 4, new int[] {0, 1, 3}),
            new MatrixType(indexed(MPI.OBJECT), Object[].class, 1, 4, new int[] {0, 1, 3}));
    }

    private static MatrixType dense(final Datatype datatype, final Class<?> arrayClass, final int elementBytes,
        final int extent) {
        return new MatrixType(datatype, arrayClass, elementBytes, extent, IntStream.range(0, extent).toArray());
    }

    private static Datatype indexed(final Datatype of) {
        return Datatype.Indexed(new int[] {1, 2}, new int[] {3, 0}, of);
    }

    private static Datatype committed(final Datatype datatype) {
        datatype.commit();
        return datatype;
    }

    boolean isObject() {
        return arrayClass == Object[].class;
    }

    /** How many items make a message of about this length: an odd number, none for none. */
    int countOf(final int lengthBytes) {
        final int itemBytes = elements.length * (isObject() ? OBJECT_BYTES : elementBytes);
        return lengthBytes == 0 ? 0 : lengthBytes / itemBytes | 1;
    }

    @Override
    public String toString() {
        return datatype + " in " + arrayClass.getSimpleName();
    }
}
