package mpi.transport.shm;

import mpi.core.kit.BehaviourKit;
import mpi.core.kit.MpiTest;
import org.junit.jupiter.api.Tag;

/**
 * Windows that all ranks map.
 */
class ShmWindowTest {
    @MpiTest(ranks = {1, 3}, transport = "shm")
    void shouldBehave() {
        BehaviourKit.runWindows();
    }

    @Tag("soak")
    @MpiTest(ranks = {2, 4, 5, 8}, transport = "shm")
    void shouldBehaveWithMoreRanks() {
        BehaviourKit.runWindows();
    }

    @MpiTest(ranks = 2, transport = "shm", settings = "MPJ_CHECK=true")
    void shouldBehaveUnderChecks() {
        BehaviourKit.runWindows();
    }
}
