package mpi.core.boot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import mpi.core.diag.ErrorLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What strangers, and ranks that break the rules, can do to a job: nothing. */
@Timeout(60)
class RendezvousServerTest {
    private static final Duration SHORT_LIMIT = Duration.ofSeconds(1);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(20);

    @Test
    void shouldListenOnLoopbackOnly() throws Exception {
        try (TestJob job = new TestJob(1)) {
            assertTrue(job.server.address().getAddress().isLoopbackAddress());
        }
    }

    @Test
    void shouldRejectAWrongSecret() throws Exception {
        try (TestJob job = new TestJob(1); Socket socket = job.stranger()) {
            // Says what a rank says, but its proof is not the one that the secret gives.
            final Handshake handshake = handshake(0, "test-job", TestJob.SECRET);
            socket.getOutputStream().write(handshake.takeOutput());
            socket.getInputStream().readNBytes(Handshake.CHALLENGE_BYTES);
            socket.getOutputStream().write(new byte[Handshake.MAC_BYTES]);
            assertEnd(socket);
            assertUnharmed(job, 1);
            assertEquals(List.of("rendezvous: connection rejected: handshake failed: WRONG_SECRET"),
                job.serverErrors.entries());
        }
    }

    @Test
    void shouldRejectAnotherJob() throws Exception {
        try (TestJob job = new TestJob(1); Socket socket = job.stranger()) {
            socket.getOutputStream().write(handshake(0, "other-job", TestJob.SECRET).takeOutput());
            assertEnd(socket);
            assertUnharmed(job, 1);
        }
    }

    @Test
    void shouldRejectRanksThatDoNotExist() throws Exception {
        try (TestJob job = new TestJob(1)) {
            for (final int rank : new int[] {1, -1, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
                try (Socket socket = job.stranger()) {
                    assertEquals(Handshake.Outcome.REFUSED, prove(socket, rank));
                    assertEnd(socket);
                }
            }
            assertUnharmed(job, 4);
        }
    }

    @Test
    void shouldRejectGarbage() throws Exception {
        try (TestJob job = new TestJob(1); Socket socket = job.stranger()) {
            socket.getOutputStream().write("GET / HTTP/1.1\r\n".repeat(100).getBytes(StandardCharsets.UTF_8));
            assertEnd(socket);
            assertUnharmed(job, 1);
        }
    }

    @Test
    void shouldRejectRandomGarbage() throws Exception {
        final long seed = System.nanoTime();
        System.out.println("RendezvousServerTest.shouldRejectRandomGarbage seed " + seed);
        final Random random = new Random(seed);
        try (TestJob job = new TestJob(1)) {
            final int strangers = 100;
            for (int i = 0; i < strangers; i++) {
                try (Socket socket = job.stranger()) {
                    final byte[] bytes = i % 2 == 0 ? handshake(0, "test-job", TestJob.SECRET).takeOutput()
                        : new byte[random.nextInt(400)];
                    for (int j = random.nextInt(1 + bytes.length); j < bytes.length; j++) {
                        bytes[j] = (byte) random.nextInt();
                    }
                    write(socket, bytes);
                }
            }
            assertUnharmed(job, strangers);
        }
    }

    @Test
    void shouldRejectThoseWhoLeaveWithoutAWord() throws Exception {
        try (TestJob job = new TestJob(1)) {
            job.stranger().close();
            assertUnharmed(job, 1);
        }
    }

    @Test
    void shouldNotWaitForSlowStrangers() throws Exception {
        try (TestJob job = new TestJob(1, SHORT_LIMIT);
            Socket silent = job.stranger();
            Socket slow = job.stranger();
            Socket proved = job.stranger()) {
            slow.getOutputStream().write(handshake(0, "test-job", TestJob.SECRET).takeOutput(), 0, 40);
            // Knows the secret, and never says who it is.
            assertEquals(Handshake.Outcome.ACCEPTED, prove(proved, 0));
            assertEnd(silent);
            assertEnd(slow);
            assertEnd(proved);
            assertUnharmed(job, 3);
            assertEquals("rendezvous: connection rejected: did not join within 1000 ms",
                job.serverErrors.entries().getFirst());
        }
    }

    @Test
    void shouldDropTheOldestOfTooManyStrangers() throws Exception {
        try (TestJob job = new TestJob(1)) {
            final List<Socket> strangers = new ArrayList<>();
            try {
                for (int i = 0; i < 1 + 256 + 1; i++) {
                    strangers.add(job.stranger());
                }
                assertEnd(strangers.getFirst());
                // The rank is one more, so one more has to go.
                assertUnharmed(job, 2);
            } finally {
                for (final Socket socket : strangers) {
                    socket.close();
                }
            }
        }
    }

    @Test
    void shouldRejectMessagesBeforeTheGreeting() throws Exception {
        try (TestJob job = new TestJob(1); Socket socket = job.stranger()) {
            assertEquals(Handshake.Outcome.ACCEPTED, prove(socket, 0));
            write(socket, encode(new ControlMessage.Initialized()));
            assertEnd(socket);
            assertUnharmed(job, 1);
        }
    }

    @Test
    void shouldRejectGreetingsThatContradictTheProof() throws Exception {
        try (TestJob job = new TestJob(2)) {
            for (final ControlMessage.Hello hello : List.of(new ControlMessage.Hello(1, 2, 1),
                new ControlMessage.Hello(0, 3, 1), new ControlMessage.Hello(-1, 2, 1))) {
                try (Socket socket = job.stranger()) {
                    assertEquals(Handshake.Outcome.ACCEPTED, prove(socket, 0));
                    write(socket, encode(hello));
                    assertEnd(socket);
                }
            }
            assertUnharmed(job, 3);
        }
    }

    @Test
    void shouldEndTheLineOfARankThatBreaksTheRules() throws Exception {
        final List<byte[]> offences = List.of(encode(new ControlMessage.Hello(0, 2, 1)),
            encode(new ControlMessage.PeerDied(1, "I say so")), new byte[] {9, 9, 9, 9, 9, 9, 9, 9},
            new byte[] {1, 6, 0, 0, 0, 0, 0, 127});
        for (final byte[] offence : offences) {
            try (TestJob job = new TestJob(2); Socket socket = job.stranger()) {
                join(job, socket, 0);
                job.connect(1);
                assertEquals("joined 1", job.nextEvent());
                write(socket, offence);
                assertEnd(socket);
                assertTrue(job.nextEvent().startsWith("lost 0 "));
                assertEquals(1, job.server.queryStates(ANSWER_LIMIT, false).get().size());
                assertEquals(0, job.server.rejected());
            }
        }
    }

    @Test
    void shouldEndTheLineOfARankInAnotherExchange() throws Exception {
        try (TestJob job = new TestJob(2); Socket one = job.stranger(); Socket other = job.stranger()) {
            join(job, one, 0);
            join(job, other, 1);
            write(one, encode(new ControlMessage.Exchange(0, 0, new byte[1])));
            // The first part says which exchange it is: make sure that it is there.
            write(one, encode(new ControlMessage.MissingQuery(0, 0)));
            assertArrayEquals(encode(new ControlMessage.Missing(0, 0, new int[] {1})),
                one.getInputStream().readNBytes(24));
            write(other, encode(new ControlMessage.Exchange(0, 1, new byte[1])));
            assertEquals("lost 1 is in exchange 1 of epoch 0, the other ranks in exchange 0 of epoch 0",
                job.nextEvent());
        }
    }

    @Test
    void shouldTellALineThatBreaksWithinAMessage() throws Exception {
        try (TestJob job = new TestJob(1)) {
            try (Socket socket = job.stranger()) {
                join(job, socket, 0);
                write(socket, new byte[] {1, 2, 0, 0, 99});
            }
            assertEquals("lost 0 the line ended within a message", job.nextEvent());
        }
    }

    @Test
    void shouldTakeMessagesInAnyPieces() throws Exception {
        final long seed = System.nanoTime();
        System.out.println("RendezvousServerTest.shouldTakeMessagesInAnyPieces seed " + seed);
        final Random random = new Random(seed);
        try (TestJob job = new TestJob(1); Socket socket = job.stranger()) {
            join(job, socket, 0);
            final ByteBuffer stream = ByteBuffer.allocate(200_000);
            for (int round = 0; round < 50; round++) {
                stream.put(encode(new ControlMessage.Exchange(0, round, new byte[random.nextInt(3000)])));
                stream.put(encode(new ControlMessage.Finalized("round " + round)));
            }
            stream.flip();
            while (stream.hasRemaining()) {
                final byte[] piece = new byte[Math.min(stream.remaining(), 1 + random.nextInt(2000))];
                stream.get(piece);
                write(socket, piece);
            }
            for (int round = 0; round < 50; round++) {
                assertEquals("exchanged 0." + round, job.nextEvent());
                assertEquals("finalized 0 round " + round, job.nextEvent());
            }
        }
    }

    @Test
    void shouldNotWaitForARankThatDoesNotAnswer() throws Exception {
        try (TestJob job = new TestJob(2); Socket socket = job.stranger()) {
            join(job, socket, 0);
            job.connect(1);
            assertEquals("joined 1", job.nextEvent());
            final List<StateAnswer> answers = job.server.queryStates(SHORT_LIMIT, false).get();
            assertEquals(List.of(1), answers.stream().map(StateAnswer::rank).toList());
            // An answer that comes too late is no offence.
            write(socket, encode(new ControlMessage.State(1, RecordedRank.stateOf(0), "")));
            write(socket, encode(new ControlMessage.Initialized()));
            assertEquals("initialized 0", job.nextEvent());
        }
    }

    @Test
    void shouldNotWaitForARankThatIsLost() throws Exception {
        try (TestJob job = new TestJob(2)) {
            job.connect(1);
            assertEquals("joined 1", job.nextEvent());
            final CompletableFuture<List<StateAnswer>> answers;
            try (Socket socket = job.stranger()) {
                join(job, socket, 0);
                answers = job.server.queryStates(Duration.ofDays(1), false);
            }
            assertEquals(List.of(1), answers.get().stream().map(StateAnswer::rank).toList());
        }
    }

    @Test
    void shouldServeOthersWhileARankReadsNothing() throws Exception {
        try (TestJob job = new TestJob(2); Socket stopped = job.stranger()) {
            join(job, stopped, 0);
            final LauncherLine line = job.connect(1);
            assertEquals("joined 1", job.nextEvent());
            final byte[] large = new byte[4 << 20];
            for (int round = 0; round < 4; round++) {
                write(stopped, encode(new ControlMessage.Exchange(0, round, new byte[0])));
                assertEquals(large.length, line.exchange(large)[1].length);
                assertEquals("exchanged 0." + round, job.nextEvent());
            }
            assertEquals(List.of(1), job.server.queryStates(Duration.ofDays(1), false)
                .get()
                .stream()
                .map(StateAnswer::rank)
                .toList(), "who has not read what it was sent is not asked");
            // What was kept for the stopped rank comes when it reads again.
            final InputStream input = stopped.getInputStream();
            for (int round = 0; round < 4; round++) {
                final byte[] expected = encode(new ControlMessage.Exchanged(0, round, new byte[][] {{}, large}));
                assertArrayEquals(expected, input.readNBytes(expected.length));
            }
        }
    }

    @Test
    void shouldGoOnWhenItsListenerFails() throws Exception {
        final ErrorLog errors = new ErrorLog();
        final RendezvousListener failing = (RendezvousListener) Proxy.newProxyInstance(getClass().getClassLoader(),
            new Class<?>[] {RendezvousListener.class}, (_, _, _) -> {
                throw new IllegalStateException("broken listener");
            });
        try (TestJob job = new TestJob(1);
            RendezvousServer server = RendezvousServer.open(InetAddress.getLoopbackAddress(), "test-job", 1,
                TestJob.SECRET, failing, errors);
            LauncherLine line = LauncherLine.connect(job.environment(0), server.address(), TestJob.START_LIMIT,
                job.listeners[0], job.rankErrors, _ -> {})) {
            assertArrayEquals(new byte[][] {{7}}, line.exchange(new byte[] {7}));
            assertEquals(1, server.queryStates(ANSWER_LIMIT, false).get().size());
            assertEquals(List.of("rendezvous: listener failed: java.lang.IllegalStateException: broken listener",
                "rendezvous: listener failed: java.lang.IllegalStateException: broken listener"), errors.entries());
        }
    }

    /** All ranks join and exchange, after so many strangers were rejected. */
    private static void assertUnharmed(final TestJob job, final int rejected) throws Exception {
        final List<LauncherLine> lines = job.connectAll();
        job.onAllRanks(rank -> lines.get(rank).exchange(new byte[0]));
        assertEquals("exchanged 0.0", job.nextEvent());
        while (job.server.rejected() < rejected) {
            // Each round trip lets the server look once more at the ends of strangers.
            job.server.queryStates(ANSWER_LIMIT, false).get();
        }
        assertEquals(rejected, job.server.rejected());
        assertEquals(rejected, job.serverErrors.count());
    }

    private static void assertEnd(final Socket socket) throws IOException {
        try {
            socket.getInputStream().readAllBytes();
        } catch (final SocketException e) {
            // A reset is an end too: the server closes without having read everything.
            assertTrue(e.getMessage().contains("reset"), e.getMessage());
        }
    }

    @Test
    void shouldHaveToldOfEveryRankThatHasJoinedWhenItIsDrained() throws Exception {
        final int size = 16;
        try (TestJob job = new TestJob(size)) {
            for (int rank = 0; rank < size; rank++) {
                job.connect(rank);
                job.server.drained().get();
                assertEquals(rank + 1, job.eventsWaiting());
            }
        }
    }

    @Test
    void shouldEndADrainWhenItIsClosed() throws Exception {
        try (TestJob job = new TestJob(1)) {
            job.server.close();
            job.server.drained().get();
        }
    }

    private static void write(final Socket socket, final byte[] bytes) throws IOException {
        final OutputStream output = socket.getOutputStream();
        output.write(bytes);
        output.flush();
    }

    private static byte[] encode(final ControlMessage message) throws IOException {
        final ByteBuffer encoded = ControlCodec.encode(message);
        final byte[] bytes = new byte[encoded.remaining()];
        encoded.get(bytes);
        return bytes;
    }

    private static Handshake handshake(final int rank, final String jobId, final byte[] secret) {
        return Handshake.initiator(Handshake.Role.CONTROL, rank, Handshake.LAUNCHER, jobId, 0, secret,
            new SecureRandom());
    }

    private static Handshake.Outcome prove(final Socket socket, final int rank) throws IOException {
        final Handshake handshake = handshake(rank, "test-job", TestJob.SECRET);
        socket.getOutputStream().write(handshake.takeOutput());
        handshake.receive(ByteBuffer.wrap(socket.getInputStream().readNBytes(Handshake.CHALLENGE_BYTES)));
        socket.getOutputStream().write(handshake.takeOutput());
        return handshake.receive(ByteBuffer.wrap(socket.getInputStream().readNBytes(1)));
    }

    private static void join(final TestJob job, final Socket socket, final int rank) throws Exception {
        assertEquals(Handshake.Outcome.ACCEPTED, prove(socket, rank));
        write(socket, encode(new ControlMessage.Hello(rank, job.listeners.length, ProcessHandle.current().pid())));
        assertEquals("joined " + rank, job.nextEvent());
    }
}
