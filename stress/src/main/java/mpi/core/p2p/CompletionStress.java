package mpi.core.p2p;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import mpi.spi.Completion;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Whoever sees outside the lock that an operation is done sees its whole outcome. */
@JCStressTest
@State
@Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "asked before it was done")
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "done, with its outcome")
@Outcome(expect = FORBIDDEN, desc = "done, with less than its outcome")
public class CompletionStress {
    private final ReceiveOperation receive = new ReceiveOperation(null);
    private final Completion completion = new Completion();

    /** The thread that polls, with the lock held. */
    @Actor
    public void finish() {
        Message.FIRST.arrive(receive);
    }

    /** The thread that asks. */
    @Actor
    public void ask(final II_Result result) {
        if (receive.isDone()) {
            receive.fill(completion);
            result.r1 = 1;
            result.r2 = Message.FIRST.isIn(completion) ? 1 : 0;
        }
    }
}
