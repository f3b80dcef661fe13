package mpi.core.kit;

/**
 * The behavioural kit over the loopback transport.
 */
class BehaviourTest {
    @MpiTest(ranks = {1, 2, 3, 4, 7})
    void shouldBehave() {
        BehaviourKit.run();
    }

    @MpiTest(ranks = {2, 4}, delaySeed = 42)
    void shouldBehaveWhateverTheOrderOfDeliveries() {
        BehaviourKit.run();
    }
}
