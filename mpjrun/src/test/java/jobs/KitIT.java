package jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import mpi.core.kit.KitMain;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The behavioural kit with four real processes, over everything that may carry messages. */
class KitIT {
    private static final int FEW = 20;
    private static final int ALL = 1;

    /** The command shows the seed when it fails. */
    private static JobCommand kit(final int oneIn, final String options) {
        return JobCommand.mpjrun("-n", "4")
            .add(options.split(" "))
            .program(KitMain.class, String.valueOf(oneIn), String.valueOf(new Random().nextInt()));
    }

    private static JobResult expectPassed(final JobCommand command) throws Exception {
        try (RunningJob job = command.start()) {
            final JobResult result = job.end().expectCode(0).expectOut(1, "^[0-9]+ cases passed with 4 ranks$");
            job.expectNothingLeft();
            return result;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--transport shm", "--transport tcp", "--simulate-hosts 2 --map-by node",
        "--transport tcp -x MPJ_TCP_EPOLL=false"})
    void shouldPass(final String options) throws Exception {
        expectPassed(kit(FEW, options)).expectNoErr();
    }

    @Tag("soak")
    @ParameterizedTest
    @ValueSource(strings = {"--transport shm", "--transport tcp", "--simulate-hosts 2 --map-by node",
        "--transport tcp -x MPJ_TCP_EPOLL=false"})
    void shouldPassInFull(final String options) throws Exception {
        expectPassed(kit(ALL, options)).expectNoErr();
    }

    @Test
    void shouldPassWindows() throws Exception {
        expectPassed(JobCommand.mpjrun("-n", "4", "--transport", "shm").program(KitMain.class, "shared"))
            .expectNoErr();
    }

    /** Targets on other hosts; on one, but over TCP; and of each two neighbours one on this host. */
    @ParameterizedTest
    @ValueSource(strings = {"--transport tcp", "--simulate-hosts 2", "--simulate-hosts 2 --map-by node"})
    void shouldPassWindowsThatAreServed(final String options) throws Exception {
        expectPassed(JobCommand.mpjrun(("-n 4 " + options).split(" ")).program(KitMain.class, "served")).expectNoErr();
    }

    @Test
    void shouldPassWithoutDevShm() throws Exception {
        expectPassed(kit(FEW, "--transport shm").within(Mounts.withoutSharedMemory())).expectNoErr();
    }

    @ParameterizedTest
    @CsvSource({"64, shm", "8, auto"})
    void shouldPassWithLittleDevShm(final int megabytes, final String transport) throws Exception {
        expectLittleIsEnough(kit(FEW, "--transport " + transport), megabytes);
    }

    @Tag("soak")
    @ParameterizedTest
    @ValueSource(ints = {64, 8})
    void shouldPassInFullWithLittleDevShm(final int megabytes) throws Exception {
        expectLittleIsEnough(kit(ALL, "--transport auto"), megabytes);
    }

    private static void expectLittleIsEnough(final JobCommand command, final int megabytes) throws Exception {
        final JobResult result = expectPassed(command.within(Mounts.sharedMemoryOf(megabytes)));
        // the JDK's logger says in a line of its own when and where
        assertTrue(result.err().lines().count() <= 2, result::toString);
        assertEquals(result.err().isEmpty() ? 0 : 1, result.err().split("WARNING: no room in /dev/shm", -1).length - 1,
            result::toString);
    }
}
