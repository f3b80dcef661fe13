package mpi.transport.shm;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/** Room in the file system of the shared files, and the one warning when it runs out. */
final class Space {
    private static final Logger LOGGER = System.getLogger("mpi.transport.shm");

    private final Path directory;
    private final FileStore store;
    private boolean warned;

    /**
     * Looks at a file system.
     *
     * @param directory where job directories are; unlike those, it stays
     * @throws IOException if it is not there
     */
    Space(final Path directory) throws IOException {
        this.directory = directory;
        store = Files.getFileStore(directory);
    }

    long usableBytes() throws IOException {
        return store.getUsableSpace();
    }

    /**
     * Says once that there is no room and what can be done.
     *
     * @param what what cannot be reserved
     * @param lengthBytes its length
     * @param cause what the system said
     */
    void warn(final String what, final long lengthBytes, final String cause) {
        if (!warned) {
            warned = true;
            LOGGER.log(Level.WARNING, "no room in " + directory + " for " + lengthBytes + " bytes of "
                + what + " (" + cause + "): slower ways are used. Make it larger, or set mpj.shm.directory"
                + " (MPJ_SHM_DIRECTORY)");
        }
    }
}
