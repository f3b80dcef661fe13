package mpi.local;

import java.lang.reflect.InvocationTargetException;
import java.util.Map;
import mpi.MPI;
import mpi.core.boot.LocalControl;
import mpi.core.runtime.LocalBoot;

/**
 * The first class of ours in a rank, loaded in the rank: binds the rank's copy of the engine to its place and runs the
 * program.
 */
final class RankEntry {
    private RankEntry() {}

    /**
     * Runs one rank.
     *
     * @param entries a {@link Place}
     * @throws Throwable what the program throws
     */
    static void run(final Map<String, Object> entries) throws Throwable {
        final Place place = new Place(entries);
        LocalBoot.bind(entries, new LocalTransportProvider(place.hub()), new RankEnd(place));
        final RankProgram program = (RankProgram) Class.forName(place.get(Place.PROGRAM))
            .getDeclaredConstructor()
            .newInstance();
        try {
            program.run(place);
        } catch (final InvocationTargetException e) {
            throw e.getCause();
        }
        if (!MPI.isInitialized()) {
            // Whoever waits for it in Init waits in vain.
            LocalControl.announceDeath(place.hub(), place.rank(), "exited with code 0 without calling Init");
        } else if (!MPI.isFinalized()) {
            throw place.end(1, "exited with code 0 without calling Finalize");
        }
    }
}
