package mpi.core.coll;

import java.util.function.Supplier;
import mpi.spi.BufferBlocks;
import mpi.spi.Collective;

/**
 * The user's buffers in one operation: what is sent and what is received. Reused from one operation to the next; those
 * of a {@link Schedule} may be {@linkplain #rebind bound} to others while its steps stay what they are, if an algorithm
 * would have written the same steps for these.
 */
final class Operands {
    private final Region send;
    private final Region recv;
    /** How the two lay to each other when that was noted. */
    private boolean areSame;
    private boolean areApart;

    /** Makes closed regions, see {@link Region}. */
    Operands(final Work work, final Supplier<String> where) {
        send = new Region(work, where);
        recv = new Region(work, where);
    }

    /** What this rank contributes; of an exchange in place, what the receive buffer holds. */
    Region send() {
        return send;
    }

    /** Where the result goes. */
    Region recv() {
        return recv;
    }

    /** Notes by what an algorithm has gone, once all that it does is written down. */
    void note() {
        send.note();
        recv.note();
        areSame = send.isSameMemoryAs(recv);
        areApart = !send.sharesMemoryWith(recv);
    }

    /** Lets go of the buffers, until there are others to bind to. */
    void unbind() {
        send.unbind();
        recv.unbind();
    }

    /**
     * Binds to the buffers of an operation that is {@linkplain Collective#isLike like} the last.
     *
     * @return whether what is written down holds for them; if not, or if it throws, they are unbound
     */
    boolean rebind(final Collective call) {
        final BufferBlocks sent = call.send().isInPlace() ? call.recv() : call.send();
        boolean isBound = false;
        try {
            isBound = send.rebind(sent) & recv.rebind(call.recv()) && areSame == send.isSameMemoryAs(recv)
                && areApart != send.sharesMemoryWith(recv);
        } finally {
            if (!isBound) {
                unbind();
            }
        }
        return isBound;
    }

    /** Lets go of the buffers, and of what is known about them. */
    void close() {
        send.close();
        recv.close();
    }
}
