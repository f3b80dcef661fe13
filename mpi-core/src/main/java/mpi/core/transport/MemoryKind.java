package mpi.core.transport;

/** What user memory may be: memory that has an address, one of the classes of arrays, or anything else. */
public enum MemoryKind {
    /** Memory that has an address. */
    ADDRESS,
    /** {@code byte[]}. */
    BYTES,
    /** {@code double[]}. */
    DOUBLES,
    /** {@code int[]}. */
    INTS,
    /** {@code long[]}. */
    LONGS,
    /** {@code float[]}. */
    FLOATS,
    /** {@code char[]}. */
    CHARS,
    /** {@code short[]}. */
    SHORTS,
    /** Anything else. */
    OTHER;

    /**
     * The kind of some memory.
     *
     * @param base see {@link Memory}
     * @return what it is
     */
    public static MemoryKind of(final Object base) {
        if (base == null) {
            return ADDRESS;
        } else if (base instanceof byte[]) {
            return BYTES;
        } else if (base instanceof double[]) {
            return DOUBLES;
        } else if (base instanceof int[]) {
            return INTS;
        } else if (base instanceof long[]) {
            return LONGS;
        } else if (base instanceof float[]) {
            return FLOATS;
        } else if (base instanceof char[]) {
            return CHARS;
        } else if (base instanceof short[]) {
            return SHORTS;
        }
        return OTHER;
    }

    /**
     * Makes memory of this kind.
     *
     * @param lengthBytes how much
     * @return a new array; {@code null} if this is no kind of array
     */
    public Object array(final int lengthBytes) {
        return switch (this) {
            case ADDRESS, OTHER -> null;
            case BYTES -> new byte[lengthBytes];
            case DOUBLES -> new double[lengthBytes / Double.BYTES];
            case INTS -> new int[lengthBytes / Integer.BYTES];
            case LONGS -> new long[lengthBytes / Long.BYTES];
            case FLOATS -> new float[lengthBytes / Float.BYTES];
            case CHARS -> new char[lengthBytes / Character.BYTES];
            case SHORTS -> new short[lengthBytes / Short.BYTES];
        };
    }
}
