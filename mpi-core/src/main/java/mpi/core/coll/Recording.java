package mpi.core.coll;

import mpi.spi.Collective;

/**
 * Writes operations on raw memory down as steps of one schedule, with the memory that they work in.
 *
 * @param raw the algorithms, which do nothing but write
 * @param recorder what they write with
 * @param sendBlocks for the blocks of an operation
 * @param recvBlocks for the blocks of an operation
 */
record Recording(RawCollectives raw, Recorder recorder, ListedBlocks sendBlocks, ListedBlocks recvBlocks) {
    void write(final Collective call) {
        recorder.begin();
        RawDispatch.run(call, raw, sendBlocks, recvBlocks);
    }

    /** Lets go of the user's buffers, and of memory that is too long to be kept for the next operation. */
    void close() {
        raw.close();
        sendBlocks.close();
        recvBlocks.close();
    }
}
