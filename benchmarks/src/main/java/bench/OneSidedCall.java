package bench;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import mpi.Comm;
import mpi.MPI;
import mpi.Win;

/**
 * A one-sided operation of rank 0 on memory of rank 1, in three steps: what it reads and writes is prepared by both,
 * one value a cache line; it is run any number of times by rank 0; what came of it is checked.
 */
abstract sealed class OneSidedCall {
    private static final int ORIGIN = 0;
    private static final int TARGET = 1;
    private static final int PAGE_BYTES = 4096;

    final boolean isOrigin;
    final Win window;
    /** Memory of this rank that the window exposes. */
    final MessageBuffer.Native exposed;
    /** Memory of rank 0 that is sent, and that is received into. */
    final MessageBuffer.Native sent;
    final MessageBuffer.Native received;

    private OneSidedCall(final Comm comm, final int longestBytes) {
        this.isOrigin = comm.getRank() == ORIGIN;
        this.window = Win.allocate(longestBytes, 1, MPI.INFO_NULL, comm);
        this.exposed = new MessageBuffer.Native(window.getBuffer());
        this.sent = direct(longestBytes);
        this.received = direct(longestBytes);
    }

    /** Memory that starts at a page, as the window's does. */
    private static MessageBuffer.Native direct(final int lengthBytes) {
        final int wholePages = (lengthBytes / PAGE_BYTES + 1) * PAGE_BYTES; // a slice ends at a page, too
        final ByteBuffer memory = ByteBuffer.allocateDirect(wholePages + PAGE_BYTES).alignedSlice(PAGE_BYTES);
        return new MessageBuffer.Native(memory.order(ByteOrder.nativeOrder()));
    }

    /** Begins the epoch that operations are in. */
    final void begin() {
        if (isOrigin) {
            window.lockAll(0);
        }
    }

    /** Ends it and frees the window. */
    final void end() {
        if (isOrigin) {
            window.unlockAll();
        }
        window.free();
    }

    /** Prepares what this rank's memory holds before operations that both ranks know by this value. */
    abstract void stamp(int sizeBytes, byte value);

    /** One operation, complete at its target. */
    abstract void run(int sizeBytes);

    /** Throws unless this rank's memory holds what so many operations have left. */
    abstract void check(int sizeBytes, byte value, long operations);

    /** Which operation. */
    enum Kind {
        /** Writes bytes. */
        PUT,
        /** Reads bytes. */
        GET,
        /** Adds 1 to a long and reads what it was. */
        FETCH_AND_OP,
        /** Replaces a long if it is what was written before. */
        COMPARE_AND_SWAP,
        /** Adds doubles to doubles. */
        ACCUMULATE;

        OneSidedCall allocate(final Comm comm, final int longestBytes) {
            return switch (this) {
                case PUT -> new Put(comm, longestBytes);
                case GET -> new Get(comm, longestBytes);
                case FETCH_AND_OP -> new FetchAndOp(comm, longestBytes);
                case COMPARE_AND_SWAP -> new CompareAndSwap(comm, longestBytes);
                case ACCUMULATE -> new Accumulate(comm, longestBytes);
            };
        }

        /** Fails unless there is such an operation on so many bytes. */
        void requireSize(final int sizeBytes) throws UsageException {
            if ((this == FETCH_AND_OP || this == COMPARE_AND_SWAP) && sizeBytes != Long.BYTES) {
                throw new UsageException(OptionValue.text(this) + " has 8 bytes, not " + sizeBytes);
            }
            if (this == ACCUMULATE && sizeBytes % Double.BYTES != 0) {
                throw new UsageException(OptionValue.text(this) + " has a multiple of 8 bytes, not " + sizeBytes);
            }
        }
    }

    private static final class Put extends OneSidedCall {
        Put(final Comm comm, final int longestBytes) {
            super(comm, longestBytes);
        }

        @Override
        void stamp(final int sizeBytes, final byte value) {
            sent.stamp(sizeBytes, value);
        }

        @Override
        void run(final int sizeBytes) {
            window.put(sent.memory(), sizeBytes, MPI.BYTE, TARGET, 0, sizeBytes, MPI.BYTE);
            window.flush(TARGET);
        }

        @Override
        void check(final int sizeBytes, final byte value, final long operations) {
            if (!isOrigin) {
                exposed.check(sizeBytes, value);
            }
        }
    }

    private static final class Get extends OneSidedCall {
        Get(final Comm comm, final int longestBytes) {
            super(comm, longestBytes);
        }

        @Override
        void stamp(final int sizeBytes, final byte value) {
            exposed.stamp(sizeBytes, value);
        }

        @Override
        void run(final int sizeBytes) {
            window.get(received.memory(), sizeBytes, MPI.BYTE, TARGET, 0, sizeBytes, MPI.BYTE);
            window.flush(TARGET);
        }

        @Override
        void check(final int sizeBytes, final byte value, final long operations) {
            if (isOrigin) {
                received.check(sizeBytes, value);
            }
        }
    }

    private static final class FetchAndOp extends OneSidedCall {
        FetchAndOp(final Comm comm, final int longestBytes) {
            super(comm, longestBytes);
        }

        @Override
        void stamp(final int sizeBytes, final byte value) {
            exposed.memory().putLong(0, value);
            sent.memory().putLong(0, 1);
        }

        @Override
        void run(final int sizeBytes) {
            window.fetchAndOp(sent.memory(), received.memory(), MPI.LONG, TARGET, 0, MPI.SUM);
            window.flush(TARGET);
        }

        @Override
        void check(final int sizeBytes, final byte value, final long operations) {
            checkCounted(value, operations);
        }
    }

    private static final class CompareAndSwap extends OneSidedCall {
        private final MessageBuffer.Native expected = direct(Long.BYTES);

        CompareAndSwap(final Comm comm, final int longestBytes) {
            super(comm, longestBytes);
        }

        @Override
        void stamp(final int sizeBytes, final byte value) {
            exposed.memory().putLong(0, value);
            sent.memory().putLong(0, value);
        }

        /** Each swap is one: a new element for the one of the operation before. */
        @Override
        void run(final int sizeBytes) {
            final long last = sent.memory().getLong(0);
            expected.memory().putLong(0, last);
            sent.memory().putLong(0, last + 1);
            window.compareAndSwap(sent.memory(), expected.memory(), received.memory(), MPI.LONG, TARGET, 0);
            window.flush(TARGET);
        }

        @Override
        void check(final int sizeBytes, final byte value, final long operations) {
            checkCounted(value, operations);
        }
    }

    private static final class Accumulate extends OneSidedCall {
        Accumulate(final Comm comm, final int longestBytes) {
            super(comm, longestBytes);
        }

        @Override
        void stamp(final int sizeBytes, final byte value) {
            for (int i = 0; i < sizeBytes; i += Double.BYTES) {
                exposed.memory().putDouble(i, value);
                sent.memory().putDouble(i, 1);
            }
        }

        @Override
        void run(final int sizeBytes) {
            final int count = sizeBytes / Double.BYTES;
            window.accumulate(sent.memory(), count, MPI.DOUBLE, TARGET, 0, count, MPI.DOUBLE, MPI.SUM);
            window.flush(TARGET);
        }

        @Override
        void check(final int sizeBytes, final byte value, final long operations) {
            for (int i = 0; i < sizeBytes && !isOrigin; i += Double.BYTES) {
                expect(value + operations, (long) exposed.memory().getDouble(i));
            }
        }
    }

    /** Checks a long that each operation has made one more: at the target, and as the last operation found it. */
    final void checkCounted(final byte value, final long operations) {
        if (isOrigin) {
            expect(value + operations - 1, received.memory().getLong(0));
        } else {
            expect(value + operations, exposed.memory().getLong(0));
        }
    }

    private static void expect(final long expected, final long found) {
        if (found != expected) {
            throw new IllegalStateException("an element is " + found + ", expected " + expected);
        }
    }
}
