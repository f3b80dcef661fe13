package mpi.core.rma;

import mpi.spi.CommEngine;
import mpi.spi.Layout;

/** A buffer of the origin that answers of a target go to. */
final class AnswerBuffer {
    /** The user's; kept reachable. */
    final Object buffer;
    /** See {@link mpi.core.transport.Memory}; an array of its own where the answer has to be unpacked. */
    final Object base;
    /** See {@link mpi.core.transport.Memory}. */
    final long offset;

    private final CommEngine comm;
    private final long start;
    private final long count;
    private final Layout type;
    private final boolean isDirect;

    AnswerBuffer(final CommEngine comm, final Object buffer, final long start, final long count, final Layout type) {
        this.comm = comm;
        this.buffer = buffer;
        this.start = start;
        this.count = count;
        this.type = type;
        isDirect = OriginMemory.isDirect(buffer, type);
        base =
            isDirect ? OriginMemory.writable(buffer, start, type) : new byte[Math.toIntExact(count * type.sizeBytes())];
        offset = isDirect ? OriginMemory.offset(buffer, start, type) : 0;
    }

    /** What is left to do once all answers are there, or {@code null}. */
    Runnable end() {
        return isDirect ? null : () -> comm.unpack((byte[]) base, 0, buffer, start, count, type);
    }
}
