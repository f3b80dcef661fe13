package mpjrun.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What signals to the launcher do. */
@Timeout(60)
class JobSignalTest {
    private static void awaitEnd(final List<ProcessHandle> processes) {
        processes.forEach(process -> process.onExit().join());
    }

    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143", "HUP, 129"})
    void shouldPassASignalOn(final String signal, final int code) throws Exception {
        try (Launcher launcher = Launcher.start(2,
            "trap 'echo got $MPJ_RANK; exit 0' " + signal + "; echo $$; while :; do sleep 0.02; done")) {
            launcher.ranks(2);
            launcher.signal(signal);
            final List<String> lines = List.of(launcher.nextLine(), launcher.nextLine(), launcher.nextLine());
            assertEquals(List.of("got 0", "got 1",
                "mpjrun: signal " + signal + " passed on to all ranks; a second one kills them"),
                lines.stream().sorted().toList());
            assertEquals(code, launcher.exitCode());
        }
    }

    @Test
    void shouldKillAtTheSecondSignal() throws Exception {
        try (Launcher launcher =
            Launcher.start(2, "trap 'echo no' INT TERM; echo $$; while :; do sleep 0.02; done")) {
            final List<ProcessHandle> ranks = launcher.ranks(2);
            launcher.signal("INT");
            for (int line = 0; line < 3; line++) {
                launcher.nextLine();
            }
            launcher.signal("INT");
            awaitEnd(ranks);
            assertEquals(130, launcher.exitCode());
        }
    }

    @Test
    void shouldLeaveNoRankBehindWhenItIsKilled() throws Exception {
        try (Launcher launcher = Launcher.start(3, "echo $$; exec sleep 1000")) {
            final List<ProcessHandle> ranks = launcher.ranks(3);
            launcher.signal("KILL");
            assertEquals(137, launcher.exitCode());
            awaitEnd(ranks);
        }
    }
}
