package jobs;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The examples of the README, as source files. */
class HelloIT {
    /** Those that {@link ExamplesIT} leaves to this test. */
    static final List<String> EXAMPLES = List.of("Hello", "HelloClassic");

    @ParameterizedTest
    @FieldSource("EXAMPLES")
    void shouldGreetFromEachRankOnce(final String name) throws Exception {
        final JobResult result = JobCommand.mpjrun("-n", "4", "../docs/examples/" + name + ".java").run();
        for (int rank = 0; rank < 4; rank++) {
            result.expectOut(1, "^Hello from rank " + rank + " of 4, the ranks add up to 6$");
        }
        result.expectOut(4, "").expectNoErr().expectCode(0);
    }
}
