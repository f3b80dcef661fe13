package mpi.core.kit;

import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import mpi.Intracomm;
import mpi.MPI;
import mpi.Message;
import mpi.Prequest;
import mpi.Request;
import mpi.Status;

/**
 * What may become of requests and messages: started again, waited for in every form, cancelled, freed, handed to a
 * future, taken by a matched probe; and nothing at all with {@code PROC_NULL}.
 */
final class RequestCases {
    private static final int TAG = 37;
    /** Sent at once, and after asking. */
    private static final int[] COUNTS = {3, 30_000, 300_000};

    private final Intracomm comm;
    private final int right;
    private final int left;

    RequestCases(final Intracomm comm) {
        final int size = comm.getSize();
        this.comm = comm;
        this.right = (comm.getRank() + 1) % size;
        this.left = (comm.getRank() + size - 1) % size;
    }

    /** A way to complete one request of an array; the other elements are null, null requests and inactive. */
    @FunctionalInterface
    private interface Wait {
        /** The status if the form tells it, else an empty one. */
        Status await(Request request, Request[] all);
    }

    /** The request is the last of an array of four. */
    private static final Wait[] WAITS = {
        (r, all) -> told(r::waitFor),
        (r, all) -> r.waitStatus(),
        (r, all) -> r.Wait(),
        (r, all) -> {
            while (!r.test()) {
                Thread.onSpinWait();
            }
            return new Status();
        },
        (r, all) -> until(r::testStatus),
        (r, all) -> until(r::Test),
        (r, all) -> {
            Expect.equal("index of waitAny", 3, Request.waitAny(all));
            return new Status();
        },
        (r, all) -> at(3, Request.waitAnyStatus(all)),
        (r, all) -> at(3, Request.Waitany(all)),
        (r, all) -> {
            int index = Request.testAny(all);
            while (index == MPI.UNDEFINED) {
                index = Request.testAny(all);
            }
            Expect.equal("index of testAny", 3, index);
            return new Status();
        },
        (r, all) -> at(3, until(() -> Request.testAnyStatus(all))),
        (r, all) -> at(3, until(() -> Request.Testany(all))),
        (r, all) -> told(() -> Request.waitAll(all)),
        (r, all) -> Request.waitAllStatus(all)[3],
        (r, all) -> Request.Waitall(all)[3],
        (r, all) -> {
            while (!Request.testAll(all)) {
                Thread.onSpinWait();
            }
            return new Status();
        },
        (r, all) -> until(() -> Request.testAllStatus(all))[3],
        (r, all) -> until(() -> Request.Testall(all))[3],
        (r, all) -> {
            Expect.equal("indices of waitSome", new int[] {3}, Request.waitSome(all));
            return new Status();
        },
        (r, all) -> at(3, Request.waitSomeStatus(all)[0]),
        (r, all) -> at(3, Request.Waitsome(all)[0]),
        (r, all) -> {
            int[] indices = Request.testSome(all);
            while (indices.length == 0) {
                indices = Request.testSome(all);
            }
            Expect.equal("indices of testSome", new int[] {3}, indices);
            return new Status();
        },
        (r, all) -> {
            Status[] some = Request.testSomeStatus(all);
            while (some.length == 0) {
                some = Request.Testsome(all);
            }
            return at(3, some[0]);
        }};

    private static Status told(final Runnable wait) {
        wait.run();
        return new Status();
    }

    private static <T> T until(final java.util.function.Supplier<T> test) {
        T outcome = test.get();
        while (outcome == null) {
            outcome = test.get();
        }
        return outcome;
    }

    private static Status at(final int index, final Status status) {
        Expect.equal("index", index, status.getIndex());
        return status;
    }

    /** Both kinds of request, each form of waiting in turn; afterwards the request is inactive and not null. */
    void shouldStartPersistentRequestsAgainAfterEveryFormOfWaiting() {
        final int[] sent = new int[2];
        final int[] received = new int[2];
        final Prequest send = comm.sendInit(sent, 2, MPI.INT, right, TAG);
        final Prequest receive = comm.Recv_init(received, 0, 2, MPI.INT, left, TAG);
        final Prequest idle = comm.recvInit(received, 2, MPI.INT, left, TAG);
        for (int i = 0; i < WAITS.length; i++) {
            sent[0] = i;
            sent[1] = comm.getRank();
            Prequest.startAll(new Prequest[] {receive, send});
            Expect.failure("start of an active one", MPI.ERR_REQUEST, receive::start);
            final Status status = WAITS[i].await(receive, new Request[] {null, MPI.REQUEST_NULL, idle, receive});
            WAITS[i].await(send, new Request[] {null, MPI.REQUEST_NULL, idle, send});
            if (status.getSource() != MPI.ANY_SOURCE) {
                Expect.equal("source, form " + i, left, status.getSource());
                Expect.equal("count, form " + i, 2, status.getCount(MPI.INT));
            }
            Expect.equal("form " + i, new int[] {i, left}, received);
            Expect.that("inactive, not null", !receive.isNull() && receive.test() && !send.Is_null());
            Expect.that("an empty status of an inactive one", receive.Wait() == MPI.EMPTY_STATUS);
        }
        Expect.equal("waitAny without active ones", MPI.UNDEFINED, Request.waitAny(new Request[] {idle, null}));
        Expect.that("waitSome without active ones", Request.waitSome(new Request[] {idle}) == null);
        Expect.failure("cancel of an inactive one", MPI.ERR_REQUEST, idle::cancel);
        for (final Prequest request : new Prequest[] {send, receive, idle}) {
            request.free();
            Expect.that("freed", request.isNull());
            Expect.failure("start of a freed one", MPI.ERR_REQUEST, request::Start);
            Expect.failure("free twice", MPI.ERR_REQUEST, request::free);
        }
    }

    /** A message that was found by a matched probe is hidden from all other receives. */
    void shouldReceiveWhatAMatchedProbeFound() {
        for (final int count : COUNTS) {
            final Request[] sends = {comm.iSend(filled(count, 1), count, MPI.INT, right, TAG),
                comm.iSend(filled(count, 2), count, MPI.INT, right, TAG),
                comm.iSend(new Object[] {"x".repeat(count), count}, 2, MPI.OBJECT, right, TAG)};
            final Message first = new Message();
            Expect.that("null", first.isNull() && !first.isNoProc());
            final Status found = first.mProbe(left, MPI.ANY_TAG, comm);
            Expect.equal("count", count, found.getCount(MPI.INT));
            final Message second = new Message();
            while (second.imProbe(MPI.ANY_SOURCE, TAG, comm) == null) {
                Thread.onSpinWait();
            }
            final Object[] objects = new Object[2];
            comm.recv(objects, 2, MPI.OBJECT, left, TAG);
            Expect.equal("objects", count, objects[1]);
            final int[] received = new int[count + 1];
            received[count] = Item.GUARD;
            Expect.equal("count of the second", count, second.imRecv(received, count, MPI.INT)
                .waitStatus()
                .getCount(MPI.INT));
            Expect.equal("second", 2, received[count - 1]);
            Expect.failure("probe into one that is held", MPI.ERR_REQUEST, () -> first.mProbe(left, TAG, comm));
            Expect.equal("source", left, first.mRecv(received, count, MPI.INT).getSource());
            Expect.equal("first", 1, received[0]);
            Expect.equal("behind", Item.GUARD, received[count]);
            Expect.that("null again", first.isNull() && second.isNull());
            Expect.failure("receive of a null message", MPI.ERR_REQUEST, () -> first.mRecv(received, 1, MPI.INT));
            Request.waitAll(sends);
        }
    }

    /** Synchronous sends: others may be over before they can be cancelled. */
    void shouldCancelSendsThatAreNotMatched() {
        for (final int count : COUNTS) {
            for (int round = 0; round < 3; round++) {
                final Request send = comm.isSend(filled(count, 1), count, MPI.INT, right, TAG);
                for (int i = 0; i < round; i++) {
                    comm.iProbe(MPI.ANY_SOURCE, TAG);
                }
                send.cancel();
                send.cancel();
                final Status status = send.waitStatus();
                Expect.that("cancelled, " + count + " items", status.isCancelled() && status.Test_cancelled());
            }
            comm.barrier(); // nobody receives before all are cancelled
            final Request marker = comm.iSend(filled(count, 2), count, MPI.INT, right, TAG);
            final int[] received = new int[count];
            comm.recv(received, count, MPI.INT, left, TAG);
            Expect.equal("what was not cancelled", filled(count, 2), received);
            marker.waitFor();
            comm.barrier();
        }
    }

    void shouldNotCancelWhatIsMatched() {
        for (final int count : COUNTS) {
            final int[] received = new int[count];
            final Request receive = comm.iRecv(received, count, MPI.INT, left, TAG);
            comm.barrier();
            final Request send = comm.isSend(filled(count, 3), count, MPI.INT, right, TAG);
            send.cancel();
            Expect.that("send not cancelled", !send.waitStatus().isCancelled());
            Expect.that("receive not cancelled", !receive.waitStatus().isCancelled());
            Expect.equal("received", filled(count, 3), received);
            comm.barrier();
        }
    }

    void shouldCancelReceives() {
        final int[] received = {7};
        final Request receive = comm.Irecv(received, 0, 1, MPI.INT, left, TAG);
        final Prequest persistent = comm.recvInit(received, 1, MPI.INT, left, TAG);
        persistent.start();
        receive.Cancel();
        persistent.cancel();
        Expect.that("cancelled", receive.Wait().Test_cancelled() && persistent.waitStatus().isCancelled());
        Expect.that("persistent ones stay", receive.isNull() && !persistent.isNull());
        persistent.free();
        comm.barrier(); // nobody sends before all are cancelled
        final Status status = comm.sendRecv(new int[] {1}, 1, MPI.INT, right, TAG, received, 1, MPI.INT, left, TAG);
        Expect.equal("the next receive gets the message", 1, status.getCount(MPI.INT));
    }

    /** What is freed goes on by itself. */
    void shouldCompleteWhatIsFreed() {
        final int[] received = new int[300_000];
        comm.iRecv(received, received.length, MPI.INT, left, TAG).free();
        final Prequest send = comm.sSendInit(filled(received.length, 5), received.length, MPI.INT, right, TAG);
        send.start();
        send.free();
        comm.sendRecv(new int[1], 1, MPI.INT, right, TAG + 1, new int[1], 1, MPI.INT, left, TAG + 1);
        comm.barrier();
        while (received[received.length - 1] != 5) {
            comm.iProbe(left, TAG); // makes progress
        }
    }

    /** Short and long messages, none of which this thread waits for. */
    void shouldHandRequestsToFutures() {
        final int messages = 20;
        final CompletableFuture<?>[] futures = new CompletableFuture<?>[2 * messages];
        final int[][] received = new int[messages][];
        for (int i = 0; i < messages; i++) {
            final int count = COUNTS[i % COUNTS.length];
            received[i] = new int[count];
            final Request receive = comm.iRecv(received[i], count, MPI.INT, left, TAG);
            futures[i] = receive.toFuture().thenApply(status -> status.getCount(MPI.INT));
            Expect.that("the future's now", receive.isNull());
        }
        for (int i = 0; i < messages; i++) {
            final int count = COUNTS[i % COUNTS.length];
            futures[messages + i] = comm.iSend(filled(count, i), count, MPI.INT, right, TAG).toFuture();
        }
        CompletableFuture.allOf(futures).join();
        for (int i = 0; i < messages; i++) {
            Expect.equal("count of " + i, received[i].length, futures[i].join());
            Expect.equal("last item of " + i, i, received[i][received[i].length - 1]);
        }
        Expect.that("a null request", MPI.REQUEST_NULL.toFuture().isDone());
    }

    void shouldDoNothingWithNobody() {
        final int[] nothing = {7};
        comm.send(nothing, 1, MPI.INT, MPI.PROC_NULL, TAG);
        comm.sSend(nothing, 1, MPI.INT, MPI.PROC_NULL, TAG);
        comm.rSend(nothing, 1, MPI.INT, MPI.PROC_NULL, TAG);
        comm.bSend(nothing, 1, MPI.INT, MPI.PROC_NULL, TAG); // without an attached buffer
        comm.ibSend(nothing, 1, MPI.INT, MPI.PROC_NULL, TAG).waitFor();
        comm.isSend(nothing, 1, MPI.INT, MPI.PROC_NULL, TAG).waitFor();
        final Prequest persistent = comm.recvInit(nothing, 1, MPI.INT, MPI.PROC_NULL, TAG);
        persistent.start();
        persistent.cancel();
        final Message message = new Message();
        final Message asked = new Message();
        final Status[] found = {comm.recv(nothing, 1, MPI.INT, MPI.PROC_NULL, TAG),
            comm.probe(MPI.PROC_NULL, TAG), comm.iProbe(MPI.PROC_NULL, TAG),
            comm.iRecv(nothing, 1, MPI.INT, MPI.PROC_NULL, TAG).waitStatus(), persistent.waitStatus(),
            comm.sendRecvReplace(nothing, 1, MPI.INT, MPI.PROC_NULL, TAG, MPI.PROC_NULL, TAG),
            comm.Sendrecv_replace(nothing, 0, 1, MPI.INT, MPI.PROC_NULL, TAG, MPI.PROC_NULL, TAG),
            message.mProbe(MPI.PROC_NULL, TAG, comm), asked.imProbe(MPI.PROC_NULL, TAG, comm)};
        for (int i = 0; i < found.length; i++) {
            Expect.equal("source " + i, MPI.PROC_NULL, found[i].getSource());
            Expect.equal("tag " + i, MPI.ANY_TAG, found[i].getTag());
            Expect.equal("count " + i, 0, found[i].getCount(MPI.INT));
        }
        Expect.that("no process", message.isNoProc() && asked.isNoProc());
        Expect.equal("source of mRecv", MPI.PROC_NULL, message.mRecv(nothing, 1, MPI.INT).getSource());
        Expect.equal("source of imRecv", MPI.PROC_NULL, asked.imRecv(nothing, 1, MPI.INT).waitStatus().getSource());
        Expect.that("used up", message.isNull() && asked.isNull());
        Expect.equal("untouched", 7, nothing[0]);
        persistent.free();
    }

    private static int[] filled(final int count, final int value) {
        final int[] data = new int[count];
        Arrays.fill(data, value);
        return data;
    }
}
