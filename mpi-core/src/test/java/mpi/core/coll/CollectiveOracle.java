package mpi.core.coll;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.lang.reflect.Array;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import mpi.MPI;
import mpi.core.op.Operands;
import mpi.core.op.Operations;
import mpi.core.transport.Memory;
import mpi.spi.BasicType;
import mpi.spi.BlockShape;
import mpi.spi.BufferBlocks;
import mpi.spi.Collective;
import mpi.spi.Collective.Kind;
import mpi.spi.Layout;
import mpi.spi.Neighbours;
import mpi.spi.Reduction;

/**
 * Makes collective operations with buffers of random kinds, and knows what they must give: what each rank contributes
 * is a function of the seed and of the ranks that it goes from and to. Ranks of an intercommunicator are told apart by
 * their numbers in the world.
 */
public final class CollectiveOracle {
    /** Associative, not commutative: the product of two by two matrices, modulo 2^32. */
    public static final Reduction MATRICES =
        new Reduction(Reduction.Kind.USER, false, (in, inOffset, inout, inoutOffset, count, _) -> {
            final int[] a = (int[]) in;
            final int[] b = (int[]) inout;
            for (int i = 0; i < count; i++) {
                final int p = inOffset + 4 * i;
                final int q = inoutOffset + 4 * i;
                final int b0 = b[q];
                final int b1 = b[q + 1];
                b[q] = a[p] * b0 + a[p + 1] * b[q + 2];
                b[q + 1] = a[p] * b1 + a[p + 1] * b[q + 3];
                b[q + 2] = a[p + 2] * b0 + a[p + 3] * b[q + 2];
                b[q + 3] = a[p + 2] * b1 + a[p + 3] * b[q + 3];
            }
        });
    /** A matrix of {@link #MATRICES}. */
    public static final Layout MATRIX = new Layout(BasicType.INT, 16, 16, "matrix");
    /** Any objects. */
    public static final Layout OBJECT = Cases.layout(BasicType.OBJECT);
    /** Associative, not commutative. */
    public static final Reduction CONCAT =
        new Reduction(Reduction.Kind.USER, false, (in, inOffset, inout, inoutOffset, count, _) -> {
            final Object[] a = (Object[]) in;
            final Object[] b = (Object[]) inout;
            for (int i = 0; i < count; i++) {
                b[inoutOffset + i] = (String) a[inOffset + i] + b[inoutOffset + i];
            }
        });
    private static final int ANY = 99;

    private final int me;
    private final int[] group;
    private final int[] peers;
    private final boolean isInter;
    private final Random own;
    /** Tells contents of buffers apart that are prepared again. */
    private long version;
    private int operations;
    private final Deque<Store> given = new ArrayDeque<>();
    private List<Store> made = new ArrayList<>();

    /** An operation and what must be in its buffers in the end. */
    public record Prepared(Collective call, Runnable check) {}

    /** Directed edges of a topology in the order in which every rank has its own. */
    public record Edges(List<int[]> list) {
        static Edges random(final int size, final Random shared) {
            final List<int[]> edges = new ArrayList<>();
            for (int i = shared.nextInt(3 * size); i > 0; i--) {
                edges.add(new int[] {shared.nextInt(size), shared.nextInt(size)});
            }
            return new Edges(edges);
        }

        /** Indices of the edges of a rank, -1 where there is no neighbour. */
        int[] of(final int rank, final int end, final Random shared) {
            final List<Integer> found = new ArrayList<>();
            for (int i = 0; i < list.size(); i++) {
                if (shared.nextInt(5) == 0) {
                    found.add(-1);
                }
                if (list.get(i)[end] == rank) {
                    found.add(i);
                }
            }
            return found.stream().mapToInt(i -> i).toArray();
        }

        int[] ends(final int[] edges, final int end) {
            return Arrays.stream(edges).map(edge -> edge < 0 ? MPI.PROC_NULL : list.get(edge)[end]).toArray();
        }
    }

    /** Works for one rank: {@code peers} are the ranks that it exchanges with, all named by numbers of the world. */
    public CollectiveOracle(final int me, final int[] group, final int[] peers, final boolean isInter,
        final Random own) {
        this.me = me;
        this.group = group;
        this.peers = peers;
        this.isInter = isInter;
        this.own = own;
    }

    /** One operation whose buffers are filled anew for each start; all ranks make them in the same order. */
    public final class Refilled {
        private static final int VERSIONS = 1_000_000;
        private final int number = ++operations;
        private List<Store> stores = List.of();
        private int fillings;

        /** As {@link CollectiveOracle#prepare}, always of the same arguments, with other contents each time. */
        public Prepared prepare(final Kind kind, final Layout type, final Reduction op, final int count,
            final int root, final boolean inPlace, final long seed) {
            version = (long) number * VERSIONS + ++fillings;
            given.addAll(stores);
            made = new ArrayList<>();
            final Prepared prepared = CollectiveOracle.this.prepare(kind, type, op, count, root, inPlace, seed);
            stores = made;
            made = new ArrayList<>();
            version = 0;
            return prepared;
        }
    }

    /** The buffer of one side: bytes of random kinds of memory, or slots. */
    private final class Store {
        private final Layout type;
        private final UserMemory memory;
        private final Object[] slots;
        private final Object[] expectedSlots;

        Store(final Layout type, final long items) {
            this.type = type;
            made.add(this);
            final Store same = given.poll();
            if (same != null) {
                memory = same.memory;
                slots = same.slots;
                expectedSlots = same.expectedSlots;
                return;
            }
            memory = type.isRaw() ? new UserMemory(type, items * type.sizeBytes(), own) : null;
            slots = type.isRaw() ? null : new String[(int) items + 2];
            expectedSlots = type.isRaw() ? null : new String[(int) items + 2];
        }

        Object buffer() {
            return memory == null ? slots : memory.buffer;
        }

        long offset() {
            return memory == null ? 1 : memory.offset;
        }

        void put(final long item, final Object values) {
            expect(item, values);
            if (memory != null) {
                memory.put(item * type.sizeBytes(), (byte[]) values);
            } else {
                System.arraycopy(values, 0, slots, (int) item + 1, Array.getLength(values));
            }
        }

        void expect(final long item, final Object values) {
            if (memory != null) {
                memory.expect(item * type.sizeBytes(), (byte[]) values);
            } else {
                System.arraycopy(values, 0, expectedSlots, (int) item + 1, Array.getLength(values));
            }
        }

        void check(final String what) {
            if (memory != null) {
                memory.check(() -> what);
            } else {
                assertArrayEquals(expectedSlots, slots, what);
            }
        }
    }

    /** What goes from one rank to another. */
    private Object values(final Layout type, final long seed, final int from, final int to, final int items) {
        if (type.isRaw()) {
            return UserMemory.bytes(type, (int) (items * type.sizeBytes()),
                new Random(seed * 31 + from * 1009 + to * 9176 + version));
        }
        final String[] values = new String[items];
        Arrays.setAll(values,
            i -> i == 1 ? null : seed + "v" + version + " from " + from + " to " + to + " no " + i + "x".repeat(i));
        return values;
    }

    /** An operation of a kind; all ranks give the same arguments. */
    public Prepared prepare(final Kind kind, final Layout type, final Reduction op, final int count, final int root,
        final boolean inPlace, final long seed) {
        final String what = kind + " of " + count + " " + type.basic() + " root " + root + " in place " + inPlace
            + " rank " + me + " of " + Arrays.toString(group) + " with " + Arrays.toString(peers) + " seed " + seed;
        return switch (kind) {
            case REDUCE, ALLREDUCE, SCAN, EXSCAN, REDUCE_SCATTER, REDUCE_SCATTER_BLOCK -> reduction(kind, type, op,
                count, root, inPlace, seed, what);
            case NEIGHBOR_ALLGATHER, NEIGHBOR_ALLGATHERV, NEIGHBOR_ALLTOALL, NEIGHBOR_ALLTOALLV,
                NEIGHBOR_ALLTOALLW -> neighborhood(kind, type, count, seed, what);
            case REDUCE_LOCAL -> throw new IllegalArgumentException("not collective");
            default -> movement(kind, type, count, root, inPlace, seed, what);
        };
    }

    private boolean isRoot(final int root) {
        return root >= 0 && !isInter && group[root] == me || root == MPI.ROOT;
    }

    private boolean isVarying(final Kind kind) {
        return kind.name().endsWith("V") || kind.name().endsWith("W");
    }

    /** Items from one rank to another. */
    private int items(final Kind kind, final int count, final int from, final int to) {
        return isVarying(kind) && !isLong(kind, from, to) ? (count + 3 * from + 5 * to) % 7 : count;
    }

    /** Of a total exchange some blocks have all of the count, so that there are long ones beside short ones. */
    private static boolean isLong(final Kind kind, final int one, final int other) {
        return kind.name().startsWith("ALLTOALL") && (one + other) % 3 == 1;
    }

    /** Items that two ranks exchange, either of them as many. */
    private int symmetricItems(final Kind kind, final int count, final int one, final int other) {
        return isVarying(kind) && !isLong(kind, one, other) ? (count + one + other) % 7 : count;
    }

    private Prepared movement(final Kind kind, final Layout type, final int count, final int root,
        final boolean inPlace, final long seed, final String what) {
        final boolean gathers = kind.name().contains("GATHER");
        final boolean scatters = kind.name().contains("SCATTER");
        final boolean exchanges = kind.name().startsWith("ALLTOALL");
        final boolean toAll = kind.name().startsWith("ALL");
        final boolean sendsAll = exchanges || scatters && isRoot(root);
        final boolean receivesAll = exchanges || gathers && (toAll || isRoot(root));
        final boolean isRooted = kind.isRooted();
        final boolean sendsOne = gathers && (toAll || root >= 0) || kind == Kind.BCAST && isRoot(root);
        final boolean receivesOne = scatters && root >= 0 || kind == Kind.BCAST && root >= 0 && !isRoot(root);
        final int rootPeer = isRooted && root >= 0 ? peers[root] : ANY;
        final int self = indexOf(peers, me);
        final boolean placed = inPlace && !isInter && (!isRooted || isRoot(root)) && kind != Kind.BCAST
            && kind != Kind.BARRIER;
        final Side send = new Side(type);
        final Side recv = new Side(type);
        if (sendsAll) {
            for (final int peer : peers) {
                send.block(values(type, seed, me, peer, items(kind, count, exchanges ? me : 0, peer)));
            }
        } else if (sendsOne) {
            send.block(values(type, seed, me, kind == Kind.BCAST ? ANY : 0, items(kind, count, me, 0)));
        }
        if (receivesAll) {
            for (final int peer : peers) {
                recv.block(values(type, seed, peer, exchanges ? me : 0, items(kind, count, peer, exchanges ? me : 0)));
            }
        } else if (receivesOne) {
            recv.block(values(type, seed, rootPeer, kind == Kind.BCAST ? ANY : me,
                items(kind, count, 0, kind == Kind.BCAST ? 0 : me)));
        }
        if (placed && scatters) {
            // The root's block stays where it is.
            final BufferBlocks sent = send.sent(isVarying(kind));
            return new Prepared(new Collective(kind, sent, BufferBlocks.IN_PLACE, null, root, null),
                () -> send.store.check(what));
        }
        if (placed && exchanges) {
            return inPlaceExchange(kind, type, count, seed, what);
        }
        final BufferBlocks received = recv.received(isVarying(kind));
        if (placed) {
            recv.putNow(self);
            recv.expectAll();
            return new Prepared(new Collective(kind, BufferBlocks.IN_PLACE, received, null, root, null),
                () -> recv.store.check(what));
        }
        recv.expectAll();
        final BufferBlocks sent = send.sent(isVarying(kind));
        return new Prepared(new Collective(kind, sent, received, null, root, null), () -> {
            send.store.check(what);
            recv.store.check(what);
        });
    }

    /** In place every block is as long as the one that replaces it: sizes are symmetric. */
    private Prepared inPlaceExchange(final Kind kind, final Layout type, final int count, final long seed,
        final String what) {
        final Side side = new Side(type);
        for (final int peer : peers) {
            side.block(values(type, seed, peer, me, symmetricItems(kind, count, me, peer)));
        }
        final BufferBlocks blocks = side.received(isVarying(kind));
        for (int i = 0; i < peers.length; i++) {
            side.put(i, values(type, seed, me, peers[i], symmetricItems(kind, count, me, peers[i])));
        }
        side.expectAll();
        return new Prepared(new Collective(kind, BufferBlocks.IN_PLACE, blocks, null, Collective.NO_ROOT, null),
            () -> side.store.check(what));
    }

    /** The blocks of one buffer. */
    private final class Side {
        private final Layout type;
        private final List<Object> blocks = new ArrayList<>();
        private long[] starts;
        private Store store;

        Side(final Layout type) {
            this.type = type;
            this.store = new Store(type, 0);
        }

        void block(final Object values) {
            blocks.add(values);
        }

        private int items(final int block) {
            final int length = Array.getLength(blocks.get(block));
            return type.isRaw() ? (int) (length / type.sizeBytes()) : length;
        }

        BufferBlocks sent(final boolean anywhere) {
            final BufferBlocks result = received(anywhere);
            for (int i = 0; i < blocks.size(); i++) {
                store.put(starts[i], blocks.get(i));
            }
            return result;
        }

        /** In the order of the ranks, or in the opposite order with gaps. */
        BufferBlocks received(final boolean anywhere) {
            starts = new long[blocks.size()];
            final long[] counts = new long[starts.length];
            long total = 0;
            for (int i = 0; i < starts.length; i++) {
                final int block = anywhere ? starts.length - 1 - i : i;
                starts[block] = total;
                counts[block] = items(block);
                total += counts[block] + (anywhere ? 1 : 0);
            }
            store = new Store(type, total);
            if (starts.length == 0) {
                return BufferBlocks.NONE;
            }
            final long extent = type.isRaw() ? type.sizeBytes() : 1;
            final Layout[] types = new Layout[starts.length];
            Arrays.fill(types, type);
            return new BufferBlocks(store.buffer(), store.offset(), new BlockShape(counts,
                Arrays.stream(starts).map(start -> start * extent).toArray(), types));
        }

        void putNow(final int block) {
            put(block, blocks.get(block));
        }

        void put(final int block, final Object values) {
            store.put(starts[block], values);
        }

        /** Called when all that is there before the operation is put in. */
        void expectAll() {
            for (int i = 0; i < starts.length; i++) {
                store.expect(starts[i], blocks.get(i));
            }
        }
    }

    private static int indexOf(final int[] ranks, final int rank) {
        for (int i = 0; i < ranks.length; i++) {
            if (ranks[i] == rank) {
                return i;
            }
        }
        return -1;
    }

    private Object operand(final Layout type, final long seed, final int rank, final int items) {
        if (!type.isRaw()) {
            final String[] values = new String[items];
            Arrays.setAll(values, i -> "(" + rank + "." + i + "v" + version + ")");
            return values;
        }
        return Operands.small(type.basic(), items * (type == MATRIX ? 4 : 1),
            new Random(seed * 31 + rank + 104_729 * version)).array;
    }

    private static Object message(final Layout type, final Object typed, final int items) {
        if (!type.isRaw()) {
            return typed;
        }
        final byte[] bytes = new byte[(int) (items * type.sizeBytes())];
        if (typed instanceof final boolean[] flags) {
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = flags[i] ? (byte) 1 : 0;
            }
        } else {
            Memory.copy(typed, 0, bytes, 0, bytes.length);
        }
        return bytes;
    }

    private Object fold(final Layout type, final Reduction op, final int[] ranks, final long seed,
        final int items) {
        final Object result = operand(type, seed, ranks[ranks.length - 1], items);
        for (int i = ranks.length - 2; i >= 0; i--) {
            Operations.combine(op, type, operand(type, seed, ranks[i], items), result, 0, Array.getLength(result));
        }
        return message(type, result, items);
    }

    private Prepared reduction(final Kind kind, final Layout type, final Reduction op, final int count,
        final int root, final boolean inPlace, final long seed, final String what) {
        final boolean isScattered = kind == Kind.REDUCE_SCATTER || kind == Kind.REDUCE_SCATTER_BLOCK;
        final int self = indexOf(group, me);
        // Over an intercommunicator both groups scatter the same total.
        final int unit = isInter && isScattered ? count * peers.length : count;
        final int[] counts = new int[isScattered ? group.length : 1];
        Arrays.setAll(counts, i -> kind == Kind.REDUCE_SCATTER && !isInter ? (unit + 3 * i) % 7 : unit);
        final int total = Arrays.stream(counts).sum();
        final int first = isScattered ? Arrays.stream(counts, 0, self).sum() : 0;
        final int items = isScattered ? counts[self] : count;
        final boolean contributes = !isInter || root >= 0 || !kind.isRooted();
        final boolean receives = !kind.isRooted() || isRoot(root);
        final int[] contributors = switch (kind) {
            case SCAN -> Arrays.copyOf(peers, self + 1);
            case EXSCAN -> Arrays.copyOf(peers, self);
            default -> peers;
        };
        final boolean placed = inPlace && !isInter && receives;
        final Object mine = message(type, operand(type, seed, me, total), total);
        final Store recv = new Store(type, placed ? total : receives ? items : 0);
        if (placed) {
            recv.put(0, mine);
        }
        if (receives && contributors.length > 0) {
            recv.expect(0, part(type, fold(type, op, contributors, seed, total), first, items));
        }
        final long[] lengths = Arrays.stream(counts).asLongStream().toArray();
        if (placed) {
            final BufferBlocks blocks = BufferBlocks.consecutive(recv.buffer(), recv.offset(), lengths, type);
            return new Prepared(new Collective(kind, BufferBlocks.IN_PLACE, blocks, op, root, null),
                () -> recv.check(what));
        }
        final Store send = new Store(type, contributes ? total : 0);
        if (contributes) {
            send.put(0, mine);
        }
        return new Prepared(new Collective(kind,
            contributes ? BufferBlocks.consecutive(send.buffer(), send.offset(), lengths, type) : BufferBlocks.NONE,
            receives ? BufferBlocks.one(recv.buffer(), recv.offset(), items, type) : BufferBlocks.NONE, op, root, null),
            () -> {
                send.check(what);
                recv.check(what);
            });
    }

    private static Object part(final Layout type, final Object values, final int first, final int items) {
        if (type.isRaw()) {
            final int size = (int) type.sizeBytes();
            return Arrays.copyOfRange((byte[]) values, first * size, (first + items) * size);
        }
        return Arrays.copyOfRange((Object[]) values, first, first + items);
    }

    private Prepared neighborhood(final Kind kind, final Layout type, final int count, final long seed,
        final String what) {
        final Edges edges = Edges.random(group.length, new Random(seed));
        final int[] out = edges.of(me, 0, new Random(seed + me));
        final int[] in = edges.of(me, 1, new Random(seed - me));
        final boolean same = kind == Kind.NEIGHBOR_ALLGATHER || kind == Kind.NEIGHBOR_ALLGATHERV;
        final Side send = new Side(type);
        final Side recv = new Side(type);
        if (same) {
            send.block(values(type, seed, me, ANY, items(kind, count, me, 0)));
        } else {
            for (final int edge : out) {
                send.block(values(type, seed, edge, ANY, edge < 0 ? count : items(kind, count, edge, 0)));
            }
        }
        final List<Integer> missing = new ArrayList<>();
        for (int i = 0; i < in.length; i++) {
            final int key = in[i] < 0 ? -1 : same ? edges.list().get(in[i])[0] : in[i];
            recv.block(values(type, seed, key, ANY, key < 0 ? count : items(kind, count, key, 0)));
            if (key < 0) {
                missing.add(i);
            }
        }
        final BufferBlocks sent = send.sent(isVarying(kind));
        final BufferBlocks received = recv.received(isVarying(kind));
        missing.forEach(recv::putNow); // of nobody: left alone
        recv.expectAll();
        return new Prepared(new Collective(kind, sent, received, null, Collective.NO_ROOT,
            new Neighbours(edges.ends(in, 0), edges.ends(out, 1), false)), () -> {
                send.store.check(what);
                recv.store.check(what);
            });
    }
}
