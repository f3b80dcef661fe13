package mpi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import mpi.spi.Faults;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What wait and test answer, one, any, all and some, in both dialects.
 */
class RequestTest {
    private static final String WHERE = "recv on COMM_WORLD, rank 2 of 4, from 1, tag 7";

    @RegisterExtension
    final RunningMpi mpi = new RunningMpi();

    private final FakeRequest first = request(4);
    private final FakeRequest second = request(8);

    private static FakeRequest request(final int bytes) {
        final FakeRequest request = new FakeRequest();
        request.lengthBytes = bytes;
        return request;
    }

    private Request receive(final FakeRequest engine) {
        mpi.world.requests.add(engine);
        return MPI.COMM_WORLD.Irecv(new int[4], 0, 4, MPI.INT, 1, 7);
    }

    /** A null element, a null request, and two active ones. */
    private Request[] mixed() {
        return new Request[] {null, MPI.REQUEST_NULL, receive(first), receive(second)};
    }

    private static Request[] inactive() {
        return new Request[] {null, MPI.REQUEST_NULL};
    }

    private static int[] indices(final Status[] statuses) {
        return Arrays.stream(statuses).mapToInt(status -> status.index).toArray();
    }

    @Test
    void shouldWaitForOne() {
        final Request lower = receive(first);
        lower.waitFor();
        assertTrue(lower.isNull());
        lower.waitFor();
        assertEquals(1, receive(first).waitStatus().getCount(MPI.INT));

        final Request capitalised = receive(second);
        assertEquals(2, capitalised.Wait().Get_count(MPI.INT));
        assertTrue(capitalised.Is_null());
        assertSame(MPI.EMPTY_STATUS, capitalised.Wait());
    }

    @Test
    void shouldTestOne() {
        final Request request = receive(first);
        assertFalse(request.test());
        assertNull(request.testStatus());
        assertNull(request.Test());
        assertFalse(request.isNull());

        first.done = true;
        assertEquals(1, request.testStatus().getSource());
        assertTrue(request.isNull());
        assertTrue(request.test());
        assertEquals(MPI.ANY_SOURCE, request.testStatus().getSource());
        assertSame(MPI.EMPTY_STATUS, request.Test());

        second.done = true;
        assertEquals(7, receive(second).Test().tag);
    }

    @Test
    void shouldLookWithoutCompleting() {
        final Request request = receive(first);
        assertNull(request.getStatus());
        first.done = true;
        assertEquals(4, request.getStatus().getCount(MPI.BYTE));
        assertFalse(request.isNull());
        assertEquals(4, request.waitStatus().getCount(MPI.BYTE));
        assertEquals(MPI.ANY_TAG, request.getStatus().getTag());
    }

    @Test
    void shouldWaitForAny() {
        final Request[] requests = mixed();
        first.willComplete = false;
        assertEquals(3, Request.waitAny(requests));
        assertTrue(requests[3].isNull());
        first.willComplete = true;
        assertEquals(2, Request.waitAnyStatus(requests).getIndex());
        assertEquals(MPI.UNDEFINED, Request.waitAny(requests));
        assertEquals(MPI.UNDEFINED, Request.waitAnyStatus(requests).getIndex());
        assertSame(MPI.EMPTY_STATUS, Request.Waitany(requests));
        assertEquals(MPI.UNDEFINED, MPI.EMPTY_STATUS.index);

        assertEquals(2, Request.Waitany(mixed()).index);
    }

    @Test
    void shouldTestAny() {
        final Request[] requests = mixed();
        assertEquals(MPI.UNDEFINED, Request.testAny(requests));
        assertNull(Request.testAnyStatus(requests));
        assertNull(Request.Testany(requests));
        second.done = true;
        assertEquals(3, Request.testAny(requests));
        first.done = true;
        assertEquals(2, Request.Testany(requests).index);
        assertEquals(MPI.UNDEFINED, Request.testAny(requests));
        assertEquals(MPI.UNDEFINED, Request.testAnyStatus(requests).getIndex());
        assertSame(MPI.EMPTY_STATUS, Request.Testany(requests));
    }

    @Test
    void shouldWaitForAll() {
        Request.waitAll(mixed());
        Request.waitAll(inactive());
        final Status[] lower = Request.waitAllStatus(mixed());
        assertEquals(MPI.ANY_SOURCE, lower[0].getSource());
        assertEquals(MPI.ANY_SOURCE, lower[1].getSource());
        assertEquals(1, lower[2].getCount(MPI.INT));
        assertEquals(2, lower[3].getCount(MPI.INT));

        final Request[] requests = mixed();
        final Status[] capitalised = Request.Waitall(requests);
        assertNull(capitalised[0]);
        assertSame(MPI.EMPTY_STATUS, capitalised[1]);
        assertEquals(2, capitalised[3].count);
        assertTrue(requests[2].isNull() && requests[3].isNull());
    }

    @Test
    void shouldTestAllOrLeaveThemAsTheyAre() {
        final Request[] requests = mixed();
        first.done = true;
        assertFalse(Request.testAll(requests));
        assertNull(Request.testAllStatus(requests));
        assertNull(Request.Testall(requests));
        assertFalse(requests[2].isNull());
        second.done = true;
        assertEquals(2, Request.Testall(requests)[3].count);
        assertTrue(requests[2].isNull());
        assertTrue(Request.testAll(requests));
        assertNotNull(Request.testAllStatus(inactive())[1]);
    }

    @Test
    void shouldWaitForSome() {
        final Request[] requests = mixed();
        second.willComplete = false;
        assertArrayEquals(new int[] {2}, Request.waitSome(requests));
        second.willComplete = true;
        assertArrayEquals(new int[] {3}, indices(Request.waitSomeStatus(requests)));
        assertNull(Request.waitSome(requests));
        assertNull(Request.waitSomeStatus(requests));
        assertNull(Request.Waitsome(requests));

        second.done = true;
        assertArrayEquals(new int[] {2, 3}, indices(Request.Waitsome(mixed())));
    }

    @Test
    void shouldTestSome() {
        final Request[] requests = mixed();
        assertEquals(0, Request.testSome(requests).length);
        assertEquals(0, Request.testSomeStatus(requests).length);
        assertEquals(0, Request.Testsome(requests).length);
        second.done = true;
        assertArrayEquals(new int[] {3}, Request.testSome(requests));
        first.done = true;
        assertArrayEquals(new int[] {2}, indices(Request.Testsome(requests)));
        assertNull(Request.testSome(requests));
        assertEquals(0, Request.Testsome(inactive()).length);
    }

    @Test
    void shouldThrowWhatAnOperationFailedWith() {
        first.error = Faults.truncated(WHERE, 104, 96);
        final Request request = receive(first);
        Expect.fault(MPI.ERR_TRUNCATE,
            WHERE + ": message of 104 bytes is longer than the buffer of 96 bytes (MPI.ERR_TRUNCATE)", request::Wait);
        assertTrue(request.isNull());
        assertTrue(mpi.engine.aborts.isEmpty());
    }

    @Test
    void shouldSayWhichOfSeveralFailed() {
        first.error = Faults.truncated(WHERE, 104, 96);
        final Request[] requests = mixed();
        final MPIException fault = Expect.fault(MPI.ERR_IN_STATUS,
            "waitall: request 2 of 4 failed: " + WHERE + ": message of 104 bytes is longer than the buffer of 96 bytes"
                + " (MPI.ERR_TRUNCATE) (MPI.ERR_IN_STATUS)",
            () -> Request.Waitall(requests));
        assertSame(first.error, fault.getCause());
        assertFalse(requests[3].isNull());
        Request.waitAll(requests);
    }

    @Test
    void shouldFollowTheErrorHandlerInLowerCase() {
        first.error = Faults.truncated(WHERE, 104, 96);
        final Request request = receive(first);
        Expect.printed(() -> assertThrows(MPIException.class, request::waitFor));
        assertEquals(1, mpi.engine.aborts.size());
        MPI.COMM_WORLD.setErrhandler(MPI.ERRORS_RETURN);
        assertThrows(MPIException.class, receive(first)::waitFor);
        assertEquals(1, mpi.engine.aborts.size());
    }

    @Test
    void shouldTellTheErrorHandlerOfARefusedCancelInLowerCase() {
        first.refusal = Faults.fault(MPI.ERR_REQUEST, WHERE, "a collective operation cannot be cancelled");
        final Request request = receive(first);
        assertThrows(MPIException.class, request::Cancel);
        assertEquals(0, mpi.engine.aborts.size());
        Expect.printed(() -> assertThrows(MPIException.class, request::cancel));
        assertEquals(1, mpi.engine.aborts.size());
        assertFalse(request.isNull());
    }

    @Test
    void shouldCancelAndFree() {
        final Request request = receive(first);
        request.Cancel();
        assertTrue(request.Wait().Test_cancelled());
        Expect.fault(MPI.ERR_REQUEST, "cancel: the request is null, completed or freed (MPI.ERR_REQUEST)",
            request::cancel);

        final Request freed = receive(second);
        freed.Free();
        assertTrue(freed.isNull());
        assertFalse(second.done);
        Expect.fault(MPI.ERR_REQUEST, "request_free: the request is null, completed or freed (MPI.ERR_REQUEST)",
            freed::free);
    }

    /** Whatever is thrown: the future must not stay open. */
    @Test
    void shouldTellTheFutureOfAnError() {
        first.willComplete = false;
        assertInstanceOf(AssertionError.class, receive(first).toFuture().exceptionNow());
    }

    @Test
    void shouldRefuseAfterFinalize() {
        final Request request = receive(first);
        MPI.Finalize();
        Expect.fault(MPI.ERR_OTHER, "wait for " + WHERE + ": MPI is finalized (MPI.ERR_OTHER)", request::waitFor);
        Expect.fault(MPI.ERR_OTHER, "waitall for " + WHERE + ": MPI is finalized (MPI.ERR_OTHER)",
            () -> Request.waitAll(new Request[] {request}));
    }

    @Test
    void shouldRefuseANullArray() {
        Expect.fault(MPI.ERR_REQUEST, "waitany: the array of requests is null (MPI.ERR_REQUEST)",
            () -> Request.waitAny(null));
    }
}
