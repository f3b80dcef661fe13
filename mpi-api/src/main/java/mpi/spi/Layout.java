package mpi.spi;

/**
 * Where the bytes of one item of a datatype lie. Immutable; made once a datatype, shared by all its uses.
 *
 * @param basic the basic type of the elements
 * @param sizeBytes bytes of one item in a message; 0 for {@link BasicType#OBJECT}
 * @param extentBytes distance in bytes from one item to the next in memory; for {@link BasicType#OBJECT} in array slots
 * @param datatype the {@code mpi.Datatype} this belongs to; handed to user-defined reductions
 */
public record Layout(BasicType basic, long sizeBytes, long extentBytes, Object datatype) {
    /**
     * Whether buffers of this type are one run of bytes that may be copied as it is.
     *
     * @return false for objects, which are serialised
     */
    public boolean isRaw() {
        return basic != BasicType.OBJECT;
    }

    /**
     * Whether items are objects, which are serialised.
     *
     * @return true for {@link BasicType#OBJECT}
     */
    public boolean isObject() {
        return basic == BasicType.OBJECT;
    }
}
