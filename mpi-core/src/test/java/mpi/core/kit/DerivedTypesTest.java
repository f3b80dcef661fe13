package mpi.core.kit;

/**
 * Derived datatypes: many random ones, over every way that a message takes in one JVM.
 */
class DerivedTypesTest {
    @MpiTest(ranks = {1, 2})
    void shouldMoveRandomTypes() {
        BehaviourKit.runRandomTypes(150);
    }
}
