package mpi.core.kit;

/** The behavioural kit with all collectives checked: what is right is not found wrong, and gives the same results. */
class CheckedBehaviourTest {
    @MpiTest(ranks = 3, settings = "MPJ_CHECK=true")
    void shouldBehave() {
        BehaviourKit.run(new Sample(16, 1));
    }
}
