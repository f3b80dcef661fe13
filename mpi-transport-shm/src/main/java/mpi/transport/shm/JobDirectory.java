package mpi.transport.shm;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import mpi.core.boot.JobEnvironment;

/**
 * The directory of one job and epoch on one host: {@code mpj-<user>-<job>-<epoch>/}, with one file of {@link
 * LivenessLock locks} and a segment a rank. Names are there only until all ranks have attached. A directory whose locks
 * nobody holds is a killed job's; the next job of the same user removes it.
 *
 * <p>A rank removes other directories while it holds all their locks. So a rank that has just made a directory, but not
 * yet locked its byte there, may find it gone: it looks whether the file it has locked is still the one of that name,
 * and otherwise starts again.
 */
final class JobDirectory implements AutoCloseable {
    private static final String LOCK_FILE = "ranks";
    private static final String SEGMENT_PREFIX = "segment-";
    /** A rank's byte is probed for microseconds; who holds it longer is another rank of that number. */
    private static final long ENTER_LIMIT_NANOS = 2_000_000_000L;
    private static final long RETRY_NANOS = 100_000;

    private final Path path;
    private final Path segment;
    private final LivenessLock lock;
    private boolean attached;

    private JobDirectory(final Path path, final int rank, final LivenessLock lock) {
        this.path = path;
        this.segment = path.resolve(SEGMENT_PREFIX + rank);
        this.lock = lock;
    }

    /**
     * Enters the job's directory, making it if this is the first rank.
     *
     * @param base where job directories are
     * @param user the user's name
     * @param job the rank
     * @return the directory, in which this rank counts as alive
     * @throws IOException if it cannot be used
     */
    static JobDirectory enter(final Path base, final String user, final JobEnvironment job) throws IOException {
        final Path path = base.resolve(prefix(user) + plain(job.jobId()) + "-" + job.epoch());
        final long deadline = System.nanoTime() + ENTER_LIMIT_NANOS;
        LivenessLock lock = tryEnter(path, job.localRank());
        while (lock == null) {
            if (System.nanoTime() - deadline > 0) {
                throw new IOException("local rank " + job.localRank() + " is in use by another process, see " + path);
            }
            LockSupport.parkNanos(RETRY_NANOS);
            lock = tryEnter(path, job.localRank());
        }
        return new JobDirectory(path, job.rank(), lock);
    }

    private static LivenessLock tryEnter(final Path path, final int localRank) throws IOException {
        final Path lockFile = path.resolve(LOCK_FILE);
        LivenessLock lock = null;
        boolean entered = false;
        try {
            createIfAbsent(path, lockFile);
            final Object before = fileKey(lockFile);
            lock = LivenessLock.open(lockFile);
            entered = lock.tryTakeOwn(localRank) && fileKey(lockFile).equals(before);
            return entered ? lock : null;
        } catch (final NoSuchFileException e) {
            return null; // removed under our hands as a killed job's: again
        } finally {
            if (lock != null && !entered) {
                lock.close();
            }
        }
    }

    private static void createIfAbsent(final Path path, final Path lockFile) throws IOException {
        try {
            Files.createDirectory(path, Ownership.directoryAttributes(path));
        } catch (final FileAlreadyExistsException e) {
            // another rank was first; whose directory it is is checked once it holds a file of ours
        }
        try {
            Files.createFile(lockFile, Ownership.fileAttributes(lockFile));
        } catch (final FileAlreadyExistsException e) {
            // another rank was first
        }
    }

    private static Object fileKey(final Path file) throws IOException {
        final BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return attributes.fileKey() == null ? attributes.creationTime() : attributes.fileKey();
    }

    Path path() {
        return path;
    }

    /** The file of this rank's segment. */
    Path segment() {
        return segment;
    }

    /** Who lives. */
    LivenessLock lock() {
        return lock;
    }

    /**
     * Removes the names: everyone has opened what it needs.
     *
     * @throws IOException if that is not possible
     */
    void attached() throws IOException {
        attached = true;
        // If this process dies between these lines the rest stays until other ranks, or the next job, remove it.
        Files.deleteIfExists(segment);
        Files.deleteIfExists(path.resolve(LOCK_FILE));
        deleteIfEmpty(path);
    }

    /** Leaves: from here on this rank counts as dead. Removes its names, and the directory if nobody else is in it. */
    @Override
    public void close() throws IOException {
        if (attached) {
            lock.close();
            return;
        }
        Files.deleteIfExists(segment);
        lock.close();
        removeIfUnused(path);
    }

    /**
     * Removes directories of this user's killed jobs.
     *
     * @param base where job directories are
     * @param user the user's name
     * @param except the directory of the caller's own job, if it has one
     * @throws IOException if {@code base} cannot be read
     */
    static void removeStale(final Path base, final String user, final Optional<Path> except) throws IOException {
        try (DirectoryStream<Path> directories = Files.newDirectoryStream(base, prefix(user) + "*")) {
            for (final Path directory : directories) {
                if (except.filter(directory::equals).isEmpty()) {
                    removeIfUnused(directory);
                }
            }
        }
    }

    private static void removeIfUnused(final Path directory) {
        final Path lockFile = directory.resolve(LOCK_FILE);
        try (LivenessLock lock = LivenessLock.open(lockFile)) {
            if (lock.tryTakeAll()) {
                removeSegments(directory);
                Files.deleteIfExists(lockFile);
                deleteIfEmpty(directory);
            }
        } catch (final NoSuchFileException e) {
            removeWithoutLock(directory);
        } catch (final IOException e) {
            reportKept(directory, e);
        }
    }

    // The lock file goes last when a directory is made, and first once all have attached: nobody needs these names.
    private static void removeWithoutLock(final Path directory) {
        try {
            removeSegments(directory);
            deleteIfEmpty(directory);
        } catch (final IOException e) {
            reportKept(directory, e);
        }
    }

    private static void removeSegments(final Path directory) throws IOException {
        final List<Path> segments = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, SEGMENT_PREFIX + "*")) {
            files.forEach(segments::add);
        } catch (final NoSuchFileException e) {
            return; // another rank was faster
        }
        for (final Path file : segments) {
            Files.deleteIfExists(file);
        }
    }

    private static void deleteIfEmpty(final Path directory) throws IOException {
        try {
            Files.deleteIfExists(directory);
        } catch (final DirectoryNotEmptyException e) {
            // others are still in it; the last one removes it
        }
    }

    private static void reportKept(final Path directory, final IOException e) {
        System.getLogger("mpi.transport.shm").log(System.Logger.Level.DEBUG, "cannot remove " + directory, e);
    }

    private static String prefix(final String user) {
        return "mpj-" + plain(user) + "-";
    }

    /** What may stand in a file name, and in a pattern of file names. */
    private static String plain(final String name) {
        return name.replaceAll("[^A-Za-z0-9.-]", "_");
    }
}
