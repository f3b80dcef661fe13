package mpi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.List;
import mpi.spi.Faults;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.function.Executable;

/** What windows hand to the engine, and what they do with its errors. */
class WindowTest {
    @RegisterExtension
    final RunningMpi mpi = new RunningMpi();

    private final DoubleBuffer doubles = ByteBuffer.allocateDirect(80).asDoubleBuffer();

    private static FakeWindow fake() {
        return ((FakeEngine) MPI.COMM_WORLD.environment().engine).window;
    }

    private Win window() {
        return new Win(doubles, 10, 2, MPI.INFO_NULL, MPI.COMM_WORLD);
    }

    @Test
    void shouldCountInElementsOfTheBuffer() {
        window();
        assertEquals(80, fake().sizeBytes);
        assertEquals(16, fake().dispUnitBytes);
        new Win(3, 1, MPI.INFO_NULL, MPI.COMM_WORLD, LongBuffer.allocate(0), Win.FLAVOR_SHARED);
        assertEquals(24, fake().sizeBytes);
        assertEquals(8, fake().dispUnitBytes);
        new Win(3, 1, MPI.INFO_NULL, MPI.COMM_WORLD, null, Win.FLAVOR_PRIVATE);
        assertEquals(3, fake().sizeBytes);
        Win.allocate(40, 4, MPI.INFO_NULL, MPI.COMM_WORLD);
        assertEquals(40, fake().sizeBytes);
        assertEquals(4, fake().dispUnitBytes);
        try (Arena arena = Arena.ofConfined()) {
            new Win(arena.allocate(7), 1, MPI.INFO_NULL, MPI.COMM_WORLD);
            assertEquals(7, fake().sizeBytes);
        }
    }

    @Test
    void shouldHandOver() {
        final Win win = window();
        win.put(doubles, 2, MPI.DOUBLE, 3, 7, 1, MPI.DOUBLE_COMPLEX);
        assertEquals("put", fake().last().name());
        assertArrayEquals(new Object[] {doubles, 0L, 2L, MPI.DOUBLE.layout, 3, 7L, 1L, MPI.DOUBLE_COMPLEX.layout},
            fake().last().arguments());
        win.lock(MPI.LOCK_EXCLUSIVE, 1, MPI.MODE_NOCHECK);
        assertArrayEquals(new Object[] {true, 1, MPI.MODE_NOCHECK}, fake().last().arguments());
        win.post(MPI.COMM_WORLD.getGroup().incl(new int[] {2, 0}), 0);
        assertArrayEquals(new int[] {2, 0}, (int[]) fake().last().arguments()[0]);
        assertFalse(win.rGet(doubles, 1, MPI.DOUBLE, 0, 0, 1, MPI.DOUBLE).isNull());
        final int calls = fake().calls.size();
        win.put(doubles, 1, MPI.DOUBLE, MPI.PROC_NULL, 0, 1, MPI.DOUBLE);
        win.lock(MPI.LOCK_SHARED, MPI.PROC_NULL, 0);
        win.flush(MPI.PROC_NULL);
        assertEquals(calls, fake().calls.size());
    }

    @Test
    void shouldHandOverArraysFromTheirOffset() {
        final Win win = Win.Create(doubles, 10, 2, MPI.INFO_NULL, MPI.COMM_WORLD);
        assertEquals(16, fake().dispUnitBytes);
        final double[] array = new double[5];
        win.Put(array, 3, 2, MPI.DOUBLE, 3, 7, 1, MPI.DOUBLE_COMPLEX);
        assertEquals("put", fake().last().name());
        assertArrayEquals(new Object[] {array, 24L, 2L, MPI.DOUBLE.layout, 3, 7L, 1L, MPI.DOUBLE_COMPLEX.layout},
            fake().last().arguments());
        final long[] longs = new long[3];
        win.Compare_and_swap(longs, 2, longs, 1, longs, 0, MPI.LONG, 1, 4);
        assertArrayEquals(new Object[] {longs, 16L, longs, 8L, longs, 0L, MPI.LONG.layout, 1, 4L},
            fake().last().arguments());
        assertFalse(win.Rget(array, 4, 1, MPI.DOUBLE, 0, 0, 1, MPI.DOUBLE).Is_null());
        assertTrue(win.Rget(array, 4, 1, MPI.DOUBLE, MPI.PROC_NULL, 0, 1, MPI.DOUBLE).Is_null());
        win.Lock(MPI.LOCK_EXCLUSIVE, 1, MPI.MODE_NOCHECK);
        assertArrayEquals(new Object[] {true, 1, MPI.MODE_NOCHECK}, fake().last().arguments());
    }

    @Test
    void shouldNotAskItsHandlerInCapitals() {
        final List<Integer> codes = new ArrayList<>();
        MPI.COMM_WORLD.setErrhandler(new Errhandler((_, code) -> codes.add(code)));
        final Win win = Win.Allocate(8, 1, MPI.INFO_NULL, MPI.COMM_WORLD);
        fake().fault = Faults.fault(MPI.ERR_RMA_RANGE, "put", "of the test");
        for (final Executable call : new Executable[] {
            () -> win.Accumulate(new long[1], 0, 1, MPI.LONG, 0, 0, 1, MPI.LONG, MPI.SUM), () -> win.Fence(0),
            () -> win.Flush_all(), win::Wait, win::Free}) {
            assertSame(fake().fault, assertThrows(MPIException.class, call));
        }
        assertEquals(List.of(), codes);
        Expect.fault(MPI.ERR_RMA_RANGE, win::flushAll);
        assertEquals(List.of(MPI.ERR_RMA_RANGE), codes);
    }

    @Test
    void shouldAskItsHandler() {
        final List<Integer> codes = new ArrayList<>();
        MPI.COMM_WORLD.setErrhandler(new Errhandler((_, code) -> codes.add(code)));
        final Win win = window();
        fake().fault = Faults.fault(MPI.ERR_RMA_RANGE, "put", "of the test");
        assertSame(fake().fault, Expect.fault(MPI.ERR_RMA_RANGE,
            () -> win.put(doubles, 1, MPI.DOUBLE, 0, 0, 1, MPI.DOUBLE)));
        Expect.fault(MPI.ERR_RMA_RANGE, () -> win.fence(0));
        assertEquals(List.of(MPI.ERR_RMA_RANGE, MPI.ERR_RMA_RANGE), codes);
        Expect.fault(MPI.ERR_RANK, () -> win.flush(4));
        assertEquals(2, codes.size(), "wrong arguments are thrown at the caller");
        win.setErrhandler(MPI.ERRORS_ARE_FATAL);
        Expect.printed(() -> Expect.fault(MPI.ERR_RMA_RANGE, win::flushAll));
        assertEquals(1, ((FakeEngine) MPI.COMM_WORLD.environment().engine).aborts.size());
    }

    @Test
    void shouldRefuseWhatCannotBeAWindow() {
        final Info none = MPI.INFO_NULL;
        Expect.fault(MPI.ERR_COMM, () -> new Win(doubles, 1, 1, none, null));
        Expect.fault(MPI.ERR_INFO, () -> new Win(doubles, 1, 1, null, MPI.COMM_WORLD));
        Expect.fault(MPI.ERR_SIZE, () -> new Win(doubles, 11, 1, none, MPI.COMM_WORLD));
        Expect.fault(MPI.ERR_SIZE, () -> new Win(doubles, -1, 1, none, MPI.COMM_WORLD));
        Expect.fault(MPI.ERR_DISP, () -> new Win(doubles, 1, 0, none, MPI.COMM_WORLD));
        Expect.fault(MPI.ERR_DISP, () -> new Win(doubles, 1, 1 << 30, none, MPI.COMM_WORLD));
        Expect.fault(MPI.ERR_BASE, () -> new Win((DoubleBuffer) null, 1, 1, none, MPI.COMM_WORLD));
        Expect.fault(MPI.ERR_BASE, () -> new Win(DoubleBuffer.allocate(1), 1, 1, none, MPI.COMM_WORLD));
        Expect.fault(MPI.ERR_BASE, () -> new Win(doubles.asReadOnlyBuffer(), 1, 1, none, MPI.COMM_WORLD));
        Expect.fault(MPI.ERR_BASE,
            () -> new Win(MemorySegment.ofArray(new byte[1]), 1, none, MPI.COMM_WORLD));
        Expect.fault(MPI.ERR_ARG, () -> new Win(1, 1, none, MPI.COMM_WORLD, null, 2));
        assertTrue(fake().calls.isEmpty());
    }

    @Test
    void shouldNotBeUsedOnceFreed() {
        final Win win = window();
        win.free();
        assertTrue(win.isNull());
        Expect.fault(MPI.ERR_WIN, "put: the window was freed (MPI.ERR_WIN)",
            () -> win.put(doubles, 1, MPI.DOUBLE, 0, 0, 1, MPI.DOUBLE));
        Expect.fault(MPI.ERR_WIN, win::getBuffer);
        Expect.fault(MPI.ERR_WIN, win::getGroup);
    }
}
