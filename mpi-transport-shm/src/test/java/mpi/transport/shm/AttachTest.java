package mpi.transport.shm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import mpi.core.transport.TransportProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AttachTest {
    @TempDir
    private Path directory;

    private TestRank open(final int rank, final int size, final int hostId) throws IOException {
        return new TestRank(TestRank.job("job", rank, size, hostId), settings());
    }

    private Map<String, String> settings() {
        return TestRank.settings(directory, 4096);
    }

    @Test
    void shouldBeFoundAsAService() {
        final TransportProvider provider = ServiceLoader.load(TransportProvider.class)
            .stream()
            .map(ServiceLoader.Provider::get)
            .filter(p -> "shm".equals(p.name()))
            .findFirst()
            .orElseThrow();
        assertEquals(10, provider.preference());
    }

    @Test
    void shouldUseSharedMemoryWhereThereIsSome() throws IOException {
        final Path expected = Files.isWritable(Path.of("/dev/shm")) ? Path.of("/dev/shm")
            : Path.of(System.getProperty("java.io.tmpdir"));
        final String job = "test" + ProcessHandle.current().pid();
        final Path file;
        try (TestRank rank = new TestRank(TestRank.job(job, 0, 1, 0), Map.of())) {
            file = Path.of(Card.decode(rank.transport.card()).path());
            assertEquals(expected, file.getParent().getParent());
            assertTrue(Files.exists(file));
            assertFalse(rank.transport.mayRunOut(), "a world of one needs little");
        }
        assertFalse(Files.exists(file.getParent()));
    }

    @Test
    void shouldNotReachRanksOfAnotherSimulatedHost() throws IOException {
        // engine invariant 23
        try (TestRank first = open(0, 3, 0); TestRank second = open(1, 3, 1); TestRank third = open(2, 3, 0)) {
            assertNull(first.attach(1, second.transport.card()));
            assertNull(second.attach(0, first.transport.card()));
            assertNotNull(first.attach(2, third.transport.card()));
        }
    }

    @Test
    void shouldNotReachAFileThatIsNotThereOrIsAnother() throws IOException {
        try (TestRank first = open(0, 2, 0); TestRank second = open(1, 2, 0)) {
            final Card card = Card.decode(second.transport.card());
            final Card elsewhere = new Card(0, 1, card.layout(), card.nonce(), card.path() + "x");
            assertNull(first.attach(1, elsewhere.encode()));
            final Card otherJob = new Card(0, 1, card.layout(), card.nonce() + 1, card.path());
            assertNull(first.attach(1, otherJob.encode()));
            assertNull(first.attach(1, new byte[0]));
            assertThrows(IOException.class, () -> first.attach(1, new byte[7]));
            assertNotNull(first.attach(1, second.transport.card()));
        }
    }

    @Test
    void shouldReceiveFromAPeerWhoseFileItCannotOpen() throws IOException {
        try (TestRank first = open(0, 2, 0); TestRank second = open(1, 2, 0)) {
            first.attach(1, second.transport.card());
            final Card card = Card.decode(first.transport.card());
            final Card elsewhere = new Card(0, 0, card.layout(), card.nonce(), card.path() + "x");
            assertNull(second.attach(0, elsewhere.encode()));
            first.to(second).trySendData(TestRank.data(8, 0), TestRank.bytes(8, 1), 0, 8);
            assertArrayEquals(TestRank.bytes(8, 1), second.next().payload());
        }
    }

    @Test
    void shouldKeepFramesOfPeersThatItHasNotAttachedYet() throws IOException {
        try (TestRank first = open(0, 2, 0); TestRank second = open(1, 2, 0)) {
            first.attach(1, second.transport.card());
            first.to(second).trySend(TestRank.eager(3), TestRank.bytes(3, 9), 0, 3);
            assertEquals(0, second.transport.poll(8));
            second.attach(0, first.transport.card());
            assertArrayEquals(TestRank.bytes(3, 9), second.next().payload());
        }
    }

    @Test
    void shouldReceiveFromMoreSendersThanAWordHasBits() throws IOException {
        final int size = 140;
        final TestRank[] world = new TestRank[size];
        for (int rank = 0; rank < size; rank++) {
            world[rank] = open(rank, size, 0);
        }
        final TestRank receiver = world[70];
        for (final TestRank rank : world) {
            rank.attach(receiver.rank, receiver.transport.card());
            receiver.attach(rank.rank, rank.transport.card());
        }
        for (int round = 0; round < 3; round++) {
            for (final TestRank rank : world) {
                rank.to(receiver).trySend(TestRank.eager(1), new byte[] {(byte) rank.rank}, 0, 1);
            }
            final boolean[] seen = new boolean[size];
            for (int i = 0; i < size; i++) {
                final TestRank.Received frame = receiver.next();
                assertEquals((byte) frame.peer(), frame.payload()[0]);
                assertFalse(seen[frame.peer()]);
                seen[frame.peer()] = true;
            }
        }
        TestRank.close(world);
        assertEmpty();
    }

    @Test
    void shouldServeAllSendersWhileOneAlwaysSends() throws IOException {
        final TestRank[] world = TestRank.world(directory, 4, 4096);
        final int[] frames = new int[4];
        world[2].handler = (peer, frame, address) -> frames[peer]++;
        for (int i = 0; i < 300; i++) {
            for (final int sender : new int[] {0, 0, 0, 1, 3}) {
                world[sender].to(world[2]).trySend(TestRank.eager(0), null, 0, 0);
            }
            world[2].transport.poll(2);
        }
        final int sum = frames[0] + frames[1] + frames[3];
        for (final int sender : new int[] {0, 1, 3}) {
            assertFalse(frames[sender] < sum / 10, List.of(frames[0], frames[1], frames[3]).toString());
        }
        TestRank.close(world);
    }

    private void assertEmpty() throws IOException {
        try (Stream<Path> left = Files.list(directory)) {
            assertEquals(List.of(), left.toList());
        }
    }
}
