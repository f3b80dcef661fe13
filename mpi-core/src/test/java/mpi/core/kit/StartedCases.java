package mpi.core.kit;

import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import mpi.Comm;
import mpi.Datatype;
import mpi.Intracomm;
import mpi.MPI;
import mpi.Op;
import mpi.Request;
import mpi.UserFunction;
import mpi.User_function;

/**
 * Collective operations that do not block, and those that only some programs use, in both dialects.
 */
final class StartedCases {
    private static final int[] COUNTS = {0, 1, 5, 3_000};

    private final Intracomm comm;
    private final int me;
    private final int size;

    StartedCases(final Intracomm comm) {
        this.comm = comm;
        this.me = comm.getRank();
        this.size = comm.getSize();
    }

    private static int[] filled(final int count, final int value) {
        final int[] array = new int[count];
        Arrays.fill(array, value);
        return array;
    }

    private int sumBelow(final int end) {
        return end * (end - 1) / 2;
    }

    void shouldStartOperationsOfEveryRootAtOnce() {
        for (final int count : COUNTS) {
            final Request[] requests = new Request[4 * size + 1];
            final int[][] spread = new int[size][];
            final int[][] gathered = new int[size][];
            final int[][] sums = new int[size][];
            final int[][] parts = new int[size][];
            final int[] all = new int[size * count];
            for (int rank = 0; rank < size; rank++) {
                Arrays.fill(all, rank * count, (rank + 1) * count, rank);
            }
            for (int root = 0; root < size; root++) {
                spread[root] = filled(count, me == root ? root : -1);
                gathered[root] = me == root ? new int[size * count] : null;
                sums[root] = me == root ? new int[count] : null;
                parts[root] = new int[count];
                requests[4 * root] = comm.iBcast(spread[root], count, MPI.INT, root);
                requests[4 * root + 1] =
                    comm.iGather(filled(count, me), count, MPI.INT, gathered[root], count, MPI.INT, root);
                requests[4 * root + 2] =
                    comm.iReduce(filled(count, me), sums[root], count, MPI.INT, MPI.SUM, root);
                requests[4 * root + 3] =
                    comm.iScatter(me == root ? all : null, count, MPI.INT, parts[root], count, MPI.INT, root);
            }
            requests[4 * size] = comm.iBarrier();
            Request.waitAll(requests);
            for (int root = 0; root < size; root++) {
                Expect.equal("iBcast from " + root, filled(count, root), spread[root]);
                Expect.equal("iScatter from " + root, filled(count, me), parts[root]);
                if (me == root) {
                    Expect.equal("iGather at " + root, all, gathered[root]);
                    Expect.equal("iReduce at " + root, filled(count, sumBelow(size)), sums[root]);
                }
            }
        }
    }

    /** Nobody calls MPI while the futures are joined: a thread of the library goes on. */
    void shouldCompleteFuturesAndAnyRequest() {
        final int[] sum = new int[1];
        final Object[] words = new Object[size];
        CompletableFuture.allOf(comm.iAllReduce(new int[] {me}, sum, 1, MPI.INT, MPI.SUM).toFuture(),
            comm.iAllGather(new Object[] {"word " + me}, 1, MPI.OBJECT, words, 1, MPI.OBJECT).toFuture())
            .join();
        Expect.equal("sum", sumBelow(size), sum[0]);
        for (int rank = 0; rank < size; rank++) {
            Expect.equal("word", "word " + rank, words[rank]);
        }
        final Request[] requests = {comm.iBarrier(), null, comm.iScan(filled(1, me), sum, 1, MPI.INT, MPI.SUM)};
        final int first = Request.waitAny(requests);
        final int second = Request.waitAny(requests);
        Expect.equal("both", 2, first + second);
        Expect.equal("none is left", MPI.UNDEFINED, Request.waitAny(requests));
        Expect.equal("scan", sumBelow(me + 1), sum[0]);
    }

    void shouldStartWithDirectBuffers() {
        final IntBuffer mine = MPI.newIntBuffer(1).put(0, me);
        final IntBuffer all = MPI.newIntBuffer(size);
        final IntBuffer sum = MPI.newIntBuffer(1);
        final IntBuffer exchanged = MPI.newIntBuffer(size);
        final Request[] requests = {comm.iAllGather(mine, 1, MPI.INT, all, 1, MPI.INT),
            comm.iAllReduce(mine, sum, 1, MPI.INT, MPI.MAX)};
        Request.waitAll(requests);
        comm.iAllToAll(all, 1, MPI.INT, exchanged, 1, MPI.INT).waitFor();
        Expect.equal("iAllReduce", size - 1, sum.get(0));
        for (int rank = 0; rank < size; rank++) {
            Expect.equal("iAllGather", rank, all.get(rank));
            Expect.equal("iAllToAll", me, exchanged.get(rank));
        }
    }

    void shouldScan() {
        for (final int count : COUNTS) {
            final int[] upToMe = new int[count];
            comm.scan(filled(count, me), upToMe, count, MPI.INT, MPI.SUM);
            Expect.equal("scan", filled(count, sumBelow(me + 1)), upToMe);
            final int[] capitals = filled(count + 1, -3);
            comm.Scan(filled(count, me), 0, capitals, 1, count, MPI.INT, MPI.SUM);
            Expect.equal("Scan", sumBelow(me + 1), count == 0 ? sumBelow(me + 1) : capitals[count]);
            Expect.equal("before Scan", -3, capitals[0]);
            final int[] below = filled(count, me);
            comm.exScan(below, count, MPI.INT, MPI.SUM);
            Expect.equal("exScan", filled(count, sumBelow(me)), below);
            final int[] started = filled(count, -3);
            comm.iExScan(filled(count, me), started, count, MPI.INT, MPI.SUM).waitFor();
            Expect.equal("iExScan", filled(count, me == 0 ? -3 : sumBelow(me)), started);
        }
    }

    /** Rank r gets r + 1 items. */
    void shouldReduceAndScatter() {
        final int[] counts = new int[size];
        Arrays.setAll(counts, rank -> rank + 1);
        final int total = sumBelow(size + 1);
        final int[] expected = filled(me + 1, sumBelow(size));
        final int[] lower = new int[me + 1];
        comm.reduceScatter(filled(total, me), lower, counts, MPI.INT, MPI.SUM);
        Expect.equal("reduceScatter", expected, lower);
        final int[] capitals = new int[me + 1];
        comm.Reduce_scatter(filled(total, me), 0, capitals, 0, counts, MPI.INT, MPI.SUM);
        Expect.equal("Reduce_scatter", expected, capitals);
        final int[] inPlace = filled(total, me);
        comm.iReduceScatter(inPlace, counts, MPI.INT, MPI.SUM).waitFor();
        Expect.equal("iReduceScatter", expected, Arrays.copyOf(inPlace, me + 1));
        final int[] block = new int[2];
        comm.reduceScatterBlock(filled(2 * size, me), block, 2, MPI.INT, MPI.MAX);
        Expect.equal("reduceScatterBlock", filled(2, size - 1), block);
    }

    /** Blocks of ints and of bytes in one buffer of bytes. */
    void shouldExchangeBlocksOfDifferentTypes() {
        final int[] counts = new int[size];
        final int[] bytes = new int[size];
        final Datatype[] types = new Datatype[size];
        for (int rank = 0; rank < size; rank++) {
            final boolean isInt = (rank + me) % 2 == 0;
            types[rank] = isInt ? MPI.INT : MPI.BYTE;
            counts[rank] = isInt ? 1 : 4;
            bytes[rank] = 4 * rank;
        }
        final byte[] sent = new byte[4 * size];
        final byte[] expected = new byte[4 * size];
        for (int i = 0; i < sent.length; i++) {
            sent[i] = (byte) (10 * me + i / 4);
            expected[i] = (byte) (10 * (i / 4) + me);
        }
        final byte[] received = new byte[4 * size];
        comm.allToAllw(sent, counts, bytes, types, received, counts, bytes, types);
        Expect.equal("allToAllw", expected, received);
        final byte[] started = new byte[4 * size];
        comm.iAllToAllw((Object) sent, counts, bytes, types, started, counts, bytes, types).waitFor();
        Expect.equal("iAllToAllw", expected, started);
    }

    void shouldMoveObjects() {
        final String[] all = new String[size];
        final Request gathering = comm.iAllGather(new String[] {"from " + me}, 1, MPI.OBJECT, all, 1, MPI.OBJECT);
        final String[] joined = new String[1];
        final Op join = new Op((in, inOut, count, _) -> {
            for (int i = 0; i < count; i++) {
                ((Object[]) inOut)[i] = "" + ((Object[]) in)[i] + ((Object[]) inOut)[i];
            }
        }, false);
        comm.scan(new String[] {"" + me % 10}, joined, 1, MPI.OBJECT, join);
        gathering.waitFor();
        final StringBuilder expected = new StringBuilder();
        for (int rank = 0; rank < size; rank++) {
            Expect.equal("object", "from " + rank, all[rank]);
            expected.append(rank <= me ? "" + rank % 10 : "");
        }
        Expect.equal("joined", expected.toString(), joined[0]);
        join.free();
    }

    /** The left operand, as every kind of function may say it. */
    void shouldApplyFunctionsOfEveryKind() {
        final Op[] ops = {new Op(new UserFunction() {
            @Override
            public void call(final Object in, final Object inOut, final int count, final Datatype type) {
                System.arraycopy(in, 0, inOut, 0, count);
            }
        }, false), new Op(new UserFunction() {
            @Override
            public void call(final ByteBuffer in, final ByteBuffer inOut, final int count, final Datatype type) {
                for (int i = 0; i < count; i++) {
                    inOut.putInt(4 * i, in.getInt(4 * i));
                }
            }
        }, false), new Op(new User_function() {
            @Override
            public void Call(final Object in, final int inOffset, final Object inOut, final int inOutOffset,
                final int count, final Datatype type) {
                System.arraycopy(in, inOffset, inOut, inOutOffset, count);
            }
        }, false), new Op((in, inOut, count, _) -> System.arraycopy(in, 0, inOut, 0, count), false)};
        for (final Op op : ops) {
            final int[] left = {me, -me, 7};
            comm.iAllReduce(left, 3, MPI.INT, op).waitFor();
            Expect.equal("left operands", new int[] {0, 0, 7}, left);
            final int[] last = {me, 5};
            comm.Scan(last, 0, last, 0, 2, MPI.INT, op);
            Expect.equal("left operands up to here", new int[] {0, 5}, last);
            op.free();
        }
    }

    void shouldReduceComplexNumbersAndPairs() {
        final double[] product = {0, 1};
        comm.iAllReduce(product, 1, MPI.DOUBLE_COMPLEX, MPI.PROD).waitFor();
        final int[][] powers = {{1, 0}, {0, 1}, {-1, 0}, {0, -1}};
        Expect.equal("power of i", powers[size % 4], new int[] {(int) product[0], (int) product[1]});
        final int[] highest = {me % 3, me};
        comm.iAllReduce(highest, 1, MPI.INT2, MPI.MAXLOC).waitFor();
        Expect.equal("maximum and its first rank", new int[] {Math.min(2, size - 1), Math.min(2, size - 1)}, highest);
    }

    void shouldCombineLocally() {
        final long[] inOut = {1, 2, 3};
        Comm.reduceLocal(new long[] {10, 20, 30}, inOut, 3, MPI.LONG, MPI.SUM);
        Expect.equal("reduceLocal", new long[] {11, 22, 33}, inOut);
        comm.Reduce_local(new long[] {2, 2, 2}, inOut, 2, MPI.LONG, MPI.PROD);
        Expect.equal("Reduce_local", new long[] {22, 44, 33}, inOut);
    }
}
