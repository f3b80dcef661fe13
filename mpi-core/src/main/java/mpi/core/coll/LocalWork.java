package mpi.core.coll;

import java.lang.reflect.Array;
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
    public boolean isAtOnce() {
        return true;
    }

    @Override
    public void copy(final Object source, final long sourceOffset, final Object target, final long targetOffset,
        final long lengthBytes) {
        Memory.copy(source, sourceOffset, target, targetOffset, lengthBytes);
    }

    @Override
    public void combine(final Reduction op, final Layout type, final Object in, final Object inout,
        final int first, final int elements) {
        if (type.basic() != BasicType.BOOLEAN) {
            apply(op, type, in, inout, first, elements);
            return;
        }
        final boolean[] left = flags(in, (boolean[]) leftFlags.atLeast(elements), first, elements);
        final boolean[] right = flags(inout, (boolean[]) rightFlags.atLeast(elements), first, elements);
        apply(op, type, left, right, 0, elements);
        final byte[] result = (byte[]) inout;
        for (int i = 0; i < elements; i++) {
            result[first + i] = right[i] ? (byte) 1 : 0;
        }
    }

    private static void apply(final Reduction op, final Layout type, final Object in, final Object inout,
        final int first, final int elements) {
        if (elements == 0) {
            return; // fewer items than ranks: a function of the user need not know of it
        }
        if (type.isRaw()) {
            Operations.combine(op, type, in, inout, first, first + elements);
        } else {
            applyToItems(op, type, in, inout, first, elements / Operations.elementsPerItem(type));
        }
    }

    /** A user's function finds items with gaps as they lie in memory, one extent apart. */
    private static void applyToItems(final Reduction op, final Layout type, final Object in, final Object inout,
        final int first, final int items) {
        final int elementBytes = Operations.elementBytes(type.basic());
        final long lengthBytes = items * type.sizeBytes();
        final int length = (int) (items * type.extentBytes() / elementBytes);
        final Object left = Array.newInstance(in.getClass().componentType(), length);
        final Object right = Array.newInstance(inout.getClass().componentType(), length);
        type.forEachRun(0, lengthBytes, (at, position, bytes) -> {
            final int from = first + (int) (position / elementBytes);
            System.arraycopy(in, from, left, (int) (at / elementBytes), (int) (bytes / elementBytes));
            System.arraycopy(inout, from, right, (int) (at / elementBytes), (int) (bytes / elementBytes));
        });
        op.function().combine(left, 0, right, 0, items, type);
        type.forEachRun(0, lengthBytes, (at, position, bytes) -> System.arraycopy(right, (int) (at / elementBytes),
            inout, first + (int) (position / elementBytes), (int) (bytes / elementBytes)));
    }

    private static boolean[] flags(final Object bytes, final boolean[] flags, final int first,
        final int elements) {
        final byte[] values = (byte[]) bytes;
        for (int i = 0; i < elements; i++) {
            flags[i] = values[first + i] != 0;
        }
        return flags;
    }

    @Override
    public void fetch(final Region region) {
        region.fetch();
    }

    @Override
    public void deliver(final Region region, final long fromBytes, final long lengthBytes) {
        region.deliver(fromBytes, lengthBytes);
    }
}
