package mpjrun.plan;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What of the JDK looks into the JVMs of ranks.
 *
 * @param debuggerPort the TCP port on which rank 0 listens for a debugger, each other on the one behind that of the
 *     rank before it; empty if none does
 * @param recordings the directory for a recording of the flight recorder a rank; empty if there are none
 */
public record Tools(Optional<Integer> debuggerPort, Optional<Path> recordings) {
    /** How long a rank has to end when it is asked to. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    /** The same where it has a recording to write. */
    private static final Duration RECORDING_PATIENCE = Duration.ofSeconds(15);

    /** None. */
    public static final Tools NONE = new Tools(Optional.empty(), Optional.empty());

    /**
     * Where a rank listens for a debugger.
     *
     * @param rank world rank
     * @return host and port, empty if it does not
     */
    public Optional<String> debuggerAddress(final int rank) {
        return debuggerPort.map(port -> "127.0.0.1:" + (port + rank));
    }

    Duration patience() {
        return recordings.isPresent() ? RECORDING_PATIENCE : PATIENCE;
    }

    /** The flags of a rank's JVM. Standard output is the program's: the tools print nothing there. */
    List<String> flags(final int rank, final int size) {
        final List<String> flags = new ArrayList<>();
        debuggerAddress(rank).ifPresent(address -> flags
            .add("-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,quiet=y,address=" + address));
        if (recordings.isPresent()) {
            flags.add("-Xlog:jfr+startup=off");
            flags.add("-XX:StartFlightRecording=dumponexit=true,filename='"
                + recordings.get().resolve(OutputFiles.nameOf(rank, size) + ".jfr") + "'");
        }
        return flags;
    }
}
