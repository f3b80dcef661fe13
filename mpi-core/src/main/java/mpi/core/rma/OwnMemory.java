package mpi.core.rma;

import java.util.ArrayList;
import java.util.List;
import mpi.core.datatype.UserBuffers;
import mpi.core.transport.ScatteredMemory;
import mpi.spi.Layout;

/**
 * The memory that a rank has in a window, as origins count it: from 0 on, or, in a window to which memory is attached,
 * wherever each piece got its place. Guarded by the progress lock.
 */
final class OwnMemory {
    /** Places begin at multiples of it, so that elements are aligned. */
    private static final long ALIGNMENT = 64;

    private final List<Piece> pieces = new ArrayList<>();

    /**
     * A piece.
     *
     * @param owner the buffer or segment; kept reachable
     * @param base see {@link mpi.core.transport.Memory}
     * @param baseOffset see {@link mpi.core.transport.Memory}
     * @param start where origins find it
     * @param sizeBytes its length
     */
    record Piece(Object owner, Object base, long baseOffset, long start, long sizeBytes) {
        long end() {
            return start + sizeBytes;
        }

        /** The base of items, see {@link mpi.core.transport.Memory}. */
        Object items(final long offset, final Layout type) {
            return type.isRaw() ? base : new ScatteredMemory(base, baseOffset + offset - start, type);
        }

        /** The offset of a byte of the items. */
        long itemsOffset(final long offset, final Layout type, final long position) {
            return type.isRaw() ? baseOffset + offset - start + position : position;
        }
    }

    /** Adds the one piece of a window. */
    void add(final Object buffer, final long sizeBytes) {
        pieces.add(piece(buffer, 0, sizeBytes));
    }

    private static Piece piece(final Object buffer, final long start, final long sizeBytes) {
        return new Piece(buffer, UserBuffers.base(buffer), UserBuffers.offset(buffer, 0), start, sizeBytes);
    }

    /** Attaches a piece at the first place where there is room; where that is. */
    long attach(final Object buffer, final long sizeBytes) {
        int index = 0;
        long start = 0;
        while (index < pieces.size() && pieces.get(index).start - start < sizeBytes) {
            start = Math.ceilDiv(pieces.get(index).end(), ALIGNMENT) * ALIGNMENT;
            index++;
        }
        pieces.add(index, piece(buffer, start, sizeBytes));
        return start;
    }

    /** The piece that a buffer was attached as, or {@code null}. */
    Piece pieceOf(final Object buffer) {
        final Object base = UserBuffers.base(buffer);
        final long offset = UserBuffers.offset(buffer, 0);
        for (final Piece piece : pieces) {
            if (piece.owner == buffer || base == null && piece.base == null && piece.baseOffset == offset) {
                return piece;
            }
        }
        return null;
    }

    /** Whether a buffer overlaps with what is attached. */
    boolean overlaps(final Object buffer, final long sizeBytes) {
        final Piece other = piece(buffer, 0, sizeBytes);
        for (final Piece piece : pieces) {
            if (piece.owner == buffer || piece.base == null && other.base == null
                && other.baseOffset < piece.baseOffset + piece.sizeBytes
                && piece.baseOffset < other.baseOffset + sizeBytes) {
                return true;
            }
        }
        return false;
    }

    void detach(final Piece piece) {
        pieces.remove(piece);
    }

    /** The piece that holds some bytes of items, or {@code null}. */
    Piece find(final long offset, final Layout type, final long position, final long lengthBytes) {
        final long itemBytes = type.sizeBytes();
        final long firstItem = position / itemBytes;
        final long lastItem = (position + lengthBytes - 1) / itemBytes;
        final long low = offset + type.low(firstItem, lastItem);
        final long high = offset + type.high(firstItem, lastItem);
        for (final Piece piece : pieces) {
            if (piece.start <= low && high <= piece.end()) {
                return piece;
            }
        }
        return null;
    }
}
