package mpi.core.p2p;

import java.util.ArrayDeque;

/**
 * Arrays for payload that has to be kept, by power of two. Guarded by the progress lock. What is longer than the
 * largest class is made and left to the garbage collector.
 */
final class BufferPool {
    private static final int SMALLEST_SHIFT = 6;
    private static final int LARGEST_SHIFT = 17;
    private static final long KEPT_BYTES = 1 << 20;
    private static final byte[] EMPTY = {};

    private final ArrayDeque<byte[]>[] free;

    BufferPool() {
        @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type cannot be made otherwise
        final ArrayDeque<byte[]>[] classes = new ArrayDeque[LARGEST_SHIFT - SMALLEST_SHIFT + 1];
        for (int i = 0; i < classes.length; i++) {
            classes[i] = new ArrayDeque<>();
        }
        free = classes;
    }

    /** An array of at least this length. */
    byte[] take(final long lengthBytes) {
        if (lengthBytes == 0) {
            return EMPTY;
        }
        final int sizeClass = sizeClass(lengthBytes);
        if (sizeClass >= free.length) {
            return new byte[Math.toIntExact(lengthBytes)];
        }
        final byte[] array = free[sizeClass].pollLast();
        return array != null ? array : new byte[1 << sizeClass + SMALLEST_SHIFT];
    }

    /** Takes an array back that {@link #take} has given. */
    void give(final byte[] array) {
        if (array.length == 0) {
            return;
        }
        final int sizeClass = sizeClass(array.length);
        if (sizeClass < free.length && (long) free[sizeClass].size() * array.length < KEPT_BYTES) {
            free[sizeClass].addLast(array);
        }
    }

    private static int sizeClass(final long lengthBytes) {
        return Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(lengthBytes - 1) - SMALLEST_SHIFT);
    }
}
