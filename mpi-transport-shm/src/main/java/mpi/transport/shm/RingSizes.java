package mpi.transport.shm;

/** How large rings are: memory grows with the square of the ranks of a host, so many ranks get small rings. */
final class RingSizes {
    /** Smallest capacity in bytes; a record still holds a frame of a few hundred bytes. */
    static final int MIN_CAPACITY = 4 * 1024;
    /** Largest capacity in bytes. */
    static final int MAX_CAPACITY = 64 * 1024 * 1024;

    private static final int KIBIBYTE = 1024;

    private RingSizes() {}

    /**
     * The capacity of each ring.
     *
     * @param configuredBytes what the user wants; 0: by the number of ranks
     * @param localSize ranks of the host
     * @return a power of two, in bytes
     */
    static int capacity(final int configuredBytes, final int localSize) {
        if (configuredBytes == 0) {
            return byRanks(localSize);
        }
        final int bounded = Math.clamp(configuredBytes, MIN_CAPACITY, MAX_CAPACITY);
        final int powerOfTwo = Integer.highestOneBit(bounded);
        return powerOfTwo == bounded ? bounded : powerOfTwo << 1;
    }

    private static int byRanks(final int localSize) {
        if (localSize <= 4) {
            return 256 * KIBIBYTE;
        }
        return localSize <= 16 ? 128 * KIBIBYTE : 32 * KIBIBYTE;
    }
}
