package mpi.transport.tcp;

import mpi.core.kit.BehaviourKit;
import mpi.core.kit.MpiTest;

/**
 * The behavioural kit over this transport.
 */
class TcpBehaviourTest {
    @MpiTest(ranks = {2, 4}, transport = "tcp")
    void shouldBehave() {
        BehaviourKit.run();
    }
}
