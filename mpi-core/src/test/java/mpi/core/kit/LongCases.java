package mpi.core.kit;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import mpi.Comm;
import mpi.MPI;
import mpi.Status;

/**
 * A message of more bytes than an {@code int} can count, from rank 0 to rank 1. Both need its length in memory.
 */
public final class LongCases {
    private static final long LENGTH_BYTES = 3L << 30;
    private static final long STEP_BYTES = 1_000_003;
    private static final int TAG = 3;

    private LongCases() {}

    /** Runs the case. */
    public static void run() {
        final Comm comm = MPI.COMM_WORLD;
        try (Arena arena = Arena.ofShared()) {
            final MemorySegment memory = arena.allocate(LENGTH_BYTES + 1);
            if (comm.getRank() == 0) {
                for (long at = 0; at < LENGTH_BYTES; at += STEP_BYTES) {
                    memory.set(ValueLayout.JAVA_BYTE, at, (byte) (at % 251));
                }
                comm.send(memory, LENGTH_BYTES / Long.BYTES, MPI.LONG, 1, TAG);
                comm.iSend(memory, LENGTH_BYTES, MPI.BYTE, 1, TAG).waitFor();
                return;
            }
            check(memory, comm.recv(memory, LENGTH_BYTES / Long.BYTES, MPI.LONG, 0, TAG));
            memory.fill((byte) 0);
            check(memory, comm.iRecv(memory, LENGTH_BYTES, MPI.BYTE, 0, TAG).waitStatus());
        }
    }

    private static void check(final MemorySegment memory, final Status status) {
        Expect.equal("elements", LENGTH_BYTES, status.getElementsX(MPI.BYTE).getCount());
        Expect.equal("count", MPI.UNDEFINED, status.getCount(MPI.BYTE));
        for (long at = 0; at < LENGTH_BYTES; at += STEP_BYTES) {
            if (memory.get(ValueLayout.JAVA_BYTE, at) != (byte) (at % 251)) {
                throw new AssertionError("byte " + at + " is " + memory.get(ValueLayout.JAVA_BYTE, at));
            }
        }
        Expect.equal("byte behind", (byte) 0, memory.get(ValueLayout.JAVA_BYTE, LENGTH_BYTES));
    }
}
