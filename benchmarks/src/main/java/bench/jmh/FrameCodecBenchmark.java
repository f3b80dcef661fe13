package bench.jmh;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.TimeUnit;
import mpi.core.wire.Frame;
import mpi.core.wire.FrameCodec;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Writing and reading the header of a frame in native memory.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class FrameCodecBenchmark {
    private final MemorySegment memory = Arena.ofAuto().allocate(FrameCodec.HEADER_BYTES, Long.BYTES);
    private final Frame frame = new Frame();

    /** Makes a frame such as an 8-byte message has. */
    public FrameCodecBenchmark() {
        frame.type = Frame.Type.EAGER;
        frame.context = 3;
        frame.source = 1;
        frame.tag = 7;
        frame.messageBytes = Long.BYTES;
        frame.payloadBytes = Long.BYTES;
        FrameCodec.encode(frame, memory, 0);
    }

    /**
     * Writes a header.
     *
     * @return what was written to
     */
    @Benchmark
    public MemorySegment encode() {
        frame.tag++;
        FrameCodec.encode(frame, memory, 0);
        return memory;
    }

    /**
     * Reads and checks a header.
     *
     * @return the fields
     */
    @Benchmark
    public Frame decode() {
        if (FrameCodec.decode(memory, 0, FrameCodec.HEADER_BYTES, frame) != 0) {
            throw new IllegalStateException("a frame that was just encoded does not decode");
        }
        return frame;
    }
}
