package mpi.transport.shm;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Locks in a file that tell who lives: each local rank holds byte [local rank] while it lives, and the system gives it
 * back when its process ends, however that happens; a stopped process keeps it (engine invariant 11).
 *
 * <p>Such locks belong to a process and a file, not to a channel: closing any channel of this process on the file gives
 * all of them back. So there is one channel a rank, which is closed with the rank's transport and not before. Ranks of
 * one JVM see each other's locks through the JVM, which throws {@link OverlappingFileLockException}. Only {@code
 * tryLock} is used: it neither waits nor, as {@code lock} does, closes the channel if the thread is interrupted.
 */
final class LivenessLock implements AutoCloseable {
    /** Beyond the byte of every rank, within those that {@link #tryTakeAll} takes. */
    private static final long WARNING_BYTE = 1L << 32;

    private final FileChannel channel;

    private LivenessLock(final FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Opens a lock file without locking anything.
     *
     * @param path the file
     * @return its locks
     * @throws IOException if it cannot be opened
     */
    static LivenessLock open(final Path path) throws IOException {
        return new LivenessLock(FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE));
    }

    /**
     * Takes a rank's own byte.
     *
     * @param localRank the byte
     * @return false if somebody holds or probes it
     * @throws IOException if the file system cannot lock
     */
    boolean tryTakeOwn(final int localRank) throws IOException {
        return tryTake(localRank, 1);
    }

    /**
     * Whether somebody holds a rank's byte. Two who probe the same free byte at once may both hear yes; then the next
     * probe tells.
     *
     * @param localRank the byte
     * @return whether the rank lives
     * @throws IOException if the file system cannot tell
     */
    boolean isHeld(final int localRank) throws IOException {
        try (FileLock free = channel.tryLock(localRank, 1, false)) {
            return free == null;
        } catch (final OverlappingFileLockException e) {
            return true;
        }
    }

    /**
     * Takes the byte of the one rank that warns for all; it is never given back.
     *
     * @return false if another rank has taken it
     */
    boolean tryTakeWarning() {
        try {
            return tryTake(WARNING_BYTE, 1);
        } catch (final IOException e) {
            return true; // rather a warning too many than none
        }
    }

    /**
     * Takes all bytes.
     *
     * @return false if any rank lives
     * @throws IOException if the file system cannot tell
     */
    boolean tryTakeAll() throws IOException {
        return tryTake(0, Long.MAX_VALUE);
    }

    private boolean tryTake(final long position, final long length) throws IOException {
        try {
            return channel.tryLock(position, length, false) != null;
        } catch (final OverlappingFileLockException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
