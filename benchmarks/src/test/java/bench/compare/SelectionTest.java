package bench.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bench.job.Figure;
import bench.job.Library;
import bench.job.Side;
import bench.job.Task;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SelectionTest {
    private static final Contest LATENCY = Contest.of("shm-latency", Task.latency("8,64,4M"),
        Side.of(Library.OURS, ""), Side.of(Library.OPENMPI, ""), Gate.NONE);
    private static final Contest MEMORY =
        Contest.alone("memory", Task.footprint(2, 0, new Figure.SharedMemory("")), Gate.below(1));
    private static final Contest COLLECTIVE = Contest.of("coll-bcast-2", Task.collective(2, "8"),
        Side.of(Library.OURS, ""), Side.of(Library.OPENMPI, ""), Gate.NONE);
    private static final Contest KERNEL = Contest.of("prk-p2p-2", Task.kernel("p2p", "prk.P2p", "MFlops/s", 2, "1 3 3"),
        Side.of(Library.OURS, ""), Side.of(Library.OPENMPI, ""), Gate.NONE);
    private static final Set<Library> ALL = EnumSet.allOf(Library.class);

    private static List<String> rows(final Set<Library> peers, final String... globs) {
        return new Selection(List.of(globs), peers).of(List.of(LATENCY, MEMORY, COLLECTIVE, KERNEL))
            .stream()
            .flatMap(contest -> contest.task().figures().stream().map(contest::row))
            .toList();
    }

    @Test
    void shouldSelectAllButCollectivesAndKernelsByDefault() {
        assertEquals(List.of("shm-latency/openmpi/8", "shm-latency/openmpi/64", "shm-latency/openmpi/4M", "memory"),
            rows(ALL));
    }

    @Test
    void shouldSelectCollectivesThatAreAskedFor() {
        assertEquals(List.of("coll-bcast-2/openmpi/8"), rows(ALL, "coll-*"));
        assertEquals(List.of("shm-latency/openmpi/8", "coll-bcast-2/openmpi/8"), rows(ALL, "*/8"));
    }

    @Test
    void shouldSelectKernelsThatAreAskedFor() {
        assertEquals(List.of("prk-p2p-2/openmpi"), rows(ALL, "prk-*"));
    }

    @Test
    void shouldSelectByName() {
        assertEquals(List.of("shm-latency/openmpi/8"), rows(ALL, "shm-*/8"));
        assertEquals(List.of("shm-latency/openmpi/64", "shm-latency/openmpi/4M", "memory"), rows(ALL, "*/??", "mem*"));
        assertEquals(List.of(), rows(ALL, "shm.latency*"));
    }

    @Test
    void shouldSelectByPeer() {
        assertEquals(List.of("memory"), rows(EnumSet.of(Library.MPICH)));
        final Contest ourselves = Contest.of("ourselves", Task.collective(2, "8"), Side.of(Library.OURS, ""),
            Side.of(Library.OURS, ""), Gate.NONE);
        assertEquals(List.of(ourselves),
            new Selection(List.of(), EnumSet.of(Library.MPICH)).of(List.of(ourselves)));
    }
}
