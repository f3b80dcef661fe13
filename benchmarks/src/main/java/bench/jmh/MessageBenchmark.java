package bench.jmh;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import mpi.core.coll.select.Selector;
import mpi.core.comm.Communicator;
import mpi.core.comm.ContextIds;
import mpi.core.datatype.ObjectCodec;
import mpi.core.datatype.Packing;
import mpi.core.diag.Counters;
import mpi.core.diag.ErrorLog;
import mpi.core.p2p.PointToPoint;
import mpi.core.progress.Progress;
import mpi.core.runtime.Settings;
import mpi.core.transport.Endpoint;
import mpi.core.transport.FrameHandler;
import mpi.core.transport.Memory;
import mpi.core.wire.Frame;
import mpi.core.wire.FrameCodec;
import mpi.spi.BasicType;
import mpi.spi.CommEngine;
import mpi.spi.Completion;
import mpi.spi.Layout;
import mpi.spi.RequestEngine;
import mpi.spi.SendMode;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the engine itself costs a short message, in one thread: the wire takes every frame into the same memory, and
 * frames arrive by a call. What is left out are the transport and the checks of the arguments.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class MessageBenchmark {
    private static final int PEER = 1;
    private static final int TAG = 1;
    private static final Layout BYTE = new Layout(BasicType.BYTE, 1, 1, null);

    /** Length in bytes. */
    @Param({"8", "1024"})
    public int lengthBytes;

    /** Messages in a window, as bench.MessageRate has them. */
    @Param({"1", "64"})
    public int window;

    private final Completion completion = new Completion();
    private final Frame frame = new Frame();
    private RequestEngine[] requests;
    private byte[] user;
    private Wire wire;
    private CommEngine world;
    private FrameHandler arrival;
    private Progress progress;

    /** Makes this benchmark's memory. */
    public MessageBenchmark() {}

    /** The way to the peer: memory that nobody reads. */
    private static final class Wire implements Endpoint {
        private static final int LONGEST_BYTES = 16 * 1024;
        /** The peer tells what it has consumed before the sender runs out of credit. */
        private static final int ACKNOWLEDGE_BYTES = 64 * 1024;

        private final MemorySegment memory = Arena.ofAuto().allocate(FrameCodec.HEADER_BYTES + LONGEST_BYTES, 64);
        private final long address = memory.address();
        private final Frame credit = new Frame();
        private final FrameHandler sender;
        private long sentBytes;

        Wire(final FrameHandler sender) {
            this.sender = sender;
            credit.type = Frame.Type.CREDIT;
        }

        @Override
        public int peer() {
            return PEER;
        }

        @Override
        public boolean isLocal() {
            return true;
        }

        @Override
        public int maxPayloadBytes() {
            return LONGEST_BYTES;
        }

        @Override
        public int trySend(final Frame header, final Object base, final long offset, final int lengthBytes) {
            header.payloadBytes = lengthBytes;
            FrameCodec.encode(header, Memory.ALL, address);
            Memory.copyOut(base, offset, address + FrameCodec.HEADER_BYTES, lengthBytes);
            sentBytes += lengthBytes;
            if (sentBytes - credit.consumedBytes > ACKNOWLEDGE_BYTES) {
                credit.consumedBytes = sentBytes;
                sender.onFrame(PEER, credit, 0);
            }
            return lengthBytes;
        }

        @Override
        public int trySendData(final Frame header, final Object base, final long offset, final long lengthBytes) {
            throw new UnsupportedOperationException("messages are short");
        }

        @Override
        public long expose(final Object base, final long offset, final long lengthBytes) {
            return Frame.NOT_EXPOSED;
        }

        @Override
        public long resolve(final long descriptor, final long lengthBytes) {
            return 0;
        }
    }

    /** Makes a rank with one peer. */
    @Setup
    public void join() {
        final Settings settings = new Settings(Map.of(), new Properties());
        final Counters counters = new Counters(2);
        progress = new Progress(settings, counters, false);
        final Packing packing = new Packing(new ObjectCodec(settings));
        final PointToPoint messages =
            new PointToPoint(0, 2, progress, packing, counters, new ErrorLog(), settings, false);
        arrival = messages.frameHandler();
        wire = new Wire(arrival);
        messages.route(wire, null);
        progress.drives(List.of(), messages.outbound());
        world = Communicator.world(messages, packing, new Selector(settings), new ContextIds(0), 0, 2, null);
        user = new byte[lengthBytes];
        requests = new RequestEngine[window];
        world.send(SendMode.STANDARD, user, 0, lengthBytes, BYTE, PEER, TAG);
        FrameCodec.decode(Memory.ALL, wire.address, FrameCodec.HEADER_BYTES, frame);
        frame.source = PEER;
        frame.payloadBytes = lengthBytes;
    }

    private void arrive() {
        progress.lock().enter();
        for (int i = 0; i < window; i++) {
            frame.consumedBytes = wire.sentBytes;
            arrival.onFrame(PEER, frame, wire.address + FrameCodec.HEADER_BYTES);
        }
        progress.lock().exit();
    }

    private void complete() {
        for (int i = 0; i < window; i++) {
            requests[i].complete(requests[i].use(), completion);
        }
    }

    /** Blocking sends. */
    @Benchmark
    public void send() {
        for (int i = 0; i < window; i++) {
            world.send(SendMode.STANDARD, user, 0, lengthBytes, BYTE, PEER, TAG);
        }
    }

    /** Non-blocking sends, then the wait for each. */
    @Benchmark
    public void isend() {
        for (int i = 0; i < window; i++) {
            requests[i] = world.isend(SendMode.STANDARD, false, user, 0, lengthBytes, BYTE, PEER, TAG);
        }
        complete();
    }

    /** Receives that are posted before their messages arrive. */
    @Benchmark
    public void irecv() {
        for (int i = 0; i < window; i++) {
            requests[i] = world.irecv(user, 0, lengthBytes, BYTE, PEER, TAG);
        }
        arrive();
        complete();
    }

    /** Receives of messages that have come before. */
    @Benchmark
    public void unexpected() {
        arrive();
        for (int i = 0; i < window; i++) {
            world.recv(user, 0, lengthBytes, BYTE, PEER, TAG, completion);
        }
    }
}
