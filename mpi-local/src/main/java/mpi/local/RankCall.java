package mpi.local;

import java.io.Serializable;

/**
 * A program for {@link LocalWorld}, given as a lambda, with a result. Each rank runs a copy of its own, see
 * {@link LocalWorld}.
 *
 * @param <R> its result, which the caller gets a copy of
 */
@FunctionalInterface
public interface RankCall<R extends Serializable> extends Serializable {
    /**
     * What a rank does, as in a main method: from Init to Finalize.
     *
     * @return the rank's result
     * @throws Exception if the rank fails, which ends the world
     */
    R call() throws Exception;
}
