package mpi.core.kit;

import java.util.Arrays;
import mpi.Datatype;
import mpi.Intracomm;
import mpi.MPI;
import mpi.Message;
import mpi.Op;
import mpi.Prequest;
import mpi.Request;
import mpi.Status;

/** Items with gaps in everything but a plain send and receive: persistent, buffered, matched, and in prefix sums. */
final class DerivedModeCases {
    private static final int TAG = 41;
    /** At once; longer than what goes at once within a host; longer than the eager limit. */
    private static final int[] COUNTS = {0, 1, 7, 5_000, 40_000};

    private final Intracomm comm;
    private final int me;
    private final int right;
    private final int left;
    /** An int, and as much space behind it. */
    private final Datatype spaced = Datatype.createResized(MPI.INT, 0, 2 * Integer.BYTES);

    DerivedModeCases(final Intracomm comm) {
        this.comm = comm;
        this.me = comm.getRank();
        spaced.commit();
        this.right = (me + 1) % comm.getSize();
        this.left = (me + comm.getSize() - 1) % comm.getSize();
    }

    private int[] sent(final int count, final int seed) {
        final int[] values = guards(count);
        for (int i = 0; i < count; i++) {
            values[2 * i] = seed + i;
        }
        return values;
    }

    private static int[] guards(final int count) {
        final int[] values = new int[2 * count + 1];
        Arrays.fill(values, Item.GUARD);
        return values;
    }

    void shouldStartAgainAndAgain() {
        for (final int count : COUNTS) {
            final int[] from = guards(count);
            final int[] to = guards(count);
            final Prequest receive = comm.recvInit(to, count, spaced, left, TAG);
            final Prequest send = comm.Send_init(from, 0, count, spaced, right, TAG);
            for (int round = 0; round < 3; round++) {
                System.arraycopy(sent(count, 10 * me + round), 0, from, 0, from.length);
                Arrays.fill(to, Item.GUARD);
                Prequest.startAll(new Prequest[] {receive, send});
                send.waitFor();
                Expect.equal("count", count, receive.waitStatus().getCount(spaced));
                Expect.equal(count + " items, round " + round, sent(count, 10 * left + round), to);
            }
            send.free();
            receive.free();
        }
    }

    void shouldSendFromTheAttachedBuffer() {
        for (final int count : COUNTS) {
            MPI.attachBuffer(new byte[2 * (comm.packSize(count, spaced) + MPI.BSEND_OVERHEAD)]);
            final int[] from = sent(count, me);
            comm.bSend(from, count, spaced, right, TAG);
            Arrays.fill(from, Item.GUARD); // it was packed at the call
            final Prequest again = comm.bSendInit(from, count, spaced, right, TAG);
            System.arraycopy(sent(count, me + 1), 0, from, 0, from.length);
            again.start();
            again.waitFor();
            Arrays.fill(from, Item.GUARD);
            for (int message = 0; message < 2; message++) {
                final int[] to = guards(count);
                comm.recv(to, count, spaced, left, TAG);
                Expect.equal(count + " items, message " + message, sent(count, left + message), to);
            }
            again.free();
            MPI.detachBuffer();
        }
    }

    void shouldReceiveWhatWasMatched() {
        for (final int count : COUNTS) {
            final Request[] sends = {comm.iSend(sent(count, me), count, spaced, right, TAG),
                comm.iSend(sent(count, me + 1), count, spaced, right, TAG)};
            final Message first = new Message();
            final Status probed = first.mProbe(left, TAG, comm);
            Expect.equal("count probed", count, probed.getCount(spaced));
            final Message second = new Message();
            second.mProbe(left, MPI.ANY_TAG, comm);
            final int[] later = guards(count);
            final Status status = second.imRecv(later, count, spaced).waitStatus();
            Expect.equal("count", count, status.getCount(spaced));
            Expect.equal("second of " + count, sent(count, left + 1), later);
            final int[] earlier = guards(count);
            first.mRecv(earlier, count, spaced);
            Expect.equal("first of " + count, sent(count, left), earlier);
            Request.waitAll(sends);
        }
    }

    /** A function of the user finds items as they lie in memory; of each rank's block only that is written. */
    void shouldScanAndScatterSums() {
        final int size = comm.getSize();
        final Op sum = new Op((in, inOut, count, of) -> {
            for (int i = 0; i < count; i++) {
                ((int[]) inOut)[2 * i] += ((int[]) in)[2 * i];
            }
        }, false);
        final int below = me * (me - 1) / 2;
        final int[] upTo = guards(2);
        comm.scan(sent(2, me), upTo, 2, spaced, sum);
        Expect.equal("scan", new int[] {below + me, Item.GUARD, below + 2 * me + 1, Item.GUARD, Item.GUARD}, upTo);
        final int[] before = guards(2);
        comm.iExScan(sent(2, me), before, 2, spaced, sum).waitFor();
        Expect.equal("iExScan", me == 0 ? guards(2)
            : new int[] {below, Item.GUARD, below + me, Item.GUARD, Item.GUARD}, before);
        final int[] counts = new int[size];
        Arrays.setAll(counts, rank -> rank + 1);
        final int total = size * (size + 1) / 2;
        final int[] part = guards(me + 1);
        comm.reduceScatter(sent(total, me), part, counts, spaced, sum);
        final int[] expected = guards(me + 1);
        for (int i = 0; i <= me; i++) {
            expected[2 * i] = size * (me * (me + 1) / 2 + i) + size * (size - 1) / 2;
        }
        Expect.equal("reduceScatter", expected, part);
        final int[] inPlace = sent(total, me);
        comm.reduceScatter(inPlace, counts, spaced, sum);
        Expect.equal("reduceScatter in place", Arrays.copyOf(expected, 2 * me + 1), Arrays.copyOf(inPlace, 2 * me + 1));
        final int[] local = sent(2, 5);
        Intracomm.reduceLocal(sent(2, 1), local, 2, spaced, sum);
        Expect.equal("reduceLocal", new int[] {6, Item.GUARD, 8, Item.GUARD, Item.GUARD}, local);
        sum.free();
    }

    /** Blocks of a type each, displacements in bytes that are no multiple of the items. */
    void shouldExchangeBlocksOfTypesWithGaps() {
        final int size = comm.getSize();
        final int[] ones = new int[size];
        Arrays.fill(ones, 1);
        final int[] displs = new int[size];
        Arrays.setAll(displs, rank -> 20 * rank + 4);
        final Datatype[] pairs = new Datatype[size];
        Arrays.fill(pairs, Datatype.Vector(2, 1, 2, MPI.INT));
        final int[] from = new int[5 * size + 1];
        final int[] to = new int[from.length];
        final int[] expected = new int[from.length];
        Arrays.fill(to, Item.GUARD);
        Arrays.fill(expected, Item.GUARD);
        for (int rank = 0; rank < size; rank++) {
            from[5 * rank + 1] = 100 * me + rank;
            from[5 * rank + 3] = -100 * me - rank;
            expected[5 * rank + 1] = 100 * rank + me;
            expected[5 * rank + 3] = -100 * rank - me;
        }
        comm.allToAllw(from, ones, displs, pairs, to, ones, displs, pairs);
        Expect.equal("allToAllw", expected, to);

        // The same places, told from the end of each pair.
        Arrays.fill(pairs, Datatype.Hindexed(new int[] {1, 1}, new int[] {-3, -1}, MPI.INT));
        Arrays.fill(to, Item.GUARD);
        final int[] ends = Arrays.stream(displs).map(displ -> displ + 3 * Integer.BYTES).toArray();
        comm.allToAllw(from, ones, ends, pairs, to, ones, ends, pairs);
        Expect.equal("allToAllw below its displacements", expected, to);
    }

    /** Items of two ints with a gap between them; none for itself at rank 0, and more than one piece at others. */
    void shouldExchangeBlocksOfAnySizeWithGaps() {
        final int size = comm.getSize();
        final int room = 400 * 2 * size;
        final int[] counts = new int[size];
        final int[] displs = new int[size];
        final int[] sent = new int[3 * room * size];
        final int[] received = new int[sent.length];
        final int[] expected = new int[sent.length];
        Arrays.fill(received, Item.GUARD);
        Arrays.fill(expected, Item.GUARD);
        for (int rank = 0; rank < size; rank++) {
            counts[rank] = 400 * (me + rank);
            displs[rank] = room * rank;
            for (int item = displs[rank]; item < displs[rank] + counts[rank]; item++) {
                sent[3 * item] = 100 * me + rank + item % room;
                sent[3 * item + 2] = -item;
                expected[3 * item] = 100 * rank + me + item % room;
                expected[3 * item + 2] = -(room * me + item % room);
            }
        }
        final Datatype pair = Datatype.createVector(2, 1, 2, MPI.INT);
        pair.commit();
        comm.allToAllv(sent, counts, displs, pair, received, counts, displs, pair);
        Expect.equal("allToAllv with gaps", expected, received);
        pair.free();
    }
}
