package mpjrun.launch;

import java.util.List;
import mpi.core.boot.StateAnswer;

/**
 * What happens to a running job. Other threads only put events into a queue; one thread acts on them.
 */
sealed interface Event {
    /** A rank has found the rendezvous. */
    record Joined(int rank) implements Event {}

    /** A rank's Init is complete. */
    record Initialized(int rank) implements Event {}

    /** A rank's Finalize is complete. */
    record Finalized(int rank, String statistics) implements Event {}

    /** A rank wants the job to end. */
    record AbortRequested(int rank, int code, String reason) implements Event {}

    /** A rank's line has ended. */
    record LineLost(int rank) implements Event {}

    /** A rank's process has ended. */
    record Exited(int rank, int code) implements Event {}

    /** It is known by now whether a rank whose process has ended had joined. */
    record Drained(int rank) implements Event {}

    /** Ranks have answered the question of the hang watch. */
    record Sampled(List<StateAnswer> answers) implements Event {}

    /** Ranks have answered the question whether they are deadlocked. */
    record DeadlockSampled(List<StateAnswer> answers) implements Event {}

    /** Ranks have answered what they were doing when the time was over. */
    record TimeLimitStates(List<StateAnswer> answers) implements Event {}

    /** Nobody takes the launcher's standard output any more. */
    record OutputRefused() implements Event {}

    /** The launcher got a signal. */
    record Signalled(LauncherSignal signal) implements Event {}
}
