package mpi.transport.shm;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

/**
 * A rank's segment as one process sees it: its own, or a peer's. Gives addresses to what {@link SegmentDescriptor}
 * places. The mapping lives as long as this object.
 */
final class Segment implements AutoCloseable {
    private final SegmentDescriptor layout;
    private final SegmentFile file;
    private final MemorySegment mapping;

    private Segment(final SegmentDescriptor layout, final SegmentFile file, final MemorySegment mapping) {
        this.layout = layout;
        this.file = file;
        this.mapping = mapping;
    }

    /**
     * Makes this rank's segment, with its control words reserved and zero.
     *
     * @param card tells everything about it
     * @return the segment
     * @throws IOException if there is no room
     */
    static Segment create(final Card card) throws IOException {
        final SegmentDescriptor layout = card.layout();
        final SegmentFile file = SegmentFile.create(Path.of(card.path()), layout.mappedBytes());
        try {
            file.reserve(0, layout.controlBytes());
            final Segment segment = new Segment(layout, file, file.map(0, layout.mappedBytes()));
            segment.identify(card);
            return segment;
        } catch (final IOException e) {
            file.close();
            throw e;
        }
    }

    /**
     * Opens a peer's segment.
     *
     * @param card the peer's card
     * @return the segment
     * @throws IOException if it is not there, or is another one
     */
    static Segment open(final Card card) throws IOException {
        final SegmentDescriptor layout = card.layout();
        final SegmentFile file = SegmentFile.open(Path.of(card.path()));
        try {
            if (file.lengthBytes() < layout.mappedBytes()) {
                throw new IOException(card.path() + " is shorter than its card says");
            }
            final Segment segment = new Segment(layout, file, file.map(0, layout.mappedBytes()));
            if (!segment.isIdentifiedBy(card)) {
                throw new IOException(card.path() + " belongs to another job");
            }
            return segment;
        } catch (final IOException e) {
            file.close();
            throw e;
        }
    }

    SegmentDescriptor layout() {
        return layout;
    }

    SegmentFile file() {
        return file;
    }

    long address(final long offset) {
        return mapping.address() + offset;
    }

    long sleepingAddress() {
        return address(SegmentDescriptor.SLEEPING_OFFSET);
    }

    long fencesAddress() {
        return address(SegmentDescriptor.FENCES_OFFSET);
    }

    ReadyBits readyBits() {
        return new ReadyBits(address(layout.readyWordOffset(0)));
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    // Plain stores: peers read them only after they have the card, which travels through sockets.
    private void identify(final Card card) {
        // If this process dies in here its card never goes out: nobody opens the file, the next job removes it.
        Words.putLong(address(SegmentDescriptor.MAGIC_OFFSET), SegmentDescriptor.MAGIC);
        Words.putInt(address(SegmentDescriptor.VERSION_OFFSET), SegmentDescriptor.VERSION);
        Words.putInt(address(SegmentDescriptor.HOST_ID_OFFSET), card.hostId());
        Words.putLong(address(SegmentDescriptor.NONCE_OFFSET), card.nonce());
        Words.putInt(address(SegmentDescriptor.LOCAL_SIZE_OFFSET), layout.localSize());
        Words.putInt(address(SegmentDescriptor.RING_CAPACITY_OFFSET), layout.ringCapacity());
    }

    private boolean isIdentifiedBy(final Card card) {
        return Words.getLong(address(SegmentDescriptor.MAGIC_OFFSET)) == SegmentDescriptor.MAGIC
            && Words.getInt(address(SegmentDescriptor.VERSION_OFFSET)) == SegmentDescriptor.VERSION
            && Words.getInt(address(SegmentDescriptor.HOST_ID_OFFSET)) == card.hostId()
            && Words.getLong(address(SegmentDescriptor.NONCE_OFFSET)) == card.nonce()
            && Words.getInt(address(SegmentDescriptor.LOCAL_SIZE_OFFSET)) == layout.localSize()
            && Words.getInt(address(SegmentDescriptor.RING_CAPACITY_OFFSET)) == layout.ringCapacity();
    }
}
