package mpi.core.boot;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import mpi.MPI;
import mpi.MPIException;
import mpi.spi.Faults;

/**
 * Finds out from the environment which rank of which job this process is. Our own launcher comes first, then those of
 * others, then a world of one. A process that somebody started as one of several never becomes a world of one unless
 * the user says so.
 */
public final class EnvironmentDetector {
    /** Set to 1, makes a process that a foreign launcher started a world of one. */
    public static final String SINGLETON = "MPJ_SINGLETON";

    private static final int SINGLETON_NAME_BYTES = 8;

    private EnvironmentDetector() {}

    /**
     * Finds this process's place.
     *
     * @param environment environment variables
     * @return the place, in epoch 0
     * @throws MPIException {@code MPI.ERR_ARG} if the variables of our launcher are incomplete or contradict each
     *     other; {@code MPI.ERR_OTHER} if a launcher that cannot be joined has started more than one process. The text
     *     says how to put it right
     */
    public static Place detect(final Map<String, String> environment) {
        if (environment.containsKey(JobVariables.RANK)) {
            return JobVariables.read(environment);
        }
        if ("1".equals(environment.get(SINGLETON))) {
            return singleton();
        }
        final Optional<ForeignLauncher> launcher = ForeignLauncher.find(environment);
        if (launcher.isPresent()) {
            requireOne(launcher.get(), environment);
            return singleton();
        }
        if (JobVariables.ALL.stream().anyMatch(environment::containsKey)) {
            // Fails, and names what is missing.
            return JobVariables.read(environment);
        }
        return singleton();
    }

    private static void requireOne(final ForeignLauncher launcher, final Map<String, String> environment) {
        final OptionalInt size = launcher.size(environment);
        if (size.isPresent() && size.getAsInt() == 1) {
            return;
        }
        throw Faults.fault(MPI.ERR_OTHER, "Init", "this process was started by " + launcher.name() + " ("
            + launcher.evidence(environment) + ") as one of "
            + (size.isPresent() ? size.getAsInt() : "an unknown number") + ", which cannot be joined yet: start with"
            + " mpjrun, or set " + SINGLETON + "=1 for a world of one");
    }

    private static Place singleton() {
        final SecureRandom random = new SecureRandom();
        final byte[] secret = new byte[Handshake.SECRET_BYTES];
        random.nextBytes(secret);
        final byte[] name = new byte[SINGLETON_NAME_BYTES];
        random.nextBytes(name);
        final String jobId = "single-" + HexFormat.of().formatHex(name);
        return new Place(new JobEnvironment(jobId, 0, 0, 1, 0, 1, 0, false, secret), Optional.empty());
    }
}
