package mpi.transport.shm;

import mpi.core.kit.BehaviourKit;
import mpi.core.kit.MpiTest;
import org.junit.jupiter.api.Tag;

/**
 * Windows of ranks that share memory: over memory that all of them map, and over memory of the program.
 */
class ShmWindowTest {
    @MpiTest(ranks = {1, 3}, transport = "shm")
    void shouldBehave() {
        BehaviourKit.runWindows(true);
    }

    @Tag("soak")
    @MpiTest(ranks = {2, 4, 5, 8}, transport = "shm")
    void shouldBehaveWithMoreRanks() {
        BehaviourKit.runWindows(true);
    }

    @MpiTest(ranks = 2, transport = "shm", settings = "MPJ_CHECK=true")
    void shouldBehaveUnderChecks() {
        BehaviourKit.runWindows(true);
    }
}
