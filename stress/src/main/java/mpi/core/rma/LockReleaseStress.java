package mpi.core.rma;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** Who has asked to be woken and sleeps is woken by the one that lets go of the lock. */
@JCStressTest
@State
@Outcome(id = "true, false", expect = ACCEPTABLE, desc = "taken, behind the release")
@Outcome(id = "false, true", expect = ACCEPTABLE, desc = "not taken, and woken")
@Outcome(expect = FORBIDDEN, desc = "asleep, and nobody wakes it")
public class LockReleaseStress {
    private final SharedWord lock = new SharedWord();

    /** Makes a lock that is taken. */
    public LockReleaseStress() {
        lock.acquire(true, 0);
    }

    /** The rank that waits. */
    @Actor
    public void acquire(final ZZ_Result result) {
        result.r1 = lock.tryAcquire(true, 1, true);
    }

    /** The one that has it. */
    @Actor
    public void release(final ZZ_Result result) {
        result.r2 = lock.release();
    }
}
