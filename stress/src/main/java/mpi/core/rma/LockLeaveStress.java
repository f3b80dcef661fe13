package mpi.core.rma;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZI_Result;

/** Who wants a lock alone that two ranks share, and sleeps, is woken by the last of them, whichever that is. */
@JCStressTest
@State
@Outcome(id = "true, false, -1", expect = ACCEPTABLE, desc = "woken by the first")
@Outcome(id = "false, true, -1", expect = ACCEPTABLE, desc = "woken by the second")
@Outcome(expect = FORBIDDEN, desc = "asleep, and nobody wakes it, or a lock that is never free again")
public class LockLeaveStress {
    private static final int WAITER = 2;

    private final SharedWord lock = new SharedWord();

    /** Makes a lock that two ranks share, and for which one waits. */
    public LockLeaveStress() {
        lock.acquire(false, 0);
        lock.acquire(false, 1);
        lock.tryAcquire(true, WAITER, true);
    }

    /** A rank that shares it. */
    @Actor
    public void leaveFirst(final ZZI_Result result) {
        result.r1 = lock.leave();
    }

    /** Another one. */
    @Actor
    public void leaveSecond(final ZZI_Result result) {
        result.r2 = lock.leave();
    }

    /** Who has it in the end. */
    @Arbiter
    public void holder(final ZZI_Result result) {
        result.r3 = lock.holder();
    }
}
