package mpi.core.rma;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** Who asks for a lock alone while the ranks that share it let go is woken by the last of them. */
@JCStressTest
@State
@Outcome(id = "true, false", expect = ACCEPTABLE, desc = "taken, behind both")
@Outcome(id = "false, true", expect = ACCEPTABLE, desc = "not taken, and woken")
@Outcome(expect = FORBIDDEN, desc = "asleep, and nobody wakes it")
public class LockLastLeaveStress {
    private static final int WAITER = 2;

    private final SharedWord lock = new SharedWord();

    /** Makes a lock that two ranks share. */
    public LockLastLeaveStress() {
        lock.acquire(false, 0);
        lock.acquire(false, 1);
    }

    /** The rank that waits. */
    @Actor
    public void acquire(final ZZ_Result result) {
        result.r1 = lock.tryAcquire(true, WAITER, true);
    }

    /** Both ranks that share it. */
    @Actor
    public void leave(final ZZ_Result result) {
        final boolean isFirstLast = lock.leave();
        result.r2 = lock.leave() && !isFirstLast;
    }
}
