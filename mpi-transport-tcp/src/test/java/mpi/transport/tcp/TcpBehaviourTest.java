package mpi.transport.tcp;

import mpi.core.kit.BehaviourKit;
import mpi.core.kit.LongCases;
import mpi.core.kit.MpiTest;
import mpi.core.kit.Sample;
import org.junit.jupiter.api.Tag;

/**
 * The behavioural kit over this transport.
 */
class TcpBehaviourTest {
    @MpiTest(ranks = {2, 4}, transport = "tcp")
    void shouldBehave() {
        BehaviourKit.run();
    }

    @MpiTest(ranks = 2, transport = "tcp")
    void shouldMoveRandomTypes() {
        BehaviourKit.runRandomTypes(100);
    }

    @MpiTest(ranks = {2, 3}, transport = "tcp")
    void shouldRepeatCollectives() {
        BehaviourKit.runPersistent();
    }

    @MpiTest(ranks = 3, transport = "tcp")
    void shouldServeWindows() {
        BehaviourKit.runWindows(false);
    }

    @Tag("soak")
    @MpiTest(ranks = {2, 3}, transport = "tcp", timeoutSeconds = 300)
    void shouldBehaveInEveryWay() {
        BehaviourKit.run(new Sample(1, 0));
    }

    /** Needs 6 GiB of memory besides the heap. */
    @Tag("soak")
    @MpiTest(ranks = 2, transport = "tcp")
    void shouldMoveThreeGibibytes() {
        LongCases.run();
    }
}
