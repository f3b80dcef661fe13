package mpi.core.coll;

import mpi.core.op.Operations;
import mpi.core.transport.Memory;
import mpi.spi.BasicType;
import mpi.spi.Layout;
import mpi.spi.Reduction;

/**
 * Work done at once, in the calling thread. Keeps the arrays that truth values are combined in.
 */
final class LocalWork implements Work {
    private final Scratch leftFlags = new Scratch(boolean.class, 1);
    private final Scratch rightFlags = new Scratch(boolean.class, 1);

    @Override
    public void copy(final Object source, final long sourceOffset, final Object target, final long targetOffset,
        final long lengthBytes) {
        Memory.copy(source, sourceOffset, target, targetOffset, lengthBytes);
    }

    @Override
    public void combine(final Reduction op, final Layout type, final Object in, final Object inout,
        final int elements) {
        if (type.basic() != BasicType.BOOLEAN) {
            Operations.combine(op, type, in, inout, 0, elements);
            return;
        }
        final boolean[] left = flags(in, (boolean[]) leftFlags.atLeast(elements), elements);
        final boolean[] right = flags(inout, (boolean[]) rightFlags.atLeast(elements), elements);
        Operations.combine(op, type, left, right, 0, elements);
        final byte[] result = (byte[]) inout;
        for (int i = 0; i < elements; i++) {
            result[i] = right[i] ? (byte) 1 : 0;
        }
    }

    private static boolean[] flags(final Object bytes, final boolean[] flags, final int elements) {
        final byte[] values = (byte[]) bytes;
        for (int i = 0; i < elements; i++) {
            flags[i] = values[i] != 0;
        }
        return flags;
    }

    @Override
    public void deliver(final Region region, final long fromBytes, final long lengthBytes) {
        region.deliver(fromBytes, lengthBytes);
    }
}
