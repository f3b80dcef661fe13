package mpi.core.kit;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import mpi.Datatype;
import mpi.Errhandler;
import mpi.Group;
import mpi.Intracomm;
import mpi.MPI;
import mpi.Request;
import mpi.Status;
import mpi.Win;
import mpi.core.kit.WindowCases.Sharing;

/**
 * One-sided communication as mpiJava would spell it: from and into arrays, at offsets, on windows whose targets are
 * mapped and on such that are served. What lies around the elements of an operation stays as it is.
 */
final class WindowDialectCases {
    private static final int NONE = 0;
    private static final long AROUND = -7;
    /** Within a request, beside one that fits into a message of its own, and in several pieces. */
    private static final int[] LENGTHS = {1, 200, 300, 20_000};

    private final Intracomm comm;
    private final int rank;
    private final int size;
    private final int right;
    private final int left;
    private final Sharing sharing;

    WindowDialectCases(final Intracomm comm, final Sharing sharing) {
        this.comm = comm;
        this.rank = comm.Rank();
        this.size = comm.Size();
        this.right = (rank + 1) % size;
        this.left = (rank + size - 1) % size;
        this.sharing = size == 1 ? Sharing.ALL : sharing;
    }

    private static LongBuffer privateLongs(final int length) {
        return ByteBuffer.allocateDirect(length * Long.BYTES).order(ByteOrder.nativeOrder()).asLongBuffer();
    }

    /** Runs a case on windows of every kind; each rank has so many longs. */
    private void onEachKind(final int length, final Consumer<Win> test) {
        final int bytes = length * Long.BYTES;
        onWindow(Win.Allocate(bytes, Long.BYTES, MPI.INFO_NULL, comm), test);
        if (sharing == Sharing.ALL) {
            onWindow(Win.Allocate_shared(bytes, Long.BYTES, MPI.INFO_NULL, comm), test);
        }
        onWindow(Win.Create(privateLongs(length), length, 1, MPI.INFO_NULL, comm), test);
        final boolean isOwn = rank % 2 == 0; // of each two neighbours one is mapped if it can be
        onWindow(Win.Create(isOwn ? privateLongs(length) : MPI.newLongBuffer(length), length, 1, MPI.INFO_NULL, comm),
            test);
    }

    private void onWindow(final Win win, final Consumer<Win> test) {
        comm.Barrier();
        test.accept(win);
        comm.Barrier();
        win.Free();
        Expect.that("the window is freed", win.Is_null());
    }

    private static LongBuffer memory(final Win win) {
        final Object base = win.Get_attr(MPI.WIN_BASE);
        return base instanceof LongBuffer given ? given : win.Get_buffer().asLongBuffer();
    }

    /** An array of so many elements that count from a number, and one before and behind them. */
    private static long[] framed(final int length, final long first) {
        final long[] array = new long[length + 2];
        Arrays.setAll(array, i -> first + i - 1);
        array[0] = AROUND;
        array[length + 1] = AROUND;
        return array;
    }

    private static long[] framedZeros(final int length) {
        final long[] array = new long[length + 2];
        array[0] = AROUND;
        array[length + 1] = AROUND;
        return array;
    }

    void shouldPutAndGetArrays() {
        for (final int length : LENGTHS) {
            onEachKind(length, win -> {
                final long[] mine = framed(length, 100_000L * rank);
                final long[] found = framedZeros(length);
                win.Fence(NONE);
                win.Put(mine, 1, length, MPI.LONG, right, 0, length, MPI.LONG);
                win.Fence(NONE);
                Arrays.fill(mine, 0); // complete here and there: the array is the program's again
                Expect.equal("the last", 100_000L * left + length - 1, memory(win).get(length - 1));
                win.Get(found, 1, length, MPI.LONG, right, 0, length, MPI.LONG);
                win.Fence(MPI.MODE_NOSUCCEED);
                Expect.equal("what came", framed(length, 100_000L * rank), found);
            });
        }
    }

    void shouldFillAnArrayByTheFlush() {
        final int length = 1_000;
        onEachKind(length, win -> {
            final long[] mine = framed(length, 5_000L * rank);
            final long[] found = framedZeros(length);
            win.Lock(MPI.LOCK_EXCLUSIVE, right, NONE);
            win.Put(mine, 1, length, MPI.LONG, right, 0, length, MPI.LONG);
            win.Flush_local(right);
            Arrays.fill(mine, 0); // read already
            win.Flush(right);
            win.Get(found, 1, length, MPI.LONG, right, 0, length, MPI.LONG);
            win.Flush_local(right);
            Expect.equal("filled by the flush", framed(length, 5_000L * rank), found);
            Arrays.fill(found, 0);
            win.Get(found, 3, 2, MPI.LONG, right, 1, 2, MPI.LONG);
            win.Unlock(right);
            Expect.equal("filled by the unlock", new long[] {0, 0, 0, 5_000L * rank + 1, 5_000L * rank + 2, 0},
                Arrays.copyOf(found, 6));
            comm.Barrier();
            win.Lock_all(NONE);
            win.Get(found, 0, 1, MPI.LONG, rank, 0, 1, MPI.LONG);
            win.Flush_local_all();
            win.Flush_all();
            win.Sync();
            win.Unlock_all();
            Expect.equal("the left one's", 5_000L * left, found[0]);
        });
    }

    void shouldCombineArrays() {
        final int length = 9_000;
        onEachKind(length, win -> {
            final long[] mine = framed(length, rank);
            final long[] old = framedZeros(length);
            win.Fence(NONE);
            for (int target = 0; target < size; target++) {
                win.Accumulate(mine, 1, length, MPI.LONG, target, 0, length, MPI.LONG, MPI.SUM);
            }
            win.Fence(NONE);
            final long last = (long) size * (length - 1) + size * (size - 1L) / 2;
            Expect.equal("the sum of all", last, memory(win).get(length - 1));
            comm.Barrier();
            win.Get_accumulate(mine, 1, length, MPI.LONG, old, 1, length, MPI.LONG, right, 0, length, MPI.LONG,
                MPI.REPLACE);
            win.Fence(NONE);
            Expect.equal("what was there", last, old[length]);
            Expect.equal("behind it", AROUND, old[length + 1]);
            Expect.equal("what is there", (long) left + length - 1, memory(win).get(length - 1));
            comm.Barrier();
            win.Get_accumulate(null, 0, 0, null, old, 0, 2, MPI.LONG, right, 0, 2, MPI.LONG, MPI.NO_OP);
            win.Fence(MPI.MODE_NOSUCCEED);
            Expect.equal("what was fetched", (long) rank + 1, old[1]);
        });
    }

    void shouldCombineElementsOfArrays() {
        onEachKind(1, win -> {
            final int rounds = 50;
            final long[] values = {AROUND, 1, AROUND};
            final long[] old = {AROUND, AROUND, 0, AROUND};
            win.Lock_all(NONE);
            for (int round = 0; round < rounds; round++) {
                win.Fetch_and_op(values, 1, old, 2, MPI.LONG, 0, 0, MPI.SUM);
                win.Flush(0);
            }
            comm.Barrier();
            final long[] swap = {AROUND, 0, 0};
            boolean isSwapped;
            do { // each rank adds its own once more
                win.Fetch_and_op(null, 0, swap, 1, MPI.LONG, 0, 0, MPI.NO_OP);
                win.Flush(0);
                swap[2] = swap[1] + 1;
                win.Compare_and_swap(swap, 2, swap, 1, old, 2, MPI.LONG, 0, 0);
                win.Flush(0);
                isSwapped = old[2] == swap[1];
            } while (!isSwapped);
            win.Unlock_all();
            comm.Barrier();
            Expect.equal("around", new long[] {AROUND, AROUND, AROUND}, new long[] {old[0], old[1], old[3]});
            Expect.equal("the sum", rank == 0 ? size * (rounds + 1L) : 0L, memory(win).get(0));
        });
    }

    /** MPI 4.1, section 12.3.4: only origin and result have to be disjoint. */
    void shouldCompareBeforeTheResultIsWritten() {
        onEachKind(1, win -> {
            memory(win).put(0, 100L + rank);
            win.Fence(NONE);
            final long[] swap = {7, 100L + right + 1};
            win.Compare_and_swap(swap, 0, swap, 1, swap, 1, MPI.LONG, right, 0);
            final LongBuffer origin = privateLongs(1).put(0, 7);
            final LongBuffer both = privateLongs(1).put(0, 100L + right + 1);
            win.compareAndSwap(origin, both, both, MPI.LONG, right, 0);
            win.Fence(NONE);
            Expect.equal("an array, what was there", 100L + right, swap[1]);
            Expect.equal("a buffer, what was there", 100L + right, both.get(0));
            Expect.equal("what is there still", 100L + rank, memory(win).get(0));
            comm.Barrier();
            win.compareAndSwap(origin, both, both, MPI.LONG, right, 0);
            win.Fence(MPI.MODE_NOSUCCEED);
            Expect.equal("what was there", 100L + right, both.get(0));
            Expect.equal("what was swapped", 7L, memory(win).get(0));
        });
    }

    void shouldMoveArraysOfEachClass() {
        onEachKind(8, win -> {
            exchange(win, new byte[] {0, 1, 2, 3}, new byte[5], new byte[] {0, 0, 1, 2, 3}, MPI.BYTE);
            exchange(win, new char[] {0, 'a', 'b', 'c'}, new char[5], new char[] {0, 0, 'a', 'b', 'c'}, MPI.CHAR);
            exchange(win, new short[] {0, 1, 2, 3}, new short[5], new short[] {0, 0, 1, 2, 3}, MPI.SHORT);
            exchange(win, new int[] {0, 1, 2, 3}, new int[5], new int[] {0, 0, 1, 2, 3}, MPI.INT);
            exchange(win, new long[] {0, 1, 2, 3}, new long[5], new long[] {0, 0, 1, 2, 3}, MPI.LONG);
            exchange(win, new float[] {0, 1, 2, 3}, new float[5], new float[] {0, 0, 1, 2, 3}, MPI.FLOAT);
            exchange(win, new double[] {0, 1, 2, 3}, new double[5], new double[] {0, 0, 1, 2, 3}, MPI.DOUBLE);
            exchange(win, new boolean[] {true, true, false, true}, new boolean[5],
                new boolean[] {false, false, true, false, true}, MPI.BOOLEAN);
            final LongBuffer direct = privateLongs(4).put(new long[] {0, 1, 2, 3});
            final LongBuffer found = LongBuffer.allocate(5);
            exchange(win, direct, found, null, MPI.LONG);
            Expect.equal("a buffer", new long[] {0, 0, 1, 2, 3}, found.array());
        });
    }

    /** Puts elements 1 to 3, and gets them as elements 2 to 4. */
    private void exchange(final Win win, final Object mine, final Object found, final Object expected,
        final Datatype type) {
        win.Fence(NONE);
        win.Put(mine, 1, 3, type, right, 0, 3, type);
        win.Fence(NONE);
        win.Get(found, 2, 3, type, rank, 0, 3, type);
        win.Fence(MPI.MODE_NOSUCCEED);
        if (expected != null) {
            Expect.equal(type.toString(), expected, found);
        }
    }

    /** The second column of a matrix to a row, and from there to the third column. */
    void shouldMoveDerivedTypesOfArrays() {
        final int n = 5;
        final Datatype column = Datatype.Vector(n, 1, n, MPI.LONG);
        onEachKind(n * n, win -> {
            final long[] mine = new long[n * n];
            final long[] found = new long[n * n];
            Arrays.setAll(mine, i -> 100L * rank + i);
            win.Fence(NONE);
            win.Put(mine, 1, 1, column, right, n, n, MPI.LONG);
            win.Fence(NONE);
            win.Accumulate(mine, 1, 1, column, right, n, n, MPI.LONG, MPI.SUM);
            win.Fence(NONE);
            win.Get(found, 2, 1, column, rank, n, n, MPI.LONG);
            win.Fence(MPI.MODE_NOSUCCEED);
            final long[] expected = new long[n * n];
            IntStream.range(0, n).forEach(i -> expected[2 + n * i] = 2 * (100L * left + 1 + n * i));
            Expect.equal("the third column", expected, found);
        });
        column.free();
    }

    void shouldCompleteRequestsOfArrays() {
        final int length = 2_000;
        onEachKind(length, win -> {
            final long[] mine = framed(length, 10_000L * rank);
            final long[] found = framedZeros(length);
            win.Lock(MPI.LOCK_EXCLUSIVE, right, NONE);
            final Request[] requests = {win.Rput(mine, 1, length - 1, MPI.LONG, right, 0, length - 1, MPI.LONG),
                win.Raccumulate(mine, length, 1, MPI.LONG, right, length - 1, 1, MPI.LONG, MPI.REPLACE)};
            Request.Waitall(requests);
            Arrays.fill(mine, 0); // read already
            win.Flush(right);
            final Request get = win.Rget(found, 1, length, MPI.LONG, right, 0, length, MPI.LONG);
            Status status = get.Test();
            while (status == null) {
                Thread.yield();
                status = get.Test();
            }
            Expect.equal("what came", framed(length, 10_000L * rank), found);
            win.Rget_accumulate(new long[] {0, 7}, 1, 1, MPI.LONG, found, 2, 1, MPI.LONG, right, 0, 1, MPI.LONG,
                MPI.SUM).Wait();
            Expect.equal("what was there", 10_000L * rank, found[2]);
            Expect.that("a null request",
                win.Rput(mine, 0, 1, MPI.LONG, MPI.PROC_NULL, 0, 1, MPI.LONG).Is_null());
            win.Unlock(right);
            comm.Barrier();
            Expect.equal("the sum", 10_000L * left + 7, memory(win).get(0));
        });
    }

    void shouldAccessWhatIsPosted() {
        final Group world = comm.Group();
        final Group targets = world.Incl(new int[] {right});
        final Group origins = world.Incl(new int[] {left});
        onEachKind(1, win -> {
            for (int round = 0; round < 10; round++) {
                win.Post(origins, NONE);
                win.Start(targets, NONE);
                win.Put(new long[] {0, 100L * round + rank}, 1, 1, MPI.LONG, right, 0, 1, MPI.LONG);
                win.Complete();
                if (round % 2 == 0) {
                    win.Wait();
                } else {
                    while (!win.Test()) {
                        Thread.yield();
                    }
                }
                Expect.equal("what was put", 100L * round + left, memory(win).get(0));
            }
        });
    }

    void shouldAccessWhatIsAttached() {
        final Win win = Win.Create_dynamic(MPI.INFO_NULL, comm);
        final LongBuffer memory = privateLongs(3);
        win.Attach(memory, 3);
        final int[] places = new int[size];
        comm.Allgather(new int[] {win.Get_displacement(memory)}, 0, 1, MPI.INT, places, 0, 1, MPI.INT);
        win.Lock(MPI.LOCK_SHARED, right, NONE);
        win.Put(new long[] {0, rank, 7}, 1, 2, MPI.LONG, right, places[right] + Long.BYTES, 2, MPI.LONG);
        win.Unlock(right);
        comm.Barrier();
        Expect.equal("what was put", List.of(0L, (long) left, 7L),
            List.of(memory.get(0), memory.get(1), memory.get(2)));
        win.Detach(memory);
        Expect.failure("detach", MPI.ERR_RMA_ATTACH, () -> win.Detach(memory));
        comm.Barrier();
        win.Free();
    }

    /** The handler of the window hears of errors in lower case only. */
    void shouldThrowAtTheCaller() {
        onEachKind(2, win -> {
            final List<Integer> heard = new ArrayList<>();
            win.Set_errhandler(new Errhandler((_, code) -> heard.add(code)));
            final long[] two = {1, 2};
            Expect.failure("put", MPI.ERR_RMA_SYNC, () -> win.Put(two, 0, 1, MPI.LONG, rank, 0, 1, MPI.LONG));
            Expect.failure("unlock", MPI.ERR_RMA_SYNC, () -> win.Unlock(rank));
            Expect.failure("complete", MPI.ERR_RMA_SYNC, win::Complete);
            Expect.failure("flush", MPI.ERR_RMA_SYNC, () -> win.Flush(rank));
            Expect.failure("attach", MPI.ERR_RMA_FLAVOR, () -> win.Attach(privateLongs(1), 1));
            win.Fence(NONE);
            Expect.failure("range", MPI.ERR_RMA_RANGE, () -> win.Put(two, 0, 2, MPI.LONG, rank, 1, 2, MPI.LONG));
            Expect.failure("offset", MPI.ERR_BUFFER, () -> win.Put(two, 1, 2, MPI.LONG, rank, 0, 2, MPI.LONG));
            Expect.failure("offset", MPI.ERR_BUFFER, () -> win.Get(two, -1, 1, MPI.LONG, rank, 0, 1, MPI.LONG));
            Expect.failure("class", MPI.ERR_TYPE, () -> win.Put(new int[4], 0, 1, MPI.LONG, rank, 0, 1, MPI.LONG));
            Expect.equal("the handler has heard", List.of(), heard);
            Expect.failure("put", MPI.ERR_RMA_RANGE,
                () -> win.put(MPI.newLongBuffer(1), 1, MPI.LONG, rank, 2, 1, MPI.LONG));
            Expect.equal("the handler has heard", List.of(MPI.ERR_RMA_RANGE), heard);
            win.Fence(MPI.MODE_NOSUCCEED);
            Expect.equal("the memory", 0L, memory(win).get(0));
            Expect.equal("the array", new long[] {1, 2}, two);
        });
    }
}
