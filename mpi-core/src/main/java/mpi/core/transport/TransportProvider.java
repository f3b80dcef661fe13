package mpi.core.transport;

import java.io.IOException;
import mpi.core.runtime.Settings;

/**
 * Opens a transport; found with {@link java.util.ServiceLoader}.
 */
public interface TransportProvider {
    /**
     * The name users know the transport by, as in {@code mpjrun --transport NAME}.
     *
     * @return for example {@code shm}
     */
    String name();

    /**
     * Which transport is tried first.
     *
     * @return lower is earlier; transports that only reach the own host are below 100
     */
    int preference();

    /**
     * Opens the transport for a rank.
     *
     * @param context the rank
     * @return the transport
     * @throws IOException if it cannot be used here; the text says why
     */
    Transport open(TransportContext context) throws IOException;

    /**
     * Removes what killed jobs of this user have left on this host. Never touches what a living process uses. A
     * launcher calls it after a job that failed: a rank that is killed in Init has no time to remove its own.
     *
     * @param settings the settings of the job
     * @throws IOException if one cannot see what there is
     */
    default void removeLeftovers(final Settings settings) throws IOException {
        // most transports leave nothing
    }
}
