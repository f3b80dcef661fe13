package mpi.core.kit;

import java.util.Arrays;
import mpi.Datatype;
import mpi.Intercomm;
import mpi.Intracomm;
import mpi.MPI;
import mpi.Op;
import mpi.Request;

/**
 * Collectives between two groups (MPI 4.1, section 6.2.2): the even and the odd ranks of a communicator, which is to
 * have two ranks or more; on one alone nothing is tried. Only the lowerCamelCase dialect has them.
 */
final class IntercommCollectiveCases {
    private static final int TAG = 12;
    private static final int GUARD = -7;
    private static final int COUNT = 3;

    private final Intracomm comm;
    private final int me;
    private final int size;
    /** Ranks of this group and of the other one. */
    private final int mine;
    private final int others;

    IntercommCollectiveCases(final Intracomm comm) {
        this.comm = comm;
        this.me = comm.getRank();
        this.size = comm.getSize();
        this.mine = (size + 1 - me % 2) / 2;
        this.others = size - mine;
    }

    /** What is done with an intercommunicator. */
    private interface Step {
        void run(Intercomm inter);
    }

    /** What is done for one root, as this rank names it. */
    private interface RootedStep {
        void run(Intercomm inter, int root, int rootInComm);
    }

    private void between(final Step step) {
        if (size < 2) {
            return;
        }
        final Intracomm half = comm.split(me % 2, me);
        final Intercomm inter = comm.createIntercomm(half, 0, 1 - me % 2, TAG);
        Expect.equal("ranks here", mine, inter.getSize());
        Expect.equal("ranks there", others, inter.getRemoteSize());
        step.run(inter);
        inter.free();
        half.free();
    }

    private void fromEachRoot(final RootedStep step) {
        between(inter -> {
            for (int rank = 0; rank < size; rank++) {
                step.run(inter, me == rank ? MPI.ROOT : me % 2 == rank % 2 ? MPI.PROC_NULL : rank / 2, rank);
            }
        });
    }

    /** The rank in {@code comm} of a rank of the other group. */
    private int remote(final int rank) {
        return 2 * rank + 1 - me % 2;
    }

    /** Of {@code blocks} ranks of the other group, {@link #COUNT} items each of what they send, and one behind. */
    private int[] fromOthers(final int blocks) {
        final int[] values = new int[blocks * COUNT + 1];
        for (int i = 0; i < blocks * COUNT; i++) {
            values[i] = 100 * remote(i / COUNT) + i % COUNT;
        }
        values[blocks * COUNT] = GUARD;
        return values;
    }

    private int[] own() {
        final int[] values = new int[COUNT];
        Arrays.setAll(values, i -> 100 * me + i);
        return values;
    }

    private static int[] guards(final int length) {
        final int[] values = new int[length];
        Arrays.fill(values, GUARD);
        return values;
    }

    void shouldTellTheOtherGroup() {
        fromEachRoot((inter, root, rootInComm) -> {
            inter.barrier();
            inter.iBarrier().waitFor();
            final int[] sent = {rootInComm, 5};
            final int[] expected = root == MPI.ROOT ? sent : root < 0 ? guards(2) : sent;
            final int[] lower = root == MPI.ROOT ? sent.clone() : guards(2);
            inter.bcast(lower, 2, MPI.INT, root);
            Expect.equal("bcast from " + rootInComm, expected, lower);
            final int[] started = root == MPI.ROOT ? sent.clone() : guards(2);
            inter.iBcast(started, 2, MPI.INT, root).waitFor();
            Expect.equal("iBcast from " + rootInComm, expected, started);
            final Object[] words = {root == MPI.ROOT ? "of " + rootInComm : null};
            inter.iBcast(words, 1, MPI.OBJECT, root).waitFor();
            Expect.equal("iBcast of objects", root >= 0 || root == MPI.ROOT ? "of " + rootInComm : null, words[0]);
        });
    }

    void shouldGatherFromTheOtherGroup() {
        fromEachRoot((inter, root, rootInComm) -> {
            final boolean isRoot = root == MPI.ROOT;
            final int[] expected = isRoot ? fromOthers(others) : guards(others * COUNT + 1);
            final int[] lower = guards(others * COUNT + 1);
            inter.gather(own(), COUNT, MPI.INT, lower, COUNT, MPI.INT, root);
            Expect.equal("gather at " + rootInComm, expected, lower);
            final int[] counts = new int[others];
            Arrays.fill(counts, COUNT);
            final int[] displs = new int[others];
            Arrays.setAll(displs, i -> COUNT * i);
            final int[] started = guards(others * COUNT + 1);
            inter.gatherv(own(), COUNT, MPI.INT, started, counts, displs, MPI.INT, root);
            Expect.equal("gatherv at " + rootInComm, expected, started);
        });
    }

    void shouldScatterToTheOtherGroup() {
        fromEachRoot((inter, root, rootInComm) -> {
            final int[] sent = new int[others * COUNT];
            Arrays.setAll(sent, i -> 1_000 * me + i);
            final int[] received = guards(COUNT + 1);
            inter.scatter(sent, COUNT, MPI.INT, received, COUNT, MPI.INT, root);
            final int[] expected = guards(COUNT + 1);
            if (root >= 0) {
                Arrays.setAll(expected, i -> i < COUNT ? 1_000 * rootInComm + me / 2 * COUNT + i : GUARD);
            }
            Expect.equal("scatter from " + rootInComm, expected, received);
        });
    }

    void shouldExchangeWithAllOfTheOtherGroup() {
        between(inter -> {
            final int[] expected = fromOthers(others);
            final int[] lower = guards(expected.length);
            inter.allGather(own(), COUNT, MPI.INT, lower, COUNT, MPI.INT);
            Expect.equal("allGather", expected, lower);
            final int[] later = guards(expected.length);
            inter.iAllGather(own(), COUNT, MPI.INT, later, COUNT, MPI.INT).waitFor();
            Expect.equal("iAllGather", expected, later);
            final int[] sent = new int[others];
            Arrays.setAll(sent, i -> 100 * me + remote(i));
            final int[] received = guards(others + 1);
            final Request started = inter.iAllToAll(sent, 1, MPI.INT, received, 1, MPI.INT);
            final Object[] words = new Object[others];
            inter.allGather(new Object[] {"from " + me}, 1, MPI.OBJECT, words, 1, MPI.OBJECT);
            started.waitFor();
            final int[] swapped = guards(others + 1);
            final Object[] spoken = new Object[others];
            for (int i = 0; i < others; i++) {
                swapped[i] = 100 * remote(i) + me;
                spoken[i] = "from " + remote(i);
            }
            Expect.equal("iAllToAll", swapped, received);
            Expect.equal("objects", spoken, words);
        });
    }

    void shouldCombineWhatTheOtherGroupHas() {
        fromEachRoot((inter, root, rootInComm) -> {
            int sum = 0;
            for (int i = 0; i < others; i++) {
                sum += remote(i);
            }
            final int[] total = {GUARD};
            inter.reduce(new int[] {me}, total, 1, MPI.INT, MPI.SUM, root);
            Expect.equal("reduce at " + rootInComm, root == MPI.ROOT ? sum : GUARD, total[0]);
            inter.allReduce(new int[] {me}, total, 1, MPI.INT, MPI.SUM);
            Expect.equal("allReduce", sum, total[0]);
            // The whole is of equal length on both sides; each of them deals it out among its own.
            final int length = mine * others;
            final int[] counts = new int[mine];
            Arrays.fill(counts, others);
            final int[] sent = new int[length];
            Arrays.setAll(sent, i -> 10 * i + me);
            final int[] part = guards(others + 1);
            inter.reduceScatter(sent, part, counts, MPI.INT, MPI.SUM);
            final int[] expected = guards(others + 1);
            for (int i = 0; i < others; i++) {
                expected[i] = 10 * others * (me / 2 * others + i) + sum;
            }
            Expect.equal("reduceScatter", expected, part);
        });
    }

    /** A column of a matrix from each rank of the other group, and a function of the user over items with gaps. */
    void shouldMoveItemsWithGaps() {
        between(inter -> {
            final Datatype column = Datatype.createVector(COUNT, 1, 2, MPI.INT);
            column.commit();
            final int[] matrix = guards(2 * COUNT);
            for (int i = 0; i < COUNT; i++) {
                matrix[2 * i] = 100 * me + i;
            }
            final int[] rows = guards(others * COUNT + 1);
            inter.allGather(matrix, 1, column, rows, COUNT, MPI.INT);
            Expect.equal("columns as rows", fromOthers(others), rows);
            final Op first = new Op((in, inOut, count, type) -> {
                for (int i = 0; i < COUNT; i++) {
                    ((int[]) inOut)[2 * i] = ((int[]) in)[2 * i];
                }
            }, false);
            final int[] received = guards(2 * COUNT);
            inter.allReduce(matrix, received, 1, column, first);
            final int[] expected = guards(2 * COUNT);
            for (int i = 0; i < COUNT; i++) {
                expected[2 * i] = 100 * remote(0) + i;
            }
            Expect.equal("the first of the other group", expected, received);
            first.free();
            column.free();
        });
    }

    void shouldRefuseWhatHasNoMeaningBetweenGroups() {
        between(inter -> {
            final int[] one = {1};
            Expect.failure("a root beyond", MPI.ERR_ROOT, () -> inter.bcast(one, 1, MPI.INT, others));
            Expect.failure("in place", MPI.ERR_BUFFER, () -> inter.allReduce(null, one, 1, MPI.INT, MPI.SUM));
            Expect.failure("no topology", MPI.ERR_TOPOLOGY,
                () -> inter.neighborAllGather(one, 1, MPI.INT, one, 1, MPI.INT));
            inter.barrier();
        });
    }
}
