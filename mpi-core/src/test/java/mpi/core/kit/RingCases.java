package mpi.core.kit;

import mpi.Intracomm;
import mpi.MPI;
import mpi.Request;
import mpi.Status;

/**
 * Every rank sends to its right neighbour and receives from its left one, itself if it is alone: each kind of
 * item, each length, both dialects, and each way to combine the calls. What lies before and behind the message
 * must stay as it was.
 */
final class RingCases {
    private static final int TAG = 17;
    /** Elements behind the room for the message. */
    private static final int MARGIN = 3;

    private final Intracomm comm;
    private final int right;
    private final int left;
    private final boolean thorough;
    private final Sample sample;

    RingCases(final Intracomm comm, final Sample sample) {
        final int size = comm.getSize();
        this.comm = comm;
        this.sample = sample;
        this.right = (comm.getRank() + 1) % size;
        this.left = (comm.getRank() + size - 1) % size;
        this.thorough = comm == MPI.COMM_WORLD; // others take the same way, a few lengths show it
    }

    /** The receive waits for its message. */
    void shouldReceiveWhatWasPostedFirst() {
        forAll((spelling, item, count, sent, received) -> {
            final Request receive = spelling.irecv(comm, received, count, item.datatype(), left, TAG);
            spelling.send(comm, sent, count, item.datatype(), right, TAG);
            return spelling.await(receive);
        });
    }

    /** The message may wait for its receive. */
    void shouldReceiveWhatWasSentFirst() {
        forAll((spelling, item, count, sent, received) -> {
            final Request send = spelling.isend(comm, sent, count, item.datatype(), right, TAG);
            final Status status = spelling.recv(comm, received, count, item.datatype(), left, TAG);
            spelling.await(send);
            return status;
        });
    }

    void shouldSendAndReceiveAtOnce() {
        forAll((spelling, item, count, sent, received) -> spelling.sendrecv(comm, sent, received, count,
            item.datatype(), right, left, TAG));
    }

    void shouldSendSynchronously() {
        forAll((spelling, item, count, sent, received) -> {
            final Request receive = spelling.irecv(comm, received, count, item.datatype(), left, TAG);
            spelling.synchronousSend(comm, sent, count, item.datatype(), right, TAG);
            return spelling.await(receive);
        });
    }

    void shouldLeaveRestOfBufferWhenMessageIsShorter() {
        forAll((spelling, item, count, sent, received) -> {
            final Request send = spelling.isend(comm, sent, count, item.datatype(), right, TAG);
            final Status status = spelling.recv(comm, received, count + MARGIN, item.datatype(), left, TAG);
            spelling.await(send);
            return status;
        });
    }

    private void forAll(final Exchange exchange) {
        for (final Spelling spelling : Spelling.values()) {
            for (final Item item : Item.values()) {
                for (final int count : item.counts(thorough)) {
                    if (sample.takesNext()) {
                        exchange(exchange, spelling, item, count);
                    }
                }
            }
        }
    }

    private void exchange(final Exchange exchange, final Spelling spelling, final Item item, final int count) {
        final String what = count + " times " + item + ", " + spelling;
        final int length = spelling.offset() + count + MARGIN;
        final Object sent = item.guarded(length);
        item.fill(sent, spelling.offset(), count, comm.getRank());
        final Object received = item.guarded(length);
        final Object expected = item.guarded(length);
        item.fill(expected, spelling.offset(), count, left);

        final Status status = exchange.run(spelling, item, count, sent, received);

        Expect.equal(what, expected, received);
        Expect.equal(what + ", source", left, status.getSource());
        Expect.equal(what + ", tag", TAG, status.getTag());
        Expect.equal(what + ", count", count, status.getCount(item.datatype()));
    }

    /** One way to send to the right and receive from the left. */
    @FunctionalInterface
    private interface Exchange {
        Status run(Spelling spelling, Item item, int count, Object sent, Object received);
    }
}
