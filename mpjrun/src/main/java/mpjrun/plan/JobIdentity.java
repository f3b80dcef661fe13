package mpjrun.plan;

import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * What tells one job from all others.
 *
 * @param jobId its name: letters, digits and {@code -}
 * @param secret what its ranks prove to each other, 32 bytes
 */
public record JobIdentity(String jobId, byte[] secret) {
    private static final int SECRET_BYTES = 32;
    private static final int UNIQUE_BYTES = 6;

    /**
     * That of a new job. Its name starts with the id of this process, for whoever finds a file of it.
     *
     * @return the identity
     */
    public static JobIdentity create() {
        final SecureRandom random = new SecureRandom();
        final byte[] unique = new byte[UNIQUE_BYTES];
        final byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(unique);
        random.nextBytes(secret);
        return new JobIdentity(ProcessHandle.current().pid() + "-" + HexFormat.of().formatHex(unique), secret);
    }

    @Override
    public String toString() {
        return "job " + jobId;
    }
}
