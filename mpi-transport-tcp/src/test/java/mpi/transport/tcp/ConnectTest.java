package mpi.transport.tcp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import mpi.core.boot.Handshake;
import mpi.core.boot.Handshake.Outcome;
import mpi.core.diag.Counters;
import mpi.core.runtime.Setting;
import mpi.core.transport.SendResult;
import mpi.core.wire.Frame;
import mpi.core.wire.FrameCodec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections: made at first use, one a pair, and none with a stranger (engine invariant 14). */
@ParameterizedClass
@ValueSource(booleans = {true, false})
class ConnectTest {
    private final boolean isEpoll;
    private final List<TestRank> ranks = new ArrayList<>();

    ConnectTest(final boolean isEpoll) {
        this.isEpoll = isEpoll;
    }

    @AfterEach
    void close() {
        ranks.forEach(TestRank::close);
        for (final TestRank rank : ranks) {
            assertEquals(List.of(), rank.errors.entries());
        }
    }

    @Test
    void shouldListenOnLoopbackWhenAllRanksAreOnOneHost() throws IOException {
        open(1);

        assertTrue(Card.decode(ranks.getFirst().transport.card()).addresses().getFirst().isLoopbackAddress());
    }

    @Test
    void shouldKeepOneOfTwoCrossingConnections() throws IOException, InterruptedException {
        for (int round = 0; round < 60; round++) {
            open(2);
            assertEquals(SendResult.BACK_PRESSURED, trySend(0, 1, 0));
            assertEquals(SendResult.BACK_PRESSURED, trySend(1, 0, 0));
            for (int tag = 0; tag < 20; tag++) {
                send(0, 1, tag);
                send(1, 0, tag);
            }
            for (int tag = 0; tag < 20; tag++) {
                assertEquals(tag, ranks.get(0).take(ranks).frame().tag);
                assertEquals(tag, ranks.get(1).take(ranks).frame().tag);
            }
            TestRank.closeOrderly(ranks);
            assertTrue(ranks.stream().allMatch(rank -> rank.arrivals.isEmpty()), "nothing twice");
            ranks.clear();
        }
    }

    @Test
    void shouldKeepOneOfTwoCrossingConnectionsWhenEachRankHasItsThread() throws IOException, InterruptedException {
        for (int round = 0; round < 60; round++) {
            open(2);
            final Thread other = Thread.ofPlatform().start(() -> talk(1, 0));
            talk(0, 1);
            other.join();
            TestRank.closeOrderly(ranks);
            assertEquals(List.of(), List.copyOf(ranks.get(0).arrivals), "nothing twice");
            assertEquals(List.of(), List.copyOf(ranks.get(1).arrivals), "nothing twice");
            ranks.clear();
        }
    }

    /** Sends ten frames and takes ten, in order. */
    private void talk(final int me, final int peer) {
        final List<TestRank> mine = List.of(ranks.get(me));
        for (int tag = 0; tag < 10; tag++) {
            TestRank.send(mine, ranks.get(me).to(peer), TestRank.frame(Frame.Type.DONE, tag), null, 0);
        }
        for (int tag = 0; tag < 10; tag++) {
            assertEquals(tag, ranks.get(me).take(mine).frame().tag);
        }
    }

    @Test
    void shouldConnectAllPairsAtOnceInAnyOrder() throws IOException, InterruptedException {
        final long seed = System.nanoTime();
        System.out.println("ConnectTest.shouldConnectAllPairsAtOnceInAnyOrder seed " + seed);
        final Random random = new Random(seed);
        final int size = 5;
        open(size);
        final int[][] sent = new int[size][size];
        for (int i = 0; i < 2_000; i++) {
            final int from = random.nextInt(size);
            final int to = (from + 1 + random.nextInt(size - 1)) % size;
            if (trySend(from, to, sent[from][to]) >= 0) {
                sent[from][to]++;
            }
            ranks.get(random.nextInt(size)).transport.poll(1 + random.nextInt(3));
        }
        final int total = Arrays.stream(sent).flatMapToInt(Arrays::stream).sum();
        TestRank.await(ranks, "all frames",
            () -> ranks.stream().mapToInt(rank -> rank.arrivals.size()).sum() == total);
        for (int to = 0; to < size; to++) {
            final int[] expected = new int[size];
            for (final TestRank.Arrival arrival : ranks.get(to).arrivals) {
                assertEquals(expected[arrival.peer()]++, arrival.frame().tag);
            }
            for (int from = 0; from < size; from++) {
                assertEquals(sent[from][to], expected[from]);
            }
        }
        TestRank.closeOrderly(ranks);
    }

    @Test
    void shouldLetTheLowerRanksConnectionSurvive() throws IOException {
        open(2);
        final Crossing lower = new Crossing(1, 0);
        assertEquals(Outcome.REFUSED, lower.outcomeOfThePeersAttempt(), "rank 0 insists on its own");
        close();
        ranks.clear();
        open(2);
        final Crossing higher = new Crossing(0, 1);
        assertEquals(Outcome.ACCEPTED, higher.outcomeOfThePeersAttempt(), "rank 1 gives way");
    }

    @Test
    void shouldTakeThePeersConnectionWhenItsOwnIsInVain() throws IOException {
        open(2);
        final int port;
        try (ServerSocket gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = gone.getLocalPort();
        }
        ranks.get(0).transport.attach(1, cardOf(port));
        trySend(0, 1, 0);
        final long before = ranks.get(0).count(Counters.Value.SYSTEM_CALLS);
        TestRank.await(ranks, "an attempt in vain",
            () -> ranks.get(0).count(Counters.Value.SYSTEM_CALLS) > before + 20);

        try (RawPeer peer = RawPeer.connected(ranks.get(0), 1, ranks)) {
            send(0, 1, 7);
            assertEquals(FrameCodec.VERSION, peer.read());
        }
    }

    /** Rank {@code of} has an attempt under way that a mute server has taken, when its peer's connection comes in. */
    private final class Crossing {
        private final int from;
        private final int of;

        Crossing(final int from, final int of) {
            this.from = from;
            this.of = of;
        }

        Outcome outcomeOfThePeersAttempt() throws IOException {
            try (ServerSocket mute = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                RawPeer peer = new RawPeer(ranks.get(of), List.of(ranks.get(of)))) {
                ranks.get(of).transport.attach(from, cardOf(mute.getLocalPort()));
                assertEquals(SendResult.BACK_PRESSURED, trySend(of, from, 0));
                return peer.shakeHands(RawPeer.initiator(from, of, TestRank.SECRET));
            }
        }
    }

    @Test
    void shouldGiveUpWhereNobodyListens() throws IOException {
        open(2, 1);
        final int port;
        try (ServerSocket gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = gone.getLocalPort();
        }
        ranks.get(0).transport.attach(1, cardOf(port));
        assertEquals(SendResult.BACK_PRESSURED, trySend(0, 1, 0));

        TestRank.await(ranks, "the failure", () -> !ranks.get(0).failures.isEmpty());

        final String reason = ranks.get(0).failures.get(1);
        assertTrue(reason.startsWith("rank 1 cannot be reached at 127.0.0.1:" + port + " within 1 seconds"
            + " (mpj.connect.timeout): ") && reason.contains("refused"), reason);
        assertEquals(SendResult.CLOSED, trySend(0, 1, 0));
        try (RawPeer late = new RawPeer(ranks.get(0), ranks)) {
            assertEquals(Outcome.NEEDS_MORE, late.shakeHands(RawPeer.initiator(1, 0, TestRank.SECRET)),
                "who is given up is not taken back");
        }
    }

    @Test
    void shouldTryAgainUntilSomebodyListens() throws IOException {
        open(2, 30);
        final int port;
        try (ServerSocket later = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = later.getLocalPort();
        }
        ranks.get(0).transport.attach(1, cardOf(port));
        trySend(0, 1, 0);
        final long before = ranks.get(0).count(Counters.Value.SYSTEM_CALLS);
        TestRank.await(ranks, "a few attempts",
            () -> ranks.get(0).count(Counters.Value.SYSTEM_CALLS) > before + 20);

        try (ServerSocket server = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
            RawPeer peer = RawPeer.accepted(server, 1, List.of(ranks.get(0)))) {
            send(0, 1, 7);
            assertEquals(FrameCodec.VERSION, peer.read(), "the first byte of a frame");
            assertEquals(Map.of(), ranks.get(0).failures);
        }
    }

    @Test
    void shouldGiveUpAnImpostor() throws IOException {
        ranks.add(new TestRank(0, 2, TestRank.settings(isEpoll, 1), TestRank.SECRET));
        final byte[] otherSecret = TestRank.SECRET.clone();
        otherSecret[31] = 1;
        ranks.add(new TestRank(1, 2, TestRank.settings(isEpoll, 1), otherSecret));
        for (final TestRank rank : ranks) {
            for (final TestRank peer : ranks) {
                rank.attach(peer.job.rank(), peer.transport.card());
            }
        }
        trySend(0, 1, 0);

        TestRank.await(ranks, "the failure", () -> !ranks.get(0).failures.isEmpty());

        assertTrue(ranks.get(0).failures.get(1).endsWith("is not that rank of this job (WRONG_SECRET)"),
            ranks.get(0).failures.get(1));
        assertTrue(ranks.get(0).count(Counters.Value.DROPPED) > 0);
        assertTrue(ranks.get(1).count(Counters.Value.DROPPED) > 0);
        assertEquals(Map.of(), ranks.get(1).failures, "the other end is unharmed");
    }

    @Test
    void shouldDropStrangersUnharmed() throws IOException {
        final long seed = System.nanoTime();
        System.out.println("ConnectTest.shouldDropStrangersUnharmed seed " + seed);
        final Random random = new Random(seed);
        open(2);
        TestRank.connect(ranks, 0, 1);
        final int count = 40;
        for (int i = 0; i < count; i++) {
            try (RawPeer stranger = new RawPeer(ranks.get(0), ranks)) {
                stranger.write(noise(random));
                if (random.nextBoolean()) {
                    stranger.socket.shutdownOutput();
                    while (stranger.read() >= 0) {
                        // at most a challenge, for a HELLO that says nothing wrong
                    }
                }
            }
        }
        TestRank.await(ranks, "all dropped", () -> ranks.get(0).count(Counters.Value.DROPPED) == count);
        send(1, 0, 3);
        assertEquals(3, ranks.get(0).take(ranks).frame().tag);
        assertEquals(Map.of(), ranks.get(0).failures);
    }

    @Test
    void shouldDropAWrongSecretAWrongRankAndAWrongTarget() throws IOException {
        open(2);
        final byte[] otherSecret = new byte[32];
        Arrays.fill(otherSecret, (byte) 9);
        assertEquals(Outcome.WRONG_SECRET, outcomeOf(RawPeer.initiator(1, 0, otherSecret)));
        assertEquals(Outcome.NEEDS_MORE, outcomeOf(RawPeer.initiator(1, 1, TestRank.SECRET)), "for another rank");
        assertEquals(Outcome.NEEDS_MORE, outcomeOf(RawPeer.initiator(2, 0, TestRank.SECRET)), "beyond the world");
        assertEquals(Outcome.NEEDS_MORE, outcomeOf(RawPeer.initiator(0, 0, TestRank.SECRET)), "from itself");
        TestRank.await(ranks, "all dropped", () -> ranks.get(0).count(Counters.Value.DROPPED) == 4);
    }

    @Test
    void shouldRefuseASecondConnectionOfTheSamePeer() throws IOException {
        open(2);
        try (RawPeer first = RawPeer.connected(ranks.get(0), 1, ranks);
            RawPeer second = new RawPeer(ranks.get(0), ranks)) {
            assertEquals(Outcome.REFUSED, second.shakeHands(RawPeer.initiator(1, 0, TestRank.SECRET)));
            first.write(RawPeer.bytesOf(TestRank.eager(5, 0), new byte[0]));
            assertEquals(5, ranks.get(0).take(ranks).frame().tag);
        }
    }

    @Test
    void shouldLoseItsPatienceWithAMuteStranger() throws IOException {
        open(1);
        try (RawPeer stranger = new RawPeer(ranks.get(0), ranks)) {
            stranger.write(new byte[] {'M'});
            assertEquals(-1, stranger.read());
        }
        assertEquals(1, ranks.get(0).count(Counters.Value.DROPPED));
    }

    @Test
    void shouldNotBlameAPeerThatOnlyComputes() throws IOException {
        open(2, 0);
        trySend(0, 1, 0);
        final List<TestRank> sender = List.of(ranks.get(0));
        final long before = ranks.get(0).count(Counters.Value.SYSTEM_CALLS);
        TestRank.await(sender, "many polls", () -> ranks.get(0).count(Counters.Value.SYSTEM_CALLS) > before + 100);

        send(0, 1, 4);

        assertEquals(4, ranks.get(1).take(ranks).frame().tag);
        assertEquals(Map.of(), ranks.get(0).failures);
    }

    @Test
    void shouldListenWhereItIsTold() throws IOException {
        final Properties settings = TestRank.settings(isEpoll);
        settings.setProperty(Setting.TCP_BIND.property(), "127.0.0.1");
        ranks.add(new TestRank(0, 2, settings, TestRank.SECRET));
        assertEquals(List.of(InetAddress.ofLiteral("127.0.0.1")),
            Card.decode(ranks.getFirst().transport.card()).addresses());

        settings.setProperty(Setting.TCP_BIND.property(), "192.0.2.1");
        final IOException refused = assertThrows(IOException.class,
            () -> new TestRank(1, 2, settings, TestRank.SECRET));
        assertTrue(refused.getMessage().startsWith("cannot listen on 192.0.2.1: "), refused.getMessage());
    }

    @Test
    void shouldNameNoLoopbackIfThereIsAnotherAddress() throws IOException {
        final List<InetAddress> addresses = Card.reachable(InetAddress.ofLiteral("0.0.0.0"));

        assertTrue(addresses.size() == 1 || addresses.stream().noneMatch(InetAddress::isLoopbackAddress));
        assertEquals(new Card(addresses, 1), Card.decode(new Card(addresses, 1).encode()));
    }

    @Test
    void shouldWriteItsCardAsDocumented() throws IOException {
        final Card card = new Card(List.of(InetAddress.ofLiteral("10.0.0.1"), InetAddress.ofLiteral("::1")), 0x8001);

        assertArrayEquals(new byte[] {1, 2, 1, (byte) 0x80, 4, 10, 0, 0, 1, 16, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
            0, 0, 1}, card.encode());
        assertEquals(card, Card.decode(card.encode()));
    }

    private void open(final int size) throws IOException {
        ranks.addAll(TestRank.world(size, TestRank.settings(isEpoll)));
    }

    private void open(final int size, final int connectSeconds) throws IOException {
        ranks.addAll(TestRank.world(size, TestRank.settings(isEpoll, connectSeconds)));
    }

    private Outcome outcomeOf(final Handshake initiator) throws IOException {
        try (RawPeer peer = new RawPeer(ranks.get(0), ranks)) {
            return peer.shakeHands(initiator);
        }
    }

    private static byte[] cardOf(final int port) {
        return new Card(List.of(InetAddress.getLoopbackAddress()), port).encode();
    }

    /** Garbage, a cut or changed HELLO, or more than anybody may say. */
    private static byte[] noise(final Random random) {
        final byte[] hello = RawPeer.initiator(1, 0, TestRank.SECRET).takeOutput();
        return switch (random.nextInt(4)) {
            case 0 -> Arrays.copyOf(hello, random.nextInt(hello.length));
            case 1 -> Arrays.copyOf(hello, 2_000);
            case 2 -> {
                hello[random.nextInt(16)] ^= 64;
                yield hello;
            }
            default -> {
                final byte[] bytes = new byte[random.nextInt(1_000)];
                random.nextBytes(bytes);
                yield bytes;
            }
        };
    }

    private int trySend(final int from, final int to, final int tag) {
        return ranks.get(from).to(to).trySend(TestRank.frame(Frame.Type.DONE, tag), null, 0, 0);
    }

    private void send(final int from, final int to, final int tag) {
        TestRank.send(ranks, ranks.get(from).to(to), TestRank.frame(Frame.Type.DONE, tag), null, 0);
    }
}
