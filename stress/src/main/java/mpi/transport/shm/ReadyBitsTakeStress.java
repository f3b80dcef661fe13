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

/** Bits of a word do not get lost among senders and the receiver, and none is taken twice. */
@JCStressTest
@State
@Outcome(id = "1, 2", expect = ACCEPTABLE, desc = "taken before the second sender")
@Outcome(id = "3, 0", expect = ACCEPTABLE, desc = "taken after the second sender")
@Outcome(expect = FORBIDDEN, desc = "a bit is lost, or taken twice")
public class ReadyBitsTakeStress {
    private final MemorySegment memory = Lines.take(SegmentDescriptor.LINE_BYTES);
    private final ReadyBits bits = new ReadyBits(memory.address());

    /** The first sender. */
    public ReadyBitsTakeStress() {
        bits.set(0);
    }

    /** The second sender. */
    @Actor
    public void set() {
        bits.set(1);
    }

    /** The receiver. */
    @Actor
    public void take(final II_Result result) {
        result.r1 = (int) bits.take(0);
    }

    /** What is left. */
    @Arbiter
    public void takeRest(final II_Result result) {
        result.r2 = (int) bits.take(0);
    }
}
