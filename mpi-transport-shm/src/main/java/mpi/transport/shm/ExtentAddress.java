package mpi.transport.shm;

import mpi.core.wire.Frame;

/** Says in one number, never negative, where in a rank's user memory something lies: extent and offset in it. */
final class ExtentAddress {
    /** The number that stands for no such place. */
    static final long NONE = Frame.NOT_EXPOSED;

    private static final int OFFSET_BITS = 48;
    private static final long OFFSET_MASK = (1L << OFFSET_BITS) - 1;

    private ExtentAddress() {}

    static long encode(final int extent, final long offset) {
        return (long) extent << OFFSET_BITS | offset;
    }

    static int extent(final long descriptor) {
        return (int) (descriptor >>> OFFSET_BITS);
    }

    static long offset(final long descriptor) {
        return descriptor & OFFSET_MASK;
    }
}
