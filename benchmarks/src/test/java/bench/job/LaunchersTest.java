package bench.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class LaunchersTest {
    private static final Places PLACES =
        new Places(Path.of("/tree"), Path.of("/work"), Path.of("/jdk"), Path.of("/mpi.jar"), "/osu");
    private static final Launchers LAUNCHERS = new Launchers(PLACES, 2);

    private static String line(final Side side, final Task task) {
        return String.join(" ", LAUNCHERS.command(side, task).words());
    }

    @Test
    void shouldBindOurRanksToCores() {
        assertEquals("/tree/mpjrun/bin/mpjrun -n 2 --bind-to core --transport tcp bench.Latency"
            + " --buffer mpi --sizes 8,64K",
            line(Side.of(Library.OURS, "--transport tcp").buffer("mpi"), Task.latency("8,64K")));
    }

    @Test
    void shouldNotBindMoreRanksThanCores() {
        assertEquals("/tree/mpjrun/bin/mpjrun -n 4 bench.Barrier",
            line(Side.of(Library.OURS, ""), Task.barrier(4)));
        assertEquals("mpirun.openmpi -n 4 --oversubscribe /work/openmpi/barrier",
            line(Side.of(Library.OPENMPI, ""), Task.barrier(4)));
    }

    @Test
    void shouldRunTheTwinsOfCLibraries() {
        final Task task = Task.bandwidth("1M");
        assertEquals("mpirun.openmpi -n 2 --bind-to core --mca btl tcp,self /work/openmpi/bandwidth --sizes 1M",
            line(Side.of(Library.OPENMPI, "--mca btl tcp,self"), task));
        assertEquals("mpirun.mpich -n 2 -bind-to core /work/mpich/bandwidth --sizes 1M",
            line(Side.of(Library.MPICH, ""), task));
    }

    @Test
    void shouldRunTheSameClassesInOursAndThePeersFolder() {
        final Task task = Task.messageRate("8").dialect("classic");
        assertTrue(line(Side.of(Library.OURS, ""), task).endsWith("-cp /work/mpj/classic classic.Window --sizes 8"));
        assertEquals("/tree/benchmarks/src/peers/mpjexpress-run -np 2 -dev niodev -cp /work/mpjexpress/classic"
            + " classic.Window --sizes 8", line(Side.of(Library.MPJEXPRESS, "-dev niodev"), task));
        assertTrue(line(Side.of(Library.OPENMPI_JAVA, ""), Task.latency("8").dialect("openmpi"))
            .endsWith("-cp /mpi.jar:/work/openmpi-java/openmpi openmpi.Latency --sizes 8"));
    }

    @Test
    void shouldRunAllCollectivesOfADialectAtOnce() {
        final Task task = Task.collectives(2, "bcast,reduce", "8,1K").dialect("classic");
        assertTrue(line(Side.of(Library.OURS, ""), task)
            .endsWith("classic.Collective --operation bcast,reduce --sizes 8,1K"));
        assertEquals(List.of("bcast-8", "bcast-1K", "reduce-8", "reduce-1K"),
            task.figures().stream().map(Figure::key).toList());
        assertEquals(7.5, task.figures()
            .get(3)
            .read(new Output(0, "reduce 1024            7.500\n", "", 1, 0))
            .orElseThrow());
    }

    @Test
    void shouldAskOsuForTheSameSizes() {
        assertEquals("mpirun.openmpi -n 2 --bind-to core osu_latency -m 8:64",
            line(Side.of(Library.OSU, ""), Task.latency("8,64")));
    }
}
