package mpi.core.coll;

import mpi.spi.Layout;
import mpi.spi.Reduction;

/**
 * What a rank does in a collective operation besides exchanging messages: done at once by {@link LocalWork}, or noted
 * as a step of a {@link Schedule} by {@link Recorder}. Memory is given as in {@link PeerLink}.
 */
interface Work {
    /** Whether it is done when a method returns, so that what has been received may decide what is done next. */
    boolean isAtOnce();

    /** Copies {@code lengthBytes} of memory; the two places may overlap. */
    void copy(Object source, long sourceOffset, Object target, long targetOffset, long lengthBytes);

    /**
     * Combines operands: {@code inout[i] = in[i] op inout[i]} for {@code elements} indices from {@code first} on, which
     * are whole items. Arrays are of the type's class, but bytes where the type is {@code MPI.BOOLEAN}.
     */
    void combine(Reduction op, Layout type, Object in, Object inout, int first, int elements);

    /** Reads what the user's buffer holds into the copy of an open region. */
    void fetch(Region region);

    /** Puts received bytes into the user's buffer, if they are not there yet. */
    void deliver(Region region, long fromBytes, long lengthBytes);
}
