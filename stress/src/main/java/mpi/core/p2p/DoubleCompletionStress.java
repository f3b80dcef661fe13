package mpi.core.p2p;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.Map;
import java.util.Properties;
import mpi.core.diag.Counters;
import mpi.core.diag.ErrorLog;
import mpi.core.progress.Progress;
import mpi.core.runtime.Settings;
import mpi.spi.Completion;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * Two threads complete one request, which is an error of the program; one of them goes on to start the next receive.
 * The other one may get any outcome, but must not give back what has a new owner.
 */
@JCStressTest
@State
@Outcome(id = {"0, 0", "1, 0"}, expect = ACCEPTABLE, desc = "the next receive keeps its operation")
@Outcome(expect = FORBIDDEN, desc = "the operation of the next receive was given back by the completion of the first")
public class DoubleCompletionStress {
    private static final Settings DEFAULTS = new Settings(Map.of(), new Properties());
    private static final Progress PROGRESS = new Progress(DEFAULTS, new Counters(1), false);
    private static final PointToPoint PROTOCOL = new PointToPoint(0, 1, PROGRESS, null, new Counters(1),
        new ErrorLog(), DEFAULTS, false);

    private final OperationPool<ReceiveOperation> pool = new OperationPool<>(PROTOCOL.receives()::newOperation);
    private final ReceiveOperation receive = pool.take();
    private final int use = receive.use();
    private ReceiveOperation next;

    /** A receive that is done. */
    public DoubleCompletionStress() {
        Message.FIRST.arrive(receive);
    }

    /** Completes the request, and starts the next receive, which is done at once. */
    @Actor
    public void completeAndStartNext(final II_Result result) {
        receive.complete(use, new Completion());
        PROGRESS.lock().enter();
        next = pool.take();
        Message.SECOND.arrive(next);
        PROGRESS.lock().exit();
        result.r1 = next == receive ? 1 : 0;
    }

    /** Completes the request once more. */
    @Actor
    public void completeAgain() {
        receive.complete(use, new Completion());
    }

    /** Whether the pool may hand the next receive's operation out. */
    @Arbiter
    public void look(final II_Result result) {
        result.r2 = next.isGivenBack() ? 1 : 0;
    }
}
