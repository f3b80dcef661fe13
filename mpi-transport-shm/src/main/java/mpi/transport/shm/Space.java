package mpi.transport.shm;

import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;

/** Room in the file system of the shared files, and the one warning of a job when it runs out. */
final class Space {
    private final Path directory;
    private final BooleanSupplier isFirstToWarn;
    private boolean warned;

    /**
     * Looks at a file system.
     *
     * @param directory where job directories are; unlike those, it stays
     * @param isFirstToWarn asked once, whether no other rank of the job has warned yet
     */
    Space(final Path directory, final BooleanSupplier isFirstToWarn) {
        this.directory = directory;
        this.isFirstToWarn = isFirstToWarn;
    }

    /**
     * How much can still be reserved.
     *
     * @return length in bytes; 0 if the system does not tell
     */
    long usableBytes() {
        return directory.toFile().getUsableSpace();
    }

    /**
     * Says once that there is no room and what can be done.
     *
     * @param what what cannot be reserved
     * @param lengthBytes its length
     * @param cause what the system said
     */
    void warn(final String what, final long lengthBytes, final String cause) {
        if (warned) {
            return;
        }
        warned = true;
        if (isFirstToWarn.getAsBoolean()) {
            // Looked up here: it starts the JVM's logging, which no rank should pay for at its start.
            System.getLogger("mpi.transport.shm")
                .log(Level.WARNING, "no room in " + directory + " for " + lengthBytes + " bytes of "
                    + what + " (" + cause + "): slower ways are used. Make it larger, or set mpj.shm.directory"
                    + " (MPJ_SHM_DIRECTORY)");
        }
    }
}
