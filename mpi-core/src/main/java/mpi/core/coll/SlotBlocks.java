package mpi.core.coll;

/** Blocks of one type, which may be objects. */
sealed interface SlotBlocks extends Blocks permits EqualBlocks, VaryingBlocks {
    /** First array slot of a rank's block, where the type is objects. */
    long firstSlot(int rank);
}
