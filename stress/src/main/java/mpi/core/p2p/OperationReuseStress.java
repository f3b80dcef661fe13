package mpi.core.p2p;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import mpi.spi.Completion;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * An operation is used again only once the thread that completes its request has taken the outcome: it gives the
 * operation back by a release store, outside the lock; the pool looks by an acquire load.
 */
@JCStressTest
@State
@Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "not yet given back: the pool hands out another one")
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "given back, and used again")
@Outcome(expect = FORBIDDEN, desc = "the outcome of the next use")
public class OperationReuseStress {
    private final OperationPool<ReceiveOperation> pool = new OperationPool<>(() -> new ReceiveOperation(null));
    private final ReceiveOperation receive = pool.take();
    private final int use = receive.use();
    private final Completion completion = new Completion();

    /** A receive that is done. */
    public OperationReuseStress() {
        Message.FIRST.arrive(receive);
    }

    /** The thread that completes its request. */
    @Actor
    public void complete(final II_Result result) {
        receive.complete(use, completion);
        result.r1 = Message.FIRST.isIn(completion) ? 1 : 0;
    }

    /** The thread that starts the next receive, with the lock held. */
    @Actor
    public void startNext(final II_Result result) {
        final ReceiveOperation next = pool.take();
        Message.SECOND.arrive(next);
        result.r2 = next == receive ? 1 : 0;
    }
}
