package mpi.core.coll;

import java.util.function.Supplier;
import mpi.MPI;
import mpi.core.datatype.Packed;
import mpi.core.datatype.Packing;
import mpi.core.datatype.UserBuffers;
import mpi.spi.BasicType;
import mpi.spi.BufferBlocks;
import mpi.spi.Faults;
import mpi.spi.Layout;

/**
 * Blocks whose bytes do not lie in memory as a message has them, packed one by one at the call, and unpacked when the
 * operation is complete: {@code boolean[]}, heap memory whose array is hidden, items with gaps. Objects are not packed
 * here, see {@link ObjectExchange}.
 *
 * @param blocks the user's
 * @param packed bytes, one block after the other
 */
record PackedBlocks(BufferBlocks blocks, BufferBlocks packed) {
    private static final Layout BYTES = new Layout(BasicType.BYTE, 1, 1, null);

    /** Whether blocks have to be packed. */
    static boolean areNeeded(final BufferBlocks blocks) {
        for (final Layout type : blocks.types()) {
            if (!type.isObject() && !UserBuffers.isRaw(blocks.buffer(), type)) {
                return true;
            }
        }
        return false;
    }

    /** Packs what is in a buffer, also in one to be received into: a short message leaves the rest as it is. */
    static PackedBlocks of(final BufferBlocks blocks, final Packing packing, final Supplier<String> where) {
        final Packed[] parts = new Packed[blocks.blocks()];
        final long[] lengths = new long[parts.length];
        long total = 0;
        for (int block = 0; block < parts.length; block++) {
            parts[block] = packing.pack(blocks.buffer(), start(blocks, block), blocks.counts()[block],
                blocks.types()[block], where);
            lengths[block] = parts[block].lengthBytes();
            total += lengths[block];
        }
        if (total > Region.LONGEST_ARRAY) {
            throw Faults.fault(MPI.ERR_COUNT, where.get(), "blocks of " + total
                + " bytes have to be copied into one array and are longer than that can be");
        }
        final byte[] bytes = new byte[(int) total];
        int position = 0;
        for (final Packed part : parts) {
            System.arraycopy(part.data(), 0, bytes, position, part.lengthBytes());
            position += part.lengthBytes();
        }
        return new PackedBlocks(blocks, BufferBlocks.consecutive(bytes, 0, lengths, BYTES));
    }

    private static long start(final BufferBlocks blocks, final int block) {
        return blocks.counts()[block] == 0 ? 0 : blocks.offset() + blocks.displacements()[block];
    }

    /** Puts the bytes back into the user's buffer. */
    void unpack(final Packing packing, final Supplier<String> where) {
        final byte[] bytes = (byte[]) packed.buffer();
        for (int block = 0; block < blocks.blocks(); block++) {
            final int from = (int) packed.displacements()[block];
            final int length = (int) packed.counts()[block];
            final byte[] part = new byte[length];
            System.arraycopy(bytes, from, part, 0, length);
            packing.unpack(part, length, blocks.buffer(), start(blocks, block), blocks.counts()[block],
                blocks.types()[block], where);
        }
    }
}
