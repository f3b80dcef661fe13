package mpi.core.coll;

import mpi.spi.Layout;
import mpi.spi.Reduction;

/**
 * A step of a {@link Schedule}. Messages that follow each other are under way together; whatever else stands between
 * them waits until all before it are done, and is done itself before the next begins. Memory is given as in
 * {@link PeerLink}.
 */
sealed interface Step {
    /** The messages before it must be done before those behind it begin. */
    enum Round implements Step {
        END
    }

    /** Sends a message. */
    record Send(int dest, Object base, long offset, long lengthBytes) implements Step {}

    /** Receives a message of at most so many bytes. */
    record Receive(int source, Object base, long offset, long lengthBytes) implements Step {}

    /** Copies memory. */
    record Copy(Object source, long sourceOffset, Object target, long targetOffset, long lengthBytes)
        implements
        Step {}

    /** Combines two operands. */
    record Combine(Reduction op, Layout type, Object in, Object inout, int first, int elements) implements Step {}

    /** Puts received bytes into the user's buffer. */
    record Deliver(Region region, long fromBytes, long lengthBytes) implements Step {}

    /** Adds steps that depend on what has been received. */
    record Continue(Runnable code) implements Step {}

    /** Runs what must not, or need not, run with the lock held: code of the user, unpacking. */
    record RunOutside(Runnable code) implements Step {}
}
