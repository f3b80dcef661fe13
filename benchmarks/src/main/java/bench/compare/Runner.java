package bench.compare;

import java.io.IOException;

/** Runs commands, one at a time. */
@FunctionalInterface
interface Runner {

    /** Runs a command to its end. */
    Output run(Command command) throws IOException, InterruptedException;
}
