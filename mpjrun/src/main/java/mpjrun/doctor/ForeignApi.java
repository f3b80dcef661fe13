package mpjrun.doctor;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Another MPI for Java on the user's class path. Ours comes first, so the program runs; whoever put the other there may
 * wonder.
 */
public final class ForeignApi {
    private static final String API = "mpi.MPI";
    /** Our API has this door to its engine and no other has; a build tool may well put our own jar there again. */
    private static final String OURS = "mpi.spi.EngineProvider";

    private ForeignApi() {}

    /**
     * Looks for one.
     *
     * @param classPath the user's part of the class path
     * @return the directory or jar that has it, if any
     */
    public static Optional<Path> find(final List<String> classPath) {
        return new ClassPathSearch(classPath).find(API)
            .filter(place -> new ClassPathSearch(List.of(place.toString())).find(OURS).isEmpty());
    }
}
