package mpi.core.rma;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * A rank that takes a lock and never lets go of it, since it dies, can be told from the word by those that wait, who
 * also write there.
 */
@JCStressTest
@State
@Outcome(id = "5, 5", expect = ACCEPTABLE, desc = "both wait, and know for whom")
@Outcome(expect = FORBIDDEN, desc = "taken once more, or held by somebody else")
public class LockOfTheDeadStress {
    private static final int DEAD = 5;
    private static final int SHARER = 6;
    private static final int LONER = 7;

    private final SharedWord lock = new SharedWord();

    /** Makes a lock that the dead holds. */
    public LockOfTheDeadStress() {
        lock.acquire(true, DEAD);
    }

    /** A rank that waits to share it. */
    @Actor
    public void share(final II_Result result) {
        result.r1 = lock.tryAcquire(false, SHARER, true) ? SHARER : lock.holder();
    }

    /** A rank that waits to have it alone. */
    @Actor
    public void acquire(final II_Result result) {
        result.r2 = lock.tryAcquire(true, LONER, true) ? LONER : lock.holder();
    }
}
