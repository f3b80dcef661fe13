package mpi.core.rma;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Of ranks that want a lock alone one has it at a time, and sees what the one before has written; it is free then. */
@JCStressTest
@State
@Outcome(id = "8, -1", expect = ACCEPTABLE, desc = "one after the other")
@Outcome(expect = FORBIDDEN, desc = "both at once, or a lock that is never free again")
public class LockAloneStress {
    private static final int ROUNDS = 4;

    private final SharedWord lock = new SharedWord();
    private int number;

    /** A rank. */
    @Actor
    public void first() {
        addOften(0);
    }

    /** Another one. */
    @Actor
    public void second() {
        addOften(1);
    }

    private void addOften(final int member) {
        for (int round = 0; round < ROUNDS; round++) {
            lock.acquire(true, member);
            number++;
            lock.release();
        }
    }

    /** What they have done. */
    @Arbiter
    public void count(final II_Result result) {
        result.r1 = number;
        result.r2 = lock.holder();
    }
}
