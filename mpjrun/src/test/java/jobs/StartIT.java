package jobs;

import jobs.program.Alone;
import jobs.program.Impostor;
import jobs.program.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ranks that are not started as mpjrun starts them, or with less trust. */
class StartIT {
    private static JobCommand alone() throws Exception {
        return JobCommand.java("-cp", JobCommand.classPath(), Alone.class.getName());
    }

    private static void expectWorldOfOne(final JobCommand command) throws Exception {
        command.run().expectNoErr().expectOut(1, "^rank 0 of 1: 42\\.0$").expectCode(0);
    }

    @Test
    void shouldRunAloneWithoutAnyOption() throws Exception {
        expectWorldOfOne(alone());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "OMPI_COMM_WORLD_RANK=1 OMPI_COMM_WORLD_SIZE=4 | Open MPI's mpirun",
        "PMI_RANK=1 PMI_SIZE=4 PMI_FD=9 | MPICH's mpiexec",
        "SLURM_PROCID=1 SLURM_STEP_NODELIST=n1 SLURM_STEP_NUM_TASKS=4 | Slurm's srun"})
    void shouldNotTakeOneOfManyForAlone(final String variables, final String launcher) throws Exception {
        final JobCommand command = alone();
        for (final String variable : variables.split(" ")) {
            command.with(variable.substring(0, variable.indexOf('=')), variable.substring(variable.indexOf('=') + 1));
        }
        command.run()
            .expectCode(1)
            .expectErr(1, "^Exception in thread \"main\" mpi\\.MPIException: Init: this process was started by "
                + launcher
                + ".* as one of 4, which cannot be joined yet: start with mpjrun, or set MPJ_SINGLETON=1 for a world of"
                + " one \\(MPI\\.ERR_OTHER\\)$");
        expectWorldOfOne(command.with("MPJ_SINGLETON", "1"));
    }

    @Test
    void shouldSayWhichOptionsARankOfManyNeeds() throws Exception {
        alone().with("MPJ_RANK", "0")
            .with("MPJ_SIZE", "2")
            .with("MPJ_LOCAL_RANK", "0")
            .with("MPJ_LOCAL_SIZE", "2")
            .with("MPJ_HOST_ID", "0")
            .with("MPJ_JOB", "by-hand")
            .with("MPJ_SECRET", "ab".repeat(32))
            .with("MPJ_RENDEZVOUS", "127.0.0.1:9")
            .with("MPJ_OVERSUBSCRIBED", "0")
            .run()
            .expectCode(1)
            .expectErr(0, "^WARNING")
            .expectErr(1, "^Exception in thread \"main\" mpi\\.MPIException: init on rank 0 of 2: this JVM was started"
                + " without the options that ranks need; start with mpjrun, or add: --add-opens"
                + " java\\.base/jdk\\.internal\\.misc=ALL-UNNAMED --enable-native-access=ALL-UNNAMED"
                + " \\(MPI\\.ERR_OTHER\\)$");
    }

    @Test
    void shouldRefuseARankThatDoesNotKnowTheSecret() throws Exception {
        try (RunningJob job = JobCommand.mpjrun("-n", "2").program(Impostor.class).start()) {
            job.end()
                .expectCode(1)
                .expectErrHas("it does not know the secret in MPJ_SECRET; each job has its own")
                .expectErr(1, "^mpjrun: rank 1 \\(pid [0-9]+\\) exited");
            job.expectNothingLeft();
        }
    }

    @Test
    void shouldGiveAnErrorToTheReceiverOfAnObjectThatIsFilteredOut() throws Exception {
        JobCommand.mpjrun("-n", "2", "-Dmpj.object.filter=!java.util.ArrayList")
            .program(Objects.class)
            .run()
            .expectNoErr()
            .expectOut(1, "^sent$")
            .expectOut(1, "^recv on COMM_WORLD, rank 1 of 2, from 0, tag 3: a received object is refused: the filter"
                + " rejects java\\.util\\.ArrayList; to receive it, change the setting mpj\\.object\\.filter")
            .expectOut(1, "^received text$")
            .expectOut(3, "")
            .expectCode(0);
    }
}
