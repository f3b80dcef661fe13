package mpjrun.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;

/**
 * A digest over parts, each added with its length, so that no two lists of parts look alike.
 */
final class Fingerprint {
    private static final int BYTES = 20;

    private final MessageDigest digest;

    Fingerprint() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    Fingerprint add(final String text) {
        return add(text.getBytes(StandardCharsets.UTF_8));
    }

    private Fingerprint add(final byte[] bytes) {
        digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
        digest.update(bytes);
        return this;
    }

    /** Adds a file's name and content. */
    Fingerprint addContent(final Path file) throws IOException {
        return add(file.toString()).add(Files.readAllBytes(file));
    }

    /** Adds a file's name, size and time, which is enough for jars; of a directory its name alone. */
    Fingerprint addState(final Path file) throws IOException {
        add(file.toString());
        return Files.isRegularFile(file) ? add(Files.size(file) + " " + lastChange(file).to(TimeUnit.NANOSECONDS))
            : this;
    }

    /** A reproducible build gives its jars the same time of modification each time; when they were written, none. */
    private static FileTime lastChange(final Path file) throws IOException {
        return file.getFileSystem().supportedFileAttributeViews().contains("unix")
            ? (FileTime) Files.getAttribute(file, "unix:ctime")
            : Files.getLastModifiedTime(file);
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
    }
}
