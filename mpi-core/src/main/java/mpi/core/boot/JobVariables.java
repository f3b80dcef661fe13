package mpi.core.boot;

import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import mpi.MPI;
import mpi.MPIException;
import mpi.spi.Faults;
import mpi.spi.LeadingArguments;

/**
 * The environment variables by which a launcher of ours tells a process its {@link Place}. Written and read here, so
 * that both ends agree. The secret stands in the environment because only the same user may read that, while anybody
 * may read an argument.
 */
public final class JobVariables {
    /** Rank in the world. */
    public static final String RANK = "MPJ_RANK";
    /** Ranks in the world. */
    public static final String SIZE = "MPJ_SIZE";
    /** Number of the rank among those of its host. */
    public static final String LOCAL_RANK = "MPJ_LOCAL_RANK";
    /** Ranks on the host. */
    public static final String LOCAL_SIZE = "MPJ_LOCAL_SIZE";
    /** Number of the host, real or simulated. */
    public static final String HOST_ID = "MPJ_HOST_ID";
    /** Name of the job. */
    public static final String JOB = "MPJ_JOB";
    /** The job's secret, 64 hexadecimal digits. */
    public static final String SECRET = "MPJ_SECRET";
    /** Where the launcher listens, host:port. */
    public static final String RENDEZVOUS = "MPJ_RENDEZVOUS";
    /** Whether the host has more ranks than cores for them, 0 or 1. */
    public static final String OVERSUBSCRIBED = "MPJ_OVERSUBSCRIBED";

    /** Arguments put in front of the program's own, for Init to take away again; no part of the place. */
    public static final String LEADING_ARGUMENTS = LeadingArguments.VARIABLE;

    static final List<String> ALL =
        List.of(RANK, SIZE, LOCAL_RANK, LOCAL_SIZE, HOST_ID, JOB, SECRET, RENDEZVOUS, OVERSUBSCRIBED);

    private static final Pattern JOB_PATTERN = Pattern.compile("[A-Za-z0-9-]{1,64}");
    private static final int MAX_PORT = 65535;

    private JobVariables() {}

    /**
     * What a launcher adds to the environment of a rank; {@link #read} is the inverse.
     *
     * @param job the rank's place in its job; its epoch is not told, processes start in epoch 0
     * @param rendezvous where the launcher listens
     * @return names and values
     */
    public static Map<String, String> write(final JobEnvironment job, final InetSocketAddress rendezvous) {
        final String host = rendezvous.isUnresolved() ? rendezvous.getHostString()
            : rendezvous.getAddress().getHostAddress();
        final Map<String, String> variables = new LinkedHashMap<>();
        variables.put(RANK, String.valueOf(job.rank()));
        variables.put(SIZE, String.valueOf(job.size()));
        variables.put(LOCAL_RANK, String.valueOf(job.localRank()));
        variables.put(LOCAL_SIZE, String.valueOf(job.localSize()));
        variables.put(HOST_ID, String.valueOf(job.hostId()));
        variables.put(JOB, job.jobId());
        variables.put(SECRET, HexFormat.of().formatHex(job.secret()));
        variables.put(RENDEZVOUS, (host.contains(":") ? "[" + host + "]" : host) + ":" + rendezvous.getPort());
        variables.put(OVERSUBSCRIBED, job.oversubscribed() ? "1" : "0");
        return variables;
    }

    /**
     * Reads a rank's place, in epoch 0.
     *
     * @param environment environment variables
     * @return the place
     * @throws MPIException if a variable is missing or wrong; the text names it, its value and what is expected
     */
    static Place read(final Map<String, String> environment) {
        return new Place(readJob(environment), Optional.of(rendezvous(environment)));
    }

    /**
     * Reads the place, in epoch 0, of a rank that needs no address of a launcher.
     *
     * @param environment environment variables
     * @return the place
     * @throws MPIException if a variable is missing or wrong; the text names it, its value and what is expected
     */
    public static JobEnvironment readJob(final Map<String, String> environment) {
        final int size = number(environment, SIZE, 1, Integer.MAX_VALUE);
        final int rank = number(environment, RANK, 0, size - 1);
        final int localSize = number(environment, LOCAL_SIZE, 1, size);
        final int localRank = number(environment, LOCAL_RANK, 0, localSize - 1);
        final int hostId = number(environment, HOST_ID, 0, Integer.MAX_VALUE);
        final boolean oversubscribed = number(environment, OVERSUBSCRIBED, 0, 1) == 1;
        return new JobEnvironment(jobId(environment), 0, rank, size, localRank, localSize, hostId, oversubscribed,
            secret(environment));
    }

    private static int number(final Map<String, String> environment, final String name, final int least,
        final int most) {
        final String expectation = "a number from " + least + " to " + most;
        final String text = required(environment, name, expectation);
        try {
            final int value = Integer.parseInt(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (final NumberFormatException e) {
            // reported below, as a number out of bounds is
        }
        throw wrong(name, "is \"" + text + "\"", expectation);
    }

    private static String jobId(final Map<String, String> environment) {
        final String expectation = "1 to 64 letters, digits and -";
        final String text = required(environment, JOB, expectation);
        if (!JOB_PATTERN.matcher(text).matches()) {
            throw wrong(JOB, "is \"" + text + "\"", expectation);
        }
        return text;
    }

    private static byte[] secret(final Map<String, String> environment) {
        final String expectation = 2 * Handshake.SECRET_BYTES + " hexadecimal digits";
        final String text = required(environment, SECRET, expectation);
        try {
            final byte[] secret = HexFormat.of().parseHex(text);
            if (secret.length == Handshake.SECRET_BYTES) {
                return secret;
            }
        } catch (final IllegalArgumentException e) {
            // reported below; the value itself must not show up in an error text, nor in a cause's
        }
        throw wrong(SECRET, "has " + text.length() + " characters (not shown)", expectation);
    }

    private static InetSocketAddress rendezvous(final Map<String, String> environment) {
        final String expectation = "host:port";
        final String text = required(environment, RENDEZVOUS, expectation);
        final int colon = text.lastIndexOf(':');
        final String host = text.substring(0, Math.max(0, colon));
        final boolean isBracketed = host.startsWith("[") && host.endsWith("]");
        try {
            final int port = Integer.parseInt(text.substring(colon + 1));
            if (!host.isEmpty() && isBracketed == host.contains(":") && port > 0 && port <= MAX_PORT) {
                return InetSocketAddress.createUnresolved(
                    isBracketed ? host.substring(1, host.length() - 1) : host, port);
            }
        } catch (final NumberFormatException e) {
            // reported below, as a port out of bounds is
        }
        throw wrong(RENDEZVOUS, "is \"" + text + "\"", expectation);
    }

    private static String required(final Map<String, String> environment, final String name,
        final String expectation) {
        final String text = environment.get(name);
        if (text == null) {
            throw wrong(name, "is not set", expectation);
        }
        return text;
    }

    private static MPIException wrong(final String name, final String found, final String expectation) {
        return Faults.fault(MPI.ERR_ARG, "Init", "environment variable " + name + " " + found + ", expected "
            + expectation + "; mpjrun sets all of MPJ_RANK, MPJ_SIZE and so on");
    }
}
