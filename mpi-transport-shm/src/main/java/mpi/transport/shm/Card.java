package mpi.transport.shm;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * What peers need to know of a rank's segment. As bytes, little-endian: layout version, host id, local rank, local
 * size, ring capacity (four bytes each), nonce (eight bytes), path in UTF-8.
 *
 * @param hostId the host the rank counts as
 * @param localRank the rank's number on its (real) host
 * @param layout layout of the segment
 * @param nonce stands in the segment as well, so that a file of another job is not mistaken for it
 * @param path the segment file
 */
record Card(int hostId, int localRank, SegmentDescriptor layout, long nonce, String path) {

    private static final int FIXED_BYTES = 5 * Integer.BYTES + Long.BYTES;

    byte[] encode() {
        final byte[] pathBytes = path.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(FIXED_BYTES + pathBytes.length)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(SegmentDescriptor.VERSION)
            .putInt(hostId)
            .putInt(localRank)
            .putInt(layout.localSize())
            .putInt(layout.ringCapacity())
            .putLong(nonce)
            .put(pathBytes)
            .array();
    }

    /**
     * Reads a card.
     *
     * @param bytes what {@link #encode} made
     * @return the card
     * @throws IOException if it is none, or one of another version
     */
    static Card decode(final byte[] bytes) throws IOException {
        if (bytes.length <= FIXED_BYTES) {
            throw new IOException("card of " + bytes.length + " bytes, expected more than " + FIXED_BYTES);
        }
        final ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        final int version = in.getInt();
        if (version != SegmentDescriptor.VERSION) {
            throw new IOException("card of version " + version + ", expected " + SegmentDescriptor.VERSION);
        }
        final int hostId = in.getInt();
        final int localRank = in.getInt();
        final SegmentDescriptor layout = new SegmentDescriptor(in.getInt(), in.getInt());
        final long nonce = in.getLong();
        if (!isPlausible(layout) || localRank < 0 || localRank >= layout.localSize()) {
            throw new IOException("card with impossible sizes: local rank " + localRank + ", " + layout);
        }
        return new Card(hostId, localRank, layout, nonce,
            new String(bytes, FIXED_BYTES, bytes.length - FIXED_BYTES, StandardCharsets.UTF_8));
    }

    private static boolean isPlausible(final SegmentDescriptor layout) {
        return layout.localSize() > 0 && layout.localSize() <= SegmentDescriptor.MAX_LOCAL_SIZE
            && layout.ringCapacity() >= RingSizes.MIN_CAPACITY && layout.ringCapacity() <= RingSizes.MAX_CAPACITY
            && Integer.bitCount(layout.ringCapacity()) == 1;
    }
}
