package mpi.transport.shm;

import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import mpi.core.transport.Memory;

/**
 * Access to control words of mapped segments by their address; the order of an access stands in its name. Words are in
 * native order, since both sides run on one host.
 */
final class Words {
    private static final VarHandle INT = ValueLayout.JAVA_INT.varHandle();
    private static final VarHandle LONG = ValueLayout.JAVA_LONG.varHandle();

    private Words() {}

    static int getInt(final long address) {
        return (int) INT.get(Memory.ALL, address);
    }

    static void putInt(final long address, final int value) {
        INT.set(Memory.ALL, address, value);
    }

    static int getIntAcquire(final long address) {
        return (int) INT.getAcquire(Memory.ALL, address);
    }

    static void putIntRelease(final long address, final int value) {
        INT.setRelease(Memory.ALL, address, value);
    }

    static int getIntVolatile(final long address) {
        return (int) INT.getVolatile(Memory.ALL, address);
    }

    static void putIntVolatile(final long address, final int value) {
        INT.setVolatile(Memory.ALL, address, value);
    }

    static boolean compareAndSetInt(final long address, final int expected, final int value) {
        return INT.compareAndSet(Memory.ALL, address, expected, value);
    }

    static long getLong(final long address) {
        return (long) LONG.get(Memory.ALL, address);
    }

    static void putLong(final long address, final long value) {
        LONG.set(Memory.ALL, address, value);
    }

    static long getLongVolatile(final long address) {
        return (long) LONG.getVolatile(Memory.ALL, address);
    }

    static long getAndSetLong(final long address, final long value) {
        return (long) LONG.getAndSet(Memory.ALL, address, value);
    }

    /**
     * Sets bits. Has the effect of a full fence: the memory order of the operation is that of a volatile read and
     * write.
     */
    static void orLong(final long address, final long mask) {
        final long _ = (long) LONG.getAndBitwiseOr(Memory.ALL, address, mask);
    }
}
