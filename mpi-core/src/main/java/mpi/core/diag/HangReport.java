package mpi.core.diag;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import mpi.MPI;
import mpi.core.boot.RankState;
import mpi.core.boot.StateAnswer;
import mpi.core.fault.WaitForGraph;

/**
 * Says what every rank of a job waits for:
 *
 * <pre>
 * rank 0: send on COMM_WORLD to 1, tag 7, 4194304 bytes, blocked 20 s
 * rank 1: send on COMM_WORLD to 0, tag 7, 4194304 bytes, blocked 20 s
 * cycle: 0 → 1 → 0
 * for stacks: kill -QUIT 4711 4712, or run with mpjrun --timeout SECONDS
 * </pre>
 */
public final class HangReport {
    private static final int MAX_OPERATIONS_SHOWN = 4;

    private HangReport() {}

    /**
     * Writes the report.
     *
     * @param size ranks in the world
     * @param answers what ranks said; one that has not answered is reported as such
     * @return lines, each with a line feed at its end
     */
    public static String text(final int size, final List<StateAnswer> answers) {
        final String pids = answers.stream()
            .map(StateAnswer::pid)
            .map(String::valueOf)
            .collect(Collectors.joining(" "));
        return waits(size, answers) + "for stacks: kill -QUIT " + (pids.isEmpty() ? "<pid>" : pids)
            + ", or run with mpjrun --timeout SECONDS\n";
    }

    /**
     * Writes the report without its hint at stacks, for who shows them anyway.
     *
     * @param size ranks in the world
     * @param answers what ranks said; one that has not answered is reported as such
     * @return lines, each with a line feed at its end
     */
    public static String waits(final int size, final List<StateAnswer> answers) {
        final Map<Integer, RankState> states = new TreeMap<>();
        answers.forEach(answer -> states.put(answer.rank(), answer.state()));
        final StringBuilder text = new StringBuilder();
        for (int rank = 0; rank < size; rank++) {
            text.append("rank ").append(rank).append(": ").append(rankText(states.get(rank))).append('\n');
        }
        final List<Integer> cycle = new WaitForGraph(states).findCycle();
        if (!cycle.isEmpty()) {
            text.append("cycle: ")
                .append(cycle.stream().map(String::valueOf).collect(Collectors.joining(" → ")))
                .append('\n')
                .append(hint(cycle, states));
        }
        return text.toString();
    }

    /**
     * Writes the report of ranks that wait for each other for ever.
     *
     * @param deadlocked these ranks, at least one
     * @param size ranks in the world
     * @param answers what all ranks said
     * @return lines, each with a line feed at its end
     */
    public static String deadlock(final Set<Integer> deadlocked, final int size, final List<StateAnswer> answers) {
        final String ranks = deadlocked.stream().map(String::valueOf).collect(Collectors.joining(", "));
        return (deadlocked.size() == 1 ? "deadlock: rank " + ranks + " waits for itself"
            : "deadlock: ranks " + ranks + " wait for each other")
            + ", and no message is under way\n" + waits(size, answers);
    }

    /** What to do about a circle in which every rank sends. */
    private static String hint(final List<Integer> cycle, final Map<Integer, RankState> states) {
        final boolean doAllSend = cycle.stream()
            .allMatch(rank -> states.get(rank).operations().stream().anyMatch(HangReport::isSend));
        if (!doAllSend) {
            return "";
        }
        return cycle.size() == 2
            ? "hint: rank " + cycle.getFirst() + " sends to itself before it receives; use sendRecv, or iRecv first\n"
            : "hint: each of them sends before it receives; use sendRecv, or iSend and wait after the receive\n";
    }

    private static boolean isSend(final RankState.Operation operation) {
        return operation.name().toLowerCase(Locale.ROOT).contains("send");
    }

    private static String rankText(final RankState state) {
        if (state == null) {
            return "no answer";
        }
        final List<RankState.Operation> operations = state.operations();
        final String shown = operations.stream()
            .limit(MAX_OPERATIONS_SHOWN)
            .map(HangReport::operationText)
            .collect(Collectors.joining("; "));
        final int hidden = operations.size() - MAX_OPERATIONS_SHOWN;
        return (state.blocked() ? "" : "not blocked in MPI" + (operations.isEmpty() ? "" : ": ")) + shown
            + (hidden > 0 ? "; and " + hidden + " more" : "");
    }

    private static String operationText(final RankState.Operation operation) {
        final StringBuilder text = new StringBuilder(operation.name()).append(" on ").append(operation.communicator());
        final boolean hasPeer = operation.peer() != RankState.NO_PEER;
        if (hasPeer && isCollective(operation)) {
            // Tag and length are those of a message that the program knows nothing of.
            return text.append(", waiting for ").append(operation.peer()).append(blockedText(operation)).toString();
        }
        if (hasPeer) {
            text.append(isSend(operation) ? " to " : " from ")
                .append(operation.peer() == RankState.ANY_PEER ? "any source" : operation.peer())
                .append(operation.tag() == MPI.ANY_TAG ? ", any tag" : ", tag " + operation.tag());
        }
        if (hasPeer || operation.bytes() > 0) {
            text.append(", ").append(operation.bytes()).append(operation.bytes() == 1 ? " byte" : " bytes");
        }
        return text.append(blockedText(operation)).toString();
    }

    private static String blockedText(final RankState.Operation operation) {
        return ", blocked " + TimeUnit.NANOSECONDS.toSeconds(operation.blockedNanos()) + " s";
    }

    private static boolean isCollective(final RankState.Operation operation) {
        return Arrays.stream(Counters.Purpose.values()).anyMatch(purpose -> purpose.text().equals(operation.name()));
    }
}
