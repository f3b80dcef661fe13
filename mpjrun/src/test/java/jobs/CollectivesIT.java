package jobs;

import java.util.Random;
import jobs.program.MixedCollectives;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Random sequences of collective operations in jobs of several processes, over everything that may carry messages. */
class CollectivesIT {
    private static final int FEW = 1_500;
    private static final int MANY = 60_000;
    private static final int FEW_OF_MANY = 200;

    /** The command shows the seed when it fails. */
    private static void expectPassed(final int ranks, final String options, final int rounds) throws Exception {
        try (RunningJob job = JobCommand.mpjrun("-n", String.valueOf(ranks))
            .add(options.split(" "))
            .program(MixedCollectives.class, String.valueOf(new Random().nextInt()), String.valueOf(rounds))
            .start()) {
            job.end(RunningJob.LONG_LIMIT).expectCode(0).expectOut(1, "^" + rounds + " rounds passed$");
            job.expectNothingLeft();
        }
    }

    @ParameterizedTest
    @CsvSource({"5, --transport shm", "3, --transport tcp", "6, --simulate-hosts 3 --map-by node"})
    void shouldPass(final int ranks, final String options) throws Exception {
        expectPassed(ranks, options, FEW);
    }

    /** As many as one host may have, of which a few run at a time. */
    @Tag("soak")
    @ParameterizedTest
    @CsvSource({"64, --transport shm", "64, --simulate-hosts 4 --map-by node"})
    void shouldPassWithManyRanks(final int ranks, final String options) throws Exception {
        expectPassed(ranks, options, FEW_OF_MANY);
    }

    @Tag("soak")
    @ParameterizedTest
    @CsvSource({"2, --transport shm", "7, --transport shm", "4, --transport tcp",
        "7, --simulate-hosts 3 --map-by node", "8, --simulate-hosts 2"})
    void shouldPassForMinutes(final int ranks, final String options) throws Exception {
        expectPassed(ranks, options, MANY);
    }
}
