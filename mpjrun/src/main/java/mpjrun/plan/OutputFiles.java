package mpjrun.plan;

import java.nio.file.Path;

/**
 * Files of the output of ranks, laid out as Open MPI does: {@code DIRECTORY/rank.N/stdout} and {@code stderr}.
 *
 * @param directory holds a directory for each rank
 * @param shown whether the output is on the screen as well
 */
public record OutputFiles(Path directory, boolean shown) {
    /**
     * The directory of a rank.
     *
     * @param rank world rank
     * @param size ranks in the world
     * @return its path
     */
    public Path of(final int rank, final int size) {
        return directory.resolve(nameOf(rank, size));
    }

    /**
     * The name of a rank in names of files: they sort as ranks do.
     *
     * @param rank world rank
     * @param size ranks in the world
     * @return {@code rank.03} of 12 ranks
     */
    static String nameOf(final int rank, final int size) {
        final String digits = String.valueOf(rank);
        return "rank." + "0".repeat(String.valueOf(size).length() - digits.length()) + digits;
    }
}
