package mpi.core.rma;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZZ_Result;

/** Who wants a lock alone that ranks share, and sleeps, is woken by the last of them, whichever that is. */
@JCStressTest
@State
@Outcome(id = "true, false, false", expect = ACCEPTABLE, desc = "taken, behind both")
@Outcome(id = "false, true, false", expect = ACCEPTABLE, desc = "not taken, and woken by the first")
@Outcome(id = "false, false, true", expect = ACCEPTABLE, desc = "not taken, and woken by the second")
@Outcome(expect = FORBIDDEN, desc = "asleep, and nobody wakes it")
public class LockLeaveStress {
    private static final int WAITER = 2;

    private final SharedWord lock = new SharedWord();

    /** Makes a lock that two ranks share. */
    public LockLeaveStress() {
        lock.acquire(false, 0);
        lock.acquire(false, 1);
    }

    /** The rank that waits. */
    @Actor
    public void acquire(final ZZZ_Result result) {
        result.r1 = lock.tryAcquire(true, WAITER, true);
    }

    /** A rank that shares it. */
    @Actor
    public void leaveFirst(final ZZZ_Result result) {
        result.r2 = lock.leave();
    }

    /** Another one. */
    @Actor
    public void leaveSecond(final ZZZ_Result result) {
        result.r3 = lock.leave();
    }
}
