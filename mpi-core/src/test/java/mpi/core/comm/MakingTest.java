package mpi.core.comm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import mpi.CartComm;
import mpi.Comm;
import mpi.Errhandler;
import mpi.Info;
import mpi.Intercomm;
import mpi.Intracomm;
import mpi.MPI;
import mpi.MPIException;
import mpi.Request;
import mpi.core.kit.MpiTest;

/** Communicators made from others, as programs see them. */
class MakingTest {
    private static final int TAG = 4;

    @MpiTest(ranks = {1, 2, 3, 5})
    void shouldSplitByHost(final Intracomm world) {
        final Intracomm host = world.splitType(Comm.TYPE_SHARED, -world.getRank(), MPI.INFO_NULL);
        assertEquals(world.getSize(), host.getSize(), "ranks of the loopback transport are on one host");
        assertEquals(world.getSize() - 1 - world.getRank(), host.getRank());
        assertTrue(world.splitType(MPI.UNDEFINED, 0, MPI.INFO_NULL).isNull());
        assertFails(MPI.ERR_ARG, () -> world.splitType(7, 0, MPI.INFO_NULL));
        assertFails(MPI.ERR_INFO, () -> world.splitType(Comm.TYPE_SHARED, 0, null));
        host.free();
    }

    /** A call that waited for the others would hang: rank 0 duplicates before it is told to, the others after. */
    @MpiTest(ranks = {1, 2, 4})
    void shouldDuplicateWithoutWaiting(final Intracomm world) {
        final int me = world.getRank();
        final Intracomm first;
        if (me == world.getSize() - 1) {
            first = world.iDup();
            for (int i = 0; i < me; i++) {
                world.send(new byte[1], 1, MPI.BYTE, i, TAG);
            }
        } else {
            world.recv(new byte[1], 1, MPI.BYTE, world.getSize() - 1, TAG);
            first = world.iDup();
        }
        final Intracomm second = world.iDup();
        world.barrier();
        Request.waitAll(new Request[] {second.getRequest(), first.getRequest()});
        assertTrue(first.getRequest().isNull());
        assertEquals(MPI.CONGRUENT, Comm.compare(first, second));
        first.barrier();
        second.barrier();
        assertNull(world.getRequest());
        first.free();
        second.free();
    }

    @MpiTest(ranks = 2)
    void shouldRefuseADuplicateThatIsNotThereYet(final Intracomm world) {
        if (world.getRank() == 1) {
            final Intracomm duplicate = world.iDup();
            assertFails(MPI.ERR_COMM, duplicate::barrier);
            assertFails(MPI.ERR_REQUEST, duplicate.getRequest()::Cancel);
            world.send(new byte[1], 1, MPI.BYTE, 0, TAG);
            duplicate.getRequest().waitFor();
            duplicate.free();
        } else {
            world.recv(new byte[1], 1, MPI.BYTE, 1, TAG);
            final Intracomm duplicate = world.iDup();
            while (!duplicate.getRequest().test()) {
                Thread.onSpinWait();
            }
            duplicate.free();
        }
    }

    /** Two threads of each member, each with a group and a tag of its own, on one communicator. */
    @MpiTest(ranks = {2, 4})
    void shouldCreateGroupsInThreadsAtOnce(final Intracomm world) throws Exception {
        final int[] back = IntStream.range(0, world.getSize()).map(i -> world.getSize() - 1 - i).toArray();
        final List<CompletableFuture<Void>> threads = new ArrayList<>();
        for (int thread = 0; thread < 2; thread++) {
            final int tag = thread;
            final CompletableFuture<Void> done = new CompletableFuture<>();
            threads.add(done);
            Thread.ofPlatform().daemon().start(() -> {
                try {
                    for (int i = 0; i < 50; i++) {
                        final Intracomm reversed = world.createGroup(world.getGroup().incl(back), tag);
                        assertEquals(world.getSize() - 1 - world.getRank(), reversed.getRank());
                        final int[] sum = {tag + 1};
                        reversed.allReduce(sum, 1, MPI.INT, MPI.SUM);
                        assertEquals(world.getSize() * (tag + 1), sum[0]);
                        reversed.free();
                    }
                    done.complete(null);
                } catch (final RuntimeException | AssertionError e) {
                    done.completeExceptionally(e);
                }
            });
        }
        for (final CompletableFuture<Void> thread : threads) {
            thread.get();
        }
    }

    @MpiTest(ranks = 3)
    void shouldCreateAGroupWithItsMembersAlone(final Intracomm world) {
        final int me = world.getRank();
        if (me == 1) {
            world.barrier();
            return;
        }
        final Intracomm pair = world.createGroup(world.getGroup().excl(new int[] {1}), Integer.MAX_VALUE);
        assertEquals(me / 2, pair.getRank());
        pair.barrier();
        pair.free();
        world.barrier();
        assertTrue(world.createGroup(world.getGroup().incl(new int[] {1}), 0).isNull());
        assertFails(MPI.ERR_TAG, () -> world.createGroup(world.getGroup(), -1));
        assertFails(MPI.ERR_GROUP, () -> world.createGroup(MPI.GROUP_NULL, 0));
    }

    @MpiTest(ranks = {2, 3})
    void shouldRefuseWrongArgumentsOfIntercommunicators(final Intracomm world) {
        final int me = world.getRank();
        final Intracomm half = world.split(me % 2, me);
        final int other = 1 - me % 2;
        assertFails(MPI.ERR_COMM, () -> world.createIntercomm(null, 0, other, TAG));
        assertFails(MPI.ERR_COMM, () -> world.createIntercomm(MPI.COMM_NULL, 0, other, TAG));
        assertFails(MPI.ERR_RANK, () -> world.createIntercomm(half, half.getSize(), other, TAG));
        assertFails(MPI.ERR_RANK, () -> world.createIntercomm(half, -1, other, TAG));
        assertFails(MPI.ERR_TAG, () -> world.Create_intercomm(half, 0, other, -1));
        if (half.getRank() == 0) {
            assertFails(MPI.ERR_RANK, () -> world.createIntercomm(half, 0, world.getSize(), TAG));
            assertFails(MPI.ERR_COMM, () -> MPI.COMM_NULL.createIntercomm(half, 0, 0, TAG));
        }
        final Intercomm inter = world.Create_intercomm(half, 0, other, TAG);
        assertFails(MPI.ERR_COMM, () -> world.createIntercomm(inter, 0, other, TAG));
        inter.Free();
        assertFails(MPI.ERR_COMM, inter::getRemoteSize);
        assertFails(MPI.ERR_COMM, inter::getRemoteGroup);
        assertFails(MPI.ERR_COMM, () -> inter.merge(false));
        assertTrue(Intercomm.getParent().isNull());
        half.free();
    }

    /** Only the leaders need to see each other: the other ranks may give any communicator. */
    @MpiTest(ranks = {2, 4, 5})
    void shouldFindTheOtherGroupThroughItsLeaders(final Intracomm world) {
        final int me = world.getRank();
        final Intracomm half = world.split(me % 2, me);
        final int leader = half.getSize() - 1;
        final int last = world.getSize() - 1;
        final int otherLast = me % 2 == last % 2 ? last - 1 : last;
        final Intercomm inter = half.getRank() == leader
            ? world.createIntercomm(half, leader, otherLast, TAG)
            : MPI.COMM_SELF.createIntercomm(half, leader, -1, TAG);
        final Intracomm all = inter.merge(me % 2 == 0);
        assertEquals(world.getSize(), all.getSize());
        all.free();
        inter.free();
        half.free();
    }

    @MpiTest(ranks = 2)
    void shouldRefuseGroupsThatOverlap(final Intracomm world) {
        world.setErrhandler(MPI.ERRORS_RETURN);
        assertFails(MPI.ERR_COMM, () -> world.createIntercomm(world, 0, 0, TAG));
        world.barrier();
    }

    /** Thousands of communicators of all kinds, made and freed by two threads on different ones. */
    @MpiTest(ranks = 3, timeoutSeconds = 120)
    void shouldKeepIdsApart(final Intracomm world) throws Exception {
        final Intracomm other = world.dup();
        final CompletableFuture<Void> done = new CompletableFuture<>();
        Thread.ofPlatform().daemon().start(() -> {
            try {
                makeAndFree(other, 250, 1);
                done.complete(null);
            } catch (final RuntimeException | AssertionError e) {
                done.completeExceptionally(e);
            }
        });
        makeAndFree(world, 250, 2);
        done.get();
        other.free();
    }

    private static void makeAndFree(final Intracomm parent, final int rounds, final int tag) {
        for (int i = 0; i < rounds; i++) {
            final Intracomm duplicate = parent.dup();
            final Intracomm half = parent.split(parent.getRank() % 2, 0);
            final Intracomm group = duplicate.createGroup(parent.getGroup(), tag);
            final Intercomm inter = duplicate.createIntercomm(half, 0, 1 - parent.getRank() % 2, tag);
            final Intercomm second = inter.dup();
            final Intracomm merged = second.merge(false);
            for (final Comm comm : new Comm[] {merged, group, half, duplicate, parent}) {
                greet(comm, comm.getSize(), i);
            }
            if (parent.getRank() < 2) {
                final int[] in = {-1};
                second.sendRecv(new int[] {i}, 1, MPI.INT, 0, 0, in, 1, MPI.INT, MPI.ANY_SOURCE, MPI.ANY_TAG);
                assertEquals(i, in[0]);
            }
            for (final Comm comm : new Comm[] {duplicate, merged, inter, group, second, half}) {
                comm.free();
            }
        }
    }

    private static void greet(final Comm comm, final int size, final int value) {
        final int[] in = {-1};
        final Request send = comm.iSend(new int[] {value}, 1, MPI.INT, (comm.getRank() + 1) % size, 0);
        comm.recv(in, 1, MPI.INT, MPI.ANY_SOURCE, MPI.ANY_TAG);
        assertEquals(value, in[0]);
        send.waitFor();
    }

    @MpiTest(ranks = 2)
    void shouldCopyAndDeleteAttributesByTheirRule(final Intracomm world) {
        final List<String> log = new ArrayList<>();
        final int plain = Comm.createKeyval();
        final int counted = Comm.createKeyval((_, _, value) -> (Integer) value + 1,
            (comm, _, value) -> log.add(comm.getName() + " " + value));
        final int dropped = Comm.createKeyval((_, _, _) -> null, (_, _, value) -> log.add("dropped " + value));
        final Object anything = new Object();
        assertNull(world.getAttr(plain));
        world.setAttr(plain, anything);
        world.setAttr(counted, 1);
        world.setAttr(dropped, 5);
        final Intracomm duplicate = world.dup();
        duplicate.setName("duplicate");
        final Intracomm later = world.iDup();
        later.getRequest().waitFor();
        assertSame(anything, duplicate.getAttr(plain));
        assertEquals(2, duplicate.Attr_get(counted));
        assertEquals(2, later.getAttr(counted));
        assertNull(duplicate.getAttr(dropped));
        duplicate.Attr_put(counted, 9);
        Comm.freeKeyval(counted);
        assertFails(MPI.ERR_KEYVAL, () -> duplicate.getAttr(counted));
        assertFails(MPI.ERR_KEYVAL, () -> Comm.freeKeyval(counted));
        duplicate.free();
        assertEquals(List.of("duplicate 2", "duplicate 9"), log);
        world.deleteAttr(dropped);
        assertNull(world.getAttr(dropped));
        assertEquals("dropped 5", log.getLast());
        final Intracomm part = world.split(0, 0);
        assertNull(part.getAttr(plain), "only duplicates get attributes");
        part.free();
        later.free();
    }

    @MpiTest(ranks = 2, init = false)
    void shouldDeleteTheAttributesOfThisRankAloneAtFinalize() {
        MPI.Init(null);
        final List<Object> log = new ArrayList<>();
        MPI.COMM_SELF.setAttr(Comm.createKeyval((_, _, _) -> null, (comm, _, value) -> {
            comm.sendRecv(new int[] {8}, 1, MPI.INT, 0, 0, new int[1], 1, MPI.INT, 0, 0);
            log.add(value);
        }), "once");
        MPI.Finalize();
        assertEquals(List.of("once"), log);
    }

    @MpiTest(ranks = {1, 3})
    void shouldAnswerPredefinedAttributes(final Intracomm world) {
        final Intracomm duplicate = world.dup();
        assertEquals(Integer.MAX_VALUE, duplicate.getAttr(MPI.TAG_UB));
        assertEquals(MPI.PROC_NULL, world.getAttr(MPI.HOST));
        assertEquals(MPI.ANY_SOURCE, world.getAttr(MPI.IO));
        assertEquals(false, world.getAttr(MPI.WTIME_IS_GLOBAL));
        assertEquals(0, world.getAttr(MPI.APPNUM));
        assertEquals(MPI.ERR_LASTCODE, world.getAttr(MPI.LASTUSEDCODE));
        assertEquals(world.getSize(), MPI.COMM_SELF.getAttr(MPI.UNIVERSE_SIZE));
        for (final int key : new int[] {MPI.TAG_UB, MPI.UNIVERSE_SIZE, MPI.WIN_BASE, MPI.KEYVAL_INVALID, 12}) {
            assertFails(MPI.ERR_KEYVAL, () -> world.setAttr(key, 1));
            assertFails(MPI.ERR_KEYVAL, () -> world.Attr_delete(key));
            assertFails(MPI.ERR_KEYVAL, () -> Comm.freeKeyval(key));
        }
        assertFails(MPI.ERR_KEYVAL, () -> world.getAttr(MPI.WIN_SIZE));
        assertFails(MPI.ERR_KEYVAL, () -> world.getAttr(MPI.KEYVAL_INVALID));
        final int key = Comm.createKeyval();
        assertFails(MPI.ERR_ARG, () -> world.setAttr(key, null));
        assertFails(MPI.ERR_ARG, () -> Comm.createKeyval(null, (_, _, _) -> {}));
        duplicate.free();
        assertFails(MPI.ERR_COMM, () -> duplicate.getAttr(key));
        assertFails(MPI.ERR_COMM, () -> duplicate.setAttr(key, 1));
        assertFails(MPI.ERR_COMM, () -> duplicate.deleteAttr(key));
    }

    @MpiTest(ranks = 2)
    void shouldKeepHints(final Intracomm world) {
        final Info info = new Info();
        info.set("colour", "green");
        final Intracomm hinted = world.dupWithInfo(info);
        info.set("colour", "red");
        assertEquals("green", hinted.getInfo().get("colour"));
        final Intracomm duplicate = hinted.dup();
        assertEquals(0, duplicate.getInfo().size(), "a duplicate starts without hints");
        duplicate.setInfo(info);
        assertEquals("red", duplicate.getInfo().get("colour"));
        assertNotSame(duplicate.getInfo(), duplicate.getInfo());
        duplicate.setInfo(MPI.INFO_NULL);
        assertEquals(0, duplicate.getInfo().size());
        info.free();
        assertFails(MPI.ERR_INFO, () -> duplicate.setInfo(info));
        assertFails(MPI.ERR_INFO, () -> duplicate.setInfo(null));
        assertFails(MPI.ERR_INFO, () -> world.dupWithInfo(null));
        hinted.free();
        assertFails(MPI.ERR_COMM, () -> hinted.setInfo(MPI.INFO_NULL));
        assertFails(MPI.ERR_COMM, hinted::getInfo);
        duplicate.free();
    }

    @MpiTest(ranks = 2)
    void shouldInheritErrorHandlers(final Intracomm world) {
        final List<String> log = new ArrayList<>();
        final Errhandler mine = new Errhandler((comm, code) -> log.add(comm.getName() + " " + code));
        final Intracomm parent = world.dup();
        assertSame(MPI.ERRORS_ARE_FATAL, parent.getErrhandler());
        parent.setErrhandler(mine);
        parent.setName("parent");
        final Intracomm half = parent.split(parent.getRank(), 0);
        final CartComm cart = parent.createCart(new int[] {2}, new boolean[1], false);
        final Intercomm inter = world.createIntercomm(half, 0, 1 - world.getRank(), TAG);
        for (final Comm child : new Comm[] {half, cart, inter, parent.dup(), inter.merge(false)}) {
            assertSame(mine, child.getErrhandler());
        }
        parent.callErrhandler(MPI.ERR_TOPOLOGY);
        assertEquals(List.of("parent " + MPI.ERR_TOPOLOGY), log);
        final int other = 1 - parent.getRank();
        final Request send = parent.iSend(new int[2], 2, MPI.INT, other, TAG);
        assertFails(MPI.ERR_TRUNCATE, () -> parent.recv(new int[1], 1, MPI.INT, other, TAG));
        assertEquals("parent " + MPI.ERR_TRUNCATE, log.getLast());
        send.waitFor();
        final int heard = log.size();
        final Request capital = parent.Isend(new int[2], 0, 2, MPI.INT, other, TAG);
        assertFails(MPI.ERR_TRUNCATE, () -> parent.Recv(new int[1], 0, 1, MPI.INT, other, TAG));
        capital.Wait();
        parent.setErrhandler(MPI.ERRORS_RETURN);
        parent.callErrhandler(MPI.ERR_OTHER);
        assertEquals(heard, log.size(), "capitalised operations ask no handler");
        assertFails(MPI.ERR_ARG, () -> new Errhandler((Errhandler.Function) null));
    }

    /** Nobody waits for what is under way but disconnect itself: what arrives must be there afterwards. */
    @MpiTest(ranks = 2)
    void shouldDisconnectOnceAllIsDone(final Intracomm world) {
        final int length = 200_000;
        final int other = 1 - world.getRank();
        final int[] sent = new int[length];
        Arrays.fill(sent, world.getRank() + 1);
        for (int round = 0; round < 5; round++) {
            final Intracomm comm = world.dup();
            final int[] exact = new int[length];
            final int[] any = new int[length];
            final int[] sum = new int[length];
            comm.iRecv(exact, length, MPI.INT, other, TAG).free();
            comm.iSend(sent, length, MPI.INT, other, TAG).free();
            comm.isSend(sent, length, MPI.INT, other, TAG + 1).free();
            comm.iRecv(any, length, MPI.INT, MPI.ANY_SOURCE, MPI.ANY_TAG).free();
            comm.iAllReduce(sent, sum, length, MPI.INT, MPI.SUM).free();
            comm.disconnect();
            assertTrue(comm.isNull());
            assertEquals(other + 1, exact[length - 1]);
            assertEquals(other + 1, any[length - 1]);
            assertEquals(3, sum[length - 1]);
        }
    }

    @MpiTest(ranks = 3)
    void shouldGiveNullObjectsWhereThereIsNothing(final Intracomm world) {
        final Intracomm pair = world.create(world.getGroup().incl(new int[] {2, 0}));
        assertEquals(world.getRank() == 1, pair.isNull());
        final Intracomm capital = world.Create(world.getGroup().incl(new int[] {2, 0}));
        assertEquals(world.getRank() == 1, capital.Is_null());
        assertEquals(world.getRank() == 1 ? -1 : world.getRank() == 2 ? 0 : 1, capital.Rank());
        assertEquals(2, capital.Group().Size());
        assertTrue(world.split(MPI.UNDEFINED, 0).isNull());
        assertNull(world.Split(MPI.UNDEFINED, 0));
        assertFalse(MPI.COMM_NULL.isNull() && MPI.COMM_SELF.isNull());
        if (pair.isNull()) {
            assertFails(MPI.ERR_COMM, pair::getSize);
            assertFails(MPI.ERR_COMM, pair::iDup);
            assertFails(MPI.ERR_COMM, pair::disconnect);
            assertFails(MPI.ERR_COMM, pair::getTopology);
            assertFails(MPI.ERR_COMM, pair::isInter);
            assertFails(MPI.ERR_COMM, () -> pair.callErrhandler(MPI.ERR_ARG));
        }
        assertFails(MPI.ERR_COMM, world::disconnect);
        assertArrayEquals(new int[] {0}, new int[] {MPI.COMM_SELF.getRank()});
    }

    private static void assertFails(final int errorClass, final Runnable call) {
        final MPIException e = assertThrows(MPIException.class, call::run);
        assertEquals(errorClass, e.getErrorClass(), e.getMessage());
    }
}
