package mpi.transport.tcp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Random;
import mpi.core.transport.MemoryKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What arrives at the other end of a pair of sockets. */
class NativeSendTest {
    private static final int ARRAY_BYTES = 4096;
    private static final int FROM = 16;
    private static final int LENGTH_BYTES = 2056;
    private static final byte[] HEADER = {1, 2, 3};

    private static final int AF_UNIX = 1;
    private static final int SOCK_STREAM = 1;
    private static final MethodHandle SOCKET_PAIR = link("socketpair", ValueLayout.JAVA_INT, ValueLayout.JAVA_INT,
        ValueLayout.JAVA_INT, ValueLayout.ADDRESS);
    private static final MethodHandle CLOSE = link("close", ValueLayout.JAVA_INT);
    private static final MethodHandle READ = link("read", ValueLayout.JAVA_INT, ValueLayout.ADDRESS,
        ValueLayout.JAVA_LONG);

    private final Arena arena = Arena.ofConfined();
    private int near;
    private int far;

    @SuppressWarnings("restricted") // the tests run with native access
    private static MethodHandle link(final String name, final ValueLayout... arguments) {
        final Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name),
            FunctionDescriptor.of(ValueLayout.JAVA_INT, arguments));
    }

    @BeforeEach
    void open() throws Throwable {
        assumeTrue(EpollSockets.isAvailable(), "used beside epoll only");
        final MemorySegment pair = arena.allocate(ValueLayout.JAVA_INT, 2);
        assertEquals(0, (int) SOCKET_PAIR.invokeExact(AF_UNIX, SOCK_STREAM, 0, pair));
        near = pair.getAtIndex(ValueLayout.JAVA_INT, 0);
        far = pair.getAtIndex(ValueLayout.JAVA_INT, 1);
    }

    @AfterEach
    void close() throws Throwable {
        assertEquals(0, (int) CLOSE.invokeExact(near) + (int) CLOSE.invokeExact(far));
        arena.close();
    }

    private byte[] read(final int lengthBytes) throws Throwable {
        final MemorySegment memory = arena.allocate(lengthBytes);
        for (int done = 0; done < lengthBytes;) {
            final int read = (int) READ.invokeExact(far, memory.asSlice(done), (long) lengthBytes - done);
            assertEquals(Math.max(1, read), read, "the stream has ended");
            done += read;
        }
        return memory.toArray(ValueLayout.JAVA_BYTE);
    }

    private static MemorySegment contentOf(final Object array) {
        return switch (array) {
            case byte[] a -> MemorySegment.ofArray(a);
            case double[] a -> MemorySegment.ofArray(a);
            case int[] a -> MemorySegment.ofArray(a);
            case long[] a -> MemorySegment.ofArray(a);
            case float[] a -> MemorySegment.ofArray(a);
            case char[] a -> MemorySegment.ofArray(a);
            case short[] a -> MemorySegment.ofArray(a);
            default -> throw new IllegalArgumentException(array.getClass().getName());
        };
    }

    @ParameterizedTest
    @EnumSource(names = {"ADDRESS", "OTHER"}, mode = EnumSource.Mode.EXCLUDE)
    void shouldSendAHeaderAndAPartOfAnArray(final MemoryKind kind) throws Throwable {
        final byte[] sent = new byte[LENGTH_BYTES];
        new Random(kind.ordinal()).nextBytes(sent);
        final Object array = kind.array(ARRAY_BYTES);
        MemorySegment.copy(MemorySegment.ofArray(sent), 0, contentOf(array), FROM, LENGTH_BYTES);
        final MemorySegment header = arena.allocate(HEADER.length).copyFrom(MemorySegment.ofArray(HEADER));

        assertEquals(HEADER.length, NativeSend.sendFirst(near, header.address(), HEADER.length));
        assertEquals(LENGTH_BYTES, NativeSend.send(near, kind, array, FROM, LENGTH_BYTES));

        assertArrayEquals(HEADER, read(HEADER.length));
        assertArrayEquals(sent, read(LENGTH_BYTES));
    }

    @ParameterizedTest
    @EnumSource(names = {"ADDRESS", "OTHER"}, mode = EnumSource.Mode.EXCLUDE)
    void shouldNotReachBeyondAnArray(final MemoryKind kind) {
        final Object array = kind.array(ARRAY_BYTES);
        assertThrows(IndexOutOfBoundsException.class, () -> NativeSend.send(near, kind, array, ARRAY_BYTES - 8, 16));
        assertThrows(IndexOutOfBoundsException.class, () -> NativeSend.send(near, kind, array, -8, 16));
    }

    @ParameterizedTest
    @EnumSource(names = {"BYTES", "DOUBLES"})
    void shouldTakeNothingWhereThereIsNoSocket(final MemoryKind kind) {
        assertEquals(-1, NativeSend.send(-1, kind, kind.array(ARRAY_BYTES), 0, LENGTH_BYTES));
    }

    /** It must never wait: what calls it keeps the garbage collector waiting. */
    @ParameterizedTest
    @EnumSource(names = "BYTES")
    void shouldNotWaitForRoom(final MemoryKind kind) {
        final Object array = kind.array(1 << 20);
        long taken = 0;
        long last = 1;
        while (last > 0 && taken < 1L << 30) {
            last = NativeSend.send(near, kind, array, 0, 1 << 20);
            taken += Math.max(0, last);
        }
        assertEquals(-1, last);
    }
}
