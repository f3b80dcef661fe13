package mpi.core.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MemoryTest {
    private static final int BYTES = 64;

    private static List<Object> bases(final Arena arena) {
        return List.of(new byte[BYTES], new char[BYTES / 2], new short[BYTES / 2], new int[BYTES / 4],
            new long[BYTES / 8], new float[BYTES / 4], new double[BYTES / 8], arena.allocate(BYTES, 8));
    }

    private static MemorySegment view(final Object base) {
        return switch (base) {
            case MemorySegment s -> s;
            case byte[] a -> MemorySegment.ofArray(a);
            case char[] a -> MemorySegment.ofArray(a);
            case short[] a -> MemorySegment.ofArray(a);
            case int[] a -> MemorySegment.ofArray(a);
            case long[] a -> MemorySegment.ofArray(a);
            case float[] a -> MemorySegment.ofArray(a);
            case double[] a -> MemorySegment.ofArray(a);
            default -> throw new IllegalArgumentException(base.toString());
        };
    }

    private static Object engineBase(final Object base) {
        return base instanceof MemorySegment ? null : base;
    }

    private static long engineOffset(final Object base, final long offset) {
        return base instanceof final MemorySegment s ? s.address() + offset : offset;
    }

    @Test
    void shouldCopyBetweenAllKindsOfMemory() {
        final long seed = System.nanoTime();
        System.out.println("MemoryTest seed " + seed);
        final Random random = new Random(seed);
        try (Arena arena = Arena.ofConfined()) {
            for (final Object source : bases(arena)) {
                for (final Object target : bases(arena)) {
                    final byte[] pattern = new byte[BYTES];
                    random.nextBytes(pattern);
                    MemorySegment.copy(MemorySegment.ofArray(pattern), 0, view(source), 0, BYTES);
                    view(target).fill((byte) 0);
                    final int length = 1 + random.nextInt(BYTES / 2);
                    final int from = random.nextInt(BYTES - length);
                    final int to = random.nextInt(BYTES - length);
                    Memory.copy(engineBase(source), engineOffset(source, from), engineBase(target),
                        engineOffset(target, to), length);

                    final byte[] expected = new byte[BYTES];
                    System.arraycopy(pattern, from, expected, to, length);
                    assertArrayEquals(expected, view(target).toArray(ValueLayout.JAVA_BYTE),
                        () -> source.getClass() + " to " + target.getClass() + ", seed " + seed);
                }
            }
        }
    }

    @Test
    void shouldCopyOverlappingRanges() {
        final int[] a = {1, 2, 3, 4, 5, 6};
        Memory.copy(a, 0, a, 8, 16);
        assertArrayEquals(new int[] {1, 2, 1, 2, 3, 4}, a);
    }

    @Test
    void shouldCheckTheBoundsOfArrays() {
        final byte[] small = new byte[4];
        final long[] large = new long[4];
        assertThrows(IndexOutOfBoundsException.class, () -> Memory.copy(small, 0, large, 0, 5));
        assertThrows(IndexOutOfBoundsException.class, () -> Memory.copy(large, 0, small, 1, 4));
        assertThrows(IndexOutOfBoundsException.class, () -> Memory.copy(large, -1, small, 0, 4));
        assertThrows(IllegalArgumentException.class, () -> Memory.copy(new boolean[4], 0, small, 0, 4));
    }

    @Test
    void shouldLookAtNothingForAnEmptyCopy() {
        final byte[] target = {1};
        Memory.copy(null, 0, target, 0, 0);
        assertEquals(1, target[0]);
    }

    @Test
    void invariant10ShouldCopyWithoutAllocating() {
        final Object[] bases = {new byte[BYTES], new double[BYTES / 8], new int[BYTES / 4], new long[BYTES / 8], null};
        final ByteBuffer direct = ByteBuffer.allocateDirect(BYTES);
        final long address = NativeMemory.address(direct);
        Allocation.assertSettlesAtNone(() -> {
            for (int i = 0; i < 10_000; i++) {
                final Object source = bases[i % bases.length];
                final Object target = bases[(i / bases.length) % bases.length];
                Memory.copy(source, source == null ? address : 0, target, target == null ? address : 0, BYTES);
            }
        });
        Reference.reachabilityFence(direct);
    }

    @Test
    void shouldWorkSilentlyInAJvmStartedWithoutOptions() throws IOException, InterruptedException {
        final Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xshare:auto", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
            WithoutOptions.class.getName()).redirectErrorStream(true).start();
        process.getOutputStream().close();
        final String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals("copied 7" + System.lineSeparator(), output);
        assertEquals(0, process.waitFor());
        assertTrue(Memory.hasAddresses(), "this JVM was started with them");
    }

    /** What a world of one does. */
    static final class WithoutOptions {
        private WithoutOptions() {}

        public static void main(final String[] args) {
            final ByteBuffer source = ByteBuffer.allocateDirect(8).put(3, (byte) 7);
            final byte[] target = new byte[8];
            Memory.copy(mpi.core.datatype.UserBuffers.base(source), mpi.core.datatype.UserBuffers.offset(source, 2),
                mpi.core.datatype.UserBuffers.base(target), mpi.core.datatype.UserBuffers.offset(target, 4), 4);
            System.out.println("copied " + target[5]);
        }
    }
}
