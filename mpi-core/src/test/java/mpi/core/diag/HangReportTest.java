package mpi.core.diag;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import mpi.MPI;
import mpi.core.boot.RankState;
import mpi.core.boot.StateAnswer;
import org.junit.jupiter.api.Test;

class HangReportTest {
    @Test
    void shouldShowHeadToHeadSends() {
        assertEquals("""
            rank 0: send on COMM_WORLD to 1, tag 7, 4194304 bytes, blocked 20 s
            rank 1: send on COMM_WORLD to 0, tag 7, 4194304 bytes, blocked 21 s
            cycle: 0 → 1 → 0
            hint: each of them sends before it receives; use sendRecv, or iSend and wait after the receive
            for stacks: kill -QUIT 4710 4711, or run with mpjrun --timeout SECONDS
            """, HangReport.text(2, List.of(answer(0, operation("send", 1, 7, 4 << 20, 20)),
            answer(1, operation("send", 0, 7, 4 << 20, 21)))));
    }

    @Test
    void shouldShowADeadlock() {
        assertEquals("""
            deadlock: rank 0 waits for itself, and no message is under way
            rank 0: send on COMM_WORLD to 0, tag 7, 8 bytes, blocked 0 s
            rank 1: no answer
            cycle: 0 → 0
            hint: rank 0 sends to itself before it receives; use sendRecv, or iRecv first
            """, HangReport.deadlock(Set.of(0), 2, List.of(answer(0, operation("send", 0, 7, 8, 0)))));
    }

    @Test
    void shouldShowEachKindOfOperation() {
        assertEquals("""
            rank 0: recv on COMM_WORLD from 3, tag 7, 1024 bytes, blocked 20 s
            rank 1: recv on COMM_WORLD from any source, any tag, 1 byte, blocked 20 s
            rank 2: barrier on COMM_WORLD, blocked 20 s
            rank 3: bcast on COMM_WORLD, 80 bytes, blocked 20 s
            rank 4: Issend on COMM_WORLD to 2, tag 0, 0 bytes, blocked 20 s
            rank 5: allreduce on COMM_WORLD, waiting for 2, blocked 20 s
            for stacks: kill -QUIT 4710 4711 4712 4713 4714 4715, or run with mpjrun --timeout SECONDS
            """, HangReport.text(6, List.of(answer(0, operation("recv", 3, 7, 1024, 20)),
            answer(1, operation("recv", RankState.ANY_PEER, MPI.ANY_TAG, 1, 20)),
            answer(2, operation("barrier", RankState.NO_PEER, 0, 0, 20)),
            answer(3, operation("bcast", RankState.NO_PEER, 0, 80, 20)),
            answer(4, operation("Issend", 2, 0, 0, 20)), answer(5, operation("allreduce", 2, 17, 8, 20)))));
    }

    @Test
    void shouldShowRanksThatDidNotAnswerOrDoNotWait() {
        final StateAnswer computing = new StateAnswer(1, 4711, new RankState(false, 5, List.of()), "");
        final StateAnswer oneThreadWaits =
            new StateAnswer(2, 4712, new RankState(false, 5, List.of(operation("recv", 0, 1, 2, 3))), "");
        assertEquals("""
            rank 0: no answer
            rank 1: not blocked in MPI
            rank 2: not blocked in MPI: recv on COMM_WORLD from 0, tag 1, 2 bytes, blocked 3 s
            rank 3: no answer
            for stacks: kill -QUIT 4711 4712, or run with mpjrun --timeout SECONDS
            """, HangReport.text(4, List.of(computing, oneThreadWaits)));
    }

    @Test
    void shouldShowSeveralOperationsInOneLine() {
        final RankState.Operation[] two = {operation("recv", 1, 1, 8, 20), operation("send", 1, 2, 16, 20)};
        final RankState.Operation[] many =
            Collections.nCopies(11, operation("recv", 0, 1, 8, 20)).toArray(RankState.Operation[]::new);
        final String recv = "recv on COMM_WORLD from 0, tag 1, 8 bytes, blocked 20 s; ";
        assertEquals("rank 0: recv on COMM_WORLD from 1, tag 1, 8 bytes, blocked 20 s; "
            + "send on COMM_WORLD to 1, tag 2, 16 bytes, blocked 20 s\n"
            + "rank 1: " + recv.repeat(4) + "and 7 more\n"
            + "cycle: 0 → 1 → 0\n"
            + "for stacks: kill -QUIT 4710 4711, or run with mpjrun --timeout SECONDS\n",
            HangReport.text(2, List.of(answer(0, two), answer(1, many))));
    }

    @Test
    void shouldHelpEvenIfNobodyAnswered() {
        assertEquals("""
            rank 0: no answer
            for stacks: kill -QUIT <pid>, or run with mpjrun --timeout SECONDS
            """, HangReport.text(1, List.of()));
    }

    private static StateAnswer answer(final int rank, final RankState.Operation... operations) {
        return new StateAnswer(rank, 4710 + rank, new RankState(true, 5, List.of(operations)), "");
    }

    private static RankState.Operation operation(final String name, final int peer, final int tag, final long bytes,
        final int seconds) {
        return new RankState.Operation(name, "COMM_WORLD", peer, tag, bytes, TimeUnit.SECONDS.toNanos(seconds));
    }
}
