package mpi.core.check;

import mpi.spi.BasicType;
import mpi.spi.BufferBlocks;
import mpi.spi.Layout;

/**
 * The type signature of a block of a collective operation (MPI 4.1, section 5.1), as far as a layout tells it: its
 * basic type and how many of it. Bytes stand for items of several basic types.
 *
 * @param kind the basic type
 * @param amount how many of it; of objects, array slots
 */
public record Signature(BasicType kind, long amount) {
    /** How two signatures differ. */
    enum Difference {
        NONE, COUNT, TYPE
    }

    /**
     * The signature of some items.
     *
     * @param count number of items
     * @param type layout of an item
     * @return their signature
     */
    static Signature of(final long count, final Layout type) {
        final BasicType kind = type.basic();
        if (kind == BasicType.OBJECT) {
            return new Signature(kind, count * type.runs().size());
        }
        final long lengthBytes = count * type.sizeBytes();
        return lengthBytes % kind.sizeBytes() == 0 ? new Signature(kind, lengthBytes / kind.sizeBytes())
            : new Signature(BasicType.BYTE, lengthBytes);
    }

    /** The signatures of all blocks; none of blocks that are in place. */
    static Signature[] of(final BufferBlocks blocks) {
        final Signature[] signatures = new Signature[blocks.blocks()];
        for (int block = 0; block < signatures.length; block++) {
            signatures[block] = of(blocks.counts()[block], blocks.types()[block]);
        }
        return signatures;
    }

    /** Whether what is sent as this is what is received as the other (MPI 4.1, section 6.1). */
    Difference from(final Signature other) {
        if (amount == 0 && other.amount == 0) {
            return Difference.NONE;
        }
        final boolean isObject = kind == BasicType.OBJECT;
        if (isObject != (other.kind == BasicType.OBJECT) || kind != other.kind && !isUntyped() && !other.isUntyped()) {
            return Difference.TYPE;
        }
        final boolean isEqual = isObject ? amount == other.amount : lengthBytes() == other.lengthBytes();
        return isEqual ? Difference.NONE : Difference.COUNT;
    }

    private boolean isUntyped() {
        return kind == BasicType.BYTE || kind == BasicType.PACKED;
    }

    private long lengthBytes() {
        return amount * kind.sizeBytes();
    }

    @Override
    public String toString() {
        return amount + " " + kind;
    }
}
