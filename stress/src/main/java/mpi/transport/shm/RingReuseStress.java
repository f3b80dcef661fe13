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
 * Room that is given back is used again, by records behind those that are still there: the receiver reads a record
 * before it stores its position, with release; the sender loads that, with acquire, before it writes.
 */
@JCStressTest
@State
@Outcome(id = {"12, 3", "12, 34", "12, 345"}, expect = ACCEPTABLE, desc = "what found room follows")
@Outcome(expect = FORBIDDEN, desc = "overwritten, lost, or out of turn")
public class RingReuseStress {
    private static final int ATTEMPTS = 100;

    private final SmallRing ring = new SmallRing(4);

    /** Fills the ring: one line is always free. */
    public RingReuseStress() {
        for (int number = 1; number <= 3; number++) {
            ring.offer(number, 1);
        }
    }

    /** The sender; it need not get all of its records in. */
    @Actor
    public void send() {
        int number = 4;
        for (int i = 0; i < ATTEMPTS && number <= 5; i++) {
            if (ring.offer(number, 1)) {
                number++;
            }
        }
    }

    /** The receiver. */
    @Actor
    public void receive(final II_Result result) {
        result.r1 = ring.takeDigits(2);
    }

    /** What is left. */
    @Arbiter
    public void receiveRest(final II_Result result) {
        result.r2 = ring.takeDigits(5);
    }
}
