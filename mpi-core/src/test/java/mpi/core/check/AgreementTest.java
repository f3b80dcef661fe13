package mpi.core.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import mpi.CartComm;
import mpi.Comm;
import mpi.Datatype;
import mpi.Group;
import mpi.Intercomm;
import mpi.Intracomm;
import mpi.MPI;
import mpi.MPIException;
import mpi.Op;
import mpi.Request;
import mpi.core.kit.MpiTest;

/** Ranks that do not call the same: every one is told who calls what, and nobody waits for ever. */
class AgreementTest {
    private static final int SIZE = 3;
    private static final int STRANGE = 1;
    private static final int[] BYTE_DISPLS = {0, 16, 32};
    private static final Datatype[] INTS = {MPI.INT, MPI.INT, MPI.INT};

    /**
     * What ranks do that does not fit together.
     *
     * @param what the case
     * @param errorClass what all ranks are to be told
     * @param text what the text is to contain
     * @param call a rank's call, told whether it is to be the strange one
     */
    private record Row(String what, int errorClass, String text, Step call) {}

    /** One rank's part. */
    @FunctionalInterface
    private interface Step {
        void run(Intracomm comm, boolean strange) throws Exception;
    }

    private static int[] ints() {
        return new int[24];
    }

    private static int[] counts(final int a, final int b, final int c) {
        return new int[] {a, b, c};
    }

    private static int root(final boolean strange) {
        return strange ? STRANGE : 0;
    }

    private static Op op(final boolean strange) {
        return strange ? MPI.MAX : MPI.SUM;
    }

    private static Datatype type(final boolean strange) {
        return strange ? MPI.FLOAT : MPI.INT;
    }

    private static Object buffer(final boolean strange) {
        return strange ? new float[24] : ints();
    }

    private static int count(final boolean strange) {
        return strange ? 3 : 2;
    }

    private static void await(final Request request) {
        request.waitFor();
    }

    private static List<Row> blocking() {
        final int[] displs = {0, 4, 8};
        return List.of(
            new Row("operation", MPI.ERR_ARG, "rank 1 calls bcast(root 0, 2 INT), ranks 0, 2 call barrier",
                (comm, strange) -> {
                    if (strange) {
                        comm.bcast(ints(), 2, MPI.INT, 0);
                    } else {
                        comm.barrier();
                    }
                }),
            new Row("blocking or not", MPI.ERR_ARG, "rank 1 calls ibarrier, ranks 0, 2 call barrier",
                (comm, strange) -> {
                    if (strange) {
                        await(comm.iBarrier());
                    } else {
                        comm.barrier();
                    }
                }),
            new Row("bcast root", MPI.ERR_ROOT,
                "rank 1 calls bcast(root 1, 2 INT), ranks 0, 2 call bcast(root 0, 2 INT)",
                (comm, strange) -> comm.bcast(ints(), 2, MPI.INT, root(strange))),
            new Row("bcast count", MPI.ERR_COUNT,
                "rank 1 calls bcast(root 0, 3 INT), ranks 0, 2 call bcast(root 0, 2 INT)",
                (comm, strange) -> comm.bcast(ints(), count(strange), MPI.INT, 0)),
            new Row("bcast type", MPI.ERR_TYPE,
                "rank 1 calls bcast(root 0, 2 FLOAT), ranks 0, 2 call bcast(root 0, 2 INT)",
                (comm, strange) -> comm.bcast(buffer(strange), 2, type(strange), 0)),
            new Row("gather root", MPI.ERR_ROOT, "rank 1 calls gather(root 1, 2 INT), ranks 0, 2 call gather(root 0,",
                (comm, strange) -> comm.gather(ints(), 2, MPI.INT, ints(), 2, MPI.INT, root(strange))),
            new Row("gather count", MPI.ERR_COUNT, "rank 1 sends 3 INT to rank 0, which expects 2 INT",
                (comm, strange) -> comm.gather(ints(), count(strange), MPI.INT, ints(), 2, MPI.INT, 0)),
            new Row("gatherv count", MPI.ERR_COUNT, "rank 1 sends 4 INT to rank 0, which expects 2 INT",
                (comm, strange) -> comm.gatherv(ints(), strange ? 4 : comm.getRank() + 1, MPI.INT, ints(),
                    counts(1, 2, 3), displs, MPI.INT, 0)),
            new Row("scatter count", MPI.ERR_COUNT, "rank 0 sends 2 INT to rank 1, which expects 3 INT",
                (comm, strange) -> comm.scatter(ints(), 2, MPI.INT, ints(), count(strange), MPI.INT, 0)),
            new Row("scatter type", MPI.ERR_TYPE, "rank 0 sends 2 INT to rank 1, which expects 2 FLOAT",
                (comm, strange) -> comm.scatter(ints(), 2, MPI.INT, buffer(strange), 2, type(strange), 0)),
            new Row("scatterv count", MPI.ERR_COUNT, "rank 0 sends 2 INT to rank 1, which expects 4 INT",
                (comm, strange) -> comm.scatterv(ints(), counts(1, 2, 3), displs, MPI.INT, ints(),
                    strange ? 4 : comm.getRank() + 1, MPI.INT, 0)),
            new Row("allgather count", MPI.ERR_COUNT, "rank 0 sends 2 INT to rank 1, which expects 3 INT",
                (comm, strange) -> comm.allGather(ints(), 2, MPI.INT, ints(), count(strange), MPI.INT)),
            new Row("allgatherv count", MPI.ERR_COUNT, "rank 1 sends 3 INT to rank 0, which expects 2 INT",
                (comm, strange) -> comm.allGatherv(ints(), count(strange), MPI.INT, ints(), counts(2, 2, 2), displs,
                    MPI.INT)),
            new Row("alltoall count", MPI.ERR_COUNT, "rank 1 sends 3 INT to rank 0, which expects 2 INT",
                (comm, strange) -> comm.allToAll(ints(), count(strange), MPI.INT, ints(), 2, MPI.INT)),
            new Row("alltoallv count", MPI.ERR_COUNT, "rank 0 sends 1 INT to rank 1, which expects 2 INT",
                (comm, strange) -> comm.allToAllv(ints(), counts(1, 1, 1), displs, MPI.INT, ints(),
                    strange ? counts(2, 1, 1) : counts(1, 1, 1), displs, MPI.INT)),
            new Row("reduce operation", MPI.ERR_OP, "rank 1 calls reduce(root 0, 2 INT, MAX), ranks 0, 2 call reduce(",
                (comm, strange) -> comm.reduce(ints(), ints(), 2, MPI.INT, op(strange), 0)),
            new Row("reduce count", MPI.ERR_COUNT, "rank 1 calls reduce(root 0, 3 INT, SUM)",
                (comm, strange) -> comm.reduce(ints(), ints(), count(strange), MPI.INT, MPI.SUM, 0)),
            new Row("allreduce type", MPI.ERR_TYPE, "rank 1 calls allreduce(2 FLOAT, SUM), ranks 0, 2 call allreduce(",
                (comm, strange) -> comm.allReduce(buffer(strange), buffer(strange), 2, type(strange), MPI.SUM)),
            new Row("allreduce operation", MPI.ERR_OP, "rank 1 calls allreduce(2 INT, MAX)",
                (comm, strange) -> comm.allReduce(ints(), ints(), 2, MPI.INT, op(strange))),
            new Row("reduce_scatter counts", MPI.ERR_COUNT, "rank 1 calls reduce_scatter(1 INT + 2 INT + 1 INT, SUM)",
                (comm, strange) -> comm.reduceScatter(ints(), ints(), strange ? counts(1, 2, 1) : counts(1, 1, 1),
                    MPI.INT, MPI.SUM)),
            new Row("reduce_scatter_block count", MPI.ERR_COUNT, "rank 1 calls reduce_scatter_block(3 INT a rank, SUM)",
                (comm, strange) -> comm.reduceScatterBlock(ints(), ints(), count(strange), MPI.INT, MPI.SUM)),
            new Row("scan count", MPI.ERR_COUNT, "rank 1 calls scan(3 INT, SUM), ranks 0, 2 call scan(2 INT, SUM)",
                (comm, strange) -> comm.scan(ints(), ints(), count(strange), MPI.INT, MPI.SUM)),
            new Row("exscan operation", MPI.ERR_OP, "rank 1 calls exscan(2 INT, MAX)",
                (comm, strange) -> comm.exScan(ints(), ints(), 2, MPI.INT, op(strange))),
            new Row("dup", MPI.ERR_ARG, "rank 1 calls split, ranks 0, 2 call dup", (comm, strange) -> {
                if (strange) {
                    comm.split(0, 0);
                } else {
                    comm.dup();
                }
            }),
            new Row("create", MPI.ERR_GROUP, "rank 1 calls create(ranks 0 1), ranks 0, 2 call create(ranks 0 1 2)",
                (comm, strange) -> {
                    final Group all = comm.getGroup();
                    comm.create(strange ? all.incl(new int[] {0, 1}) : all);
                }),
            new Row("free", MPI.ERR_ARG, "rank 1 calls barrier, ranks 0, 2 call free", (comm, strange) -> {
                if (strange) {
                    comm.barrier();
                } else {
                    comm.free();
                }
            }),
            new Row("alltoallw count", MPI.ERR_COUNT, "rank 1 sends 2 INT to rank 2, which expects 1 INT",
                (comm, strange) -> comm.allToAllw(ints(), counts(1, 1, strange ? 2 : 1), BYTE_DISPLS, INTS, ints(),
                    counts(1, 1, 1), BYTE_DISPLS, INTS)),
            new Row("split_type", MPI.ERR_ARG, "rank 1 calls barrier, ranks 0, 2 call split", (comm, strange) -> {
                if (strange) {
                    comm.barrier();
                } else {
                    comm.splitType(Comm.TYPE_SHARED, 0, MPI.INFO_NULL);
                }
            }),
            new Row("neighbor_allgather count", MPI.ERR_COUNT, "rank 1 sends 3 INT to rank 0, which expects 2 INT",
                (comm, strange) -> ring(comm).neighborAllGather(ints(), count(strange), MPI.INT, ints(), 2, MPI.INT)),
            new Row("neighbor_allgatherv count", MPI.ERR_COUNT, "rank 1 sends 3 INT to rank 0, which expects 2 INT",
                (comm, strange) -> ring(comm).neighborAllGatherv(ints(), count(strange), MPI.INT, ints(),
                    new int[] {2, 2}, new int[] {0, 4}, MPI.INT)),
            new Row("neighbor_alltoall type", MPI.ERR_TYPE, "rank 1 sends 2 FLOAT to rank 0, which expects 2 INT",
                (comm, strange) -> ring(comm).neighborAllToAll(buffer(strange), 2, type(strange), ints(), 2, MPI.INT)),
            new Row("neighbor_alltoallv count", MPI.ERR_COUNT, "rank 1 sends 3 INT to rank 2, which expects 2 INT",
                (comm, strange) -> ring(comm).neighborAllToAllv(ints(), new int[] {2, count(strange)},
                    new int[] {0, 4}, MPI.INT, ints(), new int[] {2, 2}, new int[] {0, 4}, MPI.INT)));
    }

    private static CartComm ring(final Intracomm comm) {
        final CartComm ring = comm.createCart(new int[] {SIZE}, new boolean[] {true}, false);
        ring.setErrhandler(MPI.ERRORS_RETURN);
        return ring;
    }

    private static List<Row> started() {
        final int[] displs = {0, 4, 8};
        return List.of(
            new Row("operation", MPI.ERR_ARG, "rank 1 calls ibarrier, ranks 0, 2 call ibcast(root 0, 2 INT)",
                (comm, strange) -> await(strange ? comm.iBarrier() : comm.iBcast(MPI.newIntBuffer(2), 2, MPI.INT, 0))),
            new Row("ibcast root", MPI.ERR_ROOT, "rank 1 calls ibcast(root 1, 2 INT)",
                (comm, strange) -> await(comm.iBcast(MPI.newIntBuffer(2), 2, MPI.INT, root(strange)))),
            new Row("igatherv count", MPI.ERR_COUNT, "rank 1 sends 3 INT to rank 0, which expects 2 INT",
                (comm, strange) -> await(comm.iGatherv(MPI.newIntBuffer(24), count(strange), MPI.INT,
                    MPI.newIntBuffer(24), counts(2, 2, 2), displs, MPI.INT, 0))),
            new Row("iallreduce operation", MPI.ERR_OP, "rank 1 calls iallreduce(2 INT, MAX)",
                (comm, strange) -> await(comm.iAllReduce(MPI.newIntBuffer(2), MPI.newIntBuffer(2), 2, MPI.INT,
                    op(strange)))),
            new Row("idup", MPI.ERR_ARG, "rank 1 calls ibarrier, ranks 0, 2 call idup", (comm, strange) -> {
                if (strange) {
                    await(comm.iBarrier());
                } else {
                    await(comm.iDup().getRequest());
                }
            }));
    }

    @MpiTest(ranks = SIZE, settings = "MPJ_CHECK=true")
    void shouldTellAllRanksWhoCallsWhat(final Intracomm world) throws Exception {
        expectAll(world, blocking());
    }

    @MpiTest(ranks = SIZE, settings = "MPJ_CHECK=true", delaySeed = 7)
    void shouldTellAllRanksWhoStartsWhat(final Intracomm world) throws Exception {
        expectAll(world, started());
    }

    private static void expectAll(final Intracomm world, final List<Row> rows) throws Exception {
        world.setErrhandler(MPI.ERRORS_RETURN);
        for (final Row row : rows) {
            final Intracomm comm = world.dup();
            comm.setErrhandler(MPI.ERRORS_RETURN);
            final MPIException e = assertThrows(MPIException.class,
                () -> row.call.run(comm, comm.getRank() == STRANGE), row.what);
            assertEquals(row.errorClass, e.getErrorClass(), row.what + ": " + e.getMessage());
            assertTrue(e.getMessage().contains(row.text), row.what + ": " + e.getMessage());
            comm.barrier(); // nothing is left behind
        }
    }

    /** Ranks 0 and 1, and ranks 2 and 3. */
    @MpiTest(ranks = 4, settings = "MPJ_CHECK=true")
    void shouldCheckBothGroupsOfAnIntercommunicator(final Intracomm world) {
        world.setErrhandler(MPI.ERRORS_RETURN);
        final int me = world.getRank();
        final boolean isLow = me < 2;
        final Intracomm half = world.split(isLow ? 0 : 1, me);
        half.setErrhandler(MPI.ERRORS_RETURN);
        expect(MPI.ERR_ARG, "rank 0 calls intercomm_create(leader 0, tag 5), rank 1 calls intercomm_create(leader 0,",
            () -> world.createIntercomm(half, 0, isLow ? 2 : 0, 5 + me % 2));
        final Intercomm inter = world.createIntercomm(half, 0, isLow ? 2 : 0, 5);
        inter.setErrhandler(MPI.ERRORS_RETURN);
        expect(MPI.ERR_ARG, (isLow ? "remote" : "local") + " rank 1 calls ", () -> {
            if (me == 3) {
                inter.bcast(ints(), 1, MPI.INT, 0);
            } else {
                inter.barrier();
            }
        });
        expect(MPI.ERR_ROOT, "bcast(root MPI.ROOT, 2 INT)",
            () -> inter.bcast(ints(), 2, MPI.INT, isLow ? MPI.ROOT : 0));
        expect(MPI.ERR_COUNT, "(root MPI.ROOT, 3 INT)",
            () -> inter.bcast(ints(), me == 0 ? 3 : 2, MPI.INT, me == 0 ? MPI.ROOT : isLow ? MPI.PROC_NULL : 0));
        expect(MPI.ERR_COUNT, (isLow ? "local" : "remote") + " rank 0 sends 3 INT to " + (isLow ? "remote" : "local")
            + " rank 1, which expects 2 INT",
            () -> inter.allGather(ints(), me == 0 ? 3 : 2, MPI.INT, ints(), 2, MPI.INT));
        expect(MPI.ERR_ARG, "high", () -> inter.merge(me == 0));
        assertEquals(4, inter.merge(isLow).getSize());
        inter.barrier();
    }

    private static void expect(final int errorClass, final String text, final Runnable call) {
        final MPIException e = assertThrows(MPIException.class, call::run, text);
        assertEquals(errorClass, e.getErrorClass(), e.getMessage());
        assertTrue(e.getMessage().contains(text), e.getMessage());
    }

    @MpiTest(ranks = SIZE, settings = "MPJ_CHECK=true", init = false)
    void shouldTellThatARankHasArrivedAtFinalize() {
        MPI.Init(new String[0]);
        MPI.COMM_WORLD.setErrhandler(MPI.ERRORS_RETURN);
        final Intracomm other = MPI.COMM_WORLD.dup();
        final String text = "rank 1 has arrived at Finalize, ranks 0, 2 call barrier";
        if (MPI.COMM_WORLD.getRank() == STRANGE) {
            expect(MPI.ERR_ARG, text, MPI::Finalize);
        } else {
            expect(MPI.ERR_ARG, text, other::barrier);
            MPI.Finalize();
        }
    }

    @MpiTest(ranks = SIZE, settings = "MPJ_CHECK=true")
    void shouldLetArgumentsDifferThatMay(final Intracomm world) {
        world.setErrhandler(MPI.ERRORS_RETURN);
        final int me = world.getRank();
        final int type = me == STRANGE ? MPI.UNDEFINED : Comm.TYPE_SHARED;
        assertEquals(me == STRANGE, world.splitType(type, me, MPI.INFO_NULL).isNull());
        final Group all = world.getGroup();
        final int[] mine = me == STRANGE ? new int[] {STRANGE} : new int[] {2, 0};
        assertEquals(mine.length, world.create(all.incl(mine)).getSize());
        final int[] pairs = ints();
        if (me == STRANGE) {
            final Datatype four = Datatype.createContiguous(4, MPI.INT);
            four.commit();
            world.bcast(pairs, 1, four, 0);
        } else {
            world.bcast(pairs, 4, MPI.INT, 0);
        }
    }

    /** The standard lets operations that do not block wait for what is called behind them. */
    @MpiTest(ranks = SIZE, settings = "MPJ_CHECK=true")
    void shouldNotBlockAnOperationThatDoesNot(final Intracomm world) throws Exception {
        world.setErrhandler(MPI.ERRORS_RETURN);
        final int me = world.getRank();
        final int[] one = new int[1];
        final AtomicReference<Request> barrier = new AtomicReference<>();
        if (me == 0) {
            barrier.set(world.iBarrier());
            for (int rank = 1; rank < SIZE; rank++) {
                world.send(one, 1, MPI.INT, rank, 1);
            }
        } else {
            world.recv(one, 1, MPI.INT, 0, 1);
            barrier.set(world.iBarrier());
        }
        final List<Request> all = new ArrayList<>(List.of(barrier.get(), world.iBarrier(), world.iBarrier()));
        all.forEach(AgreementTest::await);
    }

    @MpiTest(ranks = 2, settings = "MPJ_CHECK=true")
    void shouldRefuseMessagesThatEndWithinAnItem(final Intracomm world) {
        world.setErrhandler(MPI.ERRORS_RETURN);
        final byte[] bytes = new byte[7];
        final int peer = 1 - world.getRank();
        world.iSend(bytes, bytes.length, MPI.BYTE, peer, 3);
        expect(MPI.ERR_TYPE, "from " + peer + ", tag 3: message of 7 bytes is no whole number of INT",
            () -> world.recv(ints(), 2, MPI.INT, peer, 3));
        expect(MPI.ERR_TYPE, "message of 7 bytes is no whole number of INT",
            () -> world.sendRecv(bytes, bytes.length, MPI.BYTE, peer, 4, ints(), 2, MPI.INT, peer, 4));
    }

    /** What was refused has begun nothing, for which disconnect would wait. */
    @MpiTest(ranks = SIZE, settings = "MPJ_CHECK=true")
    void shouldDisconnectAfterARefusedDuplication(final Intracomm world) throws Exception {
        world.setErrhandler(MPI.ERRORS_RETURN);
        for (int odd = 0; odd < SIZE; odd++) {
            final Intracomm comm = world.dup();
            comm.setErrhandler(MPI.ERRORS_RETURN);
            final boolean isOdd = comm.getRank() == odd;
            expect(MPI.ERR_ARG, "rank " + odd + " calls barrier", () -> {
                if (isOdd) {
                    comm.barrier();
                } else {
                    await(comm.iDup().getRequest());
                }
            });
            comm.disconnect();
            assertTrue(comm.isNull());
        }
    }

    /** One that a rank finds to be wrong by itself is no turn of the others. */
    @MpiTest(ranks = SIZE, settings = "MPJ_CHECK=true")
    void shouldLetARankCallAgainWhatOnlyItWasRefused(final Intracomm world) {
        world.setErrhandler(MPI.ERRORS_RETURN);
        final IntBuffer one = MPI.newIntBuffer(1).put(0, world.getRank());
        if (world.getRank() == STRANGE) {
            expect(MPI.ERR_BUFFER, "read-only", () -> world.iBcast(one.asReadOnlyBuffer(), 1, MPI.INT, 2));
        }
        await(world.iBcast(one, 1, MPI.INT, 2));
        assertEquals(2, one.get(0));
    }

    /** The groups have one rank and three; the id comes from either group. */
    @MpiTest(ranks = 4, settings = "MPJ_CHECK=true")
    void shouldDuplicateAnIntercommunicator(final Intracomm world) throws Exception {
        world.setErrhandler(MPI.ERRORS_RETURN);
        final int me = world.getRank();
        for (final int alone : new int[] {0, 3}) {
            final Intracomm half = world.split(me == alone ? 0 : 1, me);
            final Intercomm inter = world.createIntercomm(half, 0, me == alone ? (alone + 1) % 4 : alone, 1);
            inter.setErrhandler(MPI.ERRORS_RETURN);
            expect(MPI.ERR_ARG, "calls barrier", () -> {
                if (me == 1) {
                    inter.barrier();
                } else {
                    await(inter.iDup().getRequest());
                }
            });
            final Intercomm made = inter.iDup();
            await(made.getRequest());
            made.barrier();
            made.disconnect();
            inter.disconnect();
        }
    }
}
