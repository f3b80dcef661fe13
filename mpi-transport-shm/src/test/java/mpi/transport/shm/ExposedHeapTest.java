package mpi.transport.shm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import mpi.core.transport.Endpoint;
import mpi.core.transport.Memory;
import mpi.core.wire.Frame;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Engine invariant 15. */
class ExposedHeapTest {
    @TempDir
    private Path directory;
    private TestRank[] world;
    private Endpoint owner;
    private Endpoint reader;

    @BeforeEach
    void openWorld() throws IOException {
        world = TestRank.world(directory, 2, 4096);
        owner = world[0].to(world[1]);
        reader = world[1].to(world[0]);
    }

    @AfterEach
    void closeWorld() {
        TestRank.close(world);
    }

    private static long address(final ByteBuffer buffer) {
        return MemorySegment.ofBuffer(buffer).address();
    }

    @Test
    void shouldHandOutZeroedAlignedNativeBuffers() {
        for (final int capacity : new int[] {0, 1, 63, 64, 65, 4097, 3 << 20}) {
            final ByteBuffer buffer = world[0].transport.allocate(capacity);
            assertEquals(capacity, buffer.capacity());
            assertTrue(buffer.isDirect());
            assertEquals(ByteOrder.nativeOrder(), buffer.order());
            assertEquals(0, address(buffer) % 64);
            while (buffer.hasRemaining()) {
                assertEquals(0, buffer.get());
            }
        }
    }

    @Test
    void shouldLetAPeerReadInPlace() {
        final List<ByteBuffer> buffers = new ArrayList<>();
        for (final int capacity : new int[] {100, 2 << 20, 100, 5 << 20}) {
            final ByteBuffer buffer = world[0].transport.allocate(capacity);
            buffers.add(buffer);
            final byte[] bytes = TestRank.bytes(capacity, capacity);
            buffer.put(0, bytes);
            final long descriptor = owner.expose(null, address(buffer) + 10, capacity - 20);
            assertNotEquals(Frame.NOT_EXPOSED, descriptor);
            final long there = reader.resolve(descriptor, capacity - 20);
            assertNotEquals(0, there);
            final byte[] copy = new byte[capacity];
            Memory.copyIn(there - 10, copy, 0, capacity);
            assertArrayEquals(bytes, copy);
        }
        Reference.reachabilityFence(buffers);
    }

    @Test
    void shouldExposeNothingElse() {
        assertEquals(Frame.NOT_EXPOSED, owner.expose(new byte[8], 0, 8));
        final ByteBuffer elsewhere = ByteBuffer.allocateDirect(8);
        assertEquals(Frame.NOT_EXPOSED, owner.expose(null, address(elsewhere), 8));
        final ByteBuffer buffer = world[0].transport.allocate(8);
        assertEquals(Frame.NOT_EXPOSED, owner.expose(null, address(buffer), 1L << 40));
        assertEquals(Frame.NOT_EXPOSED, owner.expose(null, address(buffer) - (1L << 30), 8));
        Reference.reachabilityFence(elsewhere);
        Reference.reachabilityFence(buffer);
    }

    @Test
    void shouldResolveOnlyWhatIsPublished() {
        final ByteBuffer buffer = world[0].transport.allocate(8);
        final long descriptor = owner.expose(null, address(buffer), 8);
        assertNotEquals(0, reader.resolve(descriptor, 8));
        assertEquals(0, reader.resolve(descriptor, 1L << 40));
        assertEquals(0, reader.resolve(descriptor, -1));
        assertEquals(0, reader.resolve(ExtentAddress.encode(1, 0), 8));
        assertEquals(0, reader.resolve(ExtentAddress.encode(0, 1L << 30), 8));
        assertEquals(0, reader.resolve(Long.MIN_VALUE, 8));
        assertEquals(0, reader.resolve(Frame.NOT_EXPOSED, 8));
        Reference.reachabilityFence(buffer);
    }

    @Test
    void shouldTakeBackWhatIsUnreachable() throws InterruptedException {
        final ExposedHeap heap = world[0].transport.heap();
        final ByteBuffer kept = world[0].transport.allocate(64).putLong(0, 77);
        final ByteBuffer view = world[0].transport.allocate(64)
            .putLong(8, 88)
            .slice(8, 8)
            .order(ByteOrder.nativeOrder());
        for (int i = 0; i < 100; i++) {
            assertEquals(10_000, world[0].transport.allocate(10_000).capacity());
        }
        final long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (heap.usedBytes() > 128 && System.nanoTime() < deadline) {
            System.gc();
            Thread.yield();
        }
        assertEquals(128, heap.usedBytes(), "a view keeps its buffer, the rest is free");
        final ByteBuffer again = world[0].transport.allocate(10_000);
        while (again.hasRemaining()) {
            assertEquals(0, again.get());
        }
        assertEquals(77, kept.getLong(0));
        assertEquals(88, view.getLong(0));
    }

    @Test
    void shouldKeepBuffersAfterClose() {
        final ByteBuffer buffer = world[0].transport.allocate(1 << 20);
        final ByteBuffer other = world[0].transport.allocate(1 << 20);
        buffer.putLong(8, 5);
        TestRank.close(world);
        world = new TestRank[0];
        owner = null;
        reader = null;
        System.gc();
        assertEquals(5, buffer.getLong(8));
        other.putLong(0, 1);
    }

    @Test
    void shouldHandOutNothingAfterClose() {
        world[0].close();
        assertNull(world[0].transport.allocate(8));
    }
}
