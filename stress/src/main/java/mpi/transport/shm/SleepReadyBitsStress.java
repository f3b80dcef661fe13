package mpi.transport.shm;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * As {@link SleepFencedStress}, where the sender sets its ready bit instead of a fence.
 */
@JCStressTest
@State
@Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "the sender has seen the word and wakes")
@Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "the receiver has seen the message and does not sleep")
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "each has seen the other")
@Outcome(id = "0, 0", expect = FORBIDDEN, desc = "neither has seen the other: the receiver sleeps on a message")
public class SleepReadyBitsStress {
    private final SleepingPair pair = SleepingPair.Payer.READY_BITS.take();

    /** The sender. */
    @Actor
    public void send() {
        pair.send();
    }

    /** The receiver. */
    @Actor
    public void fallAsleep(final II_Result result) {
        result.r1 = pair.fallAsleep();
    }

    /** The receiver's word. */
    @Arbiter
    public void look(final II_Result result) {
        result.r2 = pair.isWoken() ? 1 : 0;
        pair.giveBack();
    }
}
