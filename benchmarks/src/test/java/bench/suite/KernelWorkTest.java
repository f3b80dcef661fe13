package bench.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bench.job.Launchers;
import bench.job.Library;
import bench.job.Output;
import bench.job.Places;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KernelWorkTest {
    private static final Launchers LAUNCHERS =
        new Launchers(new Places(Path.of("/tree"), Path.of("/work"), Path.of("/jdk"), Path.of("/mpi.jar"), ""), 2);
    private static final KernelWork.Settings SETTINGS = new KernelWork.Settings(7, 3, "-Dprk.warmup.seconds=0");

    private static KernelWork work(final String name, final int ranks, final Library library) {
        final Kernel kernel =
            Kernel.all().stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
        return new KernelWork(kernel, ranks, library, LAUNCHERS, SETTINGS);
    }

    private static Work.Reading read(final String name, final int exitCode, final String out, final String err) {
        return work(name, 2, Library.OURS).read(new Output(exitCode, out, err, 1, 0));
    }

    private static String command(final KernelWork work) {
        return String.join(" ", work.command(1.25).words());
    }

    @Test
    void shouldReadTheRateOfEachRun() {
        final Work.Reading reading = read("dgemm", 0, """
            Parallel Research Kernels in Java
            Solution validates
            Rate (MFlops/s): 12492.500000 Avg time (s): 0.171234000
            Solution validates
            Rate (MFlops/s): 12500.000000 Avg time (s): 0.171000000
            """, "mpjrun: 4 ranks share 2 cores\n");
        assertEquals(new Work.Reading(Result.Status.OK, "",
            Map.of(new Result.Subject("dgemm", "", 2, "mpj", "MFlops/s"), List.of(12492.5, 12500.0))), reading);
    }

    @Test
    void shouldPassOnThatRanksTookTurns() {
        final Work.Reading reading = read("nstream", 0, """
            Solution validates
            Rate (MB/s): 318000.0 Avg time (s): 0.0001
            Remark: ranks took turns on the cores, and this rate counts each one's own time alone; until all were done:\
             90000.0 MB/s, avg time (s): 0.0004
            """, "");
        assertEquals("ranks took turns, and the rate counts each one's own time alone", reading.note());
        assertEquals(List.of(List.of(318000.0)), List.copyOf(reading.samples().values()));
    }

    @Test
    void shouldReadTheRateWithBranches() {
        final Work.Reading reading = read("branch", 0, """
            Solution validates
            Rate (Mops/s) with branches: 700.5 time (s): 0.1
            Rate (Mops/s) without branches: 900.5 time (s): 0.1
            """, "");
        assertEquals(List.of(List.of(700.5)), List.copyOf(reading.samples().values()));
    }

    @Test
    void shouldSeeThatAResultIsWrong() {
        final Work.Reading reading = read("nstream", 1, "Solution validates\nRate (MB/s): 1 Avg time (s): 1\n",
            "ERROR: the solution is wrong; sum of |a|: reference value = 1.0, computed value = 2.0\n");
        assertEquals(Work.Reading.without(Result.Status.WRONG,
            "the solution is wrong; sum of |a|: reference value = 1.0, computed value = 2.0"), reading);
    }

    @Test
    void shouldNotTrustARateWithoutValidation() {
        assertEquals(Work.Reading.without(Result.Status.WRONG, "1 rates, 0 results that validate"),
            read("nstream", 0, "Rate (MB/s): 1 Avg time (s): 1\n", ""));
        assertEquals(Work.Reading.without(Result.Status.WRONG, "0 rates, 0 results that validate"),
            read("nstream", 0, "", ""));
    }

    @Test
    void shouldLeaveOutWhatIsNotMadeForSoManyRanks() {
        assertEquals(Work.Reading.without(Result.Status.LEFT_OUT, "number of ranks is 3, expected a power of 2"),
            read("random", 1, "", "ERROR: number of ranks is 3, expected a power of 2\nUsage: prk.Random ...\n"));
    }

    @Test
    void shouldFailWhereTheProgramDoes() {
        assertEquals(Work.Reading.without(Result.Status.FAILED, "exit code 134: core dumped"),
            read("pic", 134, "", "something\ncore dumped\n"));
        assertEquals(Work.Reading.without(Result.Status.FAILED, "took too long"),
            read("pic", Output.TIMED_OUT, "", ""));
        assertEquals(Work.Reading.without(Result.Status.LEFT_OUT, "took too long"),
            work("pic", 4, Library.MPICH).read(new Output(Output.TIMED_OUT, "", "", 1, 0)));
    }

    @Test
    void shouldRepeatOursInOneJob() {
        final KernelWork ours = work("dgemm", 2, Library.OURS);
        assertEquals("/tree/mpjrun/bin/mpjrun -n 2 --bind-to core -Dprk.warmup.seconds=0 prk.Repeat 7 1.3 Dgemm"
            + " 1 1024 32 1", command(ours));
        assertEquals(1, ours.jobs());
    }

    @Test
    void shouldStartTwinsForEachSample() {
        final KernelWork twin = work("dgemm", 4, Library.OPENMPI);
        assertEquals("mpirun.openmpi -n 4 --oversubscribe --mca mpi_yield_when_idle 1 /work/openmpi/dgemm 1 1024 32 1",
            command(twin));
        assertEquals(3, twin.jobs());
        assertEquals("dgemm, 4 ranks, openmpi", twin.title());
    }
}
