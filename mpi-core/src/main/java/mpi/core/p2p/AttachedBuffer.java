package mpi.core.p2p;

import mpi.MPI;
import mpi.core.boot.RankState;
import mpi.core.progress.Condition;
import mpi.core.progress.Progress;
import mpi.core.progress.ProgressLock;
import mpi.spi.Faults;

/**
 * The memory that the user has given for buffered sends (MPI 4.1, section 3.6). Its length is what counts: it bounds
 * how much of such messages is kept, in memory of the protocol's own, so that messages which leave in another order
 * than they came leave no holes. Any thread may attach and detach; the rest is guarded by the progress lock.
 */
public final class AttachedBuffer {
    private final Progress progress;
    private final ProgressLock lock;
    private Object buffer;
    private long capacityBytes;
    private long usedBytes;
    /** Whether a thread waits for the memory to be free. */
    private boolean detaching;

    AttachedBuffer(final Progress progress) {
        this.progress = progress;
        this.lock = progress.lock();
    }

    /**
     * Takes memory for buffered sends.
     *
     * @param memory the user's object
     * @param lengthBytes its length
     * @throws mpi.MPIException ERR_BUFFER if there is some already
     */
    public void attach(final Object memory, final long lengthBytes) {
        lock.enter();
        try {
            if (buffer != null) {
                throw Faults.fault(MPI.ERR_BUFFER, "buffer_attach",
                    "a buffer of " + capacityBytes + " bytes is attached already, detach it first");
            }
            buffer = memory;
            capacityBytes = lengthBytes;
        } finally {
            lock.exit();
        }
    }

    /**
     * Blocks until all buffered messages have left, and gives the memory back.
     *
     * @return the user's object
     * @throws mpi.MPIException ERR_BUFFER if there is none
     */
    public Object detach() {
        lock.enter();
        try {
            if (buffer == null || detaching) {
                throw Faults.fault(MPI.ERR_BUFFER, "buffer_detach", "no buffer is attached");
            }
            detaching = true;
            try {
                progress.await(new Unused());
            } finally {
                detaching = false;
            }
            final Object memory = buffer;
            buffer = null;
            capacityBytes = 0;
            return memory;
        } finally {
            lock.exit();
        }
    }

    /**
     * Reserves room for a message, whatever waits to leave first.
     *
     * @return false if there is not enough
     */
    boolean reserve(final long lengthBytes) {
        if (!hasRoomFor(lengthBytes)) {
            progress.pollOnce(); // some may have left meanwhile
        }
        if (!hasRoomFor(lengthBytes)) {
            return false;
        }
        usedBytes += lengthBytes + MPI.BSEND_OVERHEAD;
        return true;
    }

    private boolean hasRoomFor(final long lengthBytes) {
        return buffer != null && !detaching && lengthBytes + MPI.BSEND_OVERHEAD <= capacityBytes - usedBytes;
    }

    void release(final long lengthBytes) {
        usedBytes -= lengthBytes + MPI.BSEND_OVERHEAD;
        if (usedBytes == 0) {
            progress.signal();
        }
    }

    /** What is wrong if {@link #reserve} has answered no. */
    String shortage(final long lengthBytes) {
        if (buffer == null || detaching) {
            return "no buffer is attached, call MPI.attachBuffer first";
        }
        return "message of " + lengthBytes + " bytes and MPI.BSEND_OVERHEAD do not fit into the "
            + (capacityBytes - usedBytes) + " bytes left of the attached " + capacityBytes;
    }

    /** That no message is kept. */
    private final class Unused implements Condition {
        @Override
        public boolean isMet() {
            return usedBytes == 0;
        }

        @Override
        public RankState.Operation describe(final long blockedNanos) {
            return new RankState.Operation("buffer_detach", "COMM_WORLD", RankState.NO_PEER, -1, usedBytes,
                blockedNanos);
        }
    }
}
