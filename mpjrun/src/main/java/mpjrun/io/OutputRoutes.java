package mpjrun.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mpjrun.plan.JobPlan;
import mpjrun.plan.OutputFiles;

/**
 * Where the output of each rank leads: to the screen, into files, or both. Used by one thread.
 */
public final class OutputRoutes implements AutoCloseable {
    private final List<LineSink> out = new ArrayList<>();
    private final List<LineSink> err = new ArrayList<>();
    private final List<OutputFile> files = new ArrayList<>();

    private OutputRoutes() {}

    /**
     * Opens all files.
     *
     * @param shown how output is shown
     * @param size ranks in the world
     * @param screenOut the launcher's standard output
     * @param screenErr its standard error
     * @return the routes
     * @throws IOException if a file cannot be opened
     */
    public static OutputRoutes open(final JobPlan.Output shown, final int size, final SharedOutput screenOut,
        final SharedOutput screenErr) throws IOException {
        final OutputRoutes routes = new OutputRoutes();
        try {
            for (int rank = 0; rank < size; rank++) {
                final LineSink ownOut = routes.sink(shown, rank, size, "stdout", screenOut, screenErr);
                routes.out.add(ownOut);
                routes.err.add(shown.merged() ? ownOut
                    : routes.sink(shown, rank, size, "stderr", screenErr, screenErr));
            }
            return routes;
        } catch (final IOException e) {
            routes.close();
            throw e;
        }
    }

    private LineSink sink(final JobPlan.Output shown, final int rank, final int size, final String stream,
        final SharedOutput screen, final SharedOutput complaints) throws IOException {
        if (shown.files().isEmpty()) {
            return screen;
        }
        final OutputFiles places = shown.files().get();
        final Path path = places.of(rank, size).resolve(stream);
        try {
            final OutputFile file = new OutputFile(path, Files.newOutputStream(path),
                places.shown() ? Optional.of(screen) : Optional.empty(), complaints);
            files.add(file);
            return file;
        } catch (final IOException e) {
            throw new IOException("cannot write " + path + ": " + e.getMessage(), e);
        }
    }

    /**
     * Where the standard output of a rank leads.
     *
     * @param rank world rank
     * @return what takes it
     */
    public LineSink out(final int rank) {
        return out.get(rank);
    }

    /**
     * Where the standard error of a rank leads.
     *
     * @param rank world rank
     * @return what takes it
     */
    public LineSink err(final int rank) {
        return err.get(rank);
    }

    /** Closes the files. */
    @Override
    public void close() {
        files.forEach(OutputFile::close);
    }
}
