package mpi.core.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Copies by the C library, from and to each kind of user memory. */
class MemcpyTest {
    private static final int ARRAY_BYTES = 4096;
    private static final int FROM = 16;
    private static final int LENGTH_BYTES = 2056;
    /** More than a call copies. */
    private static final int LONG_BYTES = 3 * 1024 * 1024 + 8;

    private static byte[] random(final int length) {
        final byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    @ParameterizedTest
    @EnumSource(names = "OTHER", mode = EnumSource.Mode.EXCLUDE)
    void shouldCopyInAndOut(final MemoryKind kind) {
        try (Arena arena = Arena.ofConfined()) {
            final long own = arena.allocate(ARRAY_BYTES, 8).address();
            final MemorySegment other = arena.allocate(ARRAY_BYTES, 8);
            final Object base = kind.array(ARRAY_BYTES);
            final long start = base == null ? own : 0;
            assertEquals(kind, MemoryKind.of(base));
            final byte[] sent = random(LENGTH_BYTES);
            MemorySegment.copy(sent, 0, other, ValueLayout.JAVA_BYTE, 0, LENGTH_BYTES);

            Memcpy.copyIn(kind, other.address(), base, start + FROM, LENGTH_BYTES);
            other.fill((byte) 0);
            Memcpy.copyOut(kind, base, start + FROM, other.address(), LENGTH_BYTES);

            final byte[] returned = other.toArray(ValueLayout.JAVA_BYTE);
            assertArrayEquals(sent, Arrays.copyOf(returned, LENGTH_BYTES));
            assertEquals(0, returned[LENGTH_BYTES], "behind what was copied");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"ADDRESS", "OTHER"}, mode = EnumSource.Mode.EXCLUDE)
    void shouldNotReachBeyondAnArray(final MemoryKind kind) {
        try (Arena arena = Arena.ofConfined()) {
            final long other = arena.allocate(ARRAY_BYTES, 8).address();
            final Object base = kind.array(ARRAY_BYTES);
            assertThrows(IndexOutOfBoundsException.class,
                () -> Memcpy.copyIn(kind, other, base, ARRAY_BYTES - 8, 16));
            assertThrows(IndexOutOfBoundsException.class,
                () -> Memcpy.copyOut(kind, base, -8, other, 16));
        }
    }

    /** Many times over, so that the way changes meanwhile where the trial succeeds. */
    @ParameterizedTest
    @EnumSource(names = {"BYTES", "DOUBLES", "SHORTS"})
    void shouldCopyTheSameWhicheverWayIsTaken(final MemoryKind kind) {
        final byte[] sent = random(LONG_BYTES);
        try (Arena arena = Arena.ofConfined()) {
            final MemorySegment from = arena.allocate(LONG_BYTES, 8);
            final MemorySegment to = arena.allocate(LONG_BYTES, 8);
            MemorySegment.copy(sent, 0, from, ValueLayout.JAVA_BYTE, 0, LONG_BYTES);
            for (int i = 0; i < 100; i++) {
                final Object base = kind.array(LONG_BYTES);
                to.fill((byte) i);
                Memory.copyIn(from.address(), base, 0, LONG_BYTES);
                Memory.copyOut(base, 0, to.address(), LONG_BYTES);
                assertEquals(-1, from.mismatch(to));
            }
        }
    }
}
