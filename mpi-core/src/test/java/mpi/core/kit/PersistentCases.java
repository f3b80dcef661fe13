package mpi.core.kit;

import java.nio.IntBuffer;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import mpi.CartComm;
import mpi.Datatype;
import mpi.Intracomm;
import mpi.MPI;
import mpi.Prequest;
import mpi.Request;
import mpi.Status;

/**
 * Collective operations that are prepared once and started again with other contents, in both dialects.
 */
final class PersistentCases {
    private static final int STARTS = 3;
    private static final int COUNT = 5;
    private static final int TAG = 7;

    private final Intracomm comm;
    private final int me;
    private final int size;

    PersistentCases(final Intracomm comm) {
        this.comm = comm;
        this.me = comm.getRank();
        this.size = comm.getSize();
    }

    private static int[] filled(final int count, final int value) {
        final int[] array = new int[count];
        Arrays.fill(array, value);
        return array;
    }

    /** What all ranks contribute to a start together, if each contributes its number and that of the start. */
    private int sum(final int start) {
        return size * (size - 1) / 2 + size * start;
    }

    private int[] everyone(final int start) {
        final int[] all = new int[size * COUNT];
        for (int rank = 0; rank < size; rank++) {
            Arrays.fill(all, rank * COUNT, (rank + 1) * COUNT, rank + start);
        }
        return all;
    }

    /** A request that was handed to a future looks inactive; its operation need not be over. */
    void shouldNotStartAgainWhatAFutureWaitsFor() throws Exception {
        final Prequest barrier = comm.barrierInit();
        final int[] word = new int[1];
        if (me == 0) {
            barrier.start();
            final CompletableFuture<Status> future = barrier.toFuture();
            if (size > 1) {
                Expect.failure("start of what is under way", MPI.ERR_REQUEST, barrier::start);
            }
            for (int rank = 1; rank < size; rank++) {
                comm.send(word, 1, MPI.INT, rank, TAG);
            }
            future.get();
        } else {
            comm.recv(word, 1, MPI.INT, 0, TAG);
            barrier.start();
            barrier.waitFor();
        }
        barrier.start();
        barrier.waitFor();
        barrier.free();
    }

    /** Sixteen of them under way at once, beside messages; started in the order of the array. */
    void shouldStartManyAtOnce() {
        final int root = size - 1;
        final int[] mine = new int[COUNT];
        final int[] forAll = new int[size * COUNT];
        final int[] counts = filled(size, COUNT);
        final int[] displs = new int[size];
        Arrays.setAll(displs, rank -> rank * COUNT);
        final int[] bytes = new int[size];
        Arrays.setAll(bytes, rank -> rank * COUNT * Integer.BYTES);
        final Datatype[] types = new Datatype[size];
        Arrays.fill(types, MPI.INT);
        final int[] spread = new int[COUNT];
        final int[][] blocks = new int[7][size * COUNT];
        final int[][] vectors = new int[8][COUNT];
        final boolean isRoot = me == root;
        final Prequest[] requests = {comm.barrierInit(), comm.bcastInit(spread, COUNT, MPI.INT, root),
            comm.gatherInit(mine, COUNT, MPI.INT, isRoot ? blocks[0] : null, COUNT, MPI.INT, root),
            isRoot ? comm.gathervInit(mine, COUNT, MPI.INT, blocks[1], counts, displs, MPI.INT, root)
                : comm.gathervInit(mine, COUNT, MPI.INT, root),
            comm.scatterInit(isRoot ? forAll : null, COUNT, MPI.INT, vectors[0], COUNT, MPI.INT, root),
            isRoot ? comm.scattervInit(forAll, counts, displs, MPI.INT, vectors[1], COUNT, MPI.INT, root)
                : comm.scattervInit(vectors[1], COUNT, MPI.INT, root),
            comm.allGatherInit(mine, COUNT, MPI.INT, blocks[2], COUNT, MPI.INT),
            comm.allGathervInit(mine, COUNT, MPI.INT, blocks[3], counts, displs, MPI.INT),
            comm.allToAllInit(forAll, COUNT, MPI.INT, blocks[4], COUNT, MPI.INT),
            comm.allToAllvInit(forAll, counts, displs, MPI.INT, blocks[5], counts, displs, MPI.INT),
            comm.allToAllwInit(forAll, counts, bytes, types, blocks[6], counts, bytes, types),
            comm.reduceInit(mine, isRoot ? vectors[2] : null, COUNT, MPI.INT, MPI.SUM, root),
            comm.allReduceInit(mine, vectors[3], COUNT, MPI.INT, MPI.SUM),
            comm.reduceScatterInit(forAll, vectors[4], counts, MPI.INT, MPI.SUM),
            comm.reduceScatterBlockInit(forAll, vectors[5], COUNT, MPI.INT, MPI.SUM),
            comm.scanInit(mine, vectors[6], COUNT, MPI.INT, MPI.SUM),
            comm.exScanInit(mine, vectors[7], COUNT, MPI.INT, MPI.SUM)};
        Arrays.fill(counts, -1); // they are copied
        for (int start = 0; start < STARTS; start++) {
            Arrays.fill(mine, me + start);
            System.arraycopy(everyone(start), 0, forAll, 0, forAll.length);
            Arrays.fill(spread, isRoot ? 100 + start : -1);
            Prequest.startAll(requests);
            message(start);
            Request.waitAll(requests);
            Expect.equal("bcastInit", filled(COUNT, 100 + start), spread);
            for (final int block : isRoot ? new int[] {0, 1, 2, 3} : new int[] {2, 3}) {
                Expect.equal("gathered " + block, everyone(start), blocks[block]);
            }
            for (int block = 4; block < 7; block++) {
                Expect.equal("exchanged " + block, filled(size * COUNT, me + start), blocks[block]);
            }
            Expect.equal("scatterInit", filled(COUNT, me + start), vectors[0]);
            Expect.equal("scattervInit", filled(COUNT, me + start), vectors[1]);
            if (isRoot) {
                Expect.equal("reduceInit", filled(COUNT, sum(start)), vectors[2]);
            }
            Expect.equal("allReduceInit", filled(COUNT, sum(start)), vectors[3]);
            Expect.equal("reduceScatterInit", filled(COUNT, size * (me + start)), vectors[4]);
            Expect.equal("reduceScatterBlockInit", filled(COUNT, size * (me + start)), vectors[5]);
            final int below = me * (me - 1) / 2 + me * start;
            Expect.equal("scanInit", filled(COUNT, below + me + start), vectors[6]);
            Expect.equal("exScanInit", filled(COUNT, me == 0 ? 0 : below), vectors[7]);
        }
        for (final Prequest request : requests) {
            request.free();
        }
    }

    private void message(final int value) {
        final int[] received = new int[1];
        comm.sendRecv(new int[] {value}, 1, MPI.INT, (me + 1) % size, TAG, received, 1, MPI.INT,
            (me + size - 1) % size, TAG);
        Expect.equal("message", value, received[0]);
    }

    void shouldStartInCapitals() {
        final int[] mine = new int[COUNT + 1];
        final int[] total = new int[COUNT + 2];
        final int[] all = new int[size * COUNT + 3];
        final int[] exchanged = new int[size * COUNT];
        final int[] prefix = new int[COUNT];
        final int[] block = new int[COUNT];
        final int[] counts = filled(size, COUNT);
        final Prequest[] requests =
            {comm.Barrier_init(), comm.Allreduce_init(mine, 1, total, 2, COUNT, MPI.INT, MPI.SUM),
                comm.Allgather_init(mine, 1, COUNT, MPI.INT, all, 3, COUNT, MPI.INT),
                comm.Alltoall_init(all, 3, COUNT, MPI.INT, exchanged, 0, COUNT, MPI.INT),
                comm.Scan_init(mine, 1, prefix, 0, COUNT, MPI.INT, MPI.SUM),
                comm.Reduce_scatter_init(all, 3, block, 0, counts, MPI.INT, MPI.SUM),
                comm.Bcast_init(mine, 1, COUNT, MPI.INT, 0)};
        for (int start = 0; start < STARTS; start++) {
            for (final Prequest request : requests) {
                Arrays.fill(mine, me + start);
                request.Start();
                request.Wait();
                Expect.equal("Is_null", false, request.Is_null());
            }
            Expect.equal("Allreduce_init", filled(COUNT, sum(start)), Arrays.copyOfRange(total, 2, COUNT + 2));
            Expect.equal("Allgather_init", everyone(start), Arrays.copyOfRange(all, 3, size * COUNT + 3));
            Expect.equal("Alltoall_init", filled(size * COUNT, me + start), exchanged);
            Expect.equal("Scan_init", filled(COUNT, (me + 1) * me / 2 + (me + 1) * start), prefix);
            Expect.equal("Reduce_scatter_init", filled(COUNT, size * (me + start)), block);
            Expect.equal("Bcast_init", filled(COUNT, start), Arrays.copyOfRange(mine, 1, COUNT + 1));
            Expect.equal("before", me + start, mine[0]);
        }
    }

    /** What is in place holds the last result by the next start, unless it is filled anew. */
    void shouldStartInPlaceWithBuffers() {
        final IntBuffer vector = MPI.newIntBuffer(COUNT);
        final Prequest request = comm.allReduceInit(vector, COUNT, MPI.INT, MPI.MAX);
        for (int start = 0; start < STARTS; start++) {
            for (int i = 0; i < COUNT; i++) {
                vector.put(i, me + start);
            }
            request.start();
            while (!request.test()) {
                Thread.onSpinWait();
            }
            Expect.equal("maximum", size - 1 + start, vector.get(COUNT - 1));
        }
        final boolean[] flags = new boolean[size];
        final Prequest exchange = comm.allGatherInit(flags, 1, MPI.BOOLEAN);
        for (int start = 0; start < STARTS; start++) {
            Arrays.fill(flags, false);
            flags[me] = (me + start) % 2 == 0;
            exchange.start();
            exchange.waitFor();
            for (int rank = 0; rank < size; rank++) {
                Expect.equal("flag", (rank + start) % 2 == 0, flags[rank]);
            }
        }
        final Object[] words = new Object[1];
        final Prequest telling = comm.bcastInit(words, 1, MPI.OBJECT, 0);
        for (int start = 0; start < STARTS; start++) {
            words[0] = me == 0 ? "word " + start : null;
            telling.start();
            telling.waitFor();
            Expect.equal("word", "word " + start, words[0]);
        }
    }

    /** Columns of a matrix, which have gaps, and neighbours of a ring. */
    void shouldStartWithDerivedTypesAndNeighbours() {
        final Datatype column = Datatype.createVector(2, 1, size + 1, MPI.INT);
        column.commit();
        final int[] matrix = new int[2 * (size + 1)];
        final int[] columns = new int[2 * size];
        final Prequest gathering = comm.allGatherInit(matrix, 1, column, columns, 2, MPI.INT);
        final CartComm ring = comm.createCart(new int[] {size}, new boolean[] {true}, false);
        final int[] fromBoth = new int[2];
        final int[] toBoth = new int[2];
        final int[] mine = new int[1];
        final int[] told = new int[2];
        final Prequest exchanging = ring.neighborAllToAllInit(toBoth, 1, MPI.INT, fromBoth, 1, MPI.INT);
        final Prequest telling = ring.neighborAllGatherInit(mine, 1, MPI.INT, told, 1, MPI.INT);
        for (int start = 0; start < STARTS; start++) {
            Arrays.fill(matrix, 10 * me + start);
            mine[0] = me + start;
            toBoth[0] = 2 * me + start;
            toBoth[1] = 2 * me + 1 + start;
            Prequest.startAll(new Prequest[] {telling, gathering, exchanging});
            Request.waitAll(new Request[] {exchanging, telling, gathering});
            final int lower = (me + size - 1) % size;
            final int upper = (me + 1) % size;
            Expect.equal("from neighbours", new int[] {lower + start, upper + start}, told);
            Expect.equal("from each neighbour", new int[] {2 * lower + 1 + start, 2 * upper + start}, fromBoth);
            for (int rank = 0; rank < size; rank++) {
                Expect.equal("column", 10 * rank + start, columns[2 * rank + 1]);
            }
        }
        ring.free();
        column.free();
    }
}
