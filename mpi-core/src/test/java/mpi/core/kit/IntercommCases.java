package mpi.core.kit;

import java.util.Arrays;
import mpi.Group;
import mpi.Intercomm;
import mpi.Intracomm;
import mpi.MPI;
import mpi.Request;
import mpi.Status;

/**
 * Two groups: the even and the odd ranks of a communicator, which is to have two ranks or more; on one alone nothing is
 * tried.
 */
final class IntercommCases {
    private static final int TAG = 11;
    private static final int[] LENGTHS = {0, 1, 3, 5_000, 50_000};

    private final Intracomm comm;
    private final int me;
    private final int size;

    IntercommCases(final Intracomm comm) {
        this.comm = comm;
        this.me = comm.getRank();
        this.size = comm.getSize();
    }

    /** What is done with an intercommunicator and the communicator of this rank's group. */
    private interface Step {
        void run(Intercomm inter, Intracomm half);
    }

    private void between(final Step step) {
        if (size < 2) {
            return;
        }
        final Intracomm half = comm.split(me % 2, me);
        final Intercomm inter = comm.createIntercomm(half, 0, 1 - me % 2, TAG);
        step.run(inter, half);
        inter.free();
        half.free();
    }

    /** The rank in {@code comm} of a rank of the other group. */
    private int remote(final int rank) {
        return 2 * rank + 1 - me % 2;
    }

    void shouldKnowBothGroups() {
        between((inter, half) -> {
            Expect.that("an intercommunicator", inter.isInter() && !half.isInter());
            Expect.equal("rank", half.getRank(), inter.getRank());
            Expect.equal("size", half.getSize(), inter.getSize());
            Expect.equal("remote size", size - half.getSize(), inter.getRemoteSize());
            Expect.equal("group", MPI.IDENT, Group.compare(inter.getGroup(), half.getGroup()));
            final int[] others = new int[inter.getRemoteSize()];
            Arrays.setAll(others, this::remote);
            Expect.equal("remote group", MPI.IDENT,
                Group.compare(inter.getRemoteGroup(), comm.getGroup().incl(others)));
            Expect.equal("rank in the remote group", MPI.UNDEFINED, inter.getRemoteGroup().getRank());
        });
    }

    void shouldSendToEveryRankOfTheOtherGroup() {
        between((inter, half) -> {
            for (final int length : LENGTHS) {
                exchange(inter, length, false);
                comm.barrier();
                exchange(inter, length, true);
                comm.barrier();
            }
        });
    }

    private void exchange(final Intercomm inter, final int length, final boolean wildcards) {
        final int count = inter.getRemoteSize();
        final int[][] sent = new int[count][length + 1];
        final int[][] received = new int[count][length + 1];
        final Request[] requests = new Request[2 * count];
        for (int i = 0; i < count; i++) {
            Arrays.fill(received[i], -7);
            requests[i] = inter.iRecv(received[i], length, MPI.INT, wildcards ? MPI.ANY_SOURCE : i,
                wildcards ? MPI.ANY_TAG : TAG);
        }
        for (int i = 0; i < count; i++) {
            Arrays.fill(sent[i], 1_000 * me + remote(i));
            requests[count + i] = inter.iSend(sent[i], length, MPI.INT, i, TAG);
        }
        final Status[] statuses = Request.waitAllStatus(requests);
        for (int i = 0; i < count; i++) {
            final int source = statuses[i].getSource();
            Expect.that("source " + source, wildcards ? source >= 0 && source < count : source == i);
            Expect.equal("count", length, statuses[i].getCount(MPI.INT));
            final int[] expected = new int[length + 1];
            Arrays.fill(expected, 0, length, 1_000 * remote(source) + me);
            expected[length] = -7;
            Expect.equal("message of " + source, expected, received[i]);
        }
    }

    void shouldProbeAndSendrecvAcross() {
        between((inter, half) -> {
            final boolean paired = me / 2 < inter.getRemoteSize();
            if (paired) {
                final int[] in = {-1};
                final Status status = inter.sendRecv(new int[] {me}, 1, MPI.INT, me / 2, TAG, in, 1, MPI.INT, me / 2,
                    TAG);
                Expect.equal("received", remote(me / 2), in[0]);
                Expect.equal("source", me / 2, status.getSource());
                inter.Send(new Object[] {"from " + me}, 0, 1, MPI.OBJECT, me / 2, TAG);
                Expect.equal("probed", me / 2, inter.probe(MPI.ANY_SOURCE, TAG).getSource());
                final Object[] text = new Object[1];
                inter.Recv(text, 0, 1, MPI.OBJECT, MPI.ANY_SOURCE, TAG);
                Expect.equal("object", "from " + remote(me / 2), text[0]);
            }
            comm.barrier();
            final int beyond = inter.getRemoteSize();
            Expect.failure("send beyond", MPI.ERR_RANK, () -> inter.send(new int[1], 1, MPI.INT, beyond, TAG));
            Expect.failure("recv beyond", MPI.ERR_RANK, () -> inter.recv(new int[1], 1, MPI.INT, beyond, TAG));
        });
    }

    void shouldMergeInTheOrderAskedFor() {
        between((inter, half) -> {
            for (final int last : new int[] {0, 1}) {
                final Intracomm merged = inter.merge(me % 2 == last);
                Expect.equal("size", size, merged.getSize());
                final int before = me % 2 == last ? inter.getRemoteSize() : 0;
                Expect.equal("rank", before + half.getRank(), merged.getRank());
                final int[] sum = {1};
                merged.allReduce(sum, 1, MPI.INT, MPI.SUM);
                Expect.equal("ranks counted", size, sum[0]);
                merged.free();
            }
            final Intracomm merged = inter.Merge(true);
            Expect.equal("compared with the whole", MPI.IDENT == Group.compare(merged.getGroup(), comm.getGroup())
                ? MPI.CONGRUENT
                : MPI.SIMILAR, Intracomm.compare(merged, comm));
            merged.free();
        });
    }

    void shouldDuplicateAndKeepMessagesApart() {
        between((inter, half) -> {
            final Intercomm duplicate = inter.dup();
            final Intercomm later = inter.iDup();
            later.getRequest().waitFor();
            Expect.equal("compared", MPI.CONGRUENT, Intercomm.compare(duplicate, later));
            Expect.equal("compared with one group", MPI.UNEQUAL, Intercomm.compare(duplicate, half));
            if (me / 2 < inter.getRemoteSize()) {
                final Intercomm[] all = {inter, duplicate, later};
                final Request[] sends = new Request[all.length];
                for (int i = 0; i < all.length; i++) {
                    sends[i] = all[i].iSend(new int[] {i}, 1, MPI.INT, me / 2, TAG);
                }
                for (int i = all.length - 1; i >= 0; i--) {
                    final int[] in = {-1};
                    all[i].recv(in, 1, MPI.INT, MPI.ANY_SOURCE, MPI.ANY_TAG);
                    Expect.equal("message of communicator " + i, i, in[0]);
                }
                Request.waitAll(sends);
            }
            later.free();
            duplicate.disconnect();
            Expect.that("null", later.isNull() && duplicate.isNull());
        });
    }
}
