package mpi.transport.shm;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.lang.foreign.MemorySegment;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** Two senders whose bits are in one word do not overwrite each other's. */
@JCStressTest
@State
@Outcome(id = "3", expect = ACCEPTABLE, desc = "both bits")
@Outcome(expect = FORBIDDEN, desc = "a bit is lost")
public class ReadyBitsSetStress {
    private final MemorySegment memory = Lines.take(SegmentDescriptor.LINE_BYTES);
    private final ReadyBits bits = new ReadyBits(memory.address());

    /** The first sender. */
    @Actor
    public void setFirst() {
        bits.set(0);
    }

    /** The second sender. */
    @Actor
    public void setSecond() {
        bits.set(1);
    }

    /** The receiver. */
    @Arbiter
    public void take(final I_Result result) {
        result.r1 = (int) bits.take(0);
    }
}
