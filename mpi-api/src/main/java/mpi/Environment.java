package mpi;

import mpi.spi.Engine;

/**
 * One life of the library: from Init to Finalize. Every communicator and request knows its own, so that nothing but
 * {@link MPI} asks which life the process is in, and objects of an earlier life are told from those of the present one.
 */
final class Environment {
    final Engine engine;
    /** Written once, by the thread in Finalize; other threads may see it late, and then the engine refuses. */
    boolean ended;

    Environment(final Engine engine) {
        this.engine = engine;
    }
}
