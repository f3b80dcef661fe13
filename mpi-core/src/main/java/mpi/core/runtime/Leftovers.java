package mpi.core.runtime;

import java.io.IOException;
import java.util.ServiceLoader;
import mpi.core.transport.TransportProvider;

/**
 * What jobs leave on a host if their ranks are killed. For launchers, which know no transport.
 */
public final class Leftovers {
    private Leftovers() {}

    /**
     * Removes what killed jobs of this user have left.
     *
     * @param settings the settings of the job that is over
     * @throws IOException if one cannot see what there is; the next job tries again
     */
    public static void remove(final Settings settings) throws IOException {
        for (final TransportProvider provider : ServiceLoader.load(TransportProvider.class)) {
            provider.removeLeftovers(settings);
        }
    }
}
