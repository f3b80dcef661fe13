package mpi.core.rma;

import static org.junit.jupiter.api.Assertions.assertEquals;

import mpi.Intracomm;
import mpi.MPI;
import mpi.Win;
import mpi.core.kit.BehaviourKit;
import mpi.core.kit.MpiTest;
import org.junit.jupiter.api.Tag;

/** Windows whose targets are reached by messages. */
class ServedWindowTest {
    @MpiTest(ranks = 2)
    void shouldBehave() {
        BehaviourKit.runWindows(false);
    }

    @Tag("soak")
    @MpiTest(ranks = {3, 5})
    void shouldBehaveWithMoreRanks() {
        BehaviourKit.runWindows(false);
    }

    @MpiTest(ranks = 2, delaySeed = 5)
    void shouldBehaveWhereMessagesAreLate() {
        BehaviourKit.runWindows(false);
    }

    @Tag("soak")
    @MpiTest(ranks = 2, settings = "MPJ_CHECK=true")
    void shouldBehaveUnderChecks() {
        BehaviourKit.runWindows(false);
    }

    @MpiTest(ranks = 1)
    void shouldBeThereForOneRank(final Intracomm world) {
        final Win win = Win.allocate(8, 1, MPI.INFO_NULL, world);
        win.fence(0);
        win.getBuffer().put(0, (byte) 5);
        assertEquals(5, win.getBuffer().get(0));
        win.fence(0);
        win.free();
    }
}
