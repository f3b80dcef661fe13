package mpjrun.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import mpjrun.plan.JobOptions;

/**
 * What has to be there before the first rank starts: directories for files of the ranks, free ports for debuggers.
 */
final class Preparation {
    private Preparation() {}

    /**
     * Makes and checks it.
     *
     * @param options of the job
     * @throws BadInputException if a directory cannot be made, or a port is taken
     */
    static void prepare(final JobOptions options) throws BadInputException {
        if (options.output().files().isPresent()) {
            for (int rank = 0; rank < options.size(); rank++) {
                make("--output-filename", options.output().files().get().of(rank, options.size()));
            }
        }
        if (options.tools().recordings().isPresent()) {
            make("--jfr", options.tools().recordings().get());
        }
        if (options.tools().debuggerPort().isPresent()) {
            for (int rank = 0; rank < options.size(); rank++) {
                requireFree(options.tools().debuggerPort().get() + rank, rank);
            }
        }
    }

    private static void make(final String option, final Path path) throws BadInputException {
        try {
            Files.createDirectories(path);
        } catch (final IOException e) {
            throw BadInputException.usage(option + ": cannot make the directory " + path + ": " + e);
        }
        if (!Files.isWritable(path)) {
            throw BadInputException.usage(option + ": the directory " + path + " cannot be written to");
        }
    }

    private static void requireFree(final int port, final int rank) throws BadInputException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (final IOException e) {
            throw BadInputException.usage("--jdwp: rank " + rank + " cannot listen on port " + port + ": "
                + e.getMessage());
        }
    }
}
