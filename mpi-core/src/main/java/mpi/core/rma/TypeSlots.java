package mpi.core.rma;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import mpi.spi.BasicType;
import mpi.spi.Layout;
import mpi.spi.Runs;

/**
 * Types with gaps that an origin has told a target, so that a request names one by a slot. Both sides have such slots;
 * requests come in order, so that a slot may be used again for another type.
 */
final class TypeSlots {
    private static final int SLOTS = 16;
    private static final int STRIDED = -1;
    private static final int HEADER_LONGS = 2;
    private static final int STRIDED_LONGS = 4;

    private final Layout[] types = new Layout[SLOTS];
    private int next;

    /** The slot of a type that has been told; -1 of another one. */
    int slotOf(final Layout type) {
        int slot = SLOTS - 1;
        while (slot >= 0 && types[slot] != type) {
            slot--;
        }
        return slot;
    }

    /** Takes a slot for a type. */
    int add(final Layout type) {
        final int slot = next;
        next = (next + 1) % SLOTS;
        types[slot] = type;
        return slot;
    }

    void set(final int slot, final Layout type) {
        types[slot] = type;
    }

    Layout get(final int slot) {
        return types[slot];
    }

    /** What a layout is on its way to a target: its extent, then its runs. */
    static byte[] encode(final Layout type) {
        final Runs runs = type.runs();
        final boolean isStrided = runs.isStrided();
        final int longs = isStrided ? STRIDED_LONGS : 2 * runs.count();
        final ByteBuffer bytes = ByteBuffer.allocate((HEADER_LONGS + longs) * Long.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(type.extentBytes()).putLong(isStrided ? STRIDED : runs.count());
        if (isStrided) {
            bytes.putLong(runs.count()).putLong(runs.offset(0)).putLong(runs.length(0)).putLong(runs.stride());
        } else {
            for (int run = 0; run < runs.count(); run++) {
                bytes.putLong(runs.offset(run)).putLong(runs.length(run));
            }
        }
        return bytes.array();
    }

    /** The layout that {@link #encode} has written. */
    static Layout decode(final BasicType basic, final byte[] encoded, final int offset) {
        final ByteBuffer bytes = ByteBuffer.wrap(encoded, offset, encoded.length - offset)
            .order(ByteOrder.LITTLE_ENDIAN);
        final long extentBytes = bytes.getLong();
        final long listed = bytes.getLong();
        final Runs.Builder runs = new Runs.Builder();
        if (listed == STRIDED) {
            final long count = bytes.getLong();
            final long first = bytes.getLong();
            final long length = bytes.getLong();
            final long stride = bytes.getLong();
            for (long run = 0; run < count; run++) {
                runs.add(first + run * stride, length);
            }
        } else {
            for (long run = 0; run < listed; run++) {
                runs.add(bytes.getLong(), bytes.getLong());
            }
        }
        final Runs built = runs.build();
        return new Layout(basic, built.size(), extentBytes, built, null);
    }
}
