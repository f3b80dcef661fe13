package mpi.core.progress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * As {@link OwnerSleepStress}, where the owner is the favoured thread and the other ends the favour.
 */
@JCStressTest
@State
@Outcome(id = "0", expect = ACCEPTABLE, desc = "the owner has seen that it is wanted and does not sleep")
@Outcome(id = "1", expect = ACCEPTABLE, desc = "the owner has slept and was woken")
@Outcome(expect = FORBIDDEN, desc = "nobody wakes the owner: the other waits for as long as it sleeps")
public class FavouredSleepStress {
    private final WantedSleeper sleeper = new WantedSleeper(ProgressLock::new);

    /** The owner. */
    @Actor
    public void sleep(final I_Result result) {
        result.r1 = sleeper.sleep();
    }

    /** The other. */
    @Actor
    public void enter() {
        sleeper.want();
    }
}
