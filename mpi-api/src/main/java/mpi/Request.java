package mpi;

import java.util.concurrent.CompletableFuture;
import mpi.spi.Completion;
import mpi.spi.Faults;
import mpi.spi.RequestEngine;

/**
 * A pending non-blocking operation (MPI 4.1, section 3.7). Once a wait or test has found it complete it is a null
 * request, see {@link #isNull()}; waiting for that returns at once. A request may be used by one thread at a time.
 *
 * <p>The two dialects tell the outcome differently. Here: {@code test} answers a boolean, {@code waitAny} an index or
 * {@link MPI#UNDEFINED} if no request is active, {@code waitSome} and {@code testSome} answer {@code null} if none is.
 * In the capitalised spelling every one answers a {@link Status}, an array of them, or {@code null}.
 *
 * <p>In arrays, null elements and null requests are skipped. If one of several operations fails, the exception is of
 * class {@link MPI#ERR_IN_STATUS} and has the exception of the operation as its cause; the others may still be active.
 */
public sealed class Request extends RequestDialect implements Freeable permits Prequest {
    /** {@code null} once complete or freed: the engine uses its object again, so that this must not refer to it. */
    private RequestEngine engine;
    private int use;
    private final Comm comm;
    private final Environment environment;
    private final Datatype type;

    /** Makes a null request. */
    Request() {
        this.engine = null;
        this.use = 0;
        this.comm = null;
        this.environment = null;
        this.type = null;
    }

    /** Makes the request of a communicator; {@code engine} is {@code null} where nothing has been started. */
    Request(final RequestEngine engine, final int use, final Comm comm, final Datatype type) {
        this.engine = engine;
        this.use = use;
        this.comm = comm;
        this.environment = comm.environment();
        this.type = type;
    }

    /** One method for sends and one for receives: each sees few classes of engine, which the compiler tells apart. */
    static Request ofSend(final RequestEngine engine, final Comm comm, final Datatype type) {
        return new Request(engine, engine.use(), comm, type);
    }

    static Request ofReceive(final RequestEngine engine, final Comm comm, final Datatype type) {
        return new Request(engine, engine.use(), comm, type);
    }

    /** The request of a one-sided operation, whose class of engine messages do not see. */
    static Request ofWindow(final RequestEngine engine, final Comm comm, final Datatype type) {
        return new Request(engine, engine.use(), comm, type);
    }

    /**
     * Whether this is a null request: complete, freed or {@link MPI#REQUEST_NULL}. A persistent request is one once it
     * is freed. Local.
     *
     * @return whether it is
     */
    public final boolean isNull() {
        return engine == null && !canStart();
    }

    /** Whether an operation is under way, or complete but not waited for. */
    final boolean isActive() {
        return engine != null;
    }

    /** Whether this is a persistent request that is not freed. */
    boolean canStart() {
        return false;
    }

    /** Makes this the request of another operation. */
    final void activate(final RequestEngine started) {
        use = started.use();
        engine = started;
    }

    /**
     * Blocks until the operation is complete (MPI 4.1, section 3.7.3). Returns at once for a null request.
     *
     * @throws MPIException what the operation failed with, for example {@link MPI#ERR_TRUNCATE}
     */
    public final void waitFor() {
        if (engine != null) {
            complete(Dialect.LOWER_CASE);
        }
    }

    /**
     * Blocks until the operation is complete (MPI 4.1, section 3.7.3). Returns at once for a null request.
     *
     * @return what became of it; an empty status for a null request
     * @throws MPIException what the operation failed with, for example {@link MPI#ERR_TRUNCATE}
     */
    public final Status waitStatus() {
        return engine == null ? new Status() : await(Dialect.LOWER_CASE);
    }

    /**
     * Asks whether the operation is complete (MPI 4.1, section 3.7.3). Does not block.
     *
     * @return whether it is; true for a null request
     * @throws MPIException what the operation failed with, for example {@link MPI#ERR_TRUNCATE}
     */
    public final boolean test() {
        return engine == null || isComplete(Dialect.LOWER_CASE) != null;
    }

    /**
     * Asks whether the operation is complete (MPI 4.1, section 3.7.3). Does not block.
     *
     * @return what became of it, or {@code null} if it is not complete; an empty status for a null request
     * @throws MPIException what the operation failed with, for example {@link MPI#ERR_TRUNCATE}
     */
    public final Status testStatus() {
        return engine == null ? new Status() : test(Dialect.LOWER_CASE);
    }

    /**
     * Asks whether the operation is complete, and leaves the request as it is (MPI 4.1, section 3.7.6). Does not block.
     *
     * @return what became of it, or {@code null} if it is not complete; an empty status for a null request
     */
    public final Status getStatus() {
        if (engine == null) {
            return new Status();
        }
        environmentFor("request_get_status").engine.poll();
        if (!engine.isDone()) {
            return null;
        }
        return new Status(MessageCalls.outcome(engine), type);
    }

    /**
     * Asks to cancel the operation (MPI 4.1, section 3.8.4). The request must still be completed; its status tells
     * whether it was cancelled. Local.
     *
     * @throws MPIException {@link MPI#ERR_REQUEST} for a null request and for a collective operation
     */
    public final void cancel() {
        cancel(Dialect.LOWER_CASE);
    }

    final void cancel(final Dialect dialect) {
        if (engine == null) {
            throw Faults.nullRequest("cancel");
        }
        environmentFor("cancel");
        try {
            engine.cancel();
        } catch (final MPIException e) {
            throw comm.failed(dialect, e);
        }
    }

    /**
     * Gives the request back (MPI 4.1, section 3.7.3). The operation goes on and completes by itself. Local.
     *
     * @throws MPIException {@link MPI#ERR_REQUEST} for a null request
     */
    @Override
    public void free() {
        if (engine == null) {
            throw Faults.nullRequest("request_free");
        }
        letGo();
    }

    /** Lets the operation under way complete by itself. */
    final void letGo() {
        final RequestEngine freeing = engine;
        engine = null;
        freeing.free(use);
    }

    /**
     * Hands the operation to a future, which a thread of the library completes; the request becomes a null request, a
     * persistent one inactive. That thread makes progress as long as there are such operations, and runs what depends
     * on the future without an executor of its own. The future tells of errors, whatever the error handler is.
     * Cancelling the future does not cancel the operation. Local.
     *
     * @return a future of what becomes of the operation; completed with an empty status for a null request
     */
    public final CompletableFuture<Status> toFuture() {
        final CompletableFuture<Status> future = new CompletableFuture<>();
        if (engine == null) {
            future.complete(new Status());
            return future;
        }
        final Environment life = environmentFor("to_future");
        final RequestEngine handed = engine;
        final int handedUse = use;
        engine = null;
        life.engine.whenDone(handed, () -> {
            try {
                final Completion completion = new Completion();
                handed.complete(handedUse, completion);
                if (completion.error == null) {
                    future.complete(new Status(completion, type));
                } else {
                    future.completeExceptionally(completion.error);
                }
            } catch (final Throwable e) {
                future.completeExceptionally(e); // thrown by the user's code that reads objects
            }
        });
        return future;
    }

    /**
     * Blocks until one operation is complete (MPI 4.1, section 3.7.5).
     *
     * @param requests the requests; {@code null} and completed ones are skipped
     * @return index of its request, or {@link MPI#UNDEFINED} if no request is active
     * @throws MPIException what the operation failed with
     */
    public static int waitAny(final Request[] requests) {
        final Status status = RequestCalls.waitAny(Dialect.LOWER_CASE, requests);
        return status == null ? MPI.UNDEFINED : status.index;
    }

    /**
     * Blocks until one operation is complete (MPI 4.1, section 3.7.5).
     *
     * @param requests the requests; {@code null} and completed ones are skipped
     * @return what became of it, with the index of its request, which is {@link MPI#UNDEFINED} if no request is active
     * @throws MPIException what the operation failed with
     */
    public static Status waitAnyStatus(final Request[] requests) {
        final Status status = RequestCalls.waitAny(Dialect.LOWER_CASE, requests);
        return status == null ? new Status() : status;
    }

    /**
     * mpiJava spelling of {@link #waitAnyStatus(Request[])}.
     *
     * @param requests the requests; {@code null} and completed ones are skipped
     * @return what became of it; {@link MPI#EMPTY_STATUS} if no request is active
     */
    public static Status Waitany(final Request[] requests) {
        final Status status = RequestCalls.waitAny(Dialect.CAPITALISED, requests);
        return status == null ? MPI.EMPTY_STATUS : status;
    }

    /**
     * Asks whether one operation is complete (MPI 4.1, section 3.7.5). Does not block.
     *
     * @param requests the requests; {@code null} and completed ones are skipped
     * @return index of its request, or {@link MPI#UNDEFINED} if none is complete or no request is active
     * @throws MPIException what the operation failed with
     */
    public static int testAny(final Request[] requests) {
        final Status status = RequestCalls.testAny(Dialect.LOWER_CASE, requests);
        return status == null ? MPI.UNDEFINED : status.index;
    }

    /**
     * Asks whether one operation is complete (MPI 4.1, section 3.7.5). Does not block.
     *
     * @param requests the requests; {@code null} and completed ones are skipped
     * @return what became of it, with the index of its request, or {@code null} if none is complete; an empty status
     *     with index {@link MPI#UNDEFINED} if no request is active
     * @throws MPIException what the operation failed with
     */
    public static Status testAnyStatus(final Request[] requests) {
        final Status status = RequestCalls.testAny(Dialect.LOWER_CASE, requests);
        return status == null && RequestCalls.firstActive("testany", requests) == null ? new Status() : status;
    }

    /**
     * mpiJava spelling of {@link #testAnyStatus(Request[])}.
     *
     * @param requests the requests; {@code null} and completed ones are skipped
     * @return what became of it, or {@code null}; {@link MPI#EMPTY_STATUS} if no request is active
     */
    public static Status Testany(final Request[] requests) {
        final Status status = RequestCalls.testAny(Dialect.CAPITALISED, requests);
        return status == null && RequestCalls.firstActive("testany", requests) == null ? MPI.EMPTY_STATUS : status;
    }

    /**
     * Blocks until all operations are complete (MPI 4.1, section 3.7.5).
     *
     * @param requests the requests; {@code null} and completed ones are skipped
     * @throws MPIException {@link MPI#ERR_IN_STATUS} if one of them failed
     */
    public static void waitAll(final Request[] requests) {
        RequestCalls.waitAll(Dialect.LOWER_CASE, requests, null);
    }

    /**
     * Blocks until all operations are complete (MPI 4.1, section 3.7.5).
     *
     * @param requests the requests; {@code null} and completed ones are skipped
     * @return what became of each; empty statuses for null requests
     * @throws MPIException {@link MPI#ERR_IN_STATUS} if one of them failed
     */
    public static Status[] waitAllStatus(final Request[] requests) {
        final Status[] statuses = new Status[RequestCalls.lengthOf("waitall", requests)];
        RequestCalls.waitAll(Dialect.LOWER_CASE, requests, statuses);
        return RequestCalls.filled(statuses);
    }

    /**
     * mpiJava spelling of {@link #waitAllStatus(Request[])}.
     *
     * @param requests the requests; {@code null} and completed ones are skipped
     * @return what became of each; {@link MPI#EMPTY_STATUS} for null requests, {@code null} for null elements
     */
    public static Status[] Waitall(final Request[] requests) {
        final Status[] statuses = new Status[RequestCalls.lengthOf("waitall", requests)];
        RequestCalls.fillInactive(requests, statuses);
        RequestCalls.waitAll(Dialect.CAPITALISED, requests, statuses);
        return statuses;
    }

    /**
     * Asks whether all operations are complete (MPI 4.1, section 3.7.5). If not, no request is changed. Does not block.
     *
     * @param requests the requests; {@code null} and completed ones are skipped
     * @return whether all are; true if no request is active
     * @throws MPIException {@link MPI#ERR_IN_STATUS} if one of them failed
     */
    public static boolean testAll(final Request[] requests) {
        if (!RequestCalls.areDone("testall", requests)) {
            return false;
        }
        RequestCalls.waitAll(Dialect.LOWER_CASE, requests, null);
        return true;
    }

    /**
     * Asks whether all operations are complete (MPI 4.1, section 3.7.5). If not, no request is changed. Does not block.
     *
     * @param requests the requests; {@code null} and completed ones are skipped
     * @return what became of each, or {@code null} if not all are complete; empty statuses for null requests
     * @throws MPIException {@link MPI#ERR_IN_STATUS} if one of them failed
     */
    public static Status[] testAllStatus(final Request[] requests) {
        return RequestCalls.areDone("testall", requests) ? waitAllStatus(requests) : null;
    }

    /**
     * mpiJava spelling of {@link #testAllStatus(Request[])}.
     *
     * @param requests the requests; {@code null} and completed ones are skipped
     * @return what became of each, or {@code null} if not all are complete; {@link MPI#EMPTY_STATUS} for null requests,
     *     {@code null} for null elements
     */
    public static Status[] Testall(final Request[] requests) {
        return RequestCalls.areDone("testall", requests) ? Waitall(requests) : null;
    }

    /**
     * Blocks until at least one operation is complete (MPI 4.1, section 3.7.5).
     *
     * @param requests the requests; {@code null} and completed ones are skipped
     * @return indices of the requests that were, or {@code null} if no request is active
     * @throws MPIException {@link MPI#ERR_IN_STATUS} if one of them failed
     */
    public static int[] waitSome(final Request[] requests) {
        return RequestCalls.indices(RequestCalls.waitSome(Dialect.LOWER_CASE, requests));
    }

    /**
     * Blocks until at least one operation is complete (MPI 4.1, section 3.7.5).
     *
     * @param requests the requests; {@code null} and completed ones are skipped
     * @return what became of those that were, with the indices of their requests, or {@code null} if no request is
     *     active
     * @throws MPIException {@link MPI#ERR_IN_STATUS} if one of them failed
     */
    public static Status[] waitSomeStatus(final Request[] requests) {
        return RequestCalls.waitSome(Dialect.LOWER_CASE, requests);
    }

    /**
     * mpiJava spelling of {@link #waitSomeStatus(Request[])}.
     *
     * @param requests the requests; {@code null} and completed ones are skipped
     * @return what became of those that were complete, or {@code null} if no request is active
     */
    public static Status[] Waitsome(final Request[] requests) {
        return RequestCalls.waitSome(Dialect.CAPITALISED, requests);
    }

    /**
     * Asks which operations are complete (MPI 4.1, section 3.7.5). Does not block.
     *
     * @param requests the requests; {@code null} and completed ones are skipped
     * @return indices of the requests that were, of length 0 if none was; {@code null} if no request is active
     * @throws MPIException {@link MPI#ERR_IN_STATUS} if one of them failed
     */
    public static int[] testSome(final Request[] requests) {
        return RequestCalls.indices(RequestCalls.testSome(Dialect.LOWER_CASE, requests));
    }

    /**
     * Asks which operations are complete (MPI 4.1, section 3.7.5). Does not block.
     *
     * @param requests the requests; {@code null} and completed ones are skipped
     * @return what became of those that were, with the indices of their requests, of length 0 if none was; {@code null}
     *     if no request is active
     * @throws MPIException {@link MPI#ERR_IN_STATUS} if one of them failed
     */
    public static Status[] testSomeStatus(final Request[] requests) {
        return RequestCalls.testSome(Dialect.LOWER_CASE, requests);
    }

    /**
     * mpiJava spelling of {@link #testSomeStatus(Request[])}, which answers as that of MPJ Express.
     *
     * @param requests the requests; {@code null} and completed ones are skipped
     * @return what became of those that were complete, of length 0 if none was, or if no request is active
     */
    public static Status[] Testsome(final Request[] requests) {
        final Status[] statuses = RequestCalls.testSome(Dialect.CAPITALISED, requests);
        return statuses == null ? new Status[0] : statuses;
    }

    /** Waits for an active request. */
    final Status await(final Dialect dialect) {
        return new Status(complete(dialect), type);
    }

    /** Tests an active request; {@code null} if it is not complete. */
    final Status test(final Dialect dialect) {
        final Completion completion = isComplete(dialect);
        return completion == null ? null : new Status(completion, type);
    }

    /** Completes an active request; the answer is this thread's completion, to be read at once. */
    final Completion complete(final Dialect dialect) {
        environmentFor("wait");
        final RequestEngine completing = engine;
        engine = null;
        return MessageCalls.complete(comm, dialect, completing, use, MessageCalls.completion());
    }

    /** Completes an active request; the answer is what its operation failed with, or {@code null}. */
    final MPIException completeWithoutStatus() {
        environmentFor("wait");
        final RequestEngine completing = engine;
        engine = null;
        return completing.completeWithoutStatus(use);
    }

    /** Completes an active request if it is done, else answers {@code null}. */
    private Completion isComplete(final Dialect dialect) {
        environmentFor("test");
        return MessageCalls.isDone(engine) ? complete(dialect) : null;
    }

    final Environment environmentFor(final String operation) {
        if (environment.ended) {
            throw Faults.isFinalized(operation + " for " + engine.describe());
        }
        return environment;
    }

    /** The engine's side; {@code null} of a null request. */
    final RequestEngine engine() {
        return engine;
    }

    /** Whether a wait for this active request would return at once. */
    final boolean isDone() {
        return engine.isDone();
    }

    final Comm comm() {
        return comm;
    }

    final Datatype type() {
        return type;
    }

    @Override
    public String toString() {
        return engine == null ? canStart() ? "Request[inactive]" : "Request[null]"
            : "Request[" + engine.describe() + "]";
    }
}
