package mpjrun.cli;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;

/**
 * The classes of one program in the cache, held by a lock: as long as a job may still load from them nobody removes
 * them. The lock goes with the process, however that ends.
 */
final class CacheEntry implements Closeable {
    private static final String LOCK = ".lock";

    private final Path directory;
    private final FileChannel lock;

    private CacheEntry(final Path directory, final FileChannel lock) {
        this.directory = directory;
        this.lock = lock;
    }

    /**
     * Gives classes just compiled the file that is locked.
     *
     * @param directory where they are
     * @throws IOException if it cannot be written
     */
    static void prepare(final Path directory) throws IOException {
        Files.createFile(directory.resolve(LOCK));
    }

    /**
     * Takes hold of an entry.
     *
     * @param directory where it would be
     * @return the entry; empty if there is none, or if it is just being removed
     * @throws IOException if it cannot be read
     */
    static Optional<CacheEntry> hold(final Path directory) throws IOException {
        final FileChannel channel;
        try {
            channel = FileChannel.open(directory.resolve(LOCK), StandardOpenOption.READ);
        } catch (final NoSuchFileException e) {
            return Optional.empty();
        }
        if (channel.tryLock(0, Long.MAX_VALUE, true) == null || !Files.exists(directory)) {
            channel.close();
            return Optional.empty();
        }
        Files.setLastModifiedTime(directory, FileTime.from(Instant.now()));
        return Optional.of(new CacheEntry(directory, channel));
    }

    /**
     * Removes an entry that nobody holds. It vanishes in one step, before its files do.
     *
     * @param directory where it is
     * @throws IOException if it cannot be removed
     */
    static void removeUnheld(final Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory.resolve(LOCK), StandardOpenOption.WRITE)) {
            if (channel.tryLock() != null) {
                final Path doomed = Files.createTempDirectory(directory.getParent(), "old-");
                Files.move(directory, doomed, StandardCopyOption.ATOMIC_MOVE);
                FileTree.delete(doomed);
            }
        } catch (final NoSuchFileException e) {
            // never finished, or half removed, by a launcher that was killed
            FileTree.delete(directory);
        } catch (final OverlappingFileLockException e) {
            // held by this very process
            return;
        }
    }

    Path directory() {
        return directory;
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
