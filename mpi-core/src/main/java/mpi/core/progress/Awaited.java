package mpi.core.progress;

import java.util.BitSet;
import java.util.List;

/**
 * The ranks of which one at least has to act before a rank that waits goes on: more than needed where it is not known
 * better, never fewer.
 */
public final class Awaited {
    private final int worldSize;
    private final BitSet ranks = new BitSet();

    Awaited(final int worldSize) {
        this.worldSize = worldSize;
    }

    /**
     * Adds a rank that may end the wait.
     *
     * @param worldRank the rank
     */
    public void add(final int worldRank) {
        ranks.set(worldRank);
    }

    /** Adds all ranks, as it is not known who may end the wait. */
    public void addEverybody() {
        ranks.set(0, worldSize);
    }

    List<Integer> toList() {
        return ranks.stream().boxed().toList();
    }
}
