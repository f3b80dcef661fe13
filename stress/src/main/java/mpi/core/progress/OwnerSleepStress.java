package mpi.core.progress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * Of an owner that announces its sleep and looks whether it is wanted, and a thread that says so and looks for a
 * sleeper, at least one sees the other.
 */
@JCStressTest
@State
@Outcome(id = "0", expect = ACCEPTABLE, desc = "the owner has seen that it is wanted and does not sleep")
@Outcome(id = "1", expect = ACCEPTABLE, desc = "the owner has slept and was woken")
@Outcome(expect = FORBIDDEN, desc = "nobody wakes the owner: the other waits for as long as it sleeps")
public class OwnerSleepStress {
    private final WantedSleeper sleeper = new WantedSleeper(SharedLock::of);

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
