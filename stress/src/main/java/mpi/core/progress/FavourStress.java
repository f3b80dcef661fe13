package mpi.core.progress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * The favoured thread, which enters by plain stores, and the second thread, which ends the favour, are never inside at
 * once. Whichever of the two comes first is favoured; it enters again and again, since the race is with one of its
 * later entries.
 */
@JCStressTest
@State
@Outcome(id = "16", expect = ACCEPTABLE, desc = "one after the other")
@Outcome(expect = FORBIDDEN, desc = "both inside")
public class FavourStress {
    private static final int ENTRIES = 8;

    private final ProgressLock lock = new ProgressLock(() -> {});
    private final Guarded guarded = new Guarded();

    /** One thread. */
    @Actor
    public void one() {
        enterOften();
    }

    /** The other. */
    @Actor
    public void other() {
        enterOften();
    }

    private void enterOften() {
        for (int i = 0; i < ENTRIES; i++) {
            lock.enter();
            guarded.step();
            lock.exit();
        }
    }

    /** What they have done. */
    @Arbiter
    public void count(final I_Result result) {
        result.r1 = guarded.number();
    }
}
