package mpi.transport.shm;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Locks in a file that tell who lives: each local rank holds byte [local rank] while it lives, and the system gives it
 * back
 * when its process ends, however that happens; a stopped process keeps it (engine invariant 11).
 *
 * <p>Such locks belong to a process and a file, not to a channel: closing any channel of this process on the file
 * gives all
 * of them back. So there is one channel a rank, which is closed with the rank's transport and not before. Ranks of one
 * JVM
 * see each other's locks through the JVM, which throws {@link OverlappingFileLockException}.
 */
final class LivenessLock implements AutoCloseable {
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
     * Takes a rank's own byte; waits while another process probes it.
     *
     * @param localRank the byte
     * @return false if this JVM holds or probes it
     * @throws IOException if the file system cannot lock
     */
    boolean takeOwn(final int localRank) throws IOException {
        // Channels close themselves when a thread with a pending interrupt uses them.
        final boolean interrupted = Thread.interrupted();
        try {
            return channel.lock(localRank, 1, false).isValid();
        } catch (final OverlappingFileLockException e) {
            return false;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * Whether somebody holds a rank's byte. Two who probe the same free byte at once may both hear yes; then the next
     * probe
     * tells.
     *
     * @param localRank the byte
     * @return whether the rank lives
     * @throws IOException if the file system cannot tell
     */
    boolean isHeld(final int localRank) throws IOException {
        // tryLock, unlike lock, does not close the channel of a thread with a pending interrupt.
        try (FileLock free = channel.tryLock(localRank, 1, false)) {
            return free == null;
        } catch (final OverlappingFileLockException e) {
            return true;
        }
    }

    /**
     * Takes all bytes.
     *
     * @return false if any rank lives
     * @throws IOException if the file system cannot tell
     */
    boolean tryTakeAll() throws IOException {
        try {
            return channel.tryLock(0, Long.MAX_VALUE, false) != null;
        } catch (final OverlappingFileLockException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
