package mpi.transport.shm;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.lang.foreign.MemorySegment;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * A committed record is never missed: the sender publishes, then sets its bit, even if that is set already; the
 * receiver takes the bits, then drains (engine invariant 3). Here the bit is set when both begin.
 */
@JCStressTest
@State
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "taken before the second record; its bit is set again")
@Outcome(id = "2, 1", expect = ACCEPTABLE, desc = "taken between the second record and its bit")
@Outcome(id = "2, 0", expect = ACCEPTABLE, desc = "taken after the second record")
@Outcome(expect = FORBIDDEN, desc = "a record lies in the ring and no bit says so")
public class ReadyBitsStress {
    private final SmallRing ring = new SmallRing(4);
    private final MemorySegment memory = Lines.take(SegmentDescriptor.LINE_BYTES);
    private final ReadyBits bits = new ReadyBits(memory.address());

    /** One record, announced. */
    public ReadyBitsStress() {
        ring.offer(1, 1);
        bits.set(0);
    }

    /** The sender. */
    @Actor
    public void send() {
        ring.offer(2, 1);
        bits.set(0);
    }

    /** The receiver. */
    @Actor
    public void receive(final II_Result result) {
        if (bits.take(0) != 0) {
            while (ring.take() != 0) {
                result.r1++;
            }
        }
    }

    /** What is left. */
    @Arbiter
    public void takeRest(final II_Result result) {
        result.r2 = (int) bits.take(0);
    }
}
