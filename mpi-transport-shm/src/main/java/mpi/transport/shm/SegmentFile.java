package mpi.transport.shm;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A sparse file of shared memory. What is mapped may be touched only where it has been reserved: a page for which the
 * file system has no room ends in SIGBUS, which the JVM turns into InternalError. Reserving is writing zeros, which
 * fails with an IOException instead (engine invariant 6).
 *
 * <p>Mappings live as long as their segments are reachable, also after {@link #close}: nothing that is late by a
 * moment, a wake-up from another thread or a buffer still in use, meets unmapped memory. Writing goes through {@code
 * RandomAccessFile}, which, unlike its channel, an interrupt of the calling thread does not close.
 */
final class SegmentFile implements AutoCloseable {
    private static final byte[] ZEROS = new byte[64 * 1024];

    private final RandomAccessFile file;

    private SegmentFile(final RandomAccessFile file) {
        this.file = file;
    }

    /**
     * Makes a file for the owner alone.
     *
     * @param path where; must not exist
     * @param lengthBytes its length; nothing is reserved
     * @return the file
     * @throws IOException if it cannot be made
     */
    static SegmentFile create(final Path path, final long lengthBytes) throws IOException {
        Files.createFile(path, Ownership.fileAttributes(path));
        final SegmentFile created = open(path);
        try {
            created.file.setLength(lengthBytes);
            return created;
        } catch (final IOException e) {
            created.close();
            throw e;
        }
    }

    static SegmentFile open(final Path path) throws IOException {
        return new SegmentFile(new RandomAccessFile(path.toFile(), "rw"));
    }

    long lengthBytes() throws IOException {
        return file.length();
    }

    /**
     * Makes the file at least this long, still sparse. Mapping beyond its end would do so as well, but would reserve
     * all of it.
     *
     * @param lengthBytes the length
     * @throws IOException if the file system allows no such length
     */
    void grow(final long lengthBytes) throws IOException {
        if (file.length() < lengthBytes) {
            file.setLength(lengthBytes);
        }
    }

    /**
     * Reserves a region that nobody uses yet, and makes it all zero.
     *
     * @param offset its first byte
     * @param lengthBytes its length
     * @throws IOException if there is no room; part of the region may have been reserved by then
     */
    void reserve(final long offset, final long lengthBytes) throws IOException {
        // If this process dies in here the region is partly reserved and was never published: it is as if it were not.
        file.seek(offset);
        long left = lengthBytes;
        while (left > 0) {
            final int step = (int) Math.min(left, ZEROS.length);
            file.write(ZEROS, 0, step);
            left -= step;
        }
    }

    MemorySegment map(final long offset, final long lengthBytes) throws IOException {
        // Channels close themselves when a thread with a pending interrupt uses them.
        final boolean interrupted = Thread.interrupted();
        try {
            return file.getChannel().map(MapMode.READ_WRITE, offset, lengthBytes, Arena.ofAuto());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
