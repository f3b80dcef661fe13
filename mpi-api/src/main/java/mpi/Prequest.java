package mpi;

import mpi.spi.CommEngine;
import mpi.spi.Faults;
import mpi.spi.RequestEngine;

/**
 * A persistent request: an operation whose arguments are given once and that is started many times (MPI 4.1, section
 * 3.9; of collective operations, section 6.13). It is inactive until it is started and again when it is complete;
 * waiting for an inactive one returns at once.
 * It becomes a null request when it is freed.
 */
public final class Prequest extends Request {
    private final Dialect dialect;
    private final String operation;
    /** {@code null} once freed. */
    private Operation start;

    /** Starts an operation whose arguments have been checked. */
    @FunctionalInterface
    interface Operation {
        /** Starts it. */
        RequestEngine start(CommEngine engine);
    }

    /** Makes an inactive request. */
    Prequest(
        final Comm comm, final Dialect dialect, final String operation, final Datatype type, final Operation start) {
        super(null, 0, comm, type);
        this.dialect = dialect;
        this.operation = operation;
        this.start = start;
    }

    @Override
    boolean canStart() {
        return start != null;
    }

    /**
     * Starts the operation (MPI 4.1, section 3.9). Does not block.
     *
     * @throws MPIException {@link MPI#ERR_REQUEST} if it is active or freed; {@link MPI#ERR_BUFFER} if it is a buffered
     *     send for which there is no room
     */
    public void start() {
        start("start");
    }

    /** mpiJava spelling of {@link #start()}. */
    public void Start() {
        start("start");
    }

    private void start(final String call) {
        if (start == null) {
            throw Faults.nullRequest(call);
        }
        if (isActive()) {
            throw Faults.activeRequest(call + " of " + comm().describe(operation));
        }
        final CommEngine engine = comm().engine(operation);
        try {
            activate(start.start(engine));
        } catch (final MPIException e) {
            throw comm().failed(dialect, e);
        }
    }

    /**
     * Starts several operations, in the order of the array (MPI 4.1, section 3.9). Does not block.
     *
     * @param prequests the requests; none of them null or active
     * @throws MPIException {@link MPI#ERR_REQUEST} if one is {@code null}, active or freed; then none is started
     */
    public static void startAll(final Prequest[] prequests) {
        if (prequests == null) {
            throw Faults.fault(MPI.ERR_REQUEST, "startall", "the array of requests is null");
        }
        for (final Prequest prequest : prequests) {
            if (prequest == null || prequest.start == null) {
                throw Faults.nullRequest("startall");
            }
            if (prequest.isActive()) {
                throw Faults.activeRequest("startall of " + prequest.comm().describe(prequest.operation));
            }
        }
        for (final Prequest prequest : prequests) {
            prequest.start("startall");
        }
    }

    /**
     * mpiJava spelling of {@link #startAll(Prequest[])}.
     *
     * @param prequests the requests; none of them null or active
     */
    public static void Startall(final Prequest[] prequests) {
        startAll(prequests);
    }

    /**
     * Gives the request back (MPI 4.1, section 3.7.3). An operation under way goes on and completes by itself. Local.
     *
     * @throws MPIException {@link MPI#ERR_REQUEST} if it is freed already
     */
    @Override
    public void free() {
        if (start == null) {
            throw Faults.nullRequest("request_free");
        }
        start = null;
        if (isActive()) {
            letGo();
        }
    }
}
