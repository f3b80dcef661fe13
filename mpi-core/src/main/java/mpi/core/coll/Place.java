package mpi.core.coll;

/**
 * Memory of the user in the steps of a {@link Schedule}: which memory it is, is said anew at each start, so that the
 * steps serve an operation on other buffers, too, and keep none of them. May stand for a {@code base} wherever steps
 * are written (see {@link PeerLink}); the offset then counts from where the place begins.
 */
final class Place {
    private Object base;
    private long offset;

    /** Says where it is. */
    void set(final Object memory, final long memoryOffset) {
        base = memory;
        offset = memoryOffset;
    }

    /** Lets go of the memory. */
    void clear() {
        base = null;
        offset = 0;
    }

    /** Base of the memory, see {@link PeerLink}. */
    Object base() {
        return base;
    }

    /** Offset in {@link #base()} of the place. */
    long offset() {
        return offset;
    }

    /** What a base stands for at this moment. */
    static Object base(final Object base) {
        return base instanceof final Place place ? place.base : base;
    }

    /** The offset in that of an offset in a base. */
    static long offset(final Object base, final long offset) {
        return base instanceof final Place place ? place.offset + offset : offset;
    }

    /** Whether an offset in a base is now where an array of this class begins: kernels read its elements there. */
    static boolean isStartOf(final Class<?> arrayClass, final Object base, final long offset) {
        final Object memory = base(base);
        return memory != null && memory.getClass() == arrayClass && offset(base, offset) == 0;
    }
}
