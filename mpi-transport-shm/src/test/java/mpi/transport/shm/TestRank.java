package mpi.transport.shm;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import mpi.core.boot.JobEnvironment;
import mpi.core.diag.Counters;
import mpi.core.diag.ErrorLog;
import mpi.core.runtime.Setting;
import mpi.core.runtime.Settings;
import mpi.core.transport.Endpoint;
import mpi.core.transport.FrameHandler;
import mpi.core.transport.Memory;
import mpi.core.transport.TransportContext;
import mpi.core.wire.Frame;

/** One rank for tests: a transport, what it received, and what it reported. */
final class TestRank implements AutoCloseable {
    final int rank;
    final Counters counters;
    final ErrorLog errors = new ErrorLog();
    final Deque<Received> received = new ArrayDeque<>();
    final List<String> failures = new ArrayList<>();
    final ShmTransport transport;
    final Endpoint[] endpoints;
    FrameHandler handler = this::keep;

    /** A frame as it arrived. */
    record Received(int peer, String header, byte[] payload) {}

    TestRank(final JobEnvironment job, final Map<String, String> settings) throws IOException {
        rank = job.rank();
        counters = new Counters(job.size());
        endpoints = new Endpoint[job.size()];
        final Properties properties = new Properties();
        properties.putAll(settings);
        transport = (ShmTransport) new ShmTransportProvider().open(new TransportContext(job,
            new Settings(Map.of(), properties), (peer, frame, address) -> handler.onFrame(peer, frame, address),
            (peer, reason) -> failures.add(peer + ": " + reason), counters, errors));
    }

    static JobEnvironment job(final String id, final int rank, final int size, final int hostId) {
        return new JobEnvironment(id, 0, rank, size, rank, size, hostId, false, new byte[32]);
    }

    static Map<String, String> settings(final Path directory, final int ringBytes) {
        return Map.of(Setting.SHM_DIRECTORY.property(), directory.toString(),
            Setting.SHM_RING.property(), Integer.toString(ringBytes));
    }

    static TestRank[] world(final Path directory, final int size, final int ringBytes)
        throws IOException {
        final TestRank[] world = new TestRank[size];
        for (int rank = 0; rank < size; rank++) {
            world[rank] = new TestRank(job("world", rank, size, 0), settings(directory, ringBytes));
        }
        for (final TestRank rank : world) {
            for (final TestRank peer : world) {
                rank.attach(peer.rank, peer.transport.card());
            }
        }
        for (final TestRank rank : world) {
            rank.transport.attached();
        }
        return world;
    }

    static void close(final TestRank... world) {
        for (final TestRank rank : world) {
            rank.close();
        }
    }

    Endpoint attach(final int peer, final byte[] card) throws IOException {
        endpoints[peer] = transport.attach(peer, card);
        return endpoints[peer];
    }

    Endpoint to(final TestRank peer) {
        return endpoints[peer.rank];
    }

    void pollAll() {
        while (transport.poll(16) > 0) {
            // until nothing is left
        }
    }

    Received next() {
        if (received.isEmpty()) {
            pollAll();
        }
        return received.remove();
    }

    private void keep(final int peer, final Frame frame, final long address) {
        final byte[] payload = new byte[frame.payloadBytes];
        Memory.copyIn(address, payload, 0, payload.length);
        received.add(new Received(peer, frame.toString(), payload));
    }

    @Override
    public void close() {
        transport.close(true);
        if (errors.count() != 0) {
            throw new AssertionError("rank " + rank + " logged " + errors.entries());
        }
    }

    static Frame eager(final int bytes) {
        final Frame frame = new Frame();
        frame.type = Frame.Type.EAGER;
        frame.tag = 7;
        frame.messageBytes = bytes;
        return frame;
    }

    static Frame data(final long messageBytes, final long offset) {
        final Frame frame = new Frame();
        frame.type = Frame.Type.DATA;
        frame.messageBytes = messageBytes;
        frame.dataOffset(offset);
        return frame;
    }

    static byte[] bytes(final int length, final int seed) {
        final byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (seed + i * 31);
        }
        return bytes;
    }

    static String hex(final byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
