package mpi.core.coll.host;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** What is published in a cell is read whole and in turn, and not overwritten before, though there are few of them. */
@JCStressTest
@State
@Outcome(id = "123456", expect = ACCEPTABLE, desc = "all of them")
@Outcome(expect = FORBIDDEN, desc = "torn, lost or out of turn")
public class BoardCellStress {
    private static final int STEPS = 6;
    private static final int PAYLOAD_BYTES = 128;

    private final BoardOfTwo board = new BoardOfTwo();

    /** The writer. */
    @Actor
    public void write() {
        BoardOfTwo.write(board.view(0, 1), STEPS, PAYLOAD_BYTES);
    }

    /** The reader. */
    @Actor
    public void read(final I_Result result) {
        result.r1 = BoardOfTwo.read(board.view(1, 1), STEPS, PAYLOAD_BYTES);
    }
}
