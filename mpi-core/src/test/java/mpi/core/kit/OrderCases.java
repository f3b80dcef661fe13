package mpi.core.kit;

import java.util.Arrays;
import mpi.Intracomm;
import mpi.MPI;
import mpi.Request;
import mpi.Status;

/**
 * Which message a receive gets: order of one sender, wildcards, tags, probes, and many requests at once.
 */
final class OrderCases {
    private static final int TAG = 5;
    private static final int OTHER_TAG = 6;

    private final Intracomm comm;
    private final int me;
    private final int size;
    private final int right;
    private final int left;

    OrderCases(final Intracomm comm) {
        this.comm = comm;
        this.me = comm.getRank();
        this.size = comm.getSize();
        this.right = (me + 1) % size;
        this.left = (me + size - 1) % size;
    }

    /** Short and long messages take different ways and must not overtake each other. */
    void shouldKeepOrderOfMessagesOfAllLengths() {
        final int messages = 40;
        final int[] lengths = {1, 2_000, 1, 1, 40_000, 1, 100, 5_000};
        final int[][] sent = new int[messages][];
        final Request[] sends = new Request[messages];
        for (int i = 0; i < messages; i++) {
            sent[i] = new int[lengths[i % lengths.length]];
            Arrays.fill(sent[i], i);
            sends[i] = comm.iSend(sent[i], sent[i].length, MPI.INT, right, TAG);
        }
        final int[] received = new int[40_000];
        for (int i = 0; i < messages; i++) {
            final int tag = i % 3 == 0 ? MPI.ANY_TAG : TAG;
            final int source = i % 2 == 0 ? MPI.ANY_SOURCE : left;
            final Status status = comm.recv(received, received.length, MPI.INT, source, tag);
            Expect.equal("length of message " + i, sent[i].length, status.getCount(MPI.INT));
            Expect.equal("first item of message " + i, i, received[0]);
            Expect.equal("last item of message " + i, i, received[sent[i].length - 1]);
        }
        Request.waitAll(sends);
    }

    /** The older receive gets the older message, whether it says whom it wants or not. */
    void shouldMatchReceivesInTheOrderOfPosting() {
        final int messages = 12;
        final int[][] received = new int[messages][1];
        final Request[] requests = new Request[2 * messages];
        for (int i = 0; i < messages; i++) {
            requests[i] = comm.iRecv(received[i], 1, MPI.INT, i % 3 == 0 ? MPI.ANY_SOURCE : left,
                i % 2 == 0 ? MPI.ANY_TAG : TAG);
        }
        for (int i = 0; i < messages; i++) {
            requests[messages + i] = comm.iSend(new int[] {i}, 1, MPI.INT, right, TAG);
        }
        final Status[] statuses = Request.waitAllStatus(requests);
        for (int i = 0; i < messages; i++) {
            Expect.equal("receive " + i, i, received[i][0]);
            Expect.equal("source of receive " + i, left, statuses[i].getSource());
            Expect.equal("tag of receive " + i, TAG, statuses[i].getTag());
        }
    }

    void shouldReceiveFromAnySourceInTheOrderOfEachSource() {
        final int messages = 20;
        if (me != 0) {
            for (int i = 0; i < messages; i++) {
                comm.send(new int[] {me, i}, 2, MPI.INT, 0, i);
            }
            return;
        }
        final int[] next = new int[size];
        final int[] message = new int[2];
        for (int i = 0; i < messages * (size - 1); i++) {
            final Status status = comm.recv(message, 2, MPI.INT, MPI.ANY_SOURCE, MPI.ANY_TAG);
            Expect.equal("source", message[0], status.getSource());
            Expect.equal("tag", message[1], status.getTag());
            Expect.equal("message from " + message[0], next[message[0]]++, message[1]);
        }
    }

    void shouldReceiveByTagAgainstTheOrderOfSending() {
        final int messages = 10;
        final Request[] sends = new Request[messages];
        for (int tag = 0; tag < messages; tag++) {
            sends[tag] = comm.iSend(new long[] {tag}, 1, MPI.LONG, right, tag);
        }
        final long[] received = new long[1];
        for (int tag = messages - 1; tag >= 0; tag--) {
            comm.recv(received, 1, MPI.LONG, left, tag);
            Expect.equal("message of tag " + tag, (long) tag, received[0]);
        }
        Request.waitAll(sends);
    }

    void shouldTellByProbeWhatWillBeReceived() {
        final int[] sent = {1, 2, 3, me};
        final Request send = comm.iSend(sent, 4, MPI.INT, right, TAG);
        Expect.equal("message of another tag", null, comm.iProbe(left, OTHER_TAG));
        final Status probed = comm.probe(MPI.ANY_SOURCE, MPI.ANY_TAG);
        Expect.equal("source", left, probed.getSource());
        Expect.equal("tag", TAG, probed.getTag());
        Expect.equal("count", 4, probed.getCount(MPI.INT));
        Expect.that("a probe leaves the message there", comm.iProbe(left, TAG) != null);
        final int[] received = new int[4];
        comm.recv(received, 4, MPI.INT, probed.getSource(), probed.getTag());
        Expect.equal("message", new int[] {1, 2, 3, left}, received);
        Expect.equal("message after it was received", null, comm.iProbe(left, TAG));
        send.waitFor();
    }

    void shouldTellByProbeTheLengthOfALongMessage() {
        final Request send = comm.iSend(new double[50_000], 50_000, MPI.DOUBLE, right, TAG);
        final Status probed = comm.Probe(left, TAG);
        Expect.equal("count", 50_000, probed.Get_count(MPI.DOUBLE));
        comm.recv(new double[50_000], 50_000, MPI.DOUBLE, left, TAG);
        send.waitFor();
    }

    void shouldCompleteManyRequestsInAnyOrder() {
        final int messages = 1000;
        final Request[] requests = new Request[2 * messages];
        final int[][] received = new int[messages][1];
        for (int tag = 0; tag < messages; tag++) {
            requests[tag] = comm.iRecv(received[tag], 1, MPI.INT, left, tag);
        }
        for (int tag = messages - 1; tag >= 0; tag--) {
            requests[messages + tag] = comm.iSend(new int[] {tag * me}, 1, MPI.INT, right, tag);
        }
        Request.waitAll(requests);
        for (int tag = 0; tag < messages; tag++) {
            Expect.equal("message of tag " + tag, tag * left, received[tag][0]);
            Expect.that("a completed request is null", requests[tag].isNull());
        }
    }

    void shouldWaitForAnyAndForSome() {
        final int messages = 8;
        final Request[] receives = new Request[messages];
        final Request[] sends = new Request[messages];
        for (int tag = 0; tag < messages; tag++) {
            receives[tag] = comm.iRecv(new byte[1], 1, MPI.BYTE, left, tag);
        }
        for (int tag = 0; tag < messages; tag++) {
            sends[tag] = comm.iSend(new byte[1], 1, MPI.BYTE, right, tag);
        }
        final Status any = Request.waitAnyStatus(receives);
        Expect.equal("tag of the request at its index", any.getIndex(), any.getTag());
        int completed = 1;
        for (Status[] some = Request.waitSomeStatus(receives); some != null; some = Request.waitSomeStatus(receives)) {
            completed += some.length;
        }
        Expect.equal("requests completed", messages, completed);
        Expect.equal("index when all are complete", MPI.UNDEFINED, Request.waitAny(receives));
        Request.Waitall(sends);
    }

    void shouldTestWithoutBlocking() {
        final Request receive = comm.iRecv(new int[1], 1, MPI.INT, left, TAG);
        if (size > 1) {
            // The neighbour sends only once it has been told that this request was found incomplete.
            Expect.that("nothing was sent yet", !receive.test());
            comm.send(new byte[0], 0, MPI.BYTE, left, OTHER_TAG);
            comm.recv(new byte[0], 0, MPI.BYTE, right, OTHER_TAG);
        }
        final Request send = comm.iSend(new int[] {1}, 1, MPI.INT, right, TAG);
        while (!receive.test()) {
            Thread.onSpinWait();
        }
        Expect.that("a completed request is null", receive.isNull());
        send.waitFor();
    }

    /** A message for one communicator is not seen in another, and wildcards do not change that. */
    void shouldKeepCommunicatorsApart() {
        final Intracomm other = comm.dup();
        final Request first = comm.iSend(new int[] {1}, 1, MPI.INT, right, TAG);
        final Request second = other.iSend(new int[] {2}, 1, MPI.INT, right, TAG);
        final int[] received = new int[1];
        other.recv(received, 1, MPI.INT, MPI.ANY_SOURCE, MPI.ANY_TAG);
        Expect.equal("message of the duplicate", 2, received[0]);
        comm.recv(received, 1, MPI.INT, MPI.ANY_SOURCE, MPI.ANY_TAG);
        Expect.equal("message of the communicator", 1, received[0]);
        first.waitFor();
        second.waitFor();
        other.free();
    }

    void shouldDoNothingWithNobody() {
        final int[] untouched = {7};
        comm.send(untouched, 1, MPI.INT, MPI.PROC_NULL, TAG);
        final Status status = comm.recv(untouched, 1, MPI.INT, MPI.PROC_NULL, TAG);
        Expect.equal("source", MPI.PROC_NULL, status.getSource());
        Expect.equal("tag", MPI.ANY_TAG, status.getTag());
        Expect.equal("count", 0, status.getCount(MPI.INT));
        Expect.equal("buffer", new int[] {7}, untouched);
    }

    /** Engine invariant 13: both send up to the eager limit, then both receive. */
    void shouldBufferBlockingSendsUpToTheEagerLimit() {
        final byte[] sent = new byte[128 * 1024];
        Arrays.fill(sent, (byte) me);
        final byte[] received = new byte[sent.length];
        comm.send(sent, sent.length, MPI.BYTE, right, TAG);
        comm.recv(received, received.length, MPI.BYTE, left, TAG);
        Arrays.fill(sent, (byte) left);
        Expect.equal("message", sent, received);
    }

    void shouldReportATruncatedMessageAndGoOn() {
        final var handler = comm.getErrhandler();
        comm.setErrhandler(MPI.ERRORS_RETURN);
        for (final int length : new int[] {2, 100_000}) {
            final Request send = comm.iSend(new int[length], length, MPI.INT, right, TAG);
            final int[] room = {-1, -1};
            Expect.failure(length + " items into room for 1", MPI.ERR_TRUNCATE,
                () -> comm.recv(room, 1, MPI.INT, left, TAG));
            Expect.equal("element behind the room", -1, room[1]);
            send.waitFor();
        }
        comm.setErrhandler(handler);
        final Request send = comm.iSend(new int[] {me}, 1, MPI.INT, right, TAG);
        final int[] received = new int[1];
        comm.recv(received, 1, MPI.INT, left, TAG);
        Expect.equal("next message", left, received[0]);
        send.waitFor();
    }
}
