package jobs;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples of the README, as source files. */
class HelloIT {
    @ParameterizedTest
    @ValueSource(strings = {"Hello", "HelloClassic"})
    void shouldGreetFromEachRankOnce(final String name) throws Exception {
        final JobResult result = JobCommand.mpjrun("-n", "4", "../docs/examples/" + name + ".java").run();
        for (int rank = 0; rank < 4; rank++) {
            result.expectOut(1, "^Hello from rank " + rank + " of 4, the ranks add up to 6$");
        }
        result.expectOut(4, "").expectNoErr().expectCode(0);
    }
}
