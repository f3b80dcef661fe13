package mpi.core.coll;

import java.lang.reflect.Array;

/**
 * Typed arrays that one communicator's reductions work in. Short ones are kept for the next operation, so that it does
 * not allocate; long ones are left to the garbage collector, so that an idle communicator is small.
 */
final class Scratch {
    /** Longest array kept, in elements of one byte; of wider elements, as many bytes. */
    static final int KEPT_BYTES = 1 << 16;

    private static final int SHORTEST = 64;

    private final Class<?> elementClass;
    private final int keptElements;
    private Object kept;
    private int keptLength;

    /** Makes arrays of a primitive type. */
    Scratch(final Class<?> elementClass, final int elementBytes) {
        this(elementClass, elementBytes, KEPT_BYTES);
    }

    /** Makes arrays of a primitive type, of which those up to {@code keptBytes} are kept. */
    Scratch(final Class<?> elementClass, final int elementBytes, final int keptBytes) {
        this.elementClass = elementClass;
        this.keptElements = keptBytes / elementBytes;
    }

    /** Lets go of the array if it has more than {@link #KEPT_BYTES} elements. */
    void trim() {
        if (keptLength > KEPT_BYTES) {
            kept = null;
            keptLength = 0;
        }
    }

    /** An array of at least so many elements with any contents; valid until the next call. */
    Object atLeast(final int elements) {
        if (elements <= keptLength && kept != null) {
            return kept;
        }
        if (elements > keptElements) {
            return Array.newInstance(elementClass, elements);
        }
        keptLength = Math.max(SHORTEST, Integer.highestOneBit(2 * elements - 1));
        kept = Array.newInstance(elementClass, keptLength);
        return kept;
    }
}
