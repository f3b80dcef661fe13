package mpi.core.kit;

import org.junit.jupiter.api.Tag;

/**
 * The behavioural kit over the loopback transport. Each rank loads and warms up its own classes, so time grows with the
 * number of ranks: a few numbers that differ (alone, a pair, odd, more than cores) always run, the others as a soak.
 */
class BehaviourTest {
    @MpiTest(ranks = {1, 2, 3, 5})
    void shouldBehave() {
        BehaviourKit.run();
    }

    @MpiTest(ranks = 3, delaySeed = 42)
    void shouldBehaveWhateverTheOrderOfDeliveries() {
        BehaviourKit.run();
    }

    @Tag("soak")
    @MpiTest(ranks = {1, 2, 3}, timeoutSeconds = 300)
    void shouldBehaveInEveryWay() {
        BehaviourKit.run(new Sample(1, 0));
    }

    @Tag("soak")
    @MpiTest(ranks = {4, 6, 7, 8})
    void shouldBehaveWithMoreRanks() {
        BehaviourKit.run();
    }

    @Tag("soak")
    @MpiTest(ranks = {2, 4, 7}, delaySeed = 43)
    void shouldBehaveWithMoreRanksWhateverTheOrderOfDeliveries() {
        BehaviourKit.run();
    }
}
