package mpi.core.coll.host;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.Properties;
import mpi.MPIException;
import mpi.core.boot.RankState;
import mpi.core.diag.Counters;
import mpi.core.progress.Awaited;
import mpi.core.progress.Progress;
import mpi.core.runtime.Settings;
import mpi.core.transport.Endpoint;
import mpi.core.wire.Frame;
import org.agrona.UnsafeApi;

/** A small board, and both ranks of it: every line and every cell is soon used again. */
final class BoardOfTwo {
    /** What {@link #read} shows for a payload that is not of one step. */
    static final int TORN = 9;

    private static final BoardLayout LAYOUT = new BoardLayout(2, 2, BoardLayout.LINE_BYTES);
    private static final Settings SETTINGS = new Settings(Map.of(), new Properties());
    private static final long PIECE_BYTES = 1024 * 1024;
    private static final ThreadLocal<MemorySegment> PIECE = ThreadLocal.withInitial(() -> MemorySegment.NULL);

    private final MemorySegment memory = take();
    private final HostBoard[] views = {view(0), view(1)};

    /** Cut from large pieces, since states are made by the million. */
    private static MemorySegment take() {
        MemorySegment piece = PIECE.get();
        if (piece.byteSize() < LAYOUT.lengthBytes()) {
            piece = Arena.ofAuto().allocate(PIECE_BYTES, BoardLayout.LINE_BYTES);
        }
        PIECE.set(piece.asSlice(LAYOUT.lengthBytes()));
        return piece.asSlice(0, LAYOUT.lengthBytes());
    }

    private HostBoard view(final int rank) {
        final Counters counters = new Counters(2);
        return new HostBoard(LAYOUT, memory.address(), false, new Two(rank),
            new HostSpace(new Progress(SETTINGS, counters, false), counters, null, 0, false,
                HostLimits.of(SETTINGS)));
    }

    HostBoard view(final int rank, final long operation) {
        views[rank].begin(operation);
        return views[rank];
    }

    /** Publishes a payload whose words are all the same number, 1 in the first step. */
    static void write(final HostBoard board, final int steps, final int payloadBytes) {
        for (int number = 1; number <= steps; number++) {
            final long room = board.awaitRoom(payloadBytes);
            for (int at = 0; at < payloadBytes; at += Long.BYTES) {
                UnsafeApi.putLong(room + at, number);
            }
            board.publish(payloadBytes, HostBoard.ALL);
            board.nextStep();
        }
    }

    /** The numbers that the other rank has published, as decimal digits. */
    static int read(final HostBoard board, final int steps, final int payloadBytes) {
        final int writer = 1 - board.rank();
        int digits = 0;
        for (int i = 0; i < steps; i++) {
            board.awaitPublished(writer);
            digits = 10 * digits + number(board.payload(writer, payloadBytes), payloadBytes);
            board.finish(writer, payloadBytes);
            board.nextStep();
        }
        return digits;
    }

    private static int number(final long payload, final int payloadBytes) {
        final int number = (int) UnsafeApi.getLong(payload);
        for (int at = Long.BYTES; at < payloadBytes; at += Long.BYTES) {
            if (UnsafeApi.getLong(payload + at) != number) {
                return TORN;
            }
        }
        return number;
    }

    /** Both share memory, live, and never sleep for long. */
    private record Two(int rank) implements HostMembers {
        private static final Endpoint AWAKE = new Awake();

        @Override
        public int size() {
            return 2;
        }

        @Override
        public boolean sharesMemory(final int member) {
            return true;
        }

        @Override
        public Endpoint endpoint(final int member) {
            return AWAKE;
        }

        @Override
        public boolean isAnyDead() {
            return false;
        }

        @Override
        public MPIException failure() {
            throw new IllegalStateException("nobody dies");
        }

        @Override
        public String where() {
            return "step";
        }

        @Override
        public Counters.Purpose countAs(final Counters.Purpose what) {
            return null;
        }

        @Override
        public void awaits(final int member, final Awaited ranks) {
            ranks.add(member);
        }

        @Override
        public RankState.Operation describe(final int member, final long blockedNanos) {
            return new RankState.Operation("step", "two", member, 0, 0, blockedNanos);
        }
    }

    /** A peer that need not be woken. */
    private static final class Awake implements Endpoint {
        @Override
        public int peer() {
            return 0;
        }

        @Override
        public boolean isLocal() {
            return true;
        }

        @Override
        public int maxPayloadBytes() {
            return 0;
        }

        @Override
        public int trySend(final Frame frame, final Object base, final long offset, final int lengthBytes) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int trySendData(final Frame frame, final Object base, final long offset, final long lengthBytes) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long expose(final Object base, final long offset, final long lengthBytes) {
            return Frame.NOT_EXPOSED;
        }

        @Override
        public long resolve(final long descriptor, final long lengthBytes) {
            return 0;
        }
    }
}
