package mpi.core.rma;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import mpi.core.transport.Memory;
import org.agrona.UnsafeApi;

/**
 * Words of 8 bytes that several threads write: at an address, so that the ranks of a host share them, or where {@link
 * Memory#hasAddresses()} is false in an array, which only this rank knows. The memory order stands in a method's name.
 */
final class Words {
    private static final boolean ADDRESSES = Memory.hasAddresses();
    private static final VarHandle ELEMENT = MethodHandles.arrayElementVarHandle(long[].class);

    private Words() {}

    static long getVolatile(final Object array, final long offset) {
        return ADDRESSES ? UnsafeApi.getLongVolatile(null, offset)
            : (long) ELEMENT.getVolatile((long[]) array, index(offset));
    }

    static boolean compareAndSet(final Object array, final long offset, final long expected, final long value) {
        return ADDRESSES ? UnsafeApi.compareAndSetLong(null, offset, expected, value)
            : ELEMENT.compareAndSet((long[]) array, index(offset), expected, value);
    }

    static long getAndSet(final Object array, final long offset, final long value) {
        return ADDRESSES ? UnsafeApi.getAndSetLong(null, offset, value)
            : (long) ELEMENT.getAndSet((long[]) array, index(offset), value);
    }

    private static int index(final long offset) {
        return (int) (offset / Long.BYTES);
    }
}
