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
 * Whatever an earlier lap has left where a record may begin, here what looks like the length of one, is not taken for a
 * record: the first word of the next record is cleared before a record is published, at the wrap as well.
 */
@JCStressTest
@State
@Outcome(id = {"0, 123", "1, 23", "12, 3", "123, 0"}, expect = ACCEPTABLE, desc = "all records, in order")
@Outcome(expect = FORBIDDEN, desc = "what an earlier lap left was taken for a record, or one is lost")
public class RingLapStress {
    private static final int LINES = 8;
    private static final int LOOKS = 4;

    private final SmallRing ring = new SmallRing(LINES);

    /** Leaves what looks like lengths everywhere, and the sender a line before the wrap. */
    public RingLapStress() {
        final int oneLine = RingRecord.LINE_BYTES;
        for (int lines = 2; lines < 3 * LINES; lines += 2) {
            ring.offer(oneLine, 2);
            ring.take();
        }
        ring.offer(oneLine, 1);
        ring.take();
    }

    /** The sender; its first record does not fit before the wrap. */
    @Actor
    public void send() {
        ring.offer(1, 2);
        ring.offer(2, 1);
        ring.offer(3, 2);
    }

    /** The receiver. */
    @Actor
    public void receive(final II_Result result) {
        result.r1 = ring.takeDigits(LOOKS);
    }

    /** What is left. */
    @Arbiter
    public void receiveRest(final II_Result result) {
        result.r2 = ring.takeDigits(LOOKS);
    }
}
