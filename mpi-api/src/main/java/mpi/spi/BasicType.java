package mpi.spi;

/**
 * The basic datatypes of both dialects. Sizes are those of Java's primitives; pair types with an index have the layout
 * a C compiler would give them.
 */
public enum BasicType {
    /** {@code MPI.BYTE}. */
    BYTE(1, byte[].class),
    /** {@code MPI.CHAR}, two bytes. */
    CHAR(2, char[].class),
    /** {@code MPI.SHORT}. */
    SHORT(2, short[].class),
    /** {@code MPI.BOOLEAN}, one byte, 0 or 1. */
    BOOLEAN(1, boolean[].class),
    /** {@code MPI.INT}. */
    INT(4, int[].class),
    /** {@code MPI.LONG}. */
    LONG(8, long[].class),
    /** {@code MPI.FLOAT}. */
    FLOAT(4, float[].class),
    /** {@code MPI.DOUBLE}. */
    DOUBLE(8, double[].class),
    /** {@code MPI.PACKED}. */
    PACKED(1, byte[].class),
    /** {@code MPI.OBJECT}; one array slot, serialised. */
    OBJECT(0, Object[].class),
    /** {@code MPI.FLOAT_COMPLEX}: real, imaginary. */
    FLOAT_COMPLEX(8, float[].class),
    /** {@code MPI.DOUBLE_COMPLEX}: real, imaginary. */
    DOUBLE_COMPLEX(16, double[].class),
    /** {@code MPI.SHORT2}: two shorts, value and index. */
    SHORT2(4, short[].class),
    /** {@code MPI.INT2}: two ints, value and index. */
    INT2(8, int[].class),
    /** {@code MPI.LONG2}: two longs, value and index. */
    LONG2(16, long[].class),
    /** {@code MPI.FLOAT2}: two floats, value and index. */
    FLOAT2(8, float[].class),
    /** {@code MPI.DOUBLE2}: two doubles, value and index. */
    DOUBLE2(16, double[].class),
    /** {@code MPI.SHORT_INT}: short at 0, int at 4. */
    SHORT_INT(8, byte[].class),
    /** {@code MPI.LONG_INT}: long at 0, int at 8, padding. */
    LONG_INT(16, byte[].class),
    /** {@code MPI.FLOAT_INT}: float at 0, int at 4. */
    FLOAT_INT(8, byte[].class),
    /** {@code MPI.DOUBLE_INT}: double at 0, int at 8, padding. */
    DOUBLE_INT(16, byte[].class);

    private final int sizeBytes;
    private final Class<?> arrayClass;

    BasicType(final int sizeBytes, final Class<?> arrayClass) {
        this.sizeBytes = sizeBytes;
        this.arrayClass = arrayClass;
    }

    /**
     * Bytes one item takes in a message and in memory; 0 for {@link #OBJECT}, whose size is known after serialising.
     *
     * @return size in bytes
     */
    public int sizeBytes() {
        return sizeBytes;
    }

    /**
     * The class of Java array that holds items of this type naturally.
     *
     * @return an array class; {@code Object[]} for {@link #OBJECT}
     */
    public Class<?> arrayClass() {
        return arrayClass;
    }
}
