package mpi.core.kit;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import mpi.Comm;
import mpi.Datatype;
import mpi.Group;
import mpi.Info;
import mpi.Intracomm;
import mpi.MPI;
import mpi.Op;
import mpi.Request;
import mpi.Win;

/**
 * One-sided communication (MPI 4.1, chapter 12): each operation in each kind of epoch, on windows of each kind, against
 * what the ranks compute by themselves. A word behind each rank's part of a window stays as it is. The windows are over
 * memory of the library and of the program, so that targets are mapped or served.
 */
final class WindowCases {
    private static final int NONE = 0;
    private static final int ROUNDS = 200;
    private static final long SENTINEL = 0x5EA1_0000_0000_0000L;

    private final Intracomm comm;
    private final int rank;
    private final int size;
    private final Sharing sharing;

    /** Whether ranks can map each other's memory. */
    enum Sharing {
        /** Each rank that of all others. */
        ALL,
        /** Not each rank that of all others. */
        NOT_ALL,
        /** Nobody has said so. */
        UNKNOWN
    }

    WindowCases(final Intracomm comm, final Sharing sharing) {
        this.comm = comm;
        this.rank = comm.getRank();
        this.size = comm.getSize();
        this.sharing = size == 1 ? Sharing.ALL : sharing;
    }

    /** A window of longs, and this rank's part of it. */
    private record Longs(Win win, LongBuffer memory) {}

    /** Runs a case on windows of every kind; each rank has {@code length} longs, and a sentinel behind them. */
    private void onEachKind(final int length, final Consumer<Longs> test) {
        final int bytes = (length + 1) * Long.BYTES;
        onWindow(length, Win.allocate(bytes, Long.BYTES, MPI.INFO_NULL, comm), test);
        if (sharing == Sharing.ALL) {
            onWindow(length, Win.allocateShared(bytes, Long.BYTES, MPI.INFO_NULL, comm), test);
        } else if (sharing == Sharing.NOT_ALL) {
            refused(MPI.ERR_RMA_SHARED, () -> Win.allocateShared(bytes, Long.BYTES, MPI.INFO_NULL, comm));
        }
        onWindow(length, new Win(length + 1, 1, MPI.INFO_NULL, comm, LongBuffer.allocate(0), Win.FLAVOR_PRIVATE), test);
        onWindow(length, new Win(MPI.newLongBuffer(length + 1), length + 1, 1, MPI.INFO_NULL, comm), test);
        onWindow(length, new Win(privateLongs(length + 1), length + 1, 1, MPI.INFO_NULL, comm), test);
        final boolean isOwn = rank % 2 == 0; // of each two neighbours one is mapped if it can be
        onWindow(length, new Win(isOwn ? privateLongs(length + 1) : MPI.newLongBuffer(length + 1), length + 1, 1,
            MPI.INFO_NULL, comm), test);
    }

    /** Memory that no other process can map. */
    private static LongBuffer privateLongs(final int length) {
        return ByteBuffer.allocateDirect(length * Long.BYTES).order(ByteOrder.nativeOrder()).asLongBuffer();
    }

    private void onWindow(final int length, final Win win, final Consumer<Longs> test) {
        final Object base = win.getAttr(MPI.WIN_BASE);
        final LongBuffer memory = base instanceof LongBuffer given ? given : ((ByteBuffer) base).asLongBuffer();
        memory.put(length, SENTINEL + rank);
        comm.barrier();
        test.accept(new Longs(win, memory));
        comm.barrier();
        equal(SENTINEL + rank, memory.get(length));
        win.free();
        Expect.that("the condition holds", win.isNull());
    }

    private static LongBuffer longs(final long... values) {
        return MPI.newLongBuffer(values.length).put(values);
    }

    private static long pattern(final int from, final int to, final int round) {
        return 1_000_000L * round + 1_000L * from + to;
    }

    void shouldPutAtFences() {
        onEachKind(size, window -> {
            window.win.fence(MPI.MODE_NOPRECEDE);
            for (int round = 0; round < 10; round++) {
                for (int target = 0; target < size; target++) {
                    window.win.put(longs(pattern(rank, target, round)), 1, MPI.LONG, target, rank, 1, MPI.LONG);
                }
                window.win.fence(NONE);
                for (int source = 0; source < size; source++) {
                    equal(pattern(source, rank, round), window.memory.get(source));
                }
                window.win.fence(NONE);
            }
            window.win.fence(MPI.MODE_NOSTORE | MPI.MODE_NOPUT | MPI.MODE_NOSUCCEED);
        });
    }

    void shouldGetAtFences() {
        onEachKind(3, window -> {
            for (int round = 0; round < 10; round++) {
                for (int i = 0; i < 3; i++) {
                    window.memory.put(i, pattern(rank, i, round));
                }
                window.win.fence(MPI.MODE_NOPUT);
                final LongBuffer[] found = new LongBuffer[size];
                for (int target = 0; target < size; target++) {
                    found[target] = MPI.newLongBuffer(2);
                    window.win.get(found[target], 2, MPI.LONG, target, 1, 2, MPI.LONG);
                }
                window.win.fence(MPI.MODE_NOSUCCEED);
                for (int target = 0; target < size; target++) {
                    equal(pattern(target, 1, round), found[target].get(0));
                    equal(pattern(target, 2, round), found[target].get(1));
                }
                comm.barrier();
            }
        });
    }

    void shouldAccessWhatIsPosted() {
        final int right = (rank + 1) % size;
        final int left = (rank + size - 1) % size;
        final Group world = comm.getGroup();
        final Group targets = world.incl(new int[] {right});
        final Group origins = world.incl(new int[] {left});
        onEachKind(2, window -> {
            for (int round = 0; round < ROUNDS; round++) {
                window.win.post(origins, NONE);
                window.win.start(targets, NONE);
                window.win.put(longs(pattern(rank, right, round)), 1, MPI.LONG, right, round % 2, 1, MPI.LONG);
                window.win.complete();
                if (round % 3 == 0) {
                    while (!window.win.test()) {
                        Thread.yield();
                    }
                } else {
                    window.win.waitFor();
                }
                equal(pattern(left, rank, round), window.memory.get(round % 2));
            }
        });
    }

    void shouldPostToAll() {
        final Group all = comm.getGroup();
        onEachKind(size, window -> {
            for (int round = 0; round < 20; round++) {
                window.win.post(all, NONE);
                window.win.start(all, NONE);
                for (int target = 0; target < size; target++) {
                    window.win.put(longs(pattern(rank, target, round)), 1, MPI.LONG, target, rank, 1, MPI.LONG);
                }
                window.win.complete();
                window.win.waitFor();
                for (int source = 0; source < size; source++) {
                    equal(pattern(source, rank, round), window.memory.get(source));
                }
            }
        });
    }

    /** Three counters that only mutual exclusion keeps equal. */
    void shouldExcludeEachOther() {
        onEachKind(3, window -> {
            final LongBuffer values = MPI.newLongBuffer(3);
            for (int round = 0; round < ROUNDS; round++) {
                window.win.lock(MPI.LOCK_EXCLUSIVE, round % size, NONE);
                window.win.get(values, 3, MPI.LONG, round % size, 0, 3, MPI.LONG);
                window.win.flush(round % size);
                equal(values.get(0), values.get(1));
                equal(values.get(0), values.get(2));
                for (int i = 0; i < 3; i++) {
                    values.put(i, values.get(i) + 1);
                    window.win.put(MPI.slice(values, i), 1, MPI.LONG, round % size, i, 1, MPI.LONG);
                    values.clear();
                }
                window.win.unlock(round % size);
            }
            comm.barrier();
            final long expected = IntStream.range(0, ROUNDS).filter(round -> round % size == rank).count() * size;
            equal(expected, window.memory.get(0));
            equal(expected, window.memory.get(2));
        });
    }

    void shouldShareLocks() {
        onEachKind(size, window -> {
            for (int target = 0; target < size; target++) {
                window.win.lock(MPI.LOCK_SHARED, target, NONE);
            }
            comm.barrier(); // all have locked all: they share
            for (int target = 0; target < size; target++) {
                window.win.put(longs(pattern(rank, target, 1)), 1, MPI.LONG, target, rank, 1, MPI.LONG);
                window.win.flushLocal(target);
                window.win.unlock(target);
            }
            comm.barrier();
            window.win.lock(MPI.LOCK_EXCLUSIVE, rank, NONE);
            for (int source = 0; source < size; source++) {
                equal(pattern(source, rank, 1), window.memory.get(source));
            }
            window.win.unlock(rank);
        });
    }

    /** Every value is fetched once: the additions have an order. */
    void shouldFetchAndAddInSomeOrder() {
        onEachKind(1, window -> {
            final long[] fetched = new long[ROUNDS];
            final LongBuffer one = longs(1);
            final LongBuffer old = MPI.newLongBuffer(1);
            window.win.lockAll(NONE);
            for (int round = 0; round < ROUNDS; round++) {
                window.win.fetchAndOp(one, old, MPI.LONG, 0, 0, MPI.SUM);
                window.win.flush(0);
                fetched[round] = old.get(0);
            }
            window.win.unlockAll();
            final long[] all = new long[size * ROUNDS];
            comm.allGather(fetched, ROUNDS, MPI.LONG, all, ROUNDS, MPI.LONG);
            Expect.that("the condition holds", IntStream.range(1, ROUNDS).allMatch(i -> fetched[i - 1] < fetched[i]));
            Arrays.sort(all);
            equal(LongStream.range(0, all.length).boxed().toList(), LongStream.of(all).boxed().toList());
        });
    }

    void shouldCompareAndSwap() {
        onEachKind(1, window -> {
            final LongBuffer old = MPI.newLongBuffer(1);
            window.win.lockAll(MPI.MODE_NOCHECK);
            for (int round = 0; round < ROUNDS; round++) {
                long expected = 0;
                do {
                    expected = old.get(0);
                    window.win.compareAndSwap(longs(expected + 1), longs(expected), old, MPI.LONG, size - 1, 0);
                    window.win.flush(size - 1);
                } while (old.get(0) != expected);
            }
            window.win.unlockAll();
            comm.barrier();
            equal(rank == size - 1 ? (long) size * ROUNDS : 0, window.memory.get(0));
        });
    }

    void shouldAddWithoutLosingAny() {
        final int length = 3_000; // several pieces
        onEachKind(length, window -> {
            final LongBuffer mine = MPI.newLongBuffer(length);
            IntStream.range(0, length).forEach(i -> mine.put(i, i + rank));
            window.win.fence(NONE);
            for (int round = 0; round < 5; round++) {
                for (int target = 0; target < size; target++) {
                    window.win.accumulate(mine, length, MPI.LONG, target, 0, length, MPI.LONG, MPI.SUM);
                }
            }
            window.win.fence(NONE);
            for (int i = 0; i < length; i++) {
                equal(5L * (i * size + size * (size - 1) / 2), window.memory.get(i));
            }
        });
    }

    /** The target has put its own contribution there; what comes out is what allReduce says. */
    void shouldApplyEachOperation() {
        final Op[] ops = {MPI.MAX, MPI.MIN, MPI.SUM, MPI.PROD, MPI.LAND, MPI.BAND, MPI.LOR, MPI.BOR, MPI.LXOR,
            MPI.BXOR};
        final int length = 5;
        onEachKind(length, window -> {
            for (final Op op : ops) {
                final long[] mine = new long[length];
                final long[] reduced = new long[length];
                Arrays.setAll(mine, i -> (rank * 3 + i * 5) % 4);
                comm.allReduce(mine, reduced, length, MPI.LONG, op);
                window.memory.put(0, mine);
                window.win.fence(NONE);
                for (int target = 0; target < size; target++) {
                    if (target != rank) {
                        window.win.accumulate(longs(mine), length, MPI.LONG, target, 0, length, MPI.LONG, op);
                    }
                }
                window.win.fence(NONE);
                final long[] found = new long[length];
                window.memory.get(0, found);
                equal(Arrays.toString(reduced), Arrays.toString(found));
                comm.barrier();
            }
        });
    }

    void shouldAddEveryTypeOfNumber() {
        final Win win = Win.allocate(16, 1, MPI.INFO_NULL, comm);
        final ByteBuffer memory = win.getBuffer();
        final ByteBuffer origin = MPI.newByteBuffer(16);
        final Datatype[] types = {MPI.BYTE, MPI.CHAR, MPI.SHORT, MPI.INT, MPI.LONG, MPI.FLOAT, MPI.DOUBLE,
            MPI.FLOAT_COMPLEX, MPI.DOUBLE_COMPLEX};
        for (final Datatype type : types) {
            final boolean isDouble = type == MPI.DOUBLE || type == MPI.DOUBLE_COMPLEX;
            if (isDouble) {
                origin.putDouble(0, 1.5).putDouble(8, 2.5);
            } else if (type == MPI.FLOAT || type == MPI.FLOAT_COMPLEX) {
                origin.putFloat(0, 1.5f).putFloat(4, 2.5f);
            } else {
                origin.putLong(0, 0).put(ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? 0 : 7, (byte) 3);
            }
            memory.putLong(0, 0).putLong(8, 0);
            win.fence(NONE);
            win.accumulate(origin, 1, type, 0, 0, 1, type, MPI.SUM);
            win.fence(NONE);
            if (rank == 0 && isDouble) {
                equal(1.5 * size, memory.getDouble(0));
                equal(type == MPI.DOUBLE ? 0 : 2.5 * size, memory.getDouble(8));
            } else if (rank == 0 && type == MPI.FLOAT_COMPLEX) {
                equal(2.5f * size, memory.getFloat(4));
            } else if (rank == 0 && type != MPI.FLOAT) {
                equal(3L * size, memory.getLong(0));
            }
            comm.barrier();
        }
        win.free();
    }

    /** Single elements take a way of their own: each rank in turn, against what reduceLocal says. */
    void shouldFetchAndApplyEachOperation() {
        final Op[] ops = {MPI.MAX, MPI.MIN, MPI.SUM, MPI.PROD, MPI.LAND, MPI.BAND, MPI.LOR, MPI.BOR, MPI.LXOR,
            MPI.BXOR, MPI.REPLACE};
        final Win win = Win.allocate(16, 1, MPI.INFO_NULL, comm);
        final ByteBuffer origin = MPI.newByteBuffer(8);
        final ByteBuffer old = MPI.newByteBuffer(8);
        final ByteBuffer found = MPI.newByteBuffer(8);
        for (final Datatype type : new Datatype[] {MPI.BYTE, MPI.SHORT, MPI.INT, MPI.LONG, MPI.DOUBLE}) {
            for (final Op op : ops) {
                if (type == MPI.DOUBLE && !List.of(MPI.MAX, MPI.MIN, MPI.SUM, MPI.PROD).contains(op)) {
                    continue;
                }
                win.getBuffer().putDouble(0, -5.25).putLong(8, SENTINEL);
                win.lock(MPI.LOCK_EXCLUSIVE, rank, NONE);
                win.get(found, 8, MPI.BYTE, rank, 0, 8, MPI.BYTE);
                origin.putDouble(0, 1.5 + rank).put(0, (byte) -3);
                win.fetchAndOp(origin, old, type, rank, 0, op);
                win.unlock(rank);
                equal(type == MPI.BYTE ? found.get(0) : found.getShort(0),
                    type == MPI.BYTE ? old.get(0) : old.getShort(0));
                if (op == MPI.REPLACE) {
                    found.put(0, origin, 0, bytes(type));
                } else {
                    Comm.reduceLocal(origin, found, 1, type, op);
                }
                equal(found.getLong(0), win.getBuffer().getLong(0));
                equal(SENTINEL, win.getBuffer().getLong(8));
            }
        }
        win.free();
    }

    void shouldFetchWhatWasThere() {
        onEachKind(4, window -> {
            IntStream.range(0, 4).forEach(i -> window.memory.put(i, 10 * rank + i));
            final int target = size - 1;
            final LongBuffer old = MPI.newLongBuffer(2);
            comm.barrier();
            if (rank == 0) {
                window.win.lock(MPI.LOCK_SHARED, target, NONE);
                window.win.getAccumulate(null, 0, null, old, 2, MPI.LONG, target, 1, 2, MPI.LONG, MPI.NO_OP);
                window.win.flush(target);
                equal(10L * target + 1, old.get(0));
                equal(10L * target + 2, old.get(1));
                window.win.getAccumulate(longs(7, 8), 2, MPI.LONG, old, 2, MPI.LONG, target, 1, 2, MPI.LONG,
                    MPI.REPLACE);
                window.win.flush(target);
                equal(10L * target + 2, old.get(1));
                window.win.getAccumulate(longs(1, 1), 2, MPI.LONG, old, 2, MPI.LONG, target, 1, 2, MPI.LONG, MPI.SUM);
                window.win.flush(target);
                equal(7, old.get(0));
                window.win.fetchAndOp(null, old, MPI.LONG, target, 2, MPI.NO_OP);
                window.win.unlock(target);
                equal(9, old.get(0));
            }
            comm.barrier();
            window.win.sync();
            if (rank == target) {
                equal(10L * target, window.memory.get(0));
                equal(8, window.memory.get(1));
                equal(9, window.memory.get(2));
                equal(10L * target + 3, window.memory.get(3));
            }
        });
    }

    /** Columns of a matrix to rows and back, and columns added to columns. */
    void shouldMoveDerivedTypes() {
        final int n = 5;
        final Datatype column = Datatype.createVector(n, 1, n, MPI.LONG);
        column.commit();
        final int target = (rank + 1) % size;
        final int source = (rank + size - 1) % size;
        onEachKind(n * n, window -> {
            final LongBuffer mine = MPI.newLongBuffer(n * n);
            IntStream.range(0, n * n).forEach(i -> mine.put(i, 100L * rank + i));
            window.win.fence(NONE);
            window.win.put(mine, 1, column, target, n, n, MPI.LONG);
            window.win.put(mine, n, MPI.LONG, target, 4, 1, column);
            window.win.fence(NONE);
            for (int i = 0; i < n; i++) {
                final long inRow = i < n - 1 ? 100L * source + n * i : 100L * source + 1;
                equal(inRow, window.memory.get(n + i));
                equal(100L * source + i, window.memory.get(4 + n * i));
            }
            window.win.fence(NONE);
            window.win.accumulate(mine, 1, column, target, 4, 1, column, MPI.SUM);
            window.win.fence(NONE);
            final LongBuffer found = MPI.newLongBuffer(n * n);
            window.win.get(found, 1, column, rank, 4, 1, column);
            window.win.fence(NONE);
            for (int i = 0; i < n; i++) {
                equal(100L * source + i + 100L * source + n * i, window.memory.get(4 + n * i));
                equal(window.memory.get(4 + n * i), found.get(n * i));
                equal(0, found.get(n * i + 1));
            }
        });
        column.free();
    }

    /** Items longer than what a target combines at once, with runs at equal distances and at others. */
    void shouldMoveLongItemsWithGaps() {
        final int n = 9_000;
        final int[] lengths = new int[n / 2];
        final int[] places = new int[n / 2];
        Arrays.setAll(lengths, i -> 1 + i % 2 * 2);
        Arrays.setAll(places, i -> 4 * i);
        final Datatype even = Datatype.createVector(n, 1, 2, MPI.LONG);
        final Datatype uneven = Datatype.createIndexed(lengths, places, MPI.LONG);
        even.commit();
        uneven.commit();
        final int target = (rank + 1) % size;
        final int source = (rank + size - 1) % size;
        final int length = 2 * n;
        onEachKind(length, window -> {
            final LongBuffer mine = MPI.newLongBuffer(length);
            final LongBuffer old = MPI.newLongBuffer(length);
            IntStream.range(0, length).forEach(i -> mine.put(i, 100_000L * rank + i));
            window.win.fence(NONE);
            window.win.put(mine, 1, even, target, 0, 1, uneven);
            window.win.fence(NONE);
            window.win.accumulate(mine, n, MPI.LONG, target, 0, 1, uneven, MPI.SUM);
            window.win.fence(NONE);
            window.win.getAccumulate(mine, 1, uneven, old, 1, even, target, 0, 1, uneven, MPI.REPLACE);
            window.win.fence(NONE);
            int item = 0;
            for (int run = 0; run < n / 2; run++) {
                for (int i = 0; i < lengths[run]; i++) {
                    final int at = places[run] + i;
                    equal(100_000L * source + at, window.memory.get(at));
                    equal(200_000L * rank + 3L * item, old.get(2 * item));
                    item++;
                }
                equal(0, window.memory.get(places[run] + lengths[run]));
            }
            window.win.get(old, n, MPI.LONG, target, 0, 1, uneven);
            window.win.fence(NONE);
            equal(100_000L * rank + places[n / 2 - 1], old.get(n - 3));
        });
        even.free();
        uneven.free();
    }

    void shouldAccessWhatIsAttached() {
        final Win win = new Win(MPI.INFO_NULL, comm);
        final LongBuffer[] pieces = {privateLongs(3), MPI.newLongBuffer(5)};
        final int[] mine = new int[2];
        for (int i = 0; i < 2; i++) {
            win.attach(pieces[i], 3);
            mine[i] = win.getDisplacement(pieces[i]);
        }
        final int[] all = new int[2 * size];
        comm.allGather(mine, 2, MPI.INT, all, 2, MPI.INT);
        refused(MPI.ERR_RMA_ATTACH, () -> win.attach(pieces[1], 5));
        final int target = (rank + 1) % size;
        final LongBuffer found = MPI.newLongBuffer(3);
        win.lock(MPI.LOCK_SHARED, target, NONE);
        for (int i = 0; i < 2; i++) {
            win.put(longs(rank, i, 7), 3, MPI.LONG, target, all[2 * target + i], 3, MPI.LONG);
        }
        win.flush(target);
        win.get(found, 2, MPI.LONG, target, all[2 * target + 1] + Long.BYTES, 2, MPI.LONG);
        win.unlock(target);
        equal(1, found.get(0));
        equal(7, found.get(1));
        win.lock(MPI.LOCK_EXCLUSIVE, target, NONE);
        win.put(longs(8, 8, 8), 3, MPI.LONG, target, all[2 * target + 1] + Long.BYTES, 3, MPI.LONG);
        refused(MPI.ERR_RMA_RANGE, () -> win.flush(target));
        win.get(found, 3, MPI.LONG, target, all[2 * target + 1] + Long.BYTES, 3, MPI.LONG);
        refused(MPI.ERR_RMA_RANGE, () -> win.unlock(target));
        win.fence(NONE);
        for (int i = 0; i < 2; i++) {
            equal((rank + size - 1) % size, pieces[i].get(0));
            equal(i, pieces[i].get(1));
            equal(7, pieces[i].get(2));
            win.detach(pieces[i]);
        }
        equal(0, pieces[1].get(3));
        refused(MPI.ERR_RMA_ATTACH, () -> win.detach(pieces[0]));
        refused(MPI.ERR_RMA_ATTACH, () -> win.getDisplacement(pieces[0]));
        win.fence(MPI.MODE_NOSUCCEED);
        win.free();
        final Win other = Win.allocate(8, 1, MPI.INFO_NULL, comm);
        refused(MPI.ERR_RMA_FLAVOR, () -> other.attach(pieces[0], 1));
        refused(MPI.ERR_RMA_FLAVOR, () -> other.detach(pieces[0]));
        other.free();
    }

    void shouldTakeAnyBufferOfTheOrigin() {
        final IntBuffer heap = IntBuffer.wrap(new int[] {1, 2, 3});
        final IntBuffer view = ByteBuffer.allocate(12).order(ByteOrder.nativeOrder()).asIntBuffer().put(0, 4);
        final IntBuffer readOnly = IntBuffer.wrap(new int[] {5}).asReadOnlyBuffer();
        final Win win = Win.allocate(20, 4, MPI.INFO_NULL, comm);
        win.lock(MPI.LOCK_EXCLUSIVE, rank, NONE);
        win.put(heap, 3, MPI.INT, rank, 0, 3, MPI.INT);
        win.put(view, 1, MPI.INT, rank, 3, 1, MPI.INT);
        win.accumulate(readOnly, 1, MPI.INT, rank, 4, 1, MPI.INT, MPI.SUM);
        win.flush(rank);
        win.get(view, 2, MPI.INT, rank, 3, 2, MPI.INT);
        win.unlock(rank);
        final int[] found = new int[5];
        win.getBuffer().asIntBuffer().get(found);
        equal("[1, 2, 3, 4, 5]", Arrays.toString(found));
        equal(5, view.get(1));
        win.free();
    }

    void shouldCompleteRequests() {
        onEachKind(2, window -> {
            final LongBuffer one = longs(11);
            final LongBuffer two = longs(22);
            final LongBuffer found = MPI.newLongBuffer(2);
            window.win.lock(MPI.LOCK_EXCLUSIVE, rank, NONE);
            final Request[] puts = {window.win.rPut(one, 1, MPI.LONG, rank, 0, 1, MPI.LONG),
                window.win.rAccumulate(two, 1, MPI.LONG, rank, 1, 1, MPI.LONG, MPI.REPLACE)};
            Request.waitAll(puts);
            Expect.that("the condition holds", puts[0].isNull());
            window.win.flush(rank);
            final Request get = window.win.rGet(found, 2, MPI.LONG, rank, 0, 2, MPI.LONG);
            while (!get.test()) {
                Thread.yield();
            }
            equal(11, found.get(0));
            equal(22, found.get(1));
            window.win.rGetAccumulate(one, 1, MPI.LONG, found, 1, MPI.LONG, rank, 1, 1, MPI.LONG, MPI.SUM).waitFor();
            equal(22, found.get(0));
            Expect.that("the condition holds",
                window.win.rPut(one, 1, MPI.LONG, MPI.PROC_NULL, 0, 1, MPI.LONG).isNull());
            window.win.unlock(rank);
            equal(33, window.memory.get(1));
        });
    }

    void shouldLoadAndStoreSharedMemory() {
        if (sharing != Sharing.ALL) {
            return; // such a window is refused, see onEachKind
        }
        final Win win = Win.allocateShared(Long.BYTES * (rank + 1L), Long.BYTES, MPI.INFO_NULL, comm);
        win.getSegment().setAtIndex(ValueLayout.JAVA_LONG, rank, 5L * rank);
        win.fence(NONE);
        long expected = 0;
        for (int target = 0; target < size; target++) {
            final MemorySegment part = win.sharedQuery(target);
            equal(Long.BYTES * (target + 1L), part.byteSize());
            equal(5L * target, part.getAtIndex(ValueLayout.JAVA_LONG, target));
            equal(expected, part.address() - win.sharedQuery(0).address());
            expected += part.byteSize();
        }
        final MemorySegment mine = win.sharedQuery(MPI.PROC_NULL);
        equal(win.sharedQuery(0).address(), mine.address());
        win.free();
        Expect.that("the memory is not accessible", !mine.scope().isAlive());
    }

    void shouldHaveWindowsOfAnySize() {
        final Win win = Win.allocate(rank == 0 ? 0 : 8, 8, MPI.INFO_NULL, comm);
        win.fence(NONE);
        win.put(null, 0, MPI.LONG, 0, 0, 0, MPI.LONG);
        if (size > 1) {
            win.accumulate(longs(1), 1, MPI.LONG, 1, 0, 1, MPI.LONG, MPI.SUM);
        }
        win.fence(NONE);
        equal(rank == 1 ? size : 0, rank == 0 ? 0 : win.getBuffer().getLong(0));
        refused(MPI.ERR_RMA_RANGE, () -> win.put(longs(1), 1, MPI.LONG, 0, 0, 1, MPI.LONG));
        win.fence(MPI.MODE_NOSUCCEED);
        win.free();
        final Win none = new Win(null, 0, 1, MPI.INFO_NULL, comm);
        none.fence(NONE);
        none.free();
    }

    void shouldRefuseOutsideEpochs() {
        onEachKind(1, window -> {
            final Win win = window.win;
            final Group self = comm.getGroup().incl(new int[] {rank});
            refused(MPI.ERR_RMA_SYNC, () -> win.put(longs(1), 1, MPI.LONG, rank, 0, 1, MPI.LONG));
            refused(MPI.ERR_RMA_SYNC, () -> win.unlock(rank));
            refused(MPI.ERR_RMA_SYNC, win::unlockAll);
            refused(MPI.ERR_RMA_SYNC, win::complete);
            refused(MPI.ERR_RMA_SYNC, win::waitFor);
            refused(MPI.ERR_RMA_SYNC, win::test);
            refused(MPI.ERR_RMA_SYNC, () -> win.flush(rank));
            refused(MPI.ERR_RMA_SYNC, win::flushAll);
            win.lock(MPI.LOCK_SHARED, rank, NONE);
            refused(MPI.ERR_RMA_SYNC, () -> win.lock(MPI.LOCK_SHARED, rank, NONE));
            refused(MPI.ERR_RMA_SYNC, () -> win.lockAll(NONE));
            refused(MPI.ERR_RMA_SYNC, () -> win.fence(NONE));
            refused(MPI.ERR_RMA_SYNC, () -> win.start(self, NONE));
            refused(MPI.ERR_RMA_SYNC, win::free);
            if (size > 1) {
                refused(MPI.ERR_RMA_SYNC,
                    () -> win.get(longs(1), 1, MPI.LONG, (rank + 1) % size, 0, 1, MPI.LONG));
            }
            win.unlock(rank);
            win.post(self, NONE);
            refused(MPI.ERR_RMA_SYNC, () -> win.post(self, NONE));
            win.start(self, NONE);
            refused(MPI.ERR_RMA_SYNC, () -> win.start(self, NONE));
            refused(MPI.ERR_RMA_SYNC, () -> win.lock(MPI.LOCK_SHARED, rank, NONE));
            refused(MPI.ERR_RMA_SYNC, () -> win.flush(rank));
            win.complete();
            refused(MPI.ERR_RMA_SYNC, () -> win.put(longs(1), 1, MPI.LONG, rank, 0, 1, MPI.LONG));
            win.waitFor();
            win.fence(MPI.MODE_NOSUCCEED);
            refused(MPI.ERR_RMA_SYNC, () -> win.put(longs(1), 1, MPI.LONG, rank, 0, 1, MPI.LONG));
            equal(0, window.memory.get(0));
        });
    }

    void shouldRefuseWhatDoesNotFit() {
        onEachKind(2, window -> {
            final Win win = window.win;
            final LongBuffer two = longs(1, 2);
            final Datatype odd = Datatype.createVector(2, 1, 3, MPI.LONG);
            odd.commit();
            win.lockAll(NONE);
            refused(MPI.ERR_RMA_RANGE, () -> win.put(two, 2, MPI.LONG, rank, 2, 2, MPI.LONG));
            refused(MPI.ERR_RMA_RANGE, () -> win.put(two, 1, MPI.LONG, rank, Integer.MAX_VALUE, 1, MPI.LONG));
            refused(MPI.ERR_RMA_RANGE, () -> win.put(two, 2, MPI.LONG, rank, 0, 1, odd));
            refused(MPI.ERR_DISP, () -> win.put(two, 1, MPI.LONG, rank, -1, 1, MPI.LONG));
            refused(MPI.ERR_TYPE, () -> win.put(two, 2, MPI.LONG, rank, 0, 1, MPI.LONG));
            refused(MPI.ERR_RANK, () -> win.put(two, 1, MPI.LONG, size, 0, 1, MPI.LONG));
            refused(MPI.ERR_COUNT, () -> win.put(two, 1, MPI.LONG, rank, 0, -1, MPI.LONG));
            refused(MPI.ERR_BUFFER, () -> win.get(two, 3, MPI.LONG, rank, 0, 3, MPI.LONG));
            refused(MPI.ERR_BUFFER,
                () -> win.get(two.asReadOnlyBuffer(), 1, MPI.LONG, rank, 0, 1, MPI.LONG));
            refused(MPI.ERR_OP, () -> win.accumulate(two, 1, MPI.LONG, rank, 0, 1, MPI.LONG, MPI.MAXLOC));
            refused(MPI.ERR_OP, () -> win.accumulate(two, 1, MPI.LONG, rank, 0, 1, MPI.LONG, null));
            refused(MPI.ERR_OP, () -> win.fetchAndOp(two, two, MPI.DOUBLE, rank, 0, MPI.BAND));
            refused(MPI.ERR_TYPE, () -> win.accumulate(two, 1, MPI.LONG, rank, 0, 1, MPI.DOUBLE, MPI.SUM));
            refused(MPI.ERR_TYPE, () -> win.compareAndSwap(two, two, two, MPI.DOUBLE, rank, 0));
            refused(MPI.ERR_LOCKTYPE, () -> win.lock(7, rank, NONE));
            refused(MPI.ERR_ASSERT, () -> win.fence(MPI.MODE_NOCHECK));
            refused(MPI.ERR_GROUP, () -> win.post(MPI.GROUP_NULL, NONE));
            win.unlockAll();
            odd.free();
            equal(0, window.memory.get(0));
            equal(0, window.memory.get(1));
        });
    }

    void shouldRefuseWindows() {
        refused(MPI.ERR_SIZE, () -> Win.allocate(-1, 1, MPI.INFO_NULL, comm));
        refused(MPI.ERR_DISP, () -> Win.allocate(8, 0, MPI.INFO_NULL, comm));
        refused(MPI.ERR_INFO, () -> Win.allocate(8, 1, null, comm));
        refused(MPI.ERR_COMM, () -> Win.allocate(8, 1, MPI.INFO_NULL, null));
        refused(MPI.ERR_BASE, () -> new Win(IntBuffer.allocate(3), 3, 1, MPI.INFO_NULL, comm));
        refused(MPI.ERR_SIZE, () -> new Win(MPI.newIntBuffer(3), 4, 1, MPI.INFO_NULL, comm));
        final Info hints = new Info();
        hints.set("no_locks", "true");
        final Win win = Win.allocate(8, 1, hints, comm);
        refused(MPI.ERR_RMA_SYNC, () -> win.lock(MPI.LOCK_SHARED, rank, NONE));
        refused(MPI.ERR_RMA_SYNC, () -> win.lockAll(NONE));
        win.free();
        refused(MPI.ERR_WIN, () -> win.fence(NONE));
        refused(MPI.ERR_WIN, win::free);
    }

    void shouldTellOfItself() {
        final IntBuffer memory = MPI.newIntBuffer(6);
        final Win win = new Win(memory, 6, 2, MPI.INFO_NULL, comm);
        Expect.that("the base is the buffer given", win.getAttr(MPI.WIN_BASE) == memory);
        equal(24L, win.getAttr(MPI.WIN_SIZE));
        equal(8, win.getAttr(MPI.WIN_DISP_UNIT));
        equal(MPI.IDENT, Group.compare(win.getGroup(), comm.getGroup()));
        equal("", win.getName());
        win.setName("mine");
        equal("mine", win.getName());
        final int key = Win.createKeyval();
        win.setAttr(key, "value");
        equal("value", win.getAttr(key));
        win.deleteAttr(key);
        Win.freeKeyval(key);
        refused(MPI.ERR_KEYVAL, () -> win.getAttr(key));
        win.free();
    }

    private static int bytes(final Datatype type) {
        return type == MPI.BYTE ? 1 : type == MPI.SHORT ? 2 : type == MPI.INT ? 4 : 8;
    }

    private static void equal(final long expected, final long found) {
        Expect.equal("value", expected, found);
    }

    private static void equal(final double expected, final double found) {
        Expect.equal("value", expected, found);
    }

    private static void equal(final Object expected, final Object found) {
        Expect.equal("value", expected, found);
    }

    private static void refused(final int errorClass, final Runnable call) {
        Expect.failure("one-sided operation", errorClass, call);
    }
}
