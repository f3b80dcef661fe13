package mpi.transport.shm;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import mpi.core.transport.FrameHandler;
import mpi.core.transport.Memory;
import mpi.core.wire.Frame;

/**
 * Rank 1 of 2 in a JVM of its own; rank 0 is the test. It prints its card, reads the card of rank 0, and then sends
 * back every frame it gets until its input ends. A tag of {@link #EXPOSE} is answered with a request-to-send that
 * exposes memory with the same payload.
 */
final class ChildRank implements AutoCloseable {
    static final int EXPOSE = 99;

    private final Process process;
    private final BufferedReader output;

    private ChildRank(final Process process) {
        this.process = process;
        output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** The command that runs a main class of the tests as ranks are run. */
    static List<String> java(final Class<?> main, final String... arguments) {
        final List<String> command = new ArrayList<>(List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx64m", "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1", "--add-opens", "java.base/jdk.internal.misc=ALL-UNNAMED",
            "--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    static ChildRank start(final Path directory) throws IOException {
        return new ChildRank(new ProcessBuilder(java(ChildRank.class, directory.toString()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start());
    }

    Process process() {
        return process;
    }

    byte[] card() throws IOException {
        final String line = output.readLine();
        if (line == null) {
            throw new IOException("the child has ended");
        }
        return HexFormat.of().parseHex(line);
    }

    /** Gives it the card of rank 0; returns when it has attached. */
    void attach(final byte[] card) throws IOException {
        process.outputWriter().write(HexFormat.of().formatHex(card) + "\n");
        process.outputWriter().flush();
        if (!"attached".equals(output.readLine())) {
            throw new IOException("the child has not attached");
        }
    }

    /** Sends a signal. */
    void signal(final String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).inheritIO().start().waitFor();
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Runs the rank.
     *
     * @param arguments the directory
     * @throws Exception if anything goes wrong
     */
    public static void main(final String[] arguments) throws Exception {
        final BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        final TestRank rank = new TestRank(TestRank.job("pair", 1, 2, 0),
            TestRank.settings(Path.of(arguments[0]), 65536));
        System.out.println(HexFormat.of().formatHex(rank.transport.card()));
        rank.attach(0, HexFormat.of().parseHex(input.readLine()));
        rank.transport.attached();
        System.out.println("attached");
        final List<ByteBuffer> exposed = new ArrayList<>();
        final FrameHandler keep = rank.handler;
        rank.handler = (peer, frame, address) -> {
            if (frame.tag == EXPOSE) {
                expose(rank, exposed, frame, address);
            } else {
                keep.onFrame(peer, frame, address);
            }
        };
        final AtomicBoolean ended = new AtomicBoolean();
        Thread.ofPlatform().daemon().start(() -> {
            awaitEnd(input);
            ended.set(true);
            rank.transport.wakeup();
        });
        while (!ended.get()) {
            rank.pollAll();
            flush(rank);
            rank.transport.arm(0);
            if (rank.transport.poll(16) == 0 && rank.received.isEmpty()) {
                rank.transport.block(TimeUnit.SECONDS.toNanos(1));
            }
            rank.transport.disarm();
        }
        rank.close();
    }

    private static void awaitEnd(final BufferedReader input) {
        try {
            while (input.readLine() != null) {
                // only the end counts: closed by the test, or because its process has ended
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void flush(final TestRank rank) {
        while (!rank.received.isEmpty()) {
            final byte[] payload = rank.received.peek().payload();
            final Frame frame = TestRank.eager(payload.length);
            if (rank.endpoints[0].trySend(frame, payload, 0, payload.length) < 0) {
                return;
            }
            rank.received.remove();
        }
    }

    private static void expose(final TestRank rank, final List<ByteBuffer> exposed, final Frame frame,
        final long address) {
        final ByteBuffer buffer = rank.transport.allocate(frame.payloadBytes);
        exposed.add(buffer);
        final long target = MemorySegment.ofBuffer(buffer).address();
        Memory.copyOut(null, address, target, frame.payloadBytes);
        final Frame rts = new Frame();
        rts.type = Frame.Type.RTS;
        rts.messageBytes = frame.payloadBytes;
        rts.exposed(rank.endpoints[0].expose(null, target, frame.payloadBytes));
        rank.endpoints[0].trySend(rts, null, 0, 0);
    }
}
