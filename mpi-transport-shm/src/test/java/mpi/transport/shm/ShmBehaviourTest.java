package mpi.transport.shm;

import mpi.core.kit.BehaviourKit;
import mpi.core.kit.MpiTest;

/**
 * The behavioural kit over this transport.
 */
class ShmBehaviourTest {
    @MpiTest(ranks = {2, 4}, transport = "shm")
    void shouldBehave() {
        BehaviourKit.run();
    }
}
