package mpi.transport.shm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import mpi.core.boot.JobEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class JobDirectoryTest {
    @TempDir
    private Path base;

    private List<Path> left() throws IOException {
        try (Stream<Path> files = Files.walk(base)) {
            return files.filter(file -> !file.equals(base)).toList();
        }
    }

    private TestRank open(final String job, final int rank, final int size) throws IOException {
        return new TestRank(TestRank.job(job, rank, size, 0), TestRank.settings(base, 4096));
    }

    @Test
    void shouldKeepOthersOutOfDirectoryAndFiles() throws IOException {
        assumeTrue(base.getFileSystem().supportedFileAttributeViews().contains("posix"), "needs POSIX permissions");
        try (TestRank rank = open("a", 0, 1)) {
            assertNotNull(rank);
            for (final Path path : left()) {
                final String expected = Files.isDirectory(path) ? "rwx------" : "rw-------";
                assertEquals(expected, PosixFilePermissions.toString(Files.getPosixFilePermissions(path)),
                    path.toString());
            }
            assertEquals(3, left().size(), left().toString());
        }
    }

    @Test
    void shouldRefuseADirectoryThatOthersCanUse() throws IOException {
        assumeTrue(base.getFileSystem().supportedFileAttributeViews().contains("posix"), "needs POSIX permissions");
        final Path path;
        try (TestRank rank = open("a", 0, 1)) {
            path = Path.of(Card.decode(rank.transport.card()).path()).getParent();
        }
        Files.createDirectory(path);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxrwxrwx"));
        final IOException e = assertThrows(IOException.class, () -> open("a", 0, 1));
        assertTrue(e.getMessage().contains("can be used by other users"), e.getMessage());
        assertEquals(List.of(), left());
    }

    @Test
    void shouldRemoveNamesOnceAllHaveAttached() throws IOException {
        final TestRank[] world = TestRank.world(base, 3, 4096);
        assertEquals(List.of(), left());
        world[0].to(world[1]).trySend(TestRank.eager(0), null, 0, 0);
        world[1].next();
        TestRank.close(world);
    }

    @Test
    void shouldLeaveNothingWhenClosedBeforeAllHaveAttached() throws IOException {
        final TestRank first = open("a", 0, 2);
        final TestRank second = open("a", 1, 2);
        first.transport.close(false);
        assertEquals(3, left().size(), "the other still needs it: " + left());
        first.attach(1, second.transport.card());
        second.transport.close(false);
        assertEquals(List.of(), left());
    }

    @Test
    void shouldSeeTheDeathOfARankInTheSameJvmWhenItsTransportCloses() throws IOException {
        // engine invariant 20: while it is open, probing throws OverlappingFileLockException
        final TestRank[] world = TestRank.world(base, 3, 4096);
        world[0].transport.checkPeers();
        assertEquals(List.of(), world[0].failures);
        world[1].transport.close(false);
        world[2].transport.close(true);
        world[0].transport.checkPeers();
        assertEquals(List.of("1: rank 1 has died"), world[0].failures);
        world[0].close();
    }

    @Test
    void shouldRemoveWhatKilledJobsLeft() throws Exception {
        final ChildRank killed = ChildRank.start(base);
        final String path = Card.decode(killed.card()).path();
        assertTrue(Files.exists(Path.of(path)));
        try (TestRank other = open("other", 0, 1)) {
            assertNotNull(other);
            assertTrue(Files.exists(Path.of(path)), "the job lives");
        }
        killed.signal("STOP");
        try (TestRank other = open("other", 0, 1)) {
            assertNotNull(other);
            assertTrue(Files.exists(Path.of(path)), "the job is only stopped");
        }
        killed.process().destroyForcibly().waitFor();
        assertTrue(Files.exists(Path.of(path)));
        try (TestRank other = open("other", 0, 1)) {
            assertNotNull(other);
            assertFalse(Files.exists(Path.of(path).getParent()));
        }
        assertEquals(List.of(), left());
    }

    @Test
    void shouldSayThatALocalRankIsTaken() throws IOException {
        try (TestRank rank = open("a", 0, 2)) {
            final IOException e = assertThrows(IOException.class, () -> open("a", 0, 2));
            assertTrue(e.getMessage().contains("local rank 0 is in use"), e.getMessage());
            assertEquals(3, left().size(), "rank " + rank.rank + " still has its files");
        }
    }

    @Test
    void shouldRemoveDirectoriesWithoutALockFile() throws IOException {
        final Path stale;
        try (TestRank rank = open("stale", 0, 1)) {
            stale = Path.of(Card.decode(rank.transport.card()).path());
        }
        Files.createDirectory(stale.getParent());
        Files.createFile(stale);
        open("other", 0, 1).close();
        assertEquals(List.of(), left());
    }

    @Test
    void shouldLeaveAloneWhatIsNotItsOwn() throws IOException {
        final Path other = Files.createDirectory(base.resolve("mpj-somebody-job-0"));
        final Path file = Files.createFile(base.resolve("mpj-" + System.getProperty("user.name") + "-file"));
        open("a", 0, 1).close();
        assertEquals(2, left().size());
        assertTrue(left().containsAll(List.of(other, file)));
    }

    @Test
    void shouldStartAgainWhenItsFileIsRemovedAsStale() throws Exception {
        final Thread remover = Thread.ofPlatform().start(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                removeStale();
            }
        });
        for (int i = 0; i < 200; i++) {
            final JobEnvironment job = TestRank.job("job" + i, 0, 1, 0);
            try (JobDirectory directory = JobDirectory.enter(base, "user", job)) {
                Files.createFile(directory.segment());
            }
        }
        remover.interrupt();
        remover.join();
        removeStale();
        assertEquals(List.of(), left());
    }

    private void removeStale() {
        try {
            JobDirectory.removeStale(base, "user", Optional.empty());
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
