package mpi.transport.shm;

import org.agrona.UnsafeApi;

/**
 * Access to words of mapped segments by their address; the order of an access stands in its name. Words are in native
 * order, since both sides run on one host, and aligned.
 */
final class Words {
    private Words() {}

    static int getInt(final long address) {
        return UnsafeApi.getInt(address);
    }

    static void putInt(final long address, final int value) {
        UnsafeApi.putInt(address, value);
    }

    static int getIntAcquire(final long address) {
        return UnsafeApi.getIntAcquire(null, address);
    }

    static void putIntRelease(final long address, final int value) {
        UnsafeApi.putIntRelease(null, address, value);
    }

    static int getIntVolatile(final long address) {
        return UnsafeApi.getIntVolatile(null, address);
    }

    static void putIntVolatile(final long address, final int value) {
        UnsafeApi.putIntVolatile(null, address, value);
    }

    static boolean compareAndSetInt(final long address, final int expected, final int value) {
        return UnsafeApi.compareAndSetInt(null, address, expected, value);
    }

    static long getLong(final long address) {
        return UnsafeApi.getLong(address);
    }

    static void putLong(final long address, final long value) {
        UnsafeApi.putLong(address, value);
    }

    static long getLongAcquire(final long address) {
        return UnsafeApi.getLongAcquire(null, address);
    }

    static void putLongRelease(final long address, final long value) {
        UnsafeApi.putLongRelease(null, address, value);
    }

    static long getLongVolatile(final long address) {
        return UnsafeApi.getLongVolatile(null, address);
    }

    static long getAndSetLong(final long address, final long value) {
        return UnsafeApi.getAndSetLong(null, address, value);
    }

    /**
     * Sets bits. Has the effect of a full fence: the memory order of the operation is that of a volatile read and
     * write.
     */
    static void orLong(final long address, final long mask) {
        final long _ = UnsafeApi.getAndBitwiseOrLong(null, address, mask);
    }
}
