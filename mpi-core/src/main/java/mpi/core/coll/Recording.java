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
    /** Writes an operation down; of the memory that it needs the steps keep what they work in. */
    void write(final Collective call) {
        recorder.begin();
        try {
            RawDispatch.run(call, raw, sendBlocks, recvBlocks);
        } finally {
            raw.trim();
            sendBlocks.close();
            recvBlocks.close();
        }
    }
}
