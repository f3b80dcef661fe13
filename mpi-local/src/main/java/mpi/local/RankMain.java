package mpi.local;

import java.io.Serializable;

/**
 * A program for {@link LocalWorld}, given as a lambda. Each rank runs a copy of its own, see {@link LocalWorld}.
 */
@FunctionalInterface
public interface RankMain extends Serializable {
    /**
     * What a rank does, as in a main method: from Init to Finalize.
     *
     * @throws Exception if the rank fails, which ends the world
     */
    void run() throws Exception;
}
