package bench.jmh;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.TimeUnit;
import mpi.core.transport.Memory;
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
 * Copying payload between user memory and native memory, by class of array and length. {@link UserMemory#MIXED} takes
 * another class at each call, as a program with several of them does; {@code -prof gc} shows that none of them
 * allocates.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class MemoryCopyBenchmark {
    /** Kinds of user memory. */
    public enum UserMemory {
        /** {@code byte[]}. */
        BYTES,
        /** {@code int[]}. */
        INTS,
        /** {@code double[]}. */
        DOUBLES,
        /** A direct buffer. */
        DIRECT,
        /** Each of the others in turn. */
        MIXED
    }

    /** Kind of user memory. */
    @Param
    public UserMemory memory;

    /** Length in bytes. */
    @Param({"8", "64", "1024", "65536", "1048576"})
    public int lengthBytes;

    private final MemorySegment[] segments = new MemorySegment[2]; // keep native memory alive
    private Object[] bases;
    private long[] offsets;
    private long target;
    private int next;

    /** Makes this benchmark's memory. */
    public MemoryCopyBenchmark() {}

    /** Allocates. */
    @Setup
    public void allocate() {
        segments[0] = Arena.ofAuto().allocate(lengthBytes, Long.BYTES);
        segments[1] = Arena.ofAuto().allocate(lengthBytes, Long.BYTES);
        target = segments[0].address();
        final Object[] all = {new byte[lengthBytes], new int[lengthBytes / Integer.BYTES],
            new double[lengthBytes / Double.BYTES], null};
        bases = new Object[all.length];
        offsets = new long[all.length];
        for (int i = 0; i < all.length; i++) {
            bases[i] = all[memory == UserMemory.MIXED ? i : memory.ordinal()];
            offsets[i] = bases[i] == null ? segments[1].address() : 0;
        }
    }

    /** From user memory, as a sender does. */
    @Benchmark
    public void copyOut() {
        next = next + 1 & bases.length - 1;
        Memory.copyOut(bases[next], offsets[next], target, lengthBytes);
    }

    /** To user memory, as a receiver does. */
    @Benchmark
    public void copyIn() {
        next = next + 1 & bases.length - 1;
        Memory.copyIn(target, bases[next], offsets[next], lengthBytes);
    }
}
