package mpi;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Surrounds each test with Init and Finalize, as rank 2 of 4 of a fake engine.
 */
final class RunningMpi implements BeforeEachCallback, AfterEachCallback {
    FakeEngine engine;
    FakeComm world;

    @Override
    public void beforeEach(final ExtensionContext context) {
        start(4, 2);
    }

    /** Starts again with another place in another world. */
    void restart(final int size, final int rank) {
        MPI.Finalize();
        start(size, rank);
    }

    private void start(final int size, final int rank) {
        engine = new FakeEngine(size, rank);
        world = engine.world;
        FakeProvider.next = engine;
        MPI.Init(new String[0]);
    }

    @Override
    public void afterEach(final ExtensionContext context) {
        if (!MPI.isFinalized()) {
            MPI.Finalize();
        }
    }
}
