package mpi.core.runtime;

import mpi.spi.Engine;
import mpi.spi.EngineProvider;

/**
 * The engine that {@code MPI.Init} finds.
 */
public final class RankProvider implements EngineProvider {
    /** Makes a provider; called by the service loader. */
    public RankProvider() {}

    /** {@inheritDoc} Every level is provided, so none has to be asked for. */
    @Override
    public Engine start(final int requiredThreadLevel) {
        return ProcessLife.OF_THIS_PROCESS.start();
    }
}
