package mpi.transport.tcp;

import mpi.core.kit.BehaviourKit;
import mpi.core.kit.LongCases;
import mpi.core.kit.MpiTest;
import org.junit.jupiter.api.Tag;

/**
 * The behavioural kit over this transport.
 */
class TcpBehaviourTest {
    @MpiTest(ranks = {2, 4}, transport = "tcp")
    void shouldBehave() {
        BehaviourKit.run();
    }

    /** Needs 6 GiB of memory besides the heap. */
    @Tag("soak")
    @MpiTest(ranks = 2, transport = "tcp")
    void shouldMoveThreeGibibytes() {
        LongCases.run();
    }
}
