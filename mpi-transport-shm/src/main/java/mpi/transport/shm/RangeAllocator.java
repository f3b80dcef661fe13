package mpi.transport.shm;

import java.util.Map;
import java.util.TreeMap;

/**
 * Allots ranges of {@code [0, capacity)}: first fit, neighbours merged when given back. Thread-safe: ranges are given
 * back by the thread that runs cleanups.
 */
final class RangeAllocator {
    /** Result of {@link #allocate}: no range is long enough. */
    static final long NO_RANGE = -1;

    private final TreeMap<Long, Long> free = new TreeMap<>();
    private final long capacity;

    RangeAllocator(final long capacity) {
        this.capacity = capacity;
        free.put(0L, capacity);
    }

    /**
     * Takes a range.
     *
     * @param length its length, more than 0
     * @return its start, or {@link #NO_RANGE}
     */
    synchronized long allocate(final long length) {
        for (final Map.Entry<Long, Long> range : free.entrySet()) {
            if (range.getValue() >= length) {
                final long start = range.getKey();
                final long rest = range.getValue() - length;
                free.remove(start);
                if (rest > 0) {
                    free.put(start + length, rest);
                }
                return start;
            }
        }
        return NO_RANGE;
    }

    /**
     * Gives a range back.
     *
     * @param start what {@link #allocate} returned
     * @param length what it was called with
     */
    synchronized void release(final long start, final long length) {
        long mergedStart = start;
        long mergedLength = length;
        final Map.Entry<Long, Long> before = free.lowerEntry(start);
        if (before != null && before.getKey() + before.getValue() == start) {
            mergedStart = before.getKey();
            mergedLength += before.getValue();
        }
        final Long after = free.remove(start + length);
        if (after != null) {
            mergedLength += after;
        }
        free.put(mergedStart, mergedLength);
    }

    synchronized long usedBytes() {
        return capacity - free.values().stream().mapToLong(Long::longValue).sum();
    }
}
