package mpjrun.plan;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mpi.core.boot.JobEnvironment;

/**
 * What is to be started, and how it is to be watched: all that the options and the machine decide. Planning is a pure
 * function that makes this; launching does what it says.
 *
 * @param ranks the ranks in order
 * @param output how their output is shown
 * @param timeLimit how long the job may take, if limited
 * @param statistics whether to print what each rank counted
 * @param patience how long a rank has to end when it is asked to
 */
public record JobPlan(List<RankPlan> ranks, Output output, Optional<Duration> timeLimit, boolean statistics,
    Duration patience) {
    /**
     * One rank.
     *
     * @param place its place in the job
     * @param command program and arguments; never the secret
     * @param environment variables to set besides those of its place, over the inherited ones
     * @param directory where it starts
     */
    public record RankPlan(JobEnvironment place, List<String> command, Map<String, String> environment,
        Path directory) {}

    /**
     * How output is shown.
     *
     * @param tagged whether each line starts with its rank
     * @param timestamped whether each line starts with the time
     * @param merged whether standard error goes where standard output goes
     * @param files where it goes besides, if anywhere
     */
    public record Output(boolean tagged, boolean timestamped, boolean merged, Optional<OutputFiles> files) {
        /**
         * On the screen alone.
         *
         * @param tagged whether each line starts with its rank
         * @param timestamped whether each line starts with the time
         */
        public Output(final boolean tagged, final boolean timestamped) {
            this(tagged, timestamped, false, Optional.empty());
        }
    }
}
