package mpi.core.rma;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** Who shares a lock finds nothing half written by one that has it alone; all of them let go of it. */
@JCStressTest
@State
@Outcome(id = "0, 0, -1", expect = ACCEPTABLE, desc = "nobody saw the other at work")
@Outcome(expect = FORBIDDEN, desc = "shared while one had it alone, or a lock that is never free again")
public class LockTogetherStress {
    private static final int ROUNDS = 4;

    private final SharedWord lock = new SharedWord();
    private int one;
    private int other;

    /** A rank. */
    @Actor
    public void first(final III_Result result) {
        result.r1 = writeAndRead(0);
    }

    /** Another one. */
    @Actor
    public void second(final III_Result result) {
        result.r2 = writeAndRead(1);
    }

    /** How often the two numbers were not equal. */
    private int writeAndRead(final int member) {
        int torn = 0;
        for (int round = 0; round < ROUNDS; round++) {
            lock.acquire(true, member);
            one++;
            other++;
            lock.release();
            lock.acquire(false, member);
            torn += one == other ? 0 : 1;
            lock.leave();
        }
        return torn;
    }

    /** Who has it in the end. */
    @Arbiter
    public void holder(final III_Result result) {
        result.r3 = lock.holder();
    }
}
