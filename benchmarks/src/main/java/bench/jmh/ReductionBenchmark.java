package bench.jmh;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import mpi.core.op.AddressKernel;
import mpi.core.op.AddressKernels;
import mpi.core.op.Kernel;
import mpi.core.op.Operations;
import mpi.core.transport.Memory;
import mpi.spi.BasicType;
import mpi.spi.Reduction;
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
 * What the kernel of a reduction takes for a vector, beside copying the same vector: a kernel that the JIT has
 * vectorised is bound by memory as the copy is; one that it has not takes the same time however short the elements.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class ReductionBenchmark {
    /** The operation. */
    @Param({"SUM", "MAX"})
    public Reduction.Kind kind;

    /** Type of the elements. */
    @Param({"INT", "LONG", "FLOAT", "DOUBLE"})
    public BasicType type;

    /** Length of a vector. */
    @Param({"16384", "1048576"})
    public int lengthBytes;

    private Kernel kernel;
    private AddressKernel addressKernel;
    private Object in;
    private Object inout;
    private int count;
    private MemorySegment peer; // keeps the memory alive
    private long address;
    private MemorySegment target; // likewise
    private long targetAddress;

    /** Makes this benchmark's memory. */
    public ReductionBenchmark() {}

    /** Allocates. */
    @Setup
    public void allocate() {
        kernel = Operations.kernel(kind, type);
        addressKernel = AddressKernels.of(kind, type);
        count = lengthBytes / Operations.elementBytes(type);
        in = vector();
        inout = vector();
        peer = Arena.ofAuto().allocate(lengthBytes, Long.BYTES);
        address = peer.address();
        target = Arena.ofAuto().allocate(lengthBytes, Long.BYTES);
        targetAddress = target.address();
    }

    private Object vector() {
        return switch (type) {
            case INT -> new int[count];
            case LONG -> new long[count];
            case FLOAT -> ones(new float[count]);
            default -> ones(new double[count]);
        };
    }

    private static float[] ones(final float[] vector) {
        Arrays.fill(vector, 1);
        return vector;
    }

    private static double[] ones(final double[] vector) {
        Arrays.fill(vector, 1);
        return vector;
    }

    /** From array to array. */
    @Benchmark
    public void combine() {
        kernel.combine(in, inout, 0, count);
    }

    /** From the memory of a peer, copied to an array first, as is done with elements of one or two bytes. */
    @Benchmark
    public void copyInAndCombine() {
        Memory.copyIn(address, in, 0, lengthBytes);
        kernel.combine(in, inout, 0, count);
    }

    /** From the memory of a peer to an array. */
    @Benchmark
    public void combineFromAddress() {
        addressKernel.combine(address, inout, count);
    }

    /** From the origin of an accumulate to its target. */
    @Benchmark
    public void combineAtAddresses() {
        addressKernel.combine(address, targetAddress, lengthBytes);
    }

    /** For comparison. */
    @Benchmark
    public void copy() {
        System.arraycopy(in, 0, inout, 0, count);
    }
}
