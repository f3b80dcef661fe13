package mpi.transport.shm;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** A record is seen whole or not at all: its first word is stored last, with release, and loaded with acquire. */
@JCStressTest
@State
@Outcome(id = "0", expect = ACCEPTABLE, desc = "looked before it was published")
@Outcome(id = "1", expect = ACCEPTABLE, desc = "published")
@Outcome(expect = FORBIDDEN, desc = "a length without its record")
public class RingPublishStress {
    private final SmallRing ring = new SmallRing(4);

    /** The sender. */
    @Actor
    public void send() {
        ring.offer(1, 1);
    }

    /** The receiver. */
    @Actor
    public void receive(final I_Result result) {
        result.r1 = ring.take();
    }
}
