package mpi;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * Which release of the library this is; the build writes it into {@code release.properties}.
 */
final class Release {
    static final String GROUP_ID;
    static final String VERSION;

    static {
        final Properties release = new Properties();
        try (InputStream in = Release.class.getResourceAsStream("release.properties")) {
            if (in != null) {
                release.load(in);
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        GROUP_ID = release.getProperty("groupId", "dev.mpj");
        VERSION = release.getProperty("version", "unknown");
    }

    private Release() {}
}
