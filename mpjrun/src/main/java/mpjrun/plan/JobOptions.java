package mpjrun.plan;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a user asked for, apart from the program itself.
 *
 * @param size ranks in the world, at least 1
 * @param jvmFlags flags for the JVM of each rank, in order
 * @param variables environment variables to set for each rank
 * @param directory where the ranks start
 * @param transport the transport they use, if the environment is not to decide
 * @param binding what each is bound to
 * @param simulatedHosts how many hosts this machine counts as, at least 1
 * @param mapping how ranks are dealt to these hosts
 * @param output how their output is shown
 * @param timeLimit how long the job may take, if limited
 * @param statistics whether to print what each rank counted
 * @param device the last of three arguments to put in front of the program's own, if that is wanted
 * @param tools what looks into the JVMs of the ranks
 */
public record JobOptions(int size, List<String> jvmFlags, Map<String, String> variables, Path directory,
    Optional<TransportChoice> transport, Binding binding, int simulatedHosts, Mapping mapping, JobPlan.Output output,
    Optional<Duration> timeLimit, boolean statistics, Optional<String> device, Tools tools) {

    /** Which transport carries messages. */
    public enum TransportChoice {
        /** Whatever suits the pair of ranks. */
        AUTO,
        /** Shared memory only. */
        SHM,
        /** TCP only. */
        TCP;

        /**
         * Its name in options and settings.
         *
         * @return for example {@code tcp}
         */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What a rank is bound to. */
    public enum Binding {
        /** Nothing. */
        NONE,
        /** One core. */
        CORE
    }

    /** How ranks are dealt to hosts. */
    public enum Mapping {
        /** In blocks: a host is filled before the next one. */
        SLOT,
        /** In turn: one rank a host, then again from the first. */
        NODE
    }
}
