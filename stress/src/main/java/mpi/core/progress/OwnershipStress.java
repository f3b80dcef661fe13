package mpi.core.progress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** Without a favour, two threads are never inside at once, whether they enter twice or hand over in between. */
@JCStressTest
@State
@Outcome(id = "8", expect = ACCEPTABLE, desc = "one after the other")
@Outcome(expect = FORBIDDEN, desc = "both inside")
public class OwnershipStress {
    private final ProgressLock lock = SharedLock.of(() -> {});
    private final Guarded guarded = new Guarded();

    /** Enters within its entry, and lets the other in while it is inside once. */
    @Actor
    public void handOver() {
        lock.enter();
        guarded.step();
        lock.enter();
        guarded.step();
        lock.exit();
        guarded.step();
        lock.handOver();
        guarded.step();
        lock.exit();
    }

    /** The other. */
    @Actor
    public void enterOften() {
        for (int i = 0; i < 4; i++) {
            lock.enter();
            guarded.step();
            lock.exit();
        }
    }

    /** What they have done. */
    @Arbiter
    public void count(final I_Result result) {
        result.r1 = guarded.number();
    }
}
