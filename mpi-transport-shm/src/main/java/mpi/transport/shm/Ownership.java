package mpi.transport.shm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Keeps shared files from other users, where the file system knows users: directories 0700, files 0600. */
final class Ownership {
    private static final Set<PosixFilePermission> DIRECTORY = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
    private static final FileAttribute<?>[] NONE = {};

    private Ownership() {}

    static FileAttribute<?>[] directoryAttributes(final Path path) {
        return attributes(path, DIRECTORY);
    }

    static FileAttribute<?>[] fileAttributes(final Path path) {
        return attributes(path, FILE);
    }

    /**
     * Checks a directory that was there already: someone else may have put it there.
     *
     * @param directory which
     * @param own a file this process has made
     * @throws IOException if the directory is not this user's alone
     */
    static void check(final Path directory, final Path own) throws IOException {
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException(directory + " is not a directory");
        }
        if (!isPosix(directory)) {
            return;
        }
        final boolean isOwner = Files.getOwner(directory, LinkOption.NOFOLLOW_LINKS)
            .equals(Files.getOwner(own, LinkOption.NOFOLLOW_LINKS));
        if (!isOwner || !Files.getPosixFilePermissions(directory, LinkOption.NOFOLLOW_LINKS).equals(DIRECTORY)) {
            throw new IOException(directory + " can be used by other users: it is not safe to share memory there");
        }
    }

    private static FileAttribute<?>[] attributes(final Path path, final Set<PosixFilePermission> permissions) {
        return isPosix(path)
            ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
            : NONE;
    }

    private static boolean isPosix(final Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
