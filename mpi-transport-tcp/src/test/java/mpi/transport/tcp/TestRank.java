package mpi.transport.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import mpi.core.boot.JobEnvironment;
import mpi.core.diag.Counters;
import mpi.core.diag.ErrorLog;
import mpi.core.runtime.Setting;
import mpi.core.runtime.Settings;
import mpi.core.transport.Endpoint;
import mpi.core.transport.FrameHandler;
import mpi.core.transport.Memory;
import mpi.core.transport.SendResult;
import mpi.core.transport.Transport;
import mpi.core.transport.TransportContext;
import mpi.core.wire.Frame;

/** One rank of a small world in this JVM: a transport, and a handler that keeps what arrives. */
final class TestRank implements FrameHandler, AutoCloseable {
    static final String JOB = "job-of-a-test";
    static final byte[] SECRET = new byte[32];
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

    final Transport transport;
    final Counters counters;
    final ErrorLog errors = new ErrorLog();
    final Map<Integer, String> failures = new HashMap<>();
    final ArrayDeque<Arrival> arrivals = new ArrayDeque<>();
    final List<Endpoint> endpoints = new ArrayList<>();
    final JobEnvironment job;
    /** Handed every frame in place of {@link #arrivals} if set. */
    FrameHandler tap;

    /** A frame or piece that arrived. */
    record Arrival(int peer, Frame frame, byte[] payload) {}

    TestRank(final int rank, final int size, final Properties settings, final byte[] secret) throws IOException {
        job = new JobEnvironment(JOB, 0, rank, size, rank, size, 0, false, secret);
        counters = new Counters(size);
        transport = new TcpTransportProvider().open(new TransportContext(job, new Settings(Map.of(), settings), this,
            (peer, reason) -> failures.putIfAbsent(peer, reason), counters, errors));
    }

    static Properties settings(final boolean isEpoll) {
        final Properties settings = new Properties();
        settings.setProperty(Setting.TCP_EPOLL.property(), Boolean.toString(isEpoll));
        return settings;
    }

    static Properties settings(final boolean isEpoll, final int connectSeconds) {
        final Properties settings = settings(isEpoll);
        settings.setProperty(Setting.CONNECT_TIMEOUT.property(), Integer.toString(connectSeconds));
        return settings;
    }

    /** A world whose ranks know each other's cards. */
    static List<TestRank> world(final int size, final Properties settings) throws IOException {
        final List<TestRank> ranks = new ArrayList<>();
        for (int rank = 0; rank < size; rank++) {
            ranks.add(new TestRank(rank, size, settings, SECRET));
        }
        for (final TestRank rank : ranks) {
            for (final TestRank peer : ranks) {
                rank.attach(peer.job.rank(), peer.transport.card());
            }
        }
        return ranks;
    }

    void attach(final int peer, final byte[] card) throws IOException {
        endpoints.add(peer == job.rank() ? null : transport.attach(peer, card));
    }

    Endpoint to(final int peer) {
        return endpoints.get(peer);
    }

    @Override
    public void onFrame(final int peer, final Frame frame, final long payloadAddress) {
        if (tap != null) {
            tap.onFrame(peer, frame, payloadAddress);
            return;
        }
        final byte[] payload = new byte[frame.payloadBytes];
        Memory.copy(null, payloadAddress, payload, 0, payload.length);
        arrivals.add(new Arrival(peer, copy(frame), payload));
    }

    /** Polls all ranks until something is true; waits in the first one while nothing moves. */
    static void await(final List<TestRank> ranks, final String what, final BooleanSupplier condition) {
        final long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.getAsBoolean()) {
            int work = 0;
            for (final TestRank rank : ranks) {
                work += rank.transport.poll(64);
            }
            assertTrue(System.nanoTime() - deadline < 0, () -> "waited in vain: " + what + ranks);
            if (work == 0) {
                ranks.getFirst().transport.block(500_000);
            }
        }
    }

    /** Sends a frame however often it is refused. */
    static void send(final List<TestRank> ranks, final Endpoint endpoint, final Frame frame, final Object base,
        final int lengthBytes) {
        await(ranks, "sending " + frame, () -> {
            final int result = endpoint.trySend(frame, base, 0, lengthBytes);
            assertTrue(result != SendResult.CLOSED, "closed");
            return result == lengthBytes;
        });
    }

    /** Sends a whole payload as DATA frames. */
    static void sendData(final List<TestRank> ranks, final Endpoint endpoint, final Object base,
        final long lengthBytes) {
        final Frame frame = frame(Frame.Type.DATA, 0);
        for (long sent = 0; sent < lengthBytes;) {
            frame.dataOffset(sent);
            final int taken = endpoint.trySendData(frame, base, sent, lengthBytes - sent);
            assertTrue(taken != SendResult.CLOSED && taken != 0);
            if (taken > 0) {
                sent += taken;
            } else {
                ranks.forEach(rank -> rank.transport.poll(64));
            }
        }
    }

    Arrival take(final List<TestRank> ranks) {
        await(ranks, "a frame", () -> !arrivals.isEmpty());
        return arrivals.remove();
    }

    /** Connects two ranks, the first one opening. */
    static void connect(final List<TestRank> ranks, final int from, final int to) {
        send(ranks, ranks.get(from).to(to), frame(Frame.Type.CREDIT, 0), null, 0);
        ranks.get(to).take(ranks);
    }

    static Frame frame(final Frame.Type type, final int tag) {
        final Frame frame = new Frame();
        frame.type = type;
        frame.tag = tag;
        return frame;
    }

    static Frame eager(final int tag, final int lengthBytes) {
        final Frame frame = frame(Frame.Type.EAGER, tag);
        frame.messageBytes = lengthBytes;
        return frame;
    }

    static Frame copy(final Frame frame) {
        final Frame copy = new Frame();
        copy.type = frame.type;
        copy.context = frame.context;
        copy.source = frame.source;
        copy.tag = frame.tag;
        copy.messageBytes = frame.messageBytes;
        copy.sendId = frame.sendId;
        copy.recvId = frame.recvId;
        copy.consumedBytes = frame.consumedBytes;
        copy.payloadBytes = frame.payloadBytes;
        copy.objectCount = frame.objectCount;
        return copy;
    }

    static byte[] pattern(final int lengthBytes, final int seed) {
        final byte[] bytes = new byte[lengthBytes];
        for (int i = 0; i < lengthBytes; i++) {
            bytes[i] = (byte) (seed + i * 31 + (i >> 8));
        }
        return bytes;
    }

    long count(final Counters.Value value) {
        return counters.get(value);
    }

    /** Ends all ranks together, as Finalize does, and checks that nothing failed unseen. */
    static void closeOrderly(final List<TestRank> ranks) throws InterruptedException {
        final List<Thread> closers = new ArrayList<>();
        for (final TestRank rank : ranks) {
            closers.add(Thread.ofPlatform().start(() -> rank.transport.close(true)));
        }
        for (final Thread closer : closers) {
            closer.join();
        }
        for (final TestRank rank : ranks) {
            assertEquals(Map.of(), rank.failures);
            assertEquals(List.of(), rank.errors.entries());
        }
    }

    @Override
    public void close() {
        transport.close(false);
    }

    @Override
    public String toString() {
        return "rank " + job.rank() + " arrivals=" + arrivals.size() + " failures=" + failures + " errors="
            + errors.entries();
    }
}
