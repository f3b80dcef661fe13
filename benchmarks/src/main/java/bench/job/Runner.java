package bench.job;

import java.io.IOException;

/** Runs commands, one at a time. */
@FunctionalInterface
public interface Runner {

    /** Runs a command to its end. */
    Output run(Command command) throws IOException, InterruptedException;
}
