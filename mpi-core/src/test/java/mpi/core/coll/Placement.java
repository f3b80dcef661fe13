package mpi.core.coll;

import java.util.Arrays;
import java.util.List;

/**
 * Which hosts ranks count as being on.
 *
 * @param hosts how many hosts there are, if there are as many ranks
 * @param way how ranks are dealt out
 */
public record Placement(int hosts, Way way) {
    /** All on one. */
    public static final Placement TOGETHER = new Placement(1, Way.BLOCK);

    /** How ranks are dealt out. */
    public enum Way {
        /** Neighbours on the same host. */
        BLOCK,
        /** Neighbours on different hosts. */
        CYCLIC,
        /** The first host has most ranks, in two pieces; the others have one or two. */
        UNEVEN
    }

    /** All ways on two to four hosts. */
    static List<Placement> all() {
        return List.of(new Placement(2, Way.CYCLIC), new Placement(3, Way.CYCLIC), new Placement(4, Way.CYCLIC),
            new Placement(2, Way.BLOCK), new Placement(3, Way.BLOCK), new Placement(4, Way.BLOCK),
            new Placement(3, Way.UNEVEN));
    }

    /** By rank, the number of its host. */
    public int[] hostIds(final int size) {
        final int[] ids = new int[size];
        Arrays.setAll(ids, rank -> switch (way) {
            case BLOCK -> rank * hosts / size;
            case CYCLIC -> rank % hosts;
            case UNEVEN -> rank > 1 && rank <= hosts ? rank - 1 : 0;
        });
        return ids;
    }

    Hosts of(final int size) {
        return Hosts.of(hostIds(size));
    }

    @Override
    public String toString() {
        return way + " on " + hosts;
    }
}
