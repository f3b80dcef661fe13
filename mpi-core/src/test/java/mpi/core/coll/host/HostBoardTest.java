package mpi.core.coll.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.Properties;
import java.util.stream.IntStream;
import mpi.MPI;
import mpi.MPIException;
import mpi.core.diag.Counters;
import mpi.core.progress.Progress;
import mpi.core.runtime.Settings;
import org.junit.jupiter.api.Test;

/** Who is woken, and what who waits learns of those that have left, on a board of which all ranks are one thread. */
class HostBoardTest {
    private static final int RANKS = 3;
    private static final int LONG_BYTES = 1024;
    private static final int SHORT_BYTES = 8;
    private static final BoardLayout LAYOUT = new BoardLayout(RANKS, 8, LONG_BYTES);

    private final MemorySegment memory =
        Arena.ofAuto().allocate(LAYOUT.lengthBytes(), BoardLayout.LINE_BYTES);
    private final FakeMembers[] members = new FakeMembers[RANKS];
    private final Counters[] counters = new Counters[RANKS];
    private final HostBoard[] boards =
        IntStream.range(0, RANKS).mapToObj(this::board).toArray(HostBoard[]::new);
    private long operation;

    private HostBoard board(final int rank) {
        members[rank] = new FakeMembers(rank, RANKS, memory.address());
        counters[rank] = new Counters(RANKS);
        final Settings settings = new Settings(Map.of(), new Properties());
        final Progress progress = new Progress(settings, counters[rank], false);
        return new HostBoard(LAYOUT, memory.address(), false, members[rank],
            new HostSpace(progress, counters[rank], null, 0, false, HostLimits.of(settings)));
    }

    private void begin() {
        operation++;
        for (final HostBoard board : boards) {
            board.begin(operation);
        }
    }

    private static void publish(final HostBoard board, final int payloadBytes, final int reader) {
        board.awaitRoom(payloadBytes);
        board.publish(payloadBytes, reader);
    }

    private int wakes(final int rank, final int member) {
        return members[rank].wakes(member);
    }

    /** Rank 2 finishes a broadcast of rank 0, publishes for rank 1 alone, and waits: then rank 0 has to know. */
    @Test
    void shouldTellAllWhatIsFinishedBeforeItWaitsThoughItHasWokenOneOfThem() {
        begin();
        publish(boards[0], SHORT_BYTES, HostBoard.ALL);
        boards[2].awaitPublished(0);
        boards[2].finish(0, SHORT_BYTES);
        begin();
        publish(boards[2], SHORT_BYTES, 1);
        assertEquals(1, wakes(2, 1));
        assertEquals(0, wakes(2, 0));
        members[2].kill();
        assertThrows(MPIException.class, () -> boards[2].awaitPublished(1));
        // Once for what it had not told, and once because it leaves.
        assertEquals(2, wakes(2, 0));
    }

    @Test
    void shouldWakeAllWhenItHasFinishedManyLines() {
        int finished = 0;
        while (wakes(2, 1) == 0) {
            begin();
            publish(boards[0], SHORT_BYTES, HostBoard.ALL);
            boards[2].awaitPublished(0);
            boards[2].finish(0, SHORT_BYTES);
            boards[1].finish(0, SHORT_BYTES);
            finished++;
        }
        assertEquals(LAYOUT.lines() / 4 + 1, finished);
        assertEquals(1, wakes(2, 0));
    }

    /** The writer may be two operations ahead, and then needs the cell. */
    @Test
    void shouldWakeAtTheEndOfAnOperationWhoWaitsForItsCell() {
        begin();
        boards[2].finishLast(SHORT_BYTES);
        assertEquals(0, wakes(2, 0));
        begin();
        boards[2].finishLast(LONG_BYTES);
        assertEquals(1, wakes(2, 0));
    }

    /** Rank 0 goes on with the operation in many steps; the others have come to their ends in the first. */
    @Test
    void shouldNotWaitForCellsOfRanksThatHaveComeToTheEndOfTheOperation() {
        begin();
        boards[1].finishOperation();
        boards[2].finishStep();
        boards[2].nextStep();
        boards[2].finishOperation();
        assertEquals(1, wakes(2, 0));
        for (int i = 0; i < 3 * LAYOUT.lines(); i++) {
            publish(boards[0], LONG_BYTES, HostBoard.ALL);
            boards[0].nextStep();
        }
        begin();
        publish(boards[2], LONG_BYTES, HostBoard.ALL);
        boards[1].awaitPublished(2);
    }

    /** Rank 2 needs nothing of the step in which rank 0 waits for its cell, and publishes nothing itself. */
    @Test
    void shouldTellWhoWaitsForItsCellThatAStepIsFinishedBeforeItWaits() {
        begin();
        boards[2].finishStep();
        assertEquals(0, wakes(2, 0));
        boards[2].nextStep();
        members[2].kill();
        assertThrows(MPIException.class, () -> boards[2].awaitPublished(1));
        assertEquals(2, wakes(2, 0)); // and once because it leaves
    }

    /** Rank 0 finds that lengths differ; the others learn it though they have not read each other's. */
    @Test
    void shouldTellWhoWaitsThatARankHasLeft() {
        begin();
        assertEquals(MPI.ERR_TRUNCATE, boards[0].leave(16, SHORT_BYTES).getErrorClass());
        boards[1].nextStep();
        final MPIException error = assertThrows(MPIException.class, () -> boards[1].awaitPublished(0));
        assertEquals(MPI.ERR_TRUNCATE, error.getErrorClass());
        assertEquals("step: message of 16 bytes is longer than the buffer of 8 bytes (MPI.ERR_TRUNCATE)",
            error.getMessage());
        // Who waits for rank 1 learns it from there.
        assertEquals(error.getMessage(),
            assertThrows(MPIException.class, () -> boards[2].awaitPublished(1)).getMessage());
        begin();
        publish(boards[0], SHORT_BYTES, HostBoard.ALL);
        boards[1].awaitPublished(0);
    }

    /** Rank 1 is dead, so that rank 0 gives up; rank 2 does not take that for its having come. */
    @Test
    void shouldNotMeetThroughARankThatHasLeft() {
        begin();
        members[0].kill();
        members[2].kill();
        assertThrows(MPIException.class, boards[0]::meet);
        assertEquals(MPI.ERR_PROC_FAILED, assertThrows(MPIException.class, boards[2]::meet).getErrorClass());
    }

    /** What rank 0 publishes in a later operation is not what rank 1 waits for, though it is in the same line. */
    @Test
    void shouldNotTakeALaterOperationForTheOneItWaitsFor() {
        begin();
        boards[1].nextStep();
        final HostBoard late = boards[1];
        operation += LAYOUT.lines();
        boards[0].begin(operation);
        boards[0].nextStep();
        publish(boards[0], SHORT_BYTES, HostBoard.ALL);
        final MPIException error = assertThrows(MPIException.class, () -> late.awaitPublished(0));
        assertEquals(MPI.ERR_TRUNCATE, error.getErrorClass());
    }

    @Test
    void shouldRefuseMoreStepsThanAnOperationHasNumbersFor() {
        begin();
        final MPIException error = assertThrows(MPIException.class, () -> {
            for (int i = 0; i < 1 << 24; i++) {
                boards[0].nextStep();
            }
        });
        assertEquals(MPI.ERR_COUNT, error.getErrorClass());
    }

    @Test
    void shouldCountSteps() {
        begin();
        publish(boards[0], SHORT_BYTES, HostBoard.ALL);
        boards[2].awaitPublished(0);
        boards[2].finish(0, SHORT_BYTES);
        begin();
        publish(boards[2], SHORT_BYTES, HostBoard.ALL);
        assertEquals(1, counters[0].get(Counters.Value.HOST_STEPS));
        assertEquals(2, counters[2].get(Counters.Value.HOST_STEPS));
    }
}
