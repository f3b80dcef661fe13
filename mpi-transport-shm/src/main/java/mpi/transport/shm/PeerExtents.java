package mpi.transport.shm;

import java.io.IOException;
import java.lang.foreign.MemorySegment;

/** A peer's user memory, mapped extent by extent when it is first needed. */
final class PeerExtents {
    /** Result of {@link #resolve}: there is no such memory. */
    static final long NOT_FOUND = 0;

    private final Segment segment;
    private final MemorySegment[] mapped = new MemorySegment[SegmentDescriptor.MAX_EXTENTS];

    PeerExtents(final Segment segment) {
        this.segment = segment;
    }

    /**
     * Finds memory of the peer.
     *
     * @param descriptor what the peer says of it
     * @param lengthBytes its length
     * @return its address here, or {@link #NOT_FOUND} if it does not lie in memory the peer has published
     * @throws IOException if it cannot be mapped
     */
    long resolve(final long descriptor, final long lengthBytes) throws IOException {
        final int extent = ExtentAddress.extent(descriptor);
        final long offset = ExtentAddress.offset(descriptor);
        final int published = Words.getIntAcquire(segment.address(SegmentDescriptor.EXTENT_COUNT_OFFSET));
        if (descriptor < 0 || lengthBytes < 0 || extent >= Math.min(published, mapped.length)) {
            return NOT_FOUND;
        }
        if (mapped[extent] == null) {
            mapped[extent] = map(extent);
        }
        final long extentBytes = mapped[extent].byteSize();
        final boolean inside = offset <= extentBytes && lengthBytes <= extentBytes - offset;
        return inside ? mapped[extent].address() + offset : NOT_FOUND;
    }

    private MemorySegment map(final int extent) throws IOException {
        final long entry = segment.address(SegmentDescriptor.extentEntryOffset(extent));
        final long start = Words.getLong(entry);
        final long lengthBytes = Words.getLong(entry + Long.BYTES);
        // Beyond the end, mapping would make the file longer and touching would end in SIGBUS.
        if (start < 0 || lengthBytes < 0 || lengthBytes > segment.file().lengthBytes() - start) {
            throw new IOException("extent " + extent + " lies outside its file");
        }
        return segment.file().map(start, lengthBytes);
    }
}
