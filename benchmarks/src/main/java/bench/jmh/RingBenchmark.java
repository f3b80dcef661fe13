package bench.jmh;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.TimeUnit;
import mpi.core.transport.Memory;
import mpi.core.wire.Frame;
import mpi.core.wire.FrameCodec;
import org.agrona.BitUtil;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.ControlledMessageHandler;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Group;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Control;

/**
 * A frame's way through a ring in native memory, as between two ranks of a host: header and payload in one
 * claim, commit, and a read that frees each record by itself.
 */
@State(Scope.Group)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class RingBenchmark {
    private static final int CAPACITY_BYTES = 1024 * 1024;
    private static final int FRAME_RECORD = 1;

    /** Length of the payload in bytes. */
    @Param({"8", "64", "1024", "8192"})
    public int lengthBytes;

    private final MemorySegment memory =
        Arena.ofAuto().allocate(CAPACITY_BYTES + RingBufferDescriptor.TRAILER_LENGTH, BitUtil.CACHE_LINE_LENGTH);
    private final OneToOneRingBuffer producerRing = ring();
    private final OneToOneRingBuffer consumerRing = ring();
    private final Frame sentFrame = new Frame();
    private final Frame receivedFrame = new Frame();
    private final ControlledMessageHandler handler = this::onRecord;
    private byte[] sent;
    private byte[] received;

    /** Makes an empty ring. */
    public RingBenchmark() {}

    /** Allocates. */
    @Setup
    public void allocate() {
        sent = new byte[lengthBytes];
        received = new byte[lengthBytes];
        sentFrame.type = Frame.Type.EAGER;
        sentFrame.messageBytes = lengthBytes;
        sentFrame.payloadBytes = lengthBytes;
    }

    /**
     * Both ends on one core: what the instructions cost.
     *
     * @return records read
     */
    @Benchmark
    @Group("oneThread")
    public int sendAndReceive() {
        trySend();
        return consumerRing.controlledRead(handler, 1);
    }

    /**
     * The sending of two threads: a message, when the ring has room again.
     *
     * @param control tells the end of the measurement, where nobody reads any more
     */
    @Benchmark
    @Group("twoThreads")
    public void send(final Control control) {
        while (!trySend() && !control.stopMeasurement) {
            Thread.onSpinWait();
        }
    }

    /**
     * The receiving of two threads.
     *
     * @param control tells the end of the measurement, where nobody sends any more
     */
    @Benchmark
    @Group("twoThreads")
    public void receive(final Control control) {
        while (consumerRing.controlledRead(handler, 1) == 0 && !control.stopMeasurement) {
            Thread.onSpinWait();
        }
    }

    private boolean trySend() {
        final int index = producerRing.tryClaim(FRAME_RECORD, FrameCodec.HEADER_BYTES + lengthBytes);
        if (index < 0) {
            return false;
        }
        final long address = memory.address() + index;
        FrameCodec.encode(sentFrame, Memory.ALL, address);
        Memory.copyOut(sent, 0, address + FrameCodec.HEADER_BYTES, lengthBytes);
        producerRing.commit(index);
        return true;
    }

    private ControlledMessageHandler.Action onRecord(final int typeId, final MutableDirectBuffer buffer,
        final int index, final int length) {
        final long address = memory.address() + index;
        if (FrameCodec.decode(Memory.ALL, address, length, receivedFrame) != 0) {
            throw new IllegalStateException("a frame that was just encoded does not decode");
        }
        Memory.copyIn(address + FrameCodec.HEADER_BYTES, received, 0, receivedFrame.payloadBytes);
        return ControlledMessageHandler.Action.COMMIT;
    }

    private OneToOneRingBuffer ring() {
        return new OneToOneRingBuffer(
            new UnsafeBuffer(memory.address(), CAPACITY_BYTES + RingBufferDescriptor.TRAILER_LENGTH));
    }
}
