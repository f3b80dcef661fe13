package mpi.core.kit;

import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * The behavioural kit on the loopback transport.
 */
class BehaviourTest {
    @MpiTest(ranks = {1, 2, 3, 4, 7})
    void shouldPassTheBehaviouralKit() {
        assertTrue(BehaviourKit.run() > 100);
    }

    @MpiTest(ranks = {2, 4}, delaySeed = 20251)
    void shouldPassTheBehaviouralKitWithShuffledDeliveries() {
        assertTrue(BehaviourKit.run() > 100);
    }
}
