package mpjrun.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FingerprintTest {
    private static final FileTime OF_THE_BUILD = FileTime.fromMillis(0);

    @TempDir
    private Path directory;

    private static String of(final Path file) throws IOException {
        return new Fingerprint().addState(file).toString();
    }

    private static void write(final Path file, final String content) throws IOException {
        Files.writeString(file, content);
        Files.setLastModifiedTime(file, OF_THE_BUILD);
    }

    @Test
    void shouldStayWhileNothingChanges() throws IOException {
        final Path jar = directory.resolve("a.jar");
        write(jar, "one");
        assertEquals(of(jar), of(jar));
    }

    @Test
    void shouldTellBuildsOfEqualSizeAndTimeApart() throws IOException {
        assumeTrue(directory.getFileSystem().supportedFileAttributeViews().contains("unix"));
        final Path jar = directory.resolve("a.jar");
        write(jar, "one");
        final String before = of(jar);
        final Object written = Files.getAttribute(jar, "unix:ctime");
        do {
            write(jar, "two");
        } while (Files.getAttribute(jar, "unix:ctime").equals(written)); // the kernel's clock ticks

        assertNotEquals(before, of(jar));
    }
}
