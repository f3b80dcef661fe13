package mpi.core.kit;

import mpi.MPI;

/**
 * Derived datatypes: many random ones, over every way that a message takes in one JVM.
 */
class DerivedTypesTest {
    @MpiTest(ranks = {1, 2})
    void shouldMoveRandomTypes() {
        new DerivedCases(MPI.COMM_WORLD, 150).shouldMoveRandomTypes();
    }
}
