package mpjrun.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OutputFileTest {
    private static final Path PATH = Path.of("out", "stdout");
    private static final Object STREAM = new Object();
    private static final Object OTHER = new Object();

    private final ByteArrayOutputStream complained = new ByteArrayOutputStream();
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    /** A disk that is full. */
    private static final class FullDisk extends OutputStream {
        private final int roomBytes;
        private int writtenBytes;
        private int closed;

        private FullDisk(final int roomBytes) {
            this.roomBytes = roomBytes;
        }

        @Override
        public void write(final int b) throws IOException {
            if (writtenBytes++ == roomBytes) {
                throw new IOException("No space left on device");
            }
        }

        @Override
        public void close() throws IOException {
            closed++;
            if (roomBytes == Integer.MAX_VALUE) {
                throw new IOException("Disk quota exceeded");
            }
        }
    }

    @Test
    void shouldMergeStreamsAWholeLineAtATime() {
        final OutputFile file = file(written);
        write(file, STREAM, "on");
        write(file, STREAM, "e\ntw");
        write(file, OTHER, "other\n");
        write(file, STREAM, "o\n");
        file.close();
        assertEquals("one\ntw\nother\no\n", text(written));
        assertEquals("", text(complained));
    }

    /** A file on a disk that is full is told of once, with the cause; the rank and its screen go on. */
    @Test
    void shouldSayWhyAFileCannotBeWritten() {
        final FullDisk disk = new FullDisk(4);
        final OutputFile file = file(disk);
        write(file, STREAM, "one\n");
        write(file, STREAM, "two\n");
        write(file, STREAM, "three\n");
        file.close();
        assertEquals("mpjrun: cannot write " + PATH
            + ": No space left on device; the output of the rank is not complete there\n", text(complained));
        assertEquals("one\ntwo\nthree\n", text(shown));
        assertEquals(1, disk.closed);
    }

    @Test
    void shouldSayWhyAFileCannotBeClosed() {
        final OutputFile file = file(new FullDisk(Integer.MAX_VALUE));
        write(file, STREAM, "one\n");
        file.close();
        file.close();
        write(file, STREAM, "two\n");
        assertEquals("mpjrun: cannot write " + PATH
            + ": Disk quota exceeded; the output of the rank is not complete there\n", text(complained));
    }

    private OutputFile file(final OutputStream target) {
        return new OutputFile(PATH, target, Optional.of(output(shown)), output(complained));
    }

    private static SharedOutput output(final OutputStream target) {
        return new SharedOutput(new PrintStream(target, true, StandardCharsets.UTF_8));
    }

    private static void write(final OutputFile file, final Object stream, final String text) {
        final byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        assertTrue(file.write(stream, bytes, bytes.length), "the screen takes it");
    }

    private static String text(final ByteArrayOutputStream output) {
        return output.toString(StandardCharsets.UTF_8);
    }
}
